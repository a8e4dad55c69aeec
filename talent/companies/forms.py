"""Forms of registering, inviting and members. Shape only: the rules stand in the actions."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import LineField
from talent.companies.models import MemberRole
from talent.lib import national_id

LATIN = {"dir": "ltr"}
is_domain = RegexValidator(r"^\s*([A-Za-z0-9-]+\.)+[A-Za-z]{2,}\s*$", _("This is not a domain."))


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


class RegisterForm(forms.Form):
    """What a registration begins with."""

    name_fa = LineField(label=_("Name in Persian"), max_length=120, widget=forms.TextInput({"dir": "rtl"}))
    name_en = LineField(label=_("Name in English"), max_length=120, widget=forms.TextInput(LATIN))


class NamesForm(RegisterForm):
    """What the company is called, and where its pages are to stand."""

    wish = forms.SlugField(
        error_messages={"invalid": _("Use Latin letters, digits and hyphens only.")},
        label=_("Address of its pages"),
        max_length=40,
        required=False,
        widget=forms.TextInput(LATIN),
        help_text=_(
            "Latin letters, digits and hyphens, for example “alborz”. It is yours once the park has verified the "
            "company; until then its pages stand at an address of chance."
        ),
    )


class PapersForm(forms.Form):
    """By what the park knows that it is a company of the park."""

    national_id = NationalIdField(
        label=_("National ID"),
        max_length=20,
        required=False,
        widget=forms.TextInput(LATIN),
        help_text=_("Of the company, not of a person: eleven digits."),
    )
    contract_number = LineField(
        label=_("Contract with the park"),
        max_length=40,
        required=False,
        widget=forms.TextInput(LATIN),
        help_text=_("The number that stands on it."),
    )


class DomainForm(forms.Form):
    """Where its people have their addresses."""

    domain = forms.CharField(
        label=_("Domain"),
        max_length=120,
        required=False,
        widget=forms.TextInput(LATIN),
        help_text=_(
            "Of its e-mail addresses, for example “alborz.example.org”. Whoever you invite at this domain is a member "
            "as soon as they accept; others the park approves one by one."
        ),
        validators=[is_domain],
    )


class WorkForm(forms.Form):
    """What it makes, and where in the park it is found."""

    makes_fa = LineField(
        label=_("What it makes, in Persian"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"dir": "rtl", "rows": 3}),
        help_text=_("One or two sentences. Experts read them before they decide."),
    )
    makes_en = LineField(
        label=_("What it makes, in English"),
        max_length=300,
        required=False,
        widget=forms.Textarea(LATIN | {"rows": "3"}),
    )
    park_fa = LineField(label=_("Park in Persian"), max_length=120, required=False)
    park_en = LineField(
        label=_("Park in English"), max_length=120, required=False, widget=forms.TextInput(LATIN)
    )
    site_fa = LineField(label=_("Site in Persian"), max_length=120, required=False)
    site_en = LineField(
        label=_("Site in English"), max_length=120, required=False, widget=forms.TextInput(LATIN)
    )


STEPS: dict[str, type[forms.Form]] = {
    "names": NamesForm,
    "papers": PapersForm,
    "domain": DomainForm,
    "work": WorkForm,
}


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(LATIN))
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices, initial=MemberRole.RECRUITER)


class RoleForm(forms.Form):
    """Which member is to be what."""

    email = forms.EmailField(max_length=254)
    role = forms.ChoiceField(choices=MemberRole.choices)


class EndForm(forms.Form):
    """Whose membership is to end."""

    email = forms.EmailField(max_length=254)
