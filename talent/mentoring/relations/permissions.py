"""Whose relationship it is, and after what one can be proposed."""

from dataclasses import dataclass
from uuid import UUID

from talent.accounts.models import User
from talent.lib.errors import Absent
from talent.mentoring.booking_states import MET
from talent.mentoring.models import Booking, Offer, Origin, Question, Relation
from talent.mentoring.question_states import State as QuestionState
from talent.mentoring.relation_states import Part


@dataclass(frozen=True, slots=True)
class Began:
    """What two people have had with each other: a session that was booked, or a question that was answered."""

    origin: Origin
    key: UUID
    offer: Offer
    guest: User


def began_of(user: User, origin: str, key: UUID) -> Began:
    """The person's session or question with that key, after which something can be proposed. Raises Absent."""
    if origin not in Origin.values:
        raise Absent()
    offer, guest = _booked(user, key) if origin == Origin.BOOKING else _answered(user, key)
    if offer is None or guest is None:
        raise Absent()
    return Began(Origin(origin), key, offer, guest)


def relation_of(user: User, key: UUID) -> tuple[Relation, Part]:
    """The relationship with that key, and who the person is in it. Raises Absent for everybody else's."""
    rows = Relation.objects.of(user).select_related("offer__profile__user", "guest")
    found = rows.filter(key=key).order_by().first()
    part = found.part_of(user) if found else None
    if found is None or part is None:
        raise Absent()
    return found, part


def session_of(user: User, key: UUID) -> Booking:
    """The person's session with that key, on either side. Raises Absent."""
    rows = Booking.objects.of(user).select_related("offer__profile__user", "guest", "relation")
    found = rows.filter(key=key).order_by().first()
    if found is None:
        raise Absent()
    return found


def _booked(user: User, key: UUID) -> tuple[Offer | None, User | None]:
    rows = Booking.objects.of(user).filter(state__in=MET).select_related("offer__profile__user", "guest")
    found = rows.filter(key=key).order_by().first()
    return (found.offer, found.guest) if found else (None, None)


def _answered(user: User, key: UUID) -> tuple[Offer | None, User | None]:
    rows = Question.objects.of(user).filter(state=QuestionState.ANSWERED)
    found = rows.select_related("offer__profile__user", "asker").filter(key=key).order_by().first()
    return (found.offer, found.asker) if found else (None, None)
