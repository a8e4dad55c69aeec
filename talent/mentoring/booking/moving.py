"""What every verb of a session does: lock, look at the table, write, log."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.audit.actions import record
from talent.experts.audience import Audience
from talent.lib import zone_data
from talent.lib.errors import Absent
from talent.mentoring.booking.errors import BookingMoved, NoReason
from talent.mentoring.booking.taking import give_back
from talent.mentoring.booking_states import Side, State, Verb, step
from talent.mentoring.free import There
from talent.mentoring.marking import mark_times
from talent.mentoring.models import Booking, BookingStep, Offer
from talent.mentoring.waits import settle_waits
from talent.schedule.slots.clocks import local_day, zone_on

OFF = (State.CANCELLED, State.LAPSED)
SILENT = (Verb.LET_GO, Verb.SETTLE)
"""Steps that nobody is told of."""
KEEPS = (Verb.ASK, Verb.BOOK, Verb.ACCEPT)
"""Steps after which the same time is taken as before."""
DAY = timedelta(hours=24)
NOTICE = timedelta(hours=24)
"""A session is moved at least so long before it begins, or as long as the offer asks for where that is less; cancelled
later than that, it is cancelled at short notice."""
when_written: list[Callable[[Booking, datetime], None]] = []
"""Called with a session after each step of it, inside its transaction and its locks. Filled in AppConfig.ready()."""


def held_offer(actor: User, offer: Offer, reader: Audience) -> Offer:
    """The offer as the actor, who looks as `reader`, finds it at this moment, both people and itself locked, its key left
    free: whoever leaves writes their sessions anew without waiting for the mentor, and the database looks whether their
    offer is there. Raises Absent."""
    mentor = offer.profile.user_id
    if actor.pk == mentor or hold_people(actor.pk, mentor) != {actor.pk, mentor}:
        raise Absent()
    list(Offer.objects.select_for_update(no_key=True).filter(pk=offer.pk).order_by().values_list("pk"))
    found = Offer.objects.open_to(reader).filter(pk=offer.pk).order_by().first()
    if found is None:
        raise Absent()
    found.profile = offer.profile
    return found


def held_booking(actor: User, booking: Booking, side: Side | None = None) -> Booking:
    """The booking as it is now, both people and itself locked, for somebody on that side. Raises Absent, and
    BookingMoved where one of the two has left."""
    found = hold(booking)
    mine = found.side_of(actor) if found else None
    if found is None or mine is None or side not in (None, mine):
        raise Absent()
    if not found.has_both:
        raise BookingMoved()
    return found


def hold(booking: Booking) -> Booking | None:
    """The booking as it is now, with its offer, both people and itself locked; None where it has gone. Of the people it
    knows what was read before."""
    hold_people(booking.guest_id, booking.mentor_id)
    rows = Booking.objects.select_for_update(of=("self",)).select_related("offer")
    found = rows.filter(pk=booking.pk).order_by().first()
    if found and found.offer and booking.offer:
        found.offer.profile = booking.offer.profile
    if found and found.guest_id == booking.guest_id:
        found.guest = booking.guest
    return found


def end(booking: Booking, verb: Verb, actor: User, now: datetime, **written: Any) -> Booking:
    """Ends a session that stands, and gives its time back. Raises BookingMoved."""
    side = booking.side_of(actor)
    assert side
    demand_step(booking, verb, side, now)
    give_back(booking)
    return move_on(booking, verb, actor, now, held_until=None, **written)


def demand_step(booking: Booking, verb: Verb, side: Side, now: datetime) -> None:
    """Raises BookingMoved where the table does not hold it."""
    if step(verb, side, booking.state_at(now)) is None:
        raise BookingMoved()


def move_on(booking: Booking, verb: Verb, actor: User, now: datetime, **written: Any) -> Booking:
    """Takes the table's step. Raises BookingMoved."""
    side = booking.side_of(actor)
    assert side
    found = step(verb, side, booking.state_at(now))
    if found is None:
        raise BookingMoved()
    record(actor=actor.audit_key, verb=f"booking.{verb}", kind="booking", key=booking.key)
    return write(booking, verb, side, found.after, now, **written)


def write(booking: Booking, verb: Verb, side: Side, after: State, now: datetime, **written: Any) -> Booking:
    """Writes a step and its log; who is told of it finds a task. What waits for one of the two follows."""
    is_known, before, booking.state = _is_known(booking, verb), State(booking.state), after
    for name, value in written.items():
        setattr(booking, name, value)
    if before == State.CONFIRMED and after in OFF:
        booking.sequence += 1  # calendars that hold it have to learn that it is off
    if after == State.CONFIRMED:
        booking.reminded = 24 if booking.start - now <= DAY else None
    booking.save()
    silent = verb in SILENT or (verb == Verb.LAPSE and before == State.HELD)
    row = {
        "before": before,
        "after": after,
        "start": booking.start,
        "at": now,
        "told_at": now if silent else None,
        "late": verb == Verb.CANCEL and before == State.CONFIRMED and _is_late(booking, now),
    }
    BookingStep.objects.create(booking=booking, verb=verb, side=side, **row)
    settle_waits(booking, now)
    for follow in when_written:
        follow(booking, now)
    if booking.offer and not is_known:
        mark_times(booking.offer.profile.user)
    return booking


def _is_known(booking: Booking, verb: Verb) -> bool:
    """Whether searches know already what is taken after that step. Not where the hold has lapsed while its guest waited
    for a lock with an older moment: its time may have been read as free meanwhile."""
    held = booking.held_until
    return verb in KEEPS and held is not None and held > timezone.now()


def is_short_notice(booking: Booking, offer: Offer, now: datetime) -> bool:
    """Whether it begins so soon that it is not moved any more, and cancelled late."""
    return booking.start - now < min(NOTICE, timedelta(hours=offer.notice_hours))


def _is_late(booking: Booking, now: datetime) -> bool:
    return bool(booking.offer and is_short_notice(booking, booking.offer, now))


def agree(booking: Booking, there: There) -> None:
    """Writes down the wall time that both have agreed on, on the mentor's clock of that day."""
    home = zone_on(there.schedule, local_day(there.schedule, booking.start))
    booking.zone, booking.tzdata = home.key, zone_data.version()
    booking.wall = f"{booking.start.astimezone(home):%Y-%m-%dT%H:%M}"


def reason_of(text: str) -> str:
    """Why, as it is kept. Raises NoReason."""
    if not text.strip():
        raise NoReason(field="reason")
    return text.strip()
