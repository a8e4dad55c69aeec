"""A time is given away once: in order, by the rules of the room and by the database itself."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.lib.errors import Absent
from talent.schedule.actions import NoSeatLeft, SlotTaken, free, keep, leave_seat, move, take, take_seat
from talent.schedule.models import KEPT_DAYS, Block
from talent.schedule.slots import Busy, Span
from talent.schedule.tasks import forget_over, let_lapse

pytestmark = [pytest.mark.locks, pytest.mark.django_db]
NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEN = NOW + 2 * HOUR


def taken(owner: User, start: datetime = TEN, **more: object) -> Block:
    given = {
        "owner": owner,
        "start": start,
        "end": start + HOUR,
        "kind": "session",
        "ref": uuid4(),
        "now": NOW,
    }
    return take(**(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("minutes", [-59, -30, 0, 30, 59])
def test_a_time_that_overlaps_is_refused(expert: User, minutes: int) -> None:
    taken(expert)
    with pytest.raises(SlotTaken):
        taken(expert, TEN + timedelta(minutes=minutes))
    assert Block.objects.count() == 1


def test_times_that_touch_stand_side_by_side_and_others_are_free(expert: User, other_expert: User) -> None:
    taken(expert)
    taken(expert, TEN + HOUR)
    taken(expert, TEN - HOUR)
    taken(other_expert)


def test_the_buffers_of_both_add(expert: User) -> None:
    taken(expert, before=10, after=15)
    with pytest.raises(SlotTaken):
        taken(expert, TEN + HOUR + timedelta(minutes=24), before=10)
    taken(expert, TEN + HOUR + timedelta(minutes=25), before=10)


def test_the_database_refuses_what_nobody_asked_about(expert: User) -> None:
    held = taken(expert)
    late = taken(expert, TEN + 3 * HOUR)
    with pytest.raises(IntegrityError, match="block_no_overlap"), transaction.atomic():
        Block.objects.create(
            owner=expert,
            start=TEN,
            end=TEN + HOUR,
            span_start=TEN,
            span_end=TEN + HOUR,
            kind="x",
            ref=uuid4(),
        )
    with pytest.raises(IntegrityError, match="block_no_overlap"), transaction.atomic():
        Block.objects.filter(pk=late.pk).update(start=TEN, span_start=held.span_start)


def test_a_hold_lapses_by_itself_and_is_kept_only_in_time(expert: User, other_expert: User) -> None:
    held = taken(expert, held_until=NOW + timedelta(minutes=5))
    late = NOW + timedelta(minutes=5)
    with pytest.raises(SlotTaken):
        taken(expert)
    with pytest.raises(SlotTaken):
        keep(blocks=[held], now=late)
    taken(expert, now=late)
    with pytest.raises(Absent):
        keep(blocks=[held], now=NOW)
    theirs = taken(other_expert, held_until=late)
    keep(blocks=[theirs], now=NOW)
    theirs.refresh_from_db()
    assert (theirs.state, let_lapse()) == ("taken", 0)


def test_moving_passes_over_its_own_old_time_and_over_no_other(expert: User) -> None:
    block, other = taken(expert), taken(expert, TEN + 2 * HOUR)
    moved = move(block=block, start=TEN + HOUR / 2, end=TEN + HOUR * 3 / 2, now=NOW)
    assert (moved.pk, moved.span.start) == (block.pk, TEN + HOUR / 2)
    with pytest.raises(SlotTaken):
        move(block=moved, start=other.start, end=other.end, now=NOW)
    free(block=other)
    move(block=moved, start=other.start, end=other.end, now=NOW)
    with pytest.raises(Absent):
        free(block=other)


def test_seats_are_given_until_there_is_none(expert: User) -> None:
    group = taken(expert, seats=2)
    assert take_seat(block=group).seats_taken == 2
    with pytest.raises(NoSeatLeft):
        take_seat(block=group)
    leave_seat(block=group)
    take_seat(block=group)


def test_what_is_taken_is_told_to_the_slots(expert: User, other_expert: User) -> None:
    group = taken(expert, seats=3, before=5)
    taken(other_expert, ref=group.ref)
    taken(expert, TEN + 2 * HOUR, kind="interview")
    taken(expert, TEN + 4 * HOUR, held_until=NOW + HOUR)
    window = Span(NOW, NOW + timedelta(days=1))
    told = Block.objects.busy(expert, window, NOW + HOUR, counting={"session"}, guest=other_expert.pk)
    first = Busy(group.start, group.end, before=5, counts=True, mine=True, taken=1, seats=3)
    assert told == [first, Busy(TEN + 2 * HOUR, TEN + 3 * HOUR)]


def test_what_is_over_goes_and_leaving_takes_all_along(expert: User, other_expert: User) -> None:
    for owner in (expert, other_expert):
        taken(owner, datetime.now(UTC) - timedelta(days=KEPT_DAYS + 1))
        taken(owner, datetime.now(UTC) - timedelta(days=KEPT_DAYS - 1))
    assert (forget_over(), Block.objects.count()) == (2, 2)
    erase_account(actor=expert)
    assert [block.owner for block in Block.objects.all()] == [other_expert]
