"""What somebody is told of their case."""

from django.utils.translation import gettext_lazy as _

from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify
from talent.notifications.tokens import opaque
from talent.programmes.models import Case

ANSWERED = Kind(
    name="case_answered",
    label=_("The programme office answers me"),
    sentence=_("The programme office has answered you."),
    subject=_("An answer for you"),
    mail=_("The office that you have written to has answered. What it says, you read after signing in."),
    button=_("Read the answer"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(ANSWERED)


def tell_person(case: Case, said: int) -> None:
    """Tells the person that the office has answered; `said` is the key of the answer, so that each is told once."""
    event = opaque(ANSWERED.name, case.key, said)
    notify(recipient=case.person, kind=ANSWERED.name, event=event, path=f"/cases/{case.key}/")
