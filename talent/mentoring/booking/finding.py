"""Which times of an offer are free for one guest."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from talent.accounts.models import User
from talent.mentoring.booking.errors import NotOffered
from talent.mentoring.free import known_of, policy_of
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
    window = Span(window.start, min(window.end, _last(offer, now)))
    if window.start >= window.end or minutes not in offer.lengths:
        return []
    known = known_of(offer, window, now, guest=guest.pk, but=but)
    if known is None:
        return []
    slots = free_slots(known.schedule, policy_of(offer), known.busy, window, now)
    fitting = [slot for slot in slots if slot.end - slot.start == timedelta(minutes=minutes)]
    return _not_near(guest, offer, _not_given(guest, fitting, now, but), but)


def next_slots(
    guest: User, offer: Offer, start: datetime, minutes: int, now: datetime, but: UUID | None = None
) -> list[Slot]:
    """The next three times of that length which are free for the guest, from `start` on, and else from now."""
    last = _last(offer, now)
    for first in dict.fromkeys((min(max(start, now), last), now)):  # both are one for a start that is past
        window = Span(first, last)
        if found := free_times(guest, offer, minutes, window, now, but)[:NEXT_SLOTS]:
            return found
    return []


def demand_offered(
    guest: User, offer: Offer, start: datetime, minutes: int, now: datetime, but: UUID | None = None
) -> None:
    """Raises NotOffered with the next free times. `but`: a session whose own time is not in its way."""
    if not now <= start <= _last(offer, now):  # far years cannot be counted with
        raise NotOffered(next_slots(guest, offer, now, minutes, now, but))
    window = Span(start, start + timedelta(minutes=max(minutes, 1)))
    near = start in _starts_near(guest, offer, [start], but)
    known = known_of(offer, window, now, guest=guest.pk, but=but)
    if near or known is None or refusal(start, minutes, known.schedule, policy_of(offer), known.busy, now):
        raise NotOffered(next_slots(guest, offer, start, minutes, now, but))


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
