"""Thirty-two hands reach for the time of one person at the same moment: one gets it, the others are told, none breaks."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.lib.errors import Absent, Conflict
from talent.schedule.actions import SlotTaken, free, keep, move, take, take_seat
from talent.schedule.models import Block
from talent.schedule.slots import Hours, Limit, Period, Policy, Schedule, Span, Weekly, is_offered, known_zone
from tests.faults.test_applying_at_once import together

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]
OWNERS = 2 if os.environ.get("FAULTS") == "few" else 60
HANDS = 32
NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
TEN, HOUR, MINUTE = NOW + timedelta(hours=4), timedelta(hours=1), timedelta(minutes=1)
WHOLE_DAY = Schedule(known_zone("Asia/Tehran"), (Weekly(frozenset(range(7)), Hours(0, 1440)),))
ONE_A_DAY = Policy((60,), interval=30, limits=(Limit(Period.DAY, sessions=1),))
Works = list[Callable[[], Any]]


def person(name: str) -> User:
    return User.objects.create_user(f"{name}@experts.example.org")


def taking(owner: User, start: datetime = TEN, **more: Any) -> Block:
    given = {"kind": "session", "ref": uuid4(), "now": NOW, "end": start + HOUR}
    return take(owner=owner, start=start, **(given | more))


@transaction.atomic
def booking(mentor: User, guest: User, start: datetime) -> None:
    """What a room's verb does: everybody locked, its rule asked, a block for each."""
    hold_people(mentor.pk, guest.pk)
    day = Span(NOW - timedelta(days=1), NOW + timedelta(days=2))
    busy = Block.objects.busy(mentor, day, NOW, counting={"session"}, guest=guest.pk)
    if not is_offered(start, 60, WHOLE_DAY, ONE_A_DAY, busy, NOW):
        raise SlotTaken()
    ref = uuid4()
    taking(mentor, start, ref=ref)
    taking(guest, start, ref=ref)


@transaction.atomic
def past_all_rules(owner: User, number: int) -> None:
    """Nobody asks and nobody locks: only the database is left."""
    start = TEN + number * MINUTE
    span = {"start": start, "end": start + HOUR, "span_start": start, "span_end": start + HOUR}
    try:
        Block.objects.create(owner=owner, kind="session", ref=uuid4(), **span)
    except IntegrityError as refused:
        raise SlotTaken() from refused


def same_time(owner: User, guests: list[User]) -> Works:
    return [partial(taking, owner)] * HANDS


def overlapping_times(owner: User, guests: list[User]) -> Works:
    return [partial(taking, owner, TEN + number * MINUTE) for number in range(HANDS)]


def only_the_database(owner: User, guests: list[User]) -> Works:
    return [partial(past_all_rules, owner, number) for number in range(HANDS)]


def a_daily_limit(owner: User, guests: list[User]) -> Works:
    starts = [TEN + number % 8 * HOUR for number in range(HANDS)]
    return [partial(booking, owner, guests[number], start) for number, start in enumerate(starts)]


def the_last_seat(owner: User, guests: list[User]) -> Works:
    group = taking(owner, seats=2)
    return [partial(take_seat, block=group)] * HANDS


def one_guest_of_many(owner: User, guests: list[User]) -> Works:
    return [partial(booking, mentor, owner, TEN) for mentor in guests]


def moving_to_one_time(owner: User, guests: list[User]) -> Works:
    blocks = [taking(owner, TEN + number * HOUR * 2) for number in range(1, HANDS + 1)]
    return [partial(move, block=block, start=TEN, end=TEN + HOUR, now=NOW) for block in blocks]


def keeping_what_lapses(owner: User, guests: list[User]) -> Works:
    """The hold has lapsed for whoever comes now, and not for whoever has come in time."""
    held = taking(owner, held_until=NOW + MINUTE)
    late = partial(taking, owner, now=NOW + MINUTE)
    return [partial(keep, blocks=[held], now=NOW), *[late] * (HANDS - 1)]


ONE_WINNER = [
    same_time,
    overlapping_times,
    only_the_database,
    a_daily_limit,
    the_last_seat,
    one_guest_of_many,
    moving_to_one_time,
]


@pytest.fixture
def guests(db: None) -> list[User]:
    return [person(f"guest{number}") for number in range(HANDS)]


@pytest.mark.parametrize("race", ONE_WINNER, ids=lambda race: race.__name__)
def test_exactly_one_wins(race: Callable[[User, list[User]], Works], guests: list[User]) -> None:
    for number in range(OWNERS):
        owner = person(f"owner{number}")
        met = Counter(together(*race(owner, guests)))
        assert met["done"] == 1 and met["slot_taken"] + met["no_seat_left"] == HANDS - 1, met
        _nothing_overlaps()
        Block.objects.all().delete()


def test_of_a_cancellation_and_many_takers_nobody_meets_twice(guests: list[User]) -> None:
    for number in range(OWNERS):
        owner = person(f"owner{number}")
        first = taking(owner)
        met = together(partial(free, block=first), *[partial(taking, owner)] * (HANDS - 1))
        assert met[0] == "done" and Block.objects.count() == met.count("done") - 1 <= 1, met
        Block.objects.all().delete()


def test_of_a_hold_that_is_kept_and_many_takers_nobody_meets_twice(guests: list[User]) -> None:
    for number in range(OWNERS):
        works = keeping_what_lapses(person(f"owner{number}"), guests)
        met = together(*[partial(_absent_is_late, work) for work in works])
        assert Counter(met)["done"] == 1 == Block.objects.count(), met
        Block.objects.all().delete()


def _absent_is_late(work: Callable[[], Any]) -> None:
    """A hold that another has swept away is gone."""
    try:
        work()
    except Absent:
        raise Conflict() from None


def _nothing_overlaps() -> None:
    for block in Block.objects.all():
        others = Block.objects.filter(owner=block.owner).exclude(pk=block.pk)
        assert not others.touching(block.span).exists()
