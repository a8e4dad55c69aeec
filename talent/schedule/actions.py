"""Taking a time, moving it, giving it back. A room calls these inside the transaction of its own verb, after it has
locked everybody who meets (`hold_people`) and asked its own rules; each locks the owner again, which costs nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.lib.errors import Absent, Conflict
from talent.schedule.models import Block, BlockState

OVERLAPS = "block_no_overlap"


class SlotTaken(Conflict):
    """Somebody was quicker, or the owner meets somebody else then."""

    code = "slot_taken"
    text = _("This time has just been taken. Choose another one.")


class NoSeatLeft(SlotTaken):
    code = "no_seat_left"
    text = _("The last seat has just been taken. Choose another time.")


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
    block = Block(
        owner=owner, start=start, end=end, before=before, after=after, kind=kind, ref=ref, seats=seats
    )
    block.held_until = held_until
    take_all(blocks=[block], now=now)
    return block


@transaction.atomic
def take_all(*, blocks: Sequence[Block], now: datetime) -> None:
    """The same for blocks that are not written yet, of different owners: all of them or none, in as many statements as
    for one. Raises SlotTaken, and Absent where an owner has left."""
    owners = [block.owner_id for block in blocks]
    _hold(*owners)
    Block.objects.filter(owner__in=owners).lapsed(now).delete()
    for block in blocks:
        block.state = BlockState.HELD if block.held_until else BlockState.TAKEN
    with _where_room_is(*blocks):
        Block.objects.bulk_create(blocks)


@transaction.atomic
def move(*, block: Block, start: datetime, end: datetime, now: datetime) -> Block:
    """Brings the block to another time; its own old time is not in its way. Raises SlotTaken, and Absent where it has
    been given back meanwhile."""
    held = _held(block)
    Block.objects.filter(owner=held.owner_id).exclude(pk=held.pk).lapsed(now).delete()
    held.start, held.end = start, end
    with _where_room_is(held):
        held.save()
    return held


@transaction.atomic
def keep(*, blocks: Sequence[Block], now: datetime) -> None:
    """Makes holds of different owners sessions: all of them or none. Raises SlotTaken where one has lapsed, and Absent
    where one has been given back meanwhile."""
    _hold(*(block.owner_id for block in blocks))
    mine = Block.objects.filter(pk__in=[block.pk for block in blocks])
    held = list(mine.select_for_update().order_by("pk").values_list("held_until", flat=True))
    if len(held) < len(blocks):
        raise Absent()
    if any(until and until <= now for until in held):
        raise SlotTaken()
    mine.update(state=BlockState.TAKEN, held_until=None)


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


def _hold(*owners: int) -> None:
    """Locks whose time it is: whoever takes, moves or counts it waits here. Raises Absent."""
    if hold_people(*owners) != set(owners):
        raise Absent()


def _held(block: Block) -> Block:
    """The block as it is now, its owner and itself locked. Raises Absent."""
    _hold(block.owner_id)
    held = Block.objects.select_for_update().filter(pk=block.pk).order_by().first()
    if held is None:
        raise Absent()
    return held


@contextmanager
def _where_room_is(*blocks: Block) -> Iterator[None]:
    """Writing the blocks, with their buffers, where nothing else is of their owners. Raises SlotTaken."""
    for block in blocks:
        block.span_start = block.start - timedelta(minutes=block.before)
        block.span_end = block.end + timedelta(minutes=block.after)
    if Block.objects.filter(reduce(or_, map(_in_its_way, blocks))).exists():
        raise SlotTaken()
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        if OVERLAPS not in str(refused):
            raise
        raise SlotTaken() from refused


def _in_its_way(block: Block) -> Q:
    touching = Q(span_start__lt=block.span_end, span_end__gt=block.span_start)
    return Q(owner=block.owner_id) & touching & ~Q(pk=block.pk)
