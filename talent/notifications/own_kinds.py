"""What this room itself tells: of the account's safety, and of what the park decides for many."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from talent.notifications.kinds import Kind, add_kinds


def _change(name: str, subject: StrOrPromise, told: StrOrPromise) -> Kind:
    """A change of how somebody signs in. Its mail says so: whoever did not do it must understand it at once, and it
    leads to the page on which a new password is chosen without the old one."""
    return Kind(
        name=name,
        label=subject,
        sentence=told,
        subject=subject,
        mail=told,
        button=_("Choose a new password"),
        security=True,
        direct="account_reset_password",
    )


CHANGES = (
    _change(
        "password_changed",
        _("Your password was changed"),
        _("The password of your account was changed, and all other browsers were signed out."),
    ),
    _change(
        "password_set",
        _("A password was set"),
        _("Your account has a password now, and all other browsers were signed out."),
    ),
    _change(
        "password_reset",
        _("Your password was changed"),
        _(
            "The password of your account was changed by a code that we sent to this address. All browsers were "
            "signed out."
        ),
    ),
    _change(
        "email_changed",
        _("Your address was changed"),
        _("Your account has another e-mail address now. This one no longer opens it."),
    ),
    _change(
        "totp_activated",
        _("An authenticator app was set up"),
        _("From now on your account asks for a code of your app after the password."),
    ),
    _change(
        "totp_deactivated",
        _("The authenticator app was removed"),
        _("Your account no longer asks for a code of your app."),
    ),
    _change("webauthn_added", _("A passkey was added"), _("Your account has one more passkey.")),
    _change("webauthn_removed", _("A passkey was removed"), _("One passkey no longer opens your account.")),
    _change(
        "recovery_codes_generated",
        _("New recovery codes were made"),
        _("The recovery codes that you had before open nothing any more."),
    ),
    _change(
        "factors_dropped",
        _("Your second factor is removed"),
        _(
            "Your second factor was removed, as was asked, and you were signed out everywhere. From now on the "
            "password alone opens your account: sign in and add a new second factor. If you did not ask for this, "
            "choose a new password at once."
        ),
    ),
)
SUPERUSER = Kind(
    name="superuser_signed_in",
    label=_("A superuser has signed in"),
    sentence=_("An account without limits was opened just now. The audit trail says by which key."),
    subject=_("Something to look at today"),
    mail=_(
        "Something happened that only you and your colleagues are told. What it is, you read after signing in."
    ),
    button=_("See what is new"),
    security=True,
)
INFORMATION_ONLY = Kind(
    name="information_only",
    label=_("What changes for everybody where I live"),
    sentence=_(
        "Where you live, the network can be read from now on, but nothing can be offered through it. You are no "
        "longer shown in any search. Your account and all you wrote are still yours: you can sign in, take it along "
        "or delete it."
    ),
    subject=_("Something has changed in your account"),
    mail=_(
        "Something in your account is different from now on. Nothing was deleted; what it is, you read after signing in."
    ),
    button=_("See what is new"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(*CHANGES, SUPERUSER, INFORMATION_ONLY)
