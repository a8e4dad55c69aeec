"""What allauth tells us after the fact: somebody signed up, or signs in otherwise now, so other sessions end."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from django.http import HttpRequest

from talent.accounts.adapter import keep_only_this_session
from talent.accounts.models import User

CHANGES = (
    account.password_changed,
    account.password_set,
    account.password_reset,
    account.email_changed,
    mfa.authenticator_added,
    mfa.authenticator_removed,
    mfa.authenticator_reset,
)


def end_others(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever else sits in this account, with a stolen password perhaps, is out at the next request."""
    keep_only_this_session(request, user)


def note_password(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever has just chosen a password to sign up is not asked for it again a minute later."""
    record_authentication(request, user, method="password")


def connect() -> None:
    """Called once, when the room is ready."""
    account.user_signed_up.connect(note_password, dispatch_uid="note_password")
    for change in CHANGES:
        change.connect(end_others, dispatch_uid="end_others")
