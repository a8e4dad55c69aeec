"""Verbs on the park's own switches: the moderator's."""

from django.db import transaction

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.experts.models import ParkChoice


def open_public_directory(*, actor: User) -> None:
    """Shows the experts who chose "anyone" to visitors without an account, from the next request on."""
    _switch(actor, True, "park.public_directory.opened")


def close_public_directory(*, actor: User) -> None:
    """Takes the public directory away: from the next request on its address leads nowhere."""
    _switch(actor, False, "park.public_directory.closed")


@transaction.atomic
def _switch(actor: User, is_open: bool, verb: str) -> None:
    demand_role(actor, RoleName.MODERATOR)
    choice, _ = ParkChoice.objects.select_for_update().get_or_create(pk=1)
    if choice.public_directory_open != is_open:
        choice.public_directory_open = is_open
        choice.save(update_fields=["public_directory_open"])
        record(actor=actor.audit_key, verb=verb, kind="park", key=choice.pk)
