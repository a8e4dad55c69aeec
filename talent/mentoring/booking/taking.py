"""The times of both people of a session: taken, kept, moved, given back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from talent.accounts.models import User
from talent.lib.errors import Absent
from talent.mentoring.booking.errors import NotOffered
from talent.mentoring.booking.finding import next_slots
from talent.mentoring.free import KIND
from talent.mentoring.models import Booking, Offer
from talent.schedule import actions as times
from talent.schedule.actions import SlotTaken
from talent.schedule.models import Block, BlockState
from talent.schedule.slots import Span

GUEST_KIND = "mentored"
HOLD = timedelta(minutes=5)


def take_both(guest: User, offer: Offer, span: Span, now: datetime) -> UUID:
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
            times.take(owner=guest, kind=GUEST_KIND, ref=session, held_until=until, **lasting)
    except (SlotTaken, Absent):  # a group's last guest may leave at this moment
        minutes = int((span.end - span.start) / timedelta(minutes=1))
        raise NotOffered(next_slots(guest, offer, span.start, minutes, now)) from None
    return session


def keep_both(booking: Booking, until: datetime | None, now: datetime) -> None:
    """Makes a hold a session, or one that waits until then. Raises NotOffered where it has lapsed: whoever waited for
    the lock with an older `now` may find that the time of one of the two is somebody else's by now."""
    blocks = own_blocks(booking)
    if len(blocks) + is_group(booking) < 2:
        raise NotOffered()
    for block in blocks:
        if until is None:
            _keep(block, now)
        else:
            Block.objects.filter(pk=block.pk).update(state=BlockState.HELD, held_until=until)


def move_both(booking: Booking, span: Span, now: datetime) -> None:
    """Brings the time of both to another one. Raises SlotTaken."""
    with transaction.atomic():
        for block in own_blocks(booking):
            times.move(block=block, start=span.start, end=span.end, now=now)


def give_back(booking: Booking) -> None:
    """Frees the time of both; of a group the guest's and a seat, and the whole where nobody sits in it any more. It
    locks the rows alone: whoever calls it has locked both people, or the one without whom nobody touches them."""
    times.release(owner=booking.guest_id, ref=booking.session)
    times.release(owner=booking.mentor_id, ref=booking.session)


def is_group(booking: Booking) -> bool:
    """Whether others may sit in the same session."""
    return Block.objects.filter(ref=booking.session, owner=booking.mentor_id, seats__gt=1).exists()


def own_blocks(booking: Booking) -> list[Block]:
    """The blocks that are this booking's alone: of a group only the guest's."""
    ours = Block.objects.filter(ref=booking.session, owner__in=(booking.guest_id, booking.mentor_id))
    return list(ours.exclude(owner=booking.mentor_id, seats__gt=1).order_by("owner_id"))


def _keep(block: Block, now: datetime) -> None:
    try:
        times.keep(block=block, now=now)
    except SlotTaken:
        raise NotOffered() from None
