"""Which times of an offer are free for one guest."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from talent.accounts.models import User
from talent.mentoring.booking.errors import NotOffered
from talent.mentoring.booking_states import State
from talent.mentoring.free import There, known_with, policy_of, there_of
from talent.mentoring.models import Booking, Offer
from talent.schedule.models import Block
from talent.schedule.slots import Slot, Span, free_slots, refusal

NEXT_SLOTS = 3
APART = timedelta(hours=24)


def free_times(
    guest: User, offer: Offer, minutes: int, window: Span, now: datetime, but: UUID | None = None
) -> list[Slot]:
    """The times of that length in the window that are free for the guest. `but`: a session that is left out of what is
    taken, because it is to be moved."""
    return _free(there_of(offer.profile.user, now), guest, offer, minutes, window, now, but)


def _free(
    there: There | None,
    guest: User,
    offer: Offer,
    minutes: int,
    window: Span,
    now: datetime,
    but: UUID | None,
) -> list[Slot]:
    window = Span(window.start, min(window.end, _last(offer, now)))
    if there is None or window.start >= window.end or minutes not in offer.lengths:
        return []
    known = known_with(there, offer, window, now, guest=guest.pk, but=but)
    slots = free_slots(known.schedule, policy_of(offer), known.busy, window, now)
    fitting = [slot for slot in slots if slot.end - slot.start == timedelta(minutes=minutes)]
    return _not_near(guest, offer, _not_given(guest, fitting, now, but), but)


def next_slots(
    guest: User, offer: Offer, start: datetime, minutes: int, now: datetime, but: UUID | None = None
) -> list[Slot]:
    """The next three times of that length which are free for the guest, from `start` on, and else from now."""
    there, last = there_of(offer.profile.user, now), _last(offer, now)
    for first in dict.fromkeys((min(max(start, now), last), now)):  # both are one for a start that is past
        window = Span(first, last)
        if found := _free(there, guest, offer, minutes, window, now, but)[:NEXT_SLOTS]:
            return found
    return []


def own_hold(guest: User, offer: Offer) -> UUID | None:
    """The session that the guest holds of this offer: it goes when they take another time, and is in the way of none.
    None in a group, which meets whether they come or not."""
    if offer.seats > 1:
        return None
    mine = Booking.objects.filter(guest=guest, offer=offer, state=State.HELD).order_by("-pk")
    return mine.values_list("session", flat=True).first()


@contextmanager
def or_the_next(
    guest: User, offer: Offer | None, start: datetime, minutes: int, now: datetime, but: UUID | None = None
) -> Iterator[None]:
    """Around the transaction of a verb: whoever is refused a time there is told the next ones that are free. They are
    counted when it has ended, because others wait for it. `but`: the session that is moved; else what the guest holds of
    this offer is left out of what is taken, because whoever takes another time lets it go."""
    try:
        yield
    except NotOffered:
        if offer is None:
            raise
        raise NotOffered(
            next_slots(guest, offer, start, minutes, now, but or own_hold(guest, offer))
        ) from None


def demand_offered(
    guest: User,
    offer: Offer,
    there: There | None,
    start: datetime,
    minutes: int,
    now: datetime,
    but: UUID | None = None,
) -> There:
    """That the guest can have this time of a mentor who is there then, by what everybody has taken now. Raises
    NotOffered. `but`: a session whose own time is not in its way."""
    if there is None or not now <= start <= _last(offer, now):  # far years cannot be counted with
        raise NotOffered()
    if start in _starts_near(guest, offer, [start], but):
        raise NotOffered()
    window = Span(start, start + timedelta(minutes=max(minutes, 1)))
    known = known_with(there, offer, window, now, guest=guest.pk, but=but)
    if refusal(start, minutes, known.schedule, policy_of(offer), known.busy, now):
        raise NotOffered()
    return there


def _last(offer: Offer, now: datetime) -> datetime:
    """Until when times are shown: so many times 24 hours from now. The end of a day would be the mentor's midnight, and
    tell where they are."""
    return now + timedelta(days=offer.horizon_days)


def _not_near(guest: User, offer: Offer, slots: list[Slot], but: UUID | None) -> list[Slot]:
    """Those that lie a day or more from what the guest has with this mentor already."""
    near = _starts_near(guest, offer, [slot.start for slot in slots], but)
    return [slot for slot in slots if slot.start not in near]


def _starts_near(guest: User, offer: Offer, starts: Sequence[datetime], but: UUID | None) -> set[datetime]:
    """Of these starts those within 24 hours of a session that the guest has with this mentor. Days of a calendar would
    be the mentor's days, and tell where they are."""
    mine = Booking.objects.filter(guest=guest, offer__profile=offer.profile_id).standing()
    others = mine.exclude(session=but) if but else mine
    held = list(others.order_by().values_list("start", flat=True))
    return {start for start in starts if any(abs(start - one) < APART for one in held)}


def _not_given(guest: User, slots: Sequence[Slot], now: datetime, but: UUID | None) -> list[Slot]:
    """Those at which the guest has given nothing away."""
    if not slots:
        return []
    window = Span(slots[0].start, slots[-1].end)
    mine = Block.objects.of(guest).standing(now).touching(window)
    rows = mine.exclude(ref=but) if but else mine
    taken = [block.span for block in rows.order_by("start", "pk")]
    return [
        slot for slot in slots if not any(span.start < slot.end and slot.start < span.end for span in taken)
    ]
