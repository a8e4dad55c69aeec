"""What allauth tells us after the fact: somebody signed up, or signs in otherwise now, so other sessions end."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from django.http import HttpRequest

from talent.accounts.adapter import keep_only_this_session
from talent.accounts.models import User
from talent.accounts.moving import leave_address

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


def leave_old_address(sender: Any, user: User, from_email_address: Any, **kwargs: Any) -> None:
    """Sent by allauth inside the transaction that `Adapter.confirm_email` opens; at signing up nothing is left."""
    if from_email_address:
        leave_address(actor=user, email=from_email_address.email)


def note_password(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever has just chosen a password to sign up is not asked for it again a minute later."""
    record_authentication(request, user, method="password")


def connect() -> None:
    """Called once, when the room is ready."""
    account.user_signed_up.connect(note_password, dispatch_uid="note_password")
    account.email_changed.connect(leave_old_address, dispatch_uid="leave_old_address")
    for change in CHANGES:
        change.connect(end_others, dispatch_uid="end_others")
