"""Forms of signing up, signing in, and of one's own settings. Shape only."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import AddEmailForm as AllauthAddEmailForm
from allauth.account.forms import ConfirmEmailVerificationCodeForm as AllauthConfirmForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as MfaAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as MfaActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as MfaAddWebAuthnForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.actions import OddAddress, demand_plain
from talent.accounts.countries import countries
from talent.accounts.fields import LongSelect
from talent.accounts.models import User
from talent.lib.text import latin_digits

ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))

LONGEST = MaxLengthValidator(254)  # allauth cuts a longer address silently


def plain(address: str) -> None:
    """Raises ValidationError for an address whose host no hide list could be compared with."""
    try:
        demand_plain(address)
    except OddAddress as odd:
        raise forms.ValidationError(str(odd.text)) from None


class SignupForm(AllauthSignupForm):
    """Address and password. The browser's guess of the zone comes along unseen and unchecked."""

    time_zone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].validators += [LONGEST, plain]

    def clean_time_zone(self) -> str:
        name = self.cleaned_data["time_zone"]
        return name if name in ZONES else ""

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # as long as for a new account
        made: tuple[Any, Any] = super().try_save(request)
        return made


class LoginForm(AllauthLoginForm):
    """Sign-in; an address longer than a column is refused like any wrong one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].validators.append(LONGEST)


class LatinDigits(forms.Form):
    """A code typed with Persian or Arabic digits is the same code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        if self.is_bound:
            self.data = {"code": latin_digits(self.data.get("code", ""))}


class AuthenticateForm(LatinDigits, MfaAuthenticateForm):
    """The second step of signing in."""


class ReauthenticateForm(LatinDigits, MfaReauthenticateForm):
    """The code once more."""


class ActivateTOTPForm(LatinDigits, MfaActivateTOTPForm):
    """The first code of a new app."""


class AddWebAuthnForm(MfaAddWebAuthnForm):
    """A new passkey. An answer that no device gives is refused like a wrong code; allauth's form would break."""

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except (ValueError, AttributeError, KeyError):
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned


class ConfirmAddressForm(AllauthConfirmForm):
    """The code from the mail. Whether the address can be taken is the action's to say, once it is proven."""

    def clean_code(self) -> str:
        return str(super(AllauthConfirmForm, self).clean_code())


class ChangeEmailForm(AllauthAddEmailForm):
    """The new address. Whether somebody has it already is told to its owner alone, by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].validators += [LONGEST, plain]


class CountryForm(forms.Form):
    """Where somebody lives, in the words of the page's language."""

    country = forms.ChoiceField(label=_("Country where you live"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = countries(get_language() or "fa")
        self.fields["country"] = forms.ChoiceField(
            label=_("Country where you live"), choices=[("", _("Choose a country")), *names]
        )


class SettingsForm(forms.ModelForm[User]):
    """Language, zone and calendar of one person."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(name, name.replace("_", " ")) for name in ZONES],
        widget=LongSelect,
    )

    class Meta:
        model = User
        fields = ["language", "time_zone", "calendar"]
