"""Thirty-two people reach for one mentor at the same moment: one gets the session, the others the next free times."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from talent.accounts.leaving import erase_account, go_quiet
from talent.accounts.models import User
from talent.lib.errors import Absent, Conflict
from talent.mentoring import booking
from talent.mentoring.models import Booking, Offer
from talent.schedule.models import Block
from tests import cast
from tests.faults.test_applying_at_once import together
from tests.faults.test_side_by_side import words as words
from tests.mentoring import guest_of, offering

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]
MENTORS = 2 if os.environ.get("FAULTS") == "few" else 60
HANDS = 32
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MONDAY = datetime(2026, 12, 1, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CROSSING = ((0, 45), (0, 60), (30, 30))
"""Starts and lengths of which each crosses both others."""
Works = list[Callable[[], Any]]


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def guests(words: None) -> list[User]:
    return [guest_of(f"guest{number}") for number in range(HANDS)]


def mentor(number: int, **said: Any) -> Offer:
    wide = {"a_month": 60, "questions": [], "lengths": [30, 45, 60]}
    return offering(cast.person(f"m{number}@m{number}.example.net"), **(wide | said))


def holding(guest: User, offer: Offer, start: datetime = MONDAY, minutes: int = 30) -> Booking:
    return booking.hold_slot(actor=guest, offer=offer, start=start, minutes=minutes, now=NOW)


def booked(guest: User, offer: Offer) -> Booking:
    return booking.book(actor=guest, booking=holding(guest, offer), answers=[], now=NOW)


def same_time(number: int, guests: list[User]) -> Works:
    offer = mentor(number)
    return [partial(holding, guest, offer) for guest in guests]


def crossing_times(number: int, guests: list[User]) -> Works:
    offer = mentor(number)
    at = [CROSSING[one % len(CROSSING)] for one in range(HANDS)]
    return [
        partial(holding, guest, offer, MONDAY + after * MINUTE, minutes)
        for guest, (after, minutes) in zip(guests, at, strict=True)
    ]


def the_last_of_a_month(number: int, guests: list[User]) -> Works:
    offer = mentor(number, a_month=1)
    days = [timedelta(days=one % 14) for one in range(HANDS)]
    return [partial(holding, guest, offer, MONDAY + day) for guest, day in zip(guests, days, strict=True)]


def the_last_seat(number: int, guests: list[User]) -> Works:
    offer = mentor(number, seats=2)
    holding(guest_of(f"first{number}"), offer)
    return [partial(holding, guest, offer) for guest in guests]


def one_guest_of_many(number: int, guests: list[User]) -> Works:
    offers = [mentor(1000 * number + one) for one in range(HANDS)]
    return [partial(holding, guests[number % HANDS], offer) for offer in offers]


ONE_WINNER = [same_time, crossing_times, the_last_of_a_month, the_last_seat]


@pytest.mark.parametrize("race", ONE_WINNER, ids=lambda race: race.__name__)
def test_exactly_one_wins(race: Callable[[int, list[User]], Works], guests: list[User]) -> None:
    for number in range(MENTORS):
        met = Counter(together(*race(number, guests)))
        assert met == {"done": 1, "not_offered_then": HANDS - 1}
        _forget_all()


def test_one_guest_meets_one_of_many_mentors(guests: list[User]) -> None:
    for number in range(1 if MENTORS == 2 else 3):
        met = Counter(together(*one_guest_of_many(number, guests)))
        assert met == {"done": 1, "not_offered_then": HANDS - 1}
        _forget_all()


def test_of_yes_and_no_to_one_request_one_wins(guests: list[User]) -> None:
    for number in range(MENTORS):
        asked = booked(guests[0], mentor(number, on_request=True))
        said: dict[str, Any] = {"actor": asked.of_offer.profile.user, "booking": asked, "now": NOW}
        yes = partial(booking.accept, **said, start=asked.start)
        no = partial(booking.decline, **said, reason="No.")
        met = together(*[yes, no] * (HANDS // 2))
        asked.refresh_from_db()
        assert met.count("done") == 1 and set(met) == {"done", "booking_moved"}
        assert Block.objects.count() == (2 if asked.state == "confirmed" else 0)
        _forget_all()


def test_a_cancellation_and_a_yes_leave_nobody_alone(guests: list[User]) -> None:
    for number in range(MENTORS):
        asked = booked(guests[0], mentor(number, on_request=True))
        said: dict[str, Any] = {"actor": asked.of_offer.profile.user, "booking": asked, "start": asked.start}
        yes = partial(booking.accept, **said, now=NOW)
        off = partial(booking.cancel, actor=guests[0], booking=asked, reason="No time.", now=NOW)
        met = together(yes, off)
        asked.refresh_from_db()
        assert met[1] == "done" and asked.state == "cancelled" and not Block.objects.exists()
        assert asked.sequence == (1 if met[0] == "done" else 0)
        _forget_all()


def test_whoever_leaves_waits_for_nobody_and_nobody_for_them(guests: list[User]) -> None:
    """A mentor who leaves while others book, cancel, leave and go quiet themselves: nobody fails, and no time is kept."""
    for number in range(MENTORS):
        offer = mentor(number, seats=30)
        leaving, silent, staying = guest_of(f"gone{number}"), guest_of(f"quiet{number}"), guests[: HANDS // 2]
        seats = [booked(one, offer) for one in (leaving, silent, *staying[:4])]
        works: Works = [
            partial(erase_account, actor=offer.profile.user),
            partial(erase_account, actor=leaving),
            partial(go_quiet, actor=silent),
        ]
        works += [partial(_late, holding, one, offer) for one in staying[4:]]
        works += [
            partial(_late, booking.cancel, actor=one.guest, booking=one, reason="No.", now=NOW)
            for one in seats[2:]
        ]
        met = together(*works)
        assert met[:3] == ["done"] * 3 and not Block.objects.exists()
        assert not Booking.objects.standing().exists()
        _forget_all()


def _late(work: Callable[..., Any], *args: Any, **named: Any) -> None:
    """Whoever comes after the mentor has left finds nothing."""
    try:
        work(*args, **named)
    except Absent:
        raise Conflict() from None


def _forget_all() -> None:
    Block.objects.all().delete()
    Booking.objects.all().delete()
