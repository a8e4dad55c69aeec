"""Forms of the moderator's verbs on companies. Shape only."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from talent.companies.models import Company, MemberRole
from talent.lib import national_id

LATIN = {"dir": "ltr"}


class NationalIdField(forms.CharField):
    """A company's national ID, in whichever digits it is typed."""

    def clean(self, value: Any) -> str | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return national_id.read(typed)
        except ValueError:
            raise forms.ValidationError(
                _("This is not a national ID: eleven digits, the last one checks.")
            ) from None


class CompanyForm(forms.Form):
    """What a company is called and where it lives. Shape only."""

    name_fa = forms.CharField(label=_("Name in Persian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, widget=forms.TextInput(LATIN))
    slug = forms.SlugField(
        error_messages={"invalid": _("Use Latin letters, digits and hyphens only.")},
        label=_("Address"),
        max_length=40,
        widget=forms.TextInput(LATIN),
        help_text=_("Stands in the addresses of its pages: Latin letters, digits and hyphens."),
    )
    national_id = NationalIdField(
        label=_("National ID"), max_length=20, required=False, widget=forms.TextInput(LATIN)
    )
    contract_number = forms.CharField(
        label=_("Contract with the park"), max_length=40, required=False, widget=forms.TextInput(LATIN)
    )
    domain = forms.CharField(
        label=_("Domain"),
        max_length=120,
        widget=forms.TextInput(LATIN),
        help_text=_("Of its e-mail addresses, for example “alborz.example.org”."),
        validators=[RegexValidator(r"^\s*([A-Za-z0-9-]+\.)+[A-Za-z]{2,}\s*$", _("This is not a domain."))],
    )
    parent = forms.ModelChoiceField(
        Company.objects.order_by("name_en"), label=_("Parent company"), required=False, empty_label=_("none")
    )
    park_fa = forms.CharField(label=_("Park in Persian"), max_length=120, required=False)
    park_en = forms.CharField(
        label=_("Park in English"), max_length=120, required=False, widget=forms.TextInput(LATIN)
    )
    site_fa = forms.CharField(label=_("Site in Persian"), max_length=120, required=False)
    site_en = forms.CharField(
        label=_("Site in English"), max_length=120, required=False, widget=forms.TextInput(LATIN)
    )
    makes_fa = forms.CharField(label=_("What it makes, in Persian"), max_length=300, required=False)
    makes_en = forms.CharField(
        label=_("What it makes, in English"), max_length=300, required=False, widget=forms.TextInput(LATIN)
    )


class MemberForm(forms.Form):
    """Whom to bind to a company, as what."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(LATIN))
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices, initial=MemberRole.RECRUITER)
