"""What the other side of a conversation is told."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.conversations.models import Side, Thread
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify_many
from talent.notifications.tokens import opaque

SAID = Kind(
    name="message",
    label=_("There is something new in one of my conversations"),
    sentence=_("There is something new in one of your conversations."),
    subject=_("Something new to read"),
    mail=_("Somebody has written to you. Who and what, you read after signing in."),
    button=_("Read it"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(SAID)


def tell_side(thread: Thread, side: Side, people: Iterable[User]) -> None:
    """Tells these people of one side that the other has said something: once until that side has read, so that nobody
    buries a mailbox, and mails do not show the rhythm of a talk."""
    place = f"/c/{thread.company.slug}" if side == Side.COMPANY else ""
    event = opaque(SAID.name, thread.key, side, thread.read_until(side))
    notify_many(recipients=people, kind=SAID.name, event=event, path=f"{place}/conversations/{thread.key}/")
