"""Verbs of guests and mentors on sessions. Each is one transaction: lock both people, ask the rules, take or give back
the time of both, write, log."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.lib import zone_data
from talent.lib.errors import Absent, Conflict, Forbidden, Refused
from talent.mentoring.booking_states import STANDING, WAITING, Outcome, Side, State, Verb, settled, step
from talent.mentoring.free import KIND, known_of, policy_of
from talent.mentoring.marking import mark_times
from talent.mentoring.models import Booking, BookingStep, Offer
from talent.mentoring.readers import kinds_of, reader_of
from talent.schedule import actions as times
from talent.schedule.actions import SlotTaken
from talent.schedule.models import Block, BlockState
from talent.schedule.slots import Slot, Span, free_slots, refusal
from talent.schedule.slots.clocks import local_day, zone_on

GUEST_KIND = "mentored"
HOLD, PATIENCE = timedelta(minutes=5), timedelta(hours=48)
NEXT_SLOTS = 3
MOST_WAITING = 5
ANSWER_LETTERS = 1000


class NotForYou(Forbidden):
    code = "not_for_you"
    text = _("This offer is for other people. Whom it is for stands on it; your profile says where you live.")


class NotOffered(SlotTaken):
    """The time is not free (any more). `others` are the next ones that are. Why it is not stays with the mentor."""

    code = "not_offered_then"
    text = _("This time is not free. Below are the next ones that are.")

    def __init__(self, others: Sequence[Slot] = ()) -> None:
        super().__init__()
        self.others = tuple(others)


class TooManyWaiting(Refused):
    code = "too_many_waiting"
    text = _("Five of your requests wait for an answer. Take one back first, or wait.")


class BookingMoved(Conflict):
    code = "booking_moved"
    text = _("This session stands otherwise by now. Below is how it stands.")


class Unanswered(Refused):
    code = "unanswered"
    text = _("The mentor asks for an answer to each question.")


class NoReason(Refused):
    code = "no_reason"
    text = _("Write why, in a sentence: the other side reads it.")


class NotOver(Refused):
    code = "not_over"
    text = _("This session is not over yet.")


@transaction.atomic
def hold_slot(*, actor: User, offer: Offer, start: datetime, minutes: int, now: datetime) -> Booking:
    """Holds a time of the offer for the actor for five minutes, while they fill in the form; what they held of it
    before is let go. Raises Absent for an offer that the actor does not find, NotForYou, TooManyWaiting, and NotOffered
    with the next free times."""
    locked = _held_offer(actor, offer)
    _demand_guest(actor, locked, now)
    _let_go_of(actor, locked, now)
    end = start + timedelta(minutes=minutes)
    _demand_offered(actor, locked, start, minutes, now)
    session = _take_both(actor, locked, Span(start, end), now)
    made = Booking(offer=locked, guest=actor, session=session, start=start, end=end)
    made.held_until, made.made_at = now + HOLD, now
    _agree(made, now)
    made.save()
    mark_times(locked.profile.user)
    return made


@transaction.atomic
def book(*, actor: User, booking: Booking, answers: Mapping[str, str], now: datetime) -> Booking:
    """Makes the actor's hold a booking, or a request that waits for the mentor for up to 48 hours and until it would
    begin; `answers` by question. Raises Absent, BookingMoved, Unanswered, NotOffered where the hold has lapsed."""
    locked = _held(actor, booking, Side.GUEST)
    if locked.state_at(now) == State.LAPSED:
        raise NotOffered(next_slots(actor, locked.offer, locked.start, _minutes(locked), now))
    asked = [{"question": text, "answer": answers.get(text, "").strip()} for text in locked.offer.questions]
    if not all(0 < len(row["answer"]) <= ANSWER_LETTERS for row in asked):
        raise Unanswered()
    waits = locked.offer.on_request
    until = min(now + PATIENCE, locked.start) if waits else None
    for block in _blocks(locked):
        _keep(block, until, now)
    return _move(locked, Verb.ASK if waits else Verb.BOOK, actor, now, answers=asked, held_until=until)


@transaction.atomic
def let_go(*, actor: User, booking: Booking, now: datetime) -> Booking:
    """Gives a held time back. Raises Absent, BookingMoved."""
    return _end(_held(actor, booking, Side.GUEST), Verb.LET_GO, actor, now)


@transaction.atomic
def accept(*, actor: User, booking: Booking, now: datetime) -> Booking:
    """The mentor's yes to a request. Raises Absent, BookingMoved."""
    locked = _held(actor, booking, Side.MENTOR)
    _demand_step(locked, Verb.ACCEPT, Side.MENTOR, now)
    for block in _blocks(locked):
        _keep(block, None, now)
    return _move(locked, Verb.ACCEPT, actor, now, held_until=None)


@transaction.atomic
def decline(*, actor: User, booking: Booking, reason: str, now: datetime) -> Booking:
    """The mentor's no. Raises Absent, BookingMoved, NoReason."""
    locked = _held(actor, booking, Side.MENTOR)
    return _end(locked, Verb.DECLINE, actor, now, reason=_reason(reason))


@transaction.atomic
def cancel(*, actor: User, booking: Booking, reason: str, now: datetime) -> Booking:
    """Either side's end of a session that has not begun. Raises Absent, BookingMoved, NoReason."""
    locked = _held(actor, booking)
    if locked.start <= now:
        raise BookingMoved()
    return _end(locked, Verb.CANCEL, actor, now, reason=_reason(reason))


@transaction.atomic
def move(*, actor: User, booking: Booking, start: datetime, now: datetime) -> Booking:
    """Brings the guest's session to another free time of the same length; nobody else's. Raises Absent, BookingMoved
    (also for a group and for an offer whose bookings wait for a yes: these are cancelled and booked anew),
    NotOffered."""
    locked, minutes = _held(actor, booking, Side.GUEST), _minutes(booking)
    _demand_step(locked, Verb.MOVE, Side.GUEST, now)
    if locked.offer.seats > 1 or locked.offer.on_request or locked.start <= now:
        raise BookingMoved()
    end = start + timedelta(minutes=minutes)
    _demand_offered(actor, locked.offer, start, minutes, now, but=locked.session)
    try:
        for block in _blocks(locked):
            times.move(block=block, start=start, end=end, now=now)
    except SlotTaken:
        raise NotOffered(next_slots(actor, locked.offer, start, minutes, now)) from None
    locked.start, locked.end = start, end
    _agree(locked, now)
    return _move(locked, Verb.MOVE, actor, now, sequence=locked.sequence + 1)


@transaction.atomic
def say_outcome(*, actor: User, booking: Booking, said: Outcome, now: datetime) -> Booking:
    """What the actor says of a session that is over; with both words, or a lost connection, it is settled. Raises
    Absent, NotOver, BookingMoved."""
    locked = _held(actor, booking)
    if locked.end > now:
        raise NotOver()
    if locked.state != State.CONFIRMED:
        raise BookingMoved()
    side = locked.side_of(actor)
    setattr(locked, f"said_by_{side}", said.value)
    words = [Outcome(one) if one else None for one in (locked.said_by_mentor, locked.said_by_guest)]
    if after := settled(words[0], words[1]):
        return _write(locked, Verb.SETTLE, Side.CLOCK, after, now)
    locked.save(update_fields=["said_by_mentor", "said_by_guest"])
    return locked


@transaction.atomic
def lapse(pk: int, people: tuple[int, int], now: datetime) -> bool:
    """Ends one that has waited for too long, for the clock; whether it still waited."""
    hold_people(*people)
    rows = Booking.objects.select_for_update(of=("self",)).select_related("offer__profile__user", "guest")
    found = rows.lapsed(now).filter(pk=pk).order_by().first()
    if found:
        _give_back(found)
        _write(found, Verb.LAPSE, Side.CLOCK, State.LAPSED, now, held_until=None)
    return found is not None


def give_all_back(user: User) -> None:
    """The times that others have given for sessions with somebody who leaves are theirs again; their own go with
    them. Call it inside the transaction in which the person leaves."""
    standing = Booking.objects.of(user).standing().select_related("offer__profile__user")
    for one in standing.order_by("pk"):
        _give_back(one)
        mark_times(one.offer.profile.user)


def next_slots(
    actor: User, offer: Offer, start: datetime, minutes: int, now: datetime, count: int = NEXT_SLOTS
) -> list[Slot]:
    """The next times of that length which are free for the actor, from `start` on, and else from now."""
    for first in (max(start, now), now):
        window = Span(first, first + timedelta(days=offer.horizon_days + 1))
        known = known_of(offer, window, now, guest=actor.pk)
        if known is None or minutes not in offer.lengths:
            return []
        slots = free_slots(known.schedule, policy_of(offer), known.busy, window, now)
        fitting = [slot for slot in slots if slot.end - slot.start == timedelta(minutes=minutes)]
        if found := free_for(actor, fitting, now)[:count]:
            return found
    return []


def free_for(actor: User, slots: Sequence[Slot], now: datetime) -> list[Slot]:
    """Those at which the actor has given nothing away."""
    if not slots:
        return []
    window = Span(slots[0].start, slots[-1].end)
    mine = Block.objects.of(actor).standing(now).touching(window).order_by("start", "pk")
    taken = [block.span for block in mine]
    return [
        slot for slot in slots if not any(span.start < slot.end and slot.start < span.end for span in taken)
    ]


def _held_offer(actor: User, offer: Offer) -> Offer:
    """The offer as the actor finds it at this moment, both people and itself locked. Raises Absent."""
    mentor = offer.profile.user_id
    if actor.pk == mentor or hold_people(actor.pk, mentor) != {actor.pk, mentor}:
        raise Absent()
    list(Offer.objects.select_for_update().filter(pk=offer.pk).order_by().values_list("pk"))
    rows = Offer.objects.visible_to(reader_of(actor)).select_related("profile__user")
    found = rows.filter(pk=offer.pk).order_by().first()
    if found is None:
        raise Absent()
    return found


def _held(actor: User, booking: Booking, side: Side | None = None) -> Booking:
    """The booking as it is now, both people and itself locked, for somebody on that side. Raises Absent."""
    hold_people(booking.guest_id, booking.offer.profile.user_id)
    rows = Booking.objects.select_for_update(of=("self",)).select_related("offer__profile__user", "guest")
    found = rows.filter(pk=booking.pk).order_by().first()
    mine = found.side_of(actor) if found else None
    if found is None or mine is None or side not in (None, mine):
        raise Absent()
    return found


def _demand_guest(actor: User, offer: Offer, now: datetime) -> None:
    demand_notice(actor)
    if not kinds_of(actor) & set(offer.for_whom):
        raise NotForYou()
    waiting = Booking.objects.filter(guest=actor, state=State.REQUESTED, held_until__gt=now)
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting()


def _demand_offered(
    actor: User, offer: Offer, start: datetime, minutes: int, now: datetime, but: UUID | None = None
) -> None:
    """Raises NotOffered with the next free times. `but`: a session whose own time is not in its way."""
    window = Span(start, start + timedelta(minutes=max(minutes, 1)))
    known = known_of(offer, window, now, guest=actor.pk, but=but)
    if known is None or refusal(start, minutes, known.schedule, policy_of(offer), known.busy, now):
        raise NotOffered(next_slots(actor, offer, start, minutes, now))


def _take_both(actor: User, offer: Offer, span: Span, now: datetime) -> UUID:
    """Takes the time of both for five minutes, or a seat where a group meets then; returns the session's key. Raises
    NotOffered."""
    mentor, until = offer.profile.user, now + HOLD
    lasting: dict[str, Any] = {"start": span.start, "end": span.end, "now": now}
    group = Block.objects.of(mentor).filter(start=span.start, end=span.end, kind=KIND, seats__gt=1)
    joined = group.order_by().first()
    session = joined.ref if joined else uuid4()
    try:
        with transaction.atomic():
            if joined:
                times.take_seat(block=joined)
            else:
                kept: dict[str, Any] = {"before": offer.before, "after": offer.after, "seats": offer.seats}
                held = None if offer.seats > 1 else until  # a group does not go with one guest's hold
                times.take(owner=mentor, kind=KIND, ref=session, held_until=held, **lasting, **kept)
            times.take(owner=actor, kind=GUEST_KIND, ref=session, held_until=until, **lasting)
    except SlotTaken:
        minutes = int((span.end - span.start) / timedelta(minutes=1))
        raise NotOffered(next_slots(actor, offer, span.start, minutes, now)) from None
    return session


def _let_go_of(actor: User, offer: Offer, now: datetime) -> None:
    """What the actor still holds of this offer, or held until it lapsed."""
    mine = Booking.objects.select_for_update(of=("self",)).select_related("offer__profile__user", "guest")
    for held in mine.filter(guest=actor, offer=offer, state=State.HELD).order_by("pk"):
        _give_back(held)
        _write(held, Verb.LET_GO, Side.GUEST, State.LAPSED, now, held_until=None)


def _blocks(booking: Booking) -> list[Block]:
    """The blocks that are this booking's alone: of a group only the guest's."""
    owners = [booking.guest_id]
    if booking.offer.seats == 1:
        owners.append(booking.offer.profile.user_id)
    return list(Block.objects.filter(ref=booking.session, owner__in=owners).order_by("owner_id"))


def _keep(block: Block, until: datetime | None, now: datetime) -> None:
    """Makes a hold a session, or one that waits longer. Raises NotOffered where it has lapsed."""
    if until is None:
        try:
            times.keep(block=block, now=now)
        except SlotTaken:
            raise NotOffered() from None
    else:
        Block.objects.filter(pk=block.pk).update(state=BlockState.HELD, held_until=until)


def _give_back(booking: Booking) -> None:
    """Frees the time of both; of a group the guest's and a seat, and the whole where nobody sits in it any more."""
    for block in _blocks(booking):
        times.free(block=block)
    if booking.offer.seats > 1:
        mentor = booking.offer.profile.user_id
        for group in Block.objects.filter(ref=booking.session, owner=mentor).order_by("pk"):
            if times.leave_seat(block=group).seats_taken == 0:
                times.free(block=group)


def _end(booking: Booking, verb: Verb, actor: User, now: datetime, **written: Any) -> Booking:
    side = booking.side_of(actor)
    assert side
    _demand_step(booking, verb, side, now)
    _give_back(booking)
    return _move(booking, verb, actor, now, held_until=None, **written)


def _demand_step(booking: Booking, verb: Verb, side: Side, now: datetime) -> None:
    if step(verb, side, booking.state_at(now)) is None:
        raise BookingMoved()


def _move(booking: Booking, verb: Verb, actor: User, now: datetime, **written: Any) -> Booking:
    """Takes the table's step. Raises BookingMoved."""
    side = booking.side_of(actor)
    assert side
    found = step(verb, side, booking.state_at(now))
    if found is None:
        raise BookingMoved()
    record(actor=actor.audit_key, verb=f"booking.{verb}", kind="booking", key=booking.key)
    return _write(booking, verb, side, found.after, now, **written)


def _write(booking: Booking, verb: Verb, side: Side, after: State, now: datetime, **written: Any) -> Booking:
    before, booking.state = booking.state, after
    for name, value in written.items():
        setattr(booking, name, value)
    if before in STANDING and after not in STANDING and before not in WAITING:
        booking.sequence += 1  # calendars that hold it have to learn that it is off
    booking.save()
    BookingStep.objects.create(
        booking=booking, verb=verb, side=side, before=before, after=after, start=booking.start, at=now
    )
    mark_times(booking.offer.profile.user)
    return booking


def _agree(booking: Booking, now: datetime) -> None:
    """Writes down the wall time that both have agreed on, on the mentor's clock of that day."""
    known = known_of(booking.offer, Span(booking.start, booking.end), now)
    if known:
        home = zone_on(known.schedule, local_day(known.schedule, booking.start))
        booking.zone, booking.tzdata = home.key, zone_data.version()
        booking.wall = f"{booking.start.astimezone(home):%Y-%m-%dT%H:%M}"


def _minutes(booking: Booking) -> int:
    return int((booking.end - booking.start) / timedelta(minutes=1))


def _reason(text: str) -> str:
    if not text.strip():
        raise NoReason(field="reason")
    return text.strip()
