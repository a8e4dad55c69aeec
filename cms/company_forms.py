"""Forms of the moderator's verbs on companies. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import TextField
from talent.companies.forms import NationalIdField, is_domain
from talent.companies.models import REMARKS, Company, MemberRole, Remark

LATIN = {"dir": "ltr"}


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
        validators=[is_domain],
    )
    parent = forms.ModelChoiceField(
        Company.objects.known_to_park().order_by("name_en"),
        label=_("Parent company"),
        required=False,
        empty_label=_("none"),
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


class ReturnForm(forms.Form):
    """What is to be mended, by what it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Remark:
            rows = forms.Textarea({"rows": 3, "dir": "auto"})
            self.fields[one.value] = TextField(
                label=REMARKS[one], max_length=500, required=False, widget=rows
            )
