"""Taking a time, moving it, giving it back. A room calls these inside the transaction of its own verb, after it has
locked everybody who meets (`hold_people`) and asked its own rules; each locks the owner again, which costs nothing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.lib.errors import Absent, Conflict
from talent.schedule.models import Block, BlockState
from talent.schedule.slots import Span

OVERLAPS = "block_no_overlap"


class SlotTaken(Conflict):
    """Somebody was quicker, or the owner meets somebody else then."""

    code = "slot_taken"
    text = _("This time has just been taken. Choose another one.")


class NoSeatLeft(SlotTaken):
    code = "no_seat_left"
    text = _("The last seat has just been taken. Choose another time.")


@transaction.atomic
def take(
    *,
    owner: User,
    start: datetime,
    end: datetime,
    kind: str,
    ref: UUID,
    now: datetime,
    before: int = 0,
    after: int = 0,
    seats: int = 1,
    held_until: datetime | None = None,
) -> Block:
    """Gives the owner's time from `start` to `end` to a session, with buffers in minutes around it. With `held_until`
    it is a hold that lapses by itself. Raises SlotTaken, and Absent for an owner who has left."""
    _hold(owner.pk)
    Block.objects.of(owner).lapsed(now).delete()
    block = Block(
        owner=owner, start=start, end=end, before=before, after=after, kind=kind, ref=ref, seats=seats
    )
    block.state = BlockState.HELD if held_until else BlockState.TAKEN
    block.held_until = held_until
    _write(block)
    return block


@transaction.atomic
def move(*, block: Block, start: datetime, end: datetime, now: datetime) -> Block:
    """Brings the block to another time; its own old time is not in its way. Raises SlotTaken, and Absent where it has
    been given back meanwhile."""
    held = _held(block)
    Block.objects.filter(owner=held.owner_id).exclude(pk=held.pk).lapsed(now).delete()
    held.start, held.end = start, end
    _write(held)
    return held


@transaction.atomic
def keep(*, block: Block, now: datetime) -> Block:
    """Makes a hold a session. Raises SlotTaken where it has lapsed."""
    held = _held(block)
    if held.held_until and held.held_until <= now:
        raise SlotTaken()
    held.state, held.held_until = BlockState.TAKEN, None
    held.save(update_fields=["state", "held_until"])
    return held


@transaction.atomic
def free(*, block: Block) -> None:
    """Gives the time back. Raises Absent where it has been given back already."""
    _held(block).delete()


@transaction.atomic
def take_seat(*, block: Block) -> Block:
    """One more guest in the session. Raises NoSeatLeft, and Absent where it does not take place any more."""
    held = _held(block)
    if held.seats_taken >= held.seats:
        raise NoSeatLeft()
    Block.objects.filter(pk=held.pk).update(seats_taken=F("seats_taken") + 1)
    held.seats_taken += 1
    return held


@transaction.atomic
def leave_seat(*, block: Block) -> Block:
    """One guest fewer; a session in which nobody sits stays, until it is given back. Raises Absent."""
    held = _held(block)
    Block.objects.filter(pk=held.pk, seats_taken__gt=0).update(seats_taken=F("seats_taken") - 1)
    held.seats_taken = max(0, held.seats_taken - 1)
    return held


@transaction.atomic
def release(*, owner: int | None, ref: UUID) -> None:
    """Gives back what somebody has given for a session: of a group one seat, and all where nobody sits in it any more.
    Unlike the others it locks the row alone, for whoever leaves and must not wait for other people; nothing comes of a
    time that has been given back already."""
    mine = Block.objects.select_for_update().filter(owner=owner, ref=ref).order_by().first()
    if mine and mine.seats_taken > 1:
        Block.objects.filter(pk=mine.pk).update(seats_taken=F("seats_taken") - 1)
    elif mine:
        mine.delete()


def _hold(owner: int) -> None:
    """Locks whose time it is: whoever takes, moves or counts it waits here. Raises Absent."""
    if owner not in hold_people(owner):
        raise Absent()


def _held(block: Block) -> Block:
    """The block as it is now, its owner and itself locked. Raises Absent."""
    _hold(block.owner_id)
    held = Block.objects.select_for_update().filter(pk=block.pk).order_by().first()
    if held is None:
        raise Absent()
    return held


def _write(block: Block) -> None:
    """Writes the block with its buffers where nothing else is. Raises SlotTaken."""
    block.span_start = block.start - timedelta(minutes=block.before)
    block.span_end = block.end + timedelta(minutes=block.after)
    _demand_room(block)
    try:
        with transaction.atomic():
            block.save()
    except IntegrityError as refused:
        if OVERLAPS not in str(refused):
            raise
        raise SlotTaken() from refused


def _demand_room(block: Block) -> None:
    span = Span(block.span_start, block.span_end)
    others = Block.objects.filter(owner=block.owner_id).exclude(pk=block.pk)
    if others.touching(span).exists():
        raise SlotTaken()
