"""What guests and mentors are told of sessions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.mentoring.booking_states import Side, State, Verb
from talent.mentoring.calendars import encloses
from talent.mentoring.models import Booking, BookingStep, OfferStep
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify_many
from talent.notifications.tokens import opaque

WAITS = Kind(
    name="session_waits",
    label=_("Somebody asks me for a session"),
    sentence=_("Somebody asks you for a session."),
    subject=_("Something waits for your answer"),
    mail=_("Something waits for your answer, for two days at most. What it is, you read after signing in."),
    button=_("Look and decide"),
)
NEWS = Kind(
    name="session_news",
    label=_("A session of mine is confirmed, moved, cancelled or declined"),
    sentence=_("Something has changed about one of your sessions."),
    subject=_("Your calendar has changed"),
    mail=_("An appointment of yours is new, or has changed. What it is, you read after signing in."),
    button=_("See what has changed"),
    encloses=encloses,
)
SOON = Kind(
    name="session_soon",
    label=_("A session of mine begins soon"),
    sentence=_("One of your sessions begins soon."),
    subject=_("It begins soon"),
    mail=_("An appointment of yours begins soon. With whom and where, you read after signing in."),
    button=_("See where you meet"),
    encloses=encloses,
)
OVER = Kind(
    name="session_over",
    label=_("Say what became of a session"),
    sentence=_("A session of yours is over: say what became of it."),
    subject=_("How did it go?"),
    mail=_(
        "An appointment of yours is over. Say in one tap whether it took place; silence means that it did."
    ),
    button=_("Say how it went"),
)
OTHERWISE = Kind(
    name="session_mentor_pauses",
    label=_("A mentor with whom I have booked takes a pause"),
    sentence=_("A mentor with whom you have booked takes no new bookings for now. Yours stands."),
    subject=_("There is news"),
    mail=_("There is news about an appointment of yours. What it is, you read after signing in."),
    button=_("See what is new"),
)
CLASHES = Kind(
    name="session_clash",
    label=_("Clocks have moved a session of mine to an hour that is taken"),
    sentence=_(
        "New rules of clocks have moved a session of yours to an hour that is taken: find another time."
    ),
    subject=_("An appointment needs another hour"),
    mail=_("By new rules of clocks an appointment of yours would meet another one. Look at it and choose."),
    button=_("Look and choose"),
    encloses=encloses,
)
BOTH = (Side.GUEST, Side.MENTOR)
TOLD: dict[Verb, tuple[Side, ...]] = {
    Verb.ASK: (Side.MENTOR,),
    Verb.BOOK: BOTH,
    Verb.ACCEPT: BOTH,
    Verb.DECLINE: (Side.GUEST,),
    Verb.MOVE: BOTH,
    Verb.CANCEL: BOTH,
    Verb.LAPSE: BOTH,
    Verb.SETTLE: (),
    Verb.LET_GO: (),
}
"""Which sides are told of a step. Who took it is told too where calendars have to follow."""


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(WAITS, NEWS, SOON, OVER, CLASHES, OTHERWISE)


@transaction.atomic
def tell_step(pk: int, now: datetime) -> bool:
    """Tells whom a step concerns; told again, nobody is told twice."""
    one_of_two = ("booking__guest", "booking__offer__profile__user")
    hold_people(*BookingStep.objects.values_list(*one_of_two).get(pk=pk))
    rows = BookingStep.objects.select_for_update(of=("self",)).select_related(*one_of_two)
    one = rows.untold().filter(pk=pk).order_by().first()
    if one is None:
        return False
    tell(people(one.booking, _sides(one)), WAITS if _asks(one) else NEWS, one.booking, pk)
    BookingStep.objects.filter(pk=pk).update(told_at=now)
    return True


@transaction.atomic
def tell_pause(pk: int, now: datetime) -> bool:
    """Tells those who have booked ahead that the mentor takes a pause."""
    known = OfferStep.objects.get(pk=pk)
    ahead = list(Booking.objects.filter(offer=known.offer_id).agreed().ahead(now).select_related("guest"))
    there = hold_people(*(one.guest_id for one in ahead))
    one = OfferStep.objects.select_for_update(of=("self",)).filter(pk=pk, told_at=None).order_by().first()
    for booking in ahead if one else ():
        if booking.guest and booking.guest_id in there:
            tell([booking.guest], OTHERWISE, booking, pk)
    OfferStep.objects.filter(pk=pk).update(told_at=now)
    return one is not None


def tell(users: Sequence[User], kind: Kind, booking: Booking, *event: object) -> None:
    """Tells one of the two or both, once for each event."""
    path = f"/mentoring/sessions/{booking.key}/"
    notify_many(recipients=users, kind=kind.name, event=opaque(kind.name, booking.key, *event), path=path)


def people(booking: Booking, sides: tuple[Side, ...] = BOTH) -> list[User]:
    """Whoever is there, of these sides. Needs guest and mentor at hand."""
    mentor = booking.offer.profile.user if booking.offer else None
    on = {Side.GUEST: booking.guest, Side.MENTOR: mentor}
    return [user for side in sides if (user := on[side])]


def _sides(step: BookingStep) -> tuple[Side, ...]:
    """Of a request that is taken back or moved only the mentor is told: no calendar holds it yet."""
    if _asks(step) or (step.verb == Verb.CANCEL and step.before == State.REQUESTED):
        return (Side.MENTOR,)
    return TOLD[Verb(step.verb)]


def _asks(step: BookingStep) -> bool:
    """Whether the mentor is asked by it: for a session, or for another time than before."""
    return step.side == Side.GUEST and step.after == State.REQUESTED
