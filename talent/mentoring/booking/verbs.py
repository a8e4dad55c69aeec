"""Verbs of guests and mentors on sessions. Each is one transaction: lock both people, ask the rules, take or give back
the time of both, write, log."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.experts.audience import Audience
from talent.mentoring.booking.errors import (
    AskAnew,
    BookingMoved,
    MissedTwice,
    MovedOften,
    NotForYou,
    NoTimesNow,
    NotOffered,
    NotOver,
    SeatStays,
    TooLate,
    TooManyWaiting,
    Unanswered,
)
from talent.mentoring.booking.finding import demand_offered, or_the_next
from talent.mentoring.booking.missing import rests_until, settle
from talent.mentoring.booking.moving import (
    agree,
    demand_step,
    end,
    held_booking,
    held_offer,
    is_short_notice,
    move_on,
    reason_of,
    write,
)
from talent.mentoring.booking.taking import HOLD, give_back, is_group, keep_both, move_both, take_both
from talent.mentoring.booking_states import Outcome, Side, State, Verb, step
from talent.mentoring.free import There, there_of
from talent.mentoring.marking import mark_times_of
from talent.mentoring.models import Booking, Offer
from talent.mentoring.readers import is_for, reader_of
from talent.mentoring.waits import no_longer_asked
from talent.schedule.actions import SlotTaken
from talent.schedule.slots import Span

PATIENCE = timedelta(hours=48)
MOST_WAITING, MOST_MOVES = 5, 3
ANSWER_LETTERS = 1000


def hold_slot(*, actor: User, offer: Offer, start: datetime, minutes: int, now: datetime) -> Booking:
    """Holds a time of the offer for the actor for five minutes, while they fill in the form; what they held of it
    before is let go. Raises Absent for an offer that the actor does not find, NotForYou, TooManyWaiting, MissedTwice,
    and NotOffered with the next free times."""
    there, reader = there_of(offer.profile.user, now), reader_of(actor)
    with or_the_next(actor, offer, start, minutes, now), transaction.atomic():
        locked = held_offer(actor, offer, reader)
        _demand_guest(actor, locked, reader, now)
        _let_go_of(actor, locked, now)
        known = demand_offered(actor, locked, there, start, minutes, now)
        return _held(actor, locked, Span(start, start + timedelta(minutes=minutes)), known, now)


def book(*, actor: User, booking: Booking, answers: Sequence[str], now: datetime) -> Booking:
    """Makes the actor's hold a booking, or a request that waits for the mentor for up to 48 hours and until it would
    begin; `answers` in the order of the questions. Raises Absent, BookingMoved, Unanswered, NoTimesNow for an offer that
    the actor does not find any more, NotForYou, TooManyWaiting, MissedTwice, NotOffered where the hold has lapsed."""
    reader = reader_of(actor)
    with or_the_next(actor, booking.offer, booking.start, booking.minutes, now):
        return _booked(actor, booking, answers, reader, now)


@transaction.atomic
def _booked(
    actor: User, booking: Booking, answers: Sequence[str], reader: Audience, now: datetime
) -> Booking:
    locked = held_booking(actor, booking, Side.GUEST)
    offer = locked.of_offer
    _demand_finds(reader, offer)
    if locked.state_at(now) == State.LAPSED:
        raise NotOffered()
    verb = Verb.ASK if offer.on_request else Verb.BOOK
    demand_step(locked, verb, Side.GUEST, now)
    _demand_guest(actor, offer, reader, now)
    given = [text.strip() for text in answers]
    if len(given) != len(offer.questions) or not all(0 < len(text) <= ANSWER_LETTERS for text in given):
        raise Unanswered()
    pairs = zip(offer.questions, given, strict=True)
    asked = [{"question": question, "answer": answer} for question, answer in pairs]
    until = _waits_until(locked.start, now) if offer.on_request else None
    keep_both(locked, until, now)
    return move_on(locked, verb, actor, now, answers=asked, held_until=until)


@transaction.atomic
def let_go(*, actor: User, booking: Booking, now: datetime) -> Booking:
    """Gives a held time back. Raises Absent, BookingMoved."""
    return end(held_booking(actor, booking, Side.GUEST), Verb.LET_GO, actor, now)


@transaction.atomic
def accept(*, actor: User, booking: Booking, start: datetime | None, now: datetime) -> Booking:
    """The mentor's yes to a request for the time `start`, as they have read it: its guest may have moved it since.
    Raises Absent, BookingMoved."""
    locked = held_booking(actor, booking, Side.MENTOR)
    demand_step(locked, Verb.ACCEPT, Side.MENTOR, now)
    if locked.start != start:
        raise BookingMoved()
    try:
        keep_both(locked, None, now)
    except NotOffered:
        raise BookingMoved() from None
    return move_on(locked, Verb.ACCEPT, actor, now, held_until=None)


@transaction.atomic
def decline(*, actor: User, booking: Booking, reason: str, now: datetime) -> Booking:
    """The mentor's no. Raises Absent, BookingMoved, NoReason."""
    locked = held_booking(actor, booking, Side.MENTOR)
    return end(locked, Verb.DECLINE, actor, now, reason=reason_of(reason))


@transaction.atomic
def cancel(*, actor: User, booking: Booking, reason: str, now: datetime) -> Booking:
    """Either side's end of a session that has not begun. Raises Absent, BookingMoved, NoReason."""
    locked = held_booking(actor, booking)
    if locked.start <= now:
        raise BookingMoved()
    return end(locked, Verb.CANCEL, actor, now, reason=reason_of(reason))


def move(*, actor: User, booking: Booking, start: datetime, now: datetime) -> Booking:
    """Brings the guest's session, or what they have asked for, to another free time of the same length; nobody else's. A
    request then waits for up to 48 hours from now, as a new one does. Of one that stands at that time already nothing
    changes: the same button was pressed twice. Raises Absent, BookingMoved, SeatStays, AskAnew, TooLate, MovedOften,
    NoTimesNow, NotOffered."""
    offer, minutes = booking.offer, booking.minutes
    there = there_of(offer.profile.user, now) if offer else None
    with or_the_next(actor, offer, start, minutes, now, booking.session), transaction.atomic():
        locked = held_booking(actor, booking, Side.GUEST)
        movable = step(Verb.MOVE, Side.GUEST, locked.state_at(now))
        if movable and locked.start == start and not locked.clashes:
            return locked
        demand_movable(locked, now)
        known = demand_offered(actor, locked.of_offer, there, start, minutes, now, locked.session)
        return _moved(locked, actor, Span(start, start + timedelta(minutes=minutes)), known, now)


def _moved(locked: Booking, actor: User, span: Span, there: There, now: datetime) -> Booking:
    asked = locked.state == State.REQUESTED
    until = _waits_until(span.start, now) if asked else None
    try:
        move_both(locked, span, now)
        if asked:
            keep_both(locked, until, now)
    except SlotTaken:
        raise NotOffered() from None
    locked.start, locked.end, locked.clashes = span.start, span.end, False
    agree(locked, there)
    sequence = locked.sequence if asked else locked.sequence + 1  # no calendar holds a request
    return move_on(locked, Verb.MOVE, actor, now, sequence=sequence, held_until=until)


@transaction.atomic
def say_outcome(*, actor: User, booking: Booking, said: Outcome, now: datetime) -> Booking:
    """What the actor says of a session that is over; with both words it is settled. Raises
    Absent, NotOver, BookingMoved."""
    locked = held_booking(actor, booking)
    if locked.end > now:
        raise NotOver()
    if locked.state != State.CONFIRMED:
        raise BookingMoved()
    side = locked.side_of(actor)
    assert side
    setattr(locked, f"said_by_{side}", said.value)
    locked.save(update_fields=["said_by_mentor", "said_by_guest"])
    no_longer_asked(locked, side, now)
    return settle(locked, now)


def demand_movable(booking: Booking, now: datetime) -> None:
    """Raises BookingMoved, SeatStays, AskAnew, TooLate, MovedOften, NoTimesNow where the guest may not move it now."""
    offer, state = booking.offer, booking.state_at(now)
    if offer is None or step(Verb.MOVE, Side.GUEST, state) is None or booking.start <= now:
        raise BookingMoved()
    if is_group(booking):
        raise SeatStays()
    if state == State.CONFIRMED:
        _demand_agreed_movable(booking, offer, now)
    if booking.steps.filter(verb=Verb.MOVE, side=Side.GUEST).count() >= MOST_MOVES:
        raise MovedOften()
    assert booking.guest
    _demand_finds(reader_of(booking.guest), offer)


def _demand_agreed_movable(booking: Booking, offer: Offer, now: datetime) -> None:
    if offer.on_request:
        raise AskAnew()
    if is_short_notice(booking, offer, now):
        raise TooLate()


def _waits_until(start: datetime, now: datetime) -> datetime:
    """Until when a request for that time waits for its mentor."""
    return min(now + PATIENCE, start)


def _demand_finds(reader: Audience, offer: Offer) -> None:
    """Raises NoTimesNow where the guest does not find the offer now, whatever they have booked of it."""
    if not Offer.objects.open_to(reader).filter(pk=offer.pk).exists():
        raise NoTimesNow()


def _demand_guest(actor: User, offer: Offer, reader: Audience, now: datetime) -> None:
    demand_notice(actor)
    if not is_for(actor, offer, reader):
        raise NotForYou()
    waiting = Booking.objects.filter(guest=actor, state=State.REQUESTED, held_until__gt=now)
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting()
    if rests_until(actor, now):
        raise MissedTwice()


def _held(actor: User, offer: Offer, span: Span, there: There, now: datetime) -> Booking:
    session = take_both(actor, offer, span, now)
    made = Booking(offer=offer, guest=actor, session=session, start=span.start, end=span.end)
    made.held_until, made.made_at = now + HOLD, now
    agree(made, there)
    made.save()
    mark_times_of(offer)
    return made


def _let_go_of(actor: User, offer: Offer, now: datetime) -> None:
    """What the actor still holds of this offer, or held until it lapsed."""
    mine = Booking.objects.filter(guest=actor, offer=offer, state=State.HELD).order_by("pk")
    keys = list(mine.values_list("pk", flat=True))  # mostly none: then nothing is joined and nothing locked
    for held in Booking.objects.locked().filter(pk__in=keys).order_by("pk") if keys else ():
        give_back(held)
        write(held, Verb.LET_GO, Side.GUEST, State.LAPSED, now, held_until=None)
