"""Changing the address: what hangs on the old one in other rooms goes with the same transaction."""

from typing import Protocol

from django.db import transaction

from talent.accounts.models import User
from talent.audit.actions import record


class Mover(Protocol):
    """What a room does when `actor` no longer holds the address `email`."""

    def __call__(self, *, actor: User, email: str) -> None: ...


movers: list[Mover] = []
"""Filled in AppConfig.ready()."""


@transaction.atomic
def leave_address(*, actor: User, email: str) -> None:
    """Tells every room that `actor` has another address than `email` now."""
    for move in movers:
        move(actor=actor, email=email.lower())
    record(actor=actor.audit_key, verb="account.address_changed", kind="user", key=actor.audit_key)
