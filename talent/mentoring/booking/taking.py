"""The times of both people of a session: taken, kept, moved, given back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from talent.accounts.models import User
from talent.lib.errors import Absent
from talent.mentoring.booking.errors import NotOffered
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
    mentor = offer.profile.user
    group = Block.objects.of(mentor).filter(start=span.start, end=span.end, kind=KIND, seats__gt=1)
    joined = group.order_by().first()
    at: dict[str, Any] = {"start": span.start, "end": span.end, "ref": joined.ref if joined else uuid4()}
    blocks = [Block(owner=guest, kind=GUEST_KIND, held_until=now + HOLD, **at)]
    if joined is None:
        given = Block(
            owner=mentor, kind=KIND, before=offer.before, after=offer.after, seats=offer.seats, **at
        )
        # a group does not go with one guest's hold
        given.held_until = None if offer.seats > 1 else now + HOLD
        blocks.append(given)
    try:
        with transaction.atomic():
            if joined:
                times.take_seat(block=joined)
            times.take_all(blocks=blocks, now=now)
    except (SlotTaken, Absent):  # a group's last guest may leave at this moment
        raise NotOffered() from None
    return blocks[0].ref


def keep_both(booking: Booking, until: datetime | None, now: datetime) -> None:
    """Makes a hold a session, or one that waits until then. Raises NotOffered where it has lapsed: whoever waited for
    the lock with an older `now` may find that the time of one of the two is somebody else's by now."""
    both = _blocks(booking)
    if len(both) < 2:
        raise NotOffered()
    blocks = [one for one in both if not _is_shared(one, booking)]
    if until is None:
        _keep(blocks, now)
    else:
        rows = Block.objects.filter(pk__in=[block.pk for block in blocks])
        rows.update(state=BlockState.HELD, held_until=until)


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
    return [one for one in _blocks(booking) if not _is_shared(one, booking)]


def _blocks(booking: Booking) -> list[Block]:
    """What the two have given for it."""
    ours = Block.objects.filter(ref=booking.session, owner__in=(booking.guest_id, booking.mentor_id))
    return list(ours.order_by("owner_id"))


def _is_shared(block: Block, booking: Booking) -> bool:
    return block.owner_id == booking.mentor_id and block.seats > 1


def _keep(blocks: list[Block], now: datetime) -> None:
    try:
        times.keep(blocks=blocks, now=now)
    except SlotTaken:
        raise NotOffered() from None
