"""Which times of an offer are free for one guest."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from talent.accounts.models import User
from talent.mentoring.booking.errors import NotOffered
from talent.mentoring.free import known_of, policy_of
from talent.mentoring.models import Offer
from talent.schedule.models import Block
from talent.schedule.slots import Slot, Span, free_slots, refusal

NEXT_SLOTS = 3


def free_times(
    guest: User, offer: Offer, minutes: int, window: Span, now: datetime, but: UUID | None = None
) -> list[Slot]:
    """The times of that length in the window that are free for the guest. `but`: a session that is left out of what is
    taken, because it is to be moved."""
    if window.start >= window.end or minutes not in offer.lengths:
        return []
    known = known_of(offer, window, now, guest=guest.pk, but=but)
    if known is None:
        return []
    slots = free_slots(known.schedule, policy_of(offer), known.busy, window, now)
    fitting = [slot for slot in slots if slot.end - slot.start == timedelta(minutes=minutes)]
    return _not_given(guest, fitting, now, but)


def next_slots(
    guest: User, offer: Offer, start: datetime, minutes: int, now: datetime, but: UUID | None = None
) -> list[Slot]:
    """The next three times of that length which are free for the guest, from `start` on, and else from now."""
    for first in (max(start, now), now):
        window = Span(first, first + timedelta(days=offer.horizon_days + 1))
        if found := free_times(guest, offer, minutes, window, now, but)[:NEXT_SLOTS]:
            return found
    return []


def demand_offered(
    guest: User, offer: Offer, start: datetime, minutes: int, now: datetime, but: UUID | None = None
) -> None:
    """Raises NotOffered with the next free times. `but`: a session whose own time is not in its way."""
    window = Span(start, start + timedelta(minutes=max(minutes, 1)))
    known = known_of(offer, window, now, guest=guest.pk, but=but)
    if known is None or refusal(start, minutes, known.schedule, policy_of(offer), known.busy, now):
        raise NotOffered(next_slots(guest, offer, start, minutes, now, but))


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
