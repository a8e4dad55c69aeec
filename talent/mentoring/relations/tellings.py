"""What both sides of a relationship are told."""

from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.mentoring.models import Relation
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify
from talent.notifications.tokens import opaque

PROPOSED = Kind(
    name="mentoring_proposed",
    label=_("Somebody proposes to me to meet several times"),
    sentence=_(
        "Somebody whom you know from here proposes to meet several times. You decide, on your own page."
    ),
    subject=_("Something waits for your decision"),
    mail=_("Something waits for you. You decide, on your own page; until then nothing is settled."),
    button=_("Look and decide"),
)
NEWS = Kind(
    name="mentoring_news",
    label=_("What I have agreed with a mentor, or as one, has moved on"),
    sentence=_("What you have proposed or agreed on, to meet several times, has moved on."),
    subject=_("There is news for you"),
    mail=_("Something that you take part in has moved on. What it is, you read after signing in."),
    button=_("See what is new"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(PROPOSED, NEWS)


def tell_proposed(recipient: User, relation: Relation) -> None:
    """Tells whoever is asked: once."""
    _tell(PROPOSED, recipient, relation, "")


def tell_news(recipient: User, relation: Relation, verb: str) -> None:
    """Tells one of the two what the other has done: each once."""
    _tell(NEWS, recipient, relation, verb)


def _tell(kind: Kind, recipient: User, relation: Relation, verb: str) -> None:
    event = opaque(kind.name, relation.key, verb)
    notify(recipient=recipient, kind=kind.name, event=event, path=f"/mentoring/relations/{relation.key}/")
