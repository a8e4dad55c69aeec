"""A calendar that somebody keeps elsewhere: named once, shown to nobody, read by a task, old where it cannot be read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from talent.accounts.leaving import everything_of
from talent.accounts.models import User
from talent.lib.fetch import Wire
from talent.schedule import outside
from talent.schedule.models import OutsideCalendar
from talent.schedule.outside import UnusableAddress, claim_due, forget_calendar, name_calendar, read_calendar
from talent.schedule.sealing import seal, unseal
from talent.schedule.slots import Busy
from tests.talent.lib.test_fetch import OK, near, says, serving
from tests.talent.schedule.test_outside_calendars import AT_TEN, calendar

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
SECRET = "private-0f3a77"
FILE = OK + b"\r\n" + calendar(f"{AT_TEN}\nSUMMARY:Doctor Karimi")


@pytest.fixture
def served() -> Iterator[tuple[str, Wire]]:
    """An address with a calendar behind it, which answers once, and the wire to it."""
    with serving(says(FILE)) as port:
        yield f"http://calendar.example.org:{port}/{SECRET}.ics", near(port)


def named(owner: User, served: tuple[str, Wire]) -> OutsideCalendar:
    return name_calendar(actor=owner, address=served[0], now=NOW, wire=served[1])


def test_busy_times_are_kept_and_nothing_else_of_it(expert: User, served: tuple[str, Wire]) -> None:
    mine = named(expert, served)
    assert mine.is_stale(NOW) and mine.times == []
    read_calendar(mine, NOW, served[1])
    mine.refresh_from_db()
    ten = datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert mine.times == [Busy(ten, ten + timedelta(hours=1))] and mine.trouble == ""
    assert not mine.is_stale(NOW + timedelta(hours=6)) and mine.is_stale(NOW + timedelta(hours=7))
    held = repr(list(OutsideCalendar.objects.values()))
    assert SECRET not in held and "Karimi" not in held
    told = repr(everything_of(expert))
    assert SECRET not in told and mine.sealed not in told and str(ten.timestamp()) in told


def test_what_cannot_be_read_stays_as_it_was_and_is_tried_less_often(
    expert: User, served: tuple[str, Wire]
) -> None:
    mine = named(expert, served)
    read_calendar(mine, NOW, served[1])
    pauses, away = [], replace(served[1], resolve=lambda host, port: [])
    for _failure in range(8):
        mine.refresh_from_db()
        read_calendar(mine, NOW, away)
        mine.refresh_from_db()
        pauses.append((mine.due_at - NOW) / timedelta(minutes=15))
    assert pauses == [1, 2, 4, 8, 16, 32, 48, 48]
    assert (mine.trouble, len(mine.times), mine.read_at) == ("unreachable", 1, NOW)


@pytest.mark.parametrize(
    "address",
    ["", "calendar", "file:///etc/passwd", "http://user@example.org/", "https://example.org:22/", "https://example.org/" + "a" * 2000],
)  # fmt: skip
def test_what_is_no_address_is_refused_at_once(expert: User, address: str) -> None:
    with pytest.raises(UnusableAddress):
        name_calendar(actor=expert, address=address, now=NOW)
    assert not OutsideCalendar.objects.exists()


def test_an_address_inside_the_house_is_never_read(expert: User) -> None:
    mine = name_calendar(actor=expert, address="webcal://127.0.0.1/a.ics", now=NOW)
    assert unseal(mine.sealed, expert.pk) == "https://127.0.0.1/a.ics"
    read_calendar(mine, NOW)
    mine.refresh_from_db()
    assert (mine.trouble, mine.busy) == ("not_public", [])


def test_each_is_taken_up_once_and_another_address_wins_over_a_late_reading(
    expert: User, other_expert: User, served: tuple[str, Wire]
) -> None:
    mine, theirs = named(expert, served), named(other_expert, served)
    assert claim_due(NOW, 1) == [mine] and claim_due(NOW, 5) == [theirs] and claim_due(NOW, 5) == []
    assert len(claim_due(NOW + timedelta(minutes=15), 5)) == 2
    newer = name_calendar(actor=expert, address="https://example.org/b.ics", now=NOW)
    read_calendar(mine, NOW, served[1])
    newer.refresh_from_db()
    assert newer.busy == [] and newer.read_at is None and newer.due_at == NOW


def test_a_sealed_address_opens_for_its_owner_under_its_key_alone(
    expert: User, other_expert: User, settings: Any
) -> None:
    sealed = seal("https://example.org/a.ics", expert.pk)
    assert unseal(sealed, expert.pk) and not unseal(sealed, other_expert.pk) and not unseal("x", expert.pk)
    mine = name_calendar(actor=expert, address="https://example.org/a.ics", now=NOW)
    settings.CALENDAR_KEY = "55" * 32
    read_calendar(mine, NOW)
    mine.refresh_from_db()
    assert mine.trouble == outside.SEALED_BY_ANOTHER_KEY


def test_taking_it_away_takes_all_along(expert: User, served: tuple[str, Wire]) -> None:
    named(expert, served)
    forget_calendar(actor=expert)
    forget_calendar(actor=expert)
    assert not OutsideCalendar.objects.exists()
