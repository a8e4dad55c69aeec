"""What is offered: one case for each rule. Times are of London unless a case says otherwise, in UTC."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from talent.schedule.slots import (
    BadTimes,
    Busy,
    DaysOff,
    FixedDays,
    Hours,
    Limit,
    NextFreeDays,
    Override,
    Period,
    Policy,
    Reason,
    RollingDays,
    Schedule,
    Span,
    Travel,
    UnknownZone,
    Weekly,
    WorkingDays,
    free_slots,
    known_zone,
    reach,
    refusal,
)

LONDON, TEHRAN, NEW_YORK = (known_zone(name) for name in ("Europe/London", "Asia/Tehran", "America/New_York"))
DAY = timedelta(days=1)
NINE_TO_NOON = Hours(540, 720)
EVERY_DAY = frozenset(range(7))
NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
"""A Monday."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In December 2026; 0 is the last of November."""
    return datetime(2026, 12, 1, hour, minute, tzinfo=UTC) + (day - 1) * DAY


def schedule(hours: Hours = NINE_TO_NOON, days: frozenset[int] = EVERY_DAY, **more: Any) -> Schedule:
    return Schedule(**({"zone": LONDON, "weekly": (Weekly(days, hours),)} | more))


def found(
    of: Schedule,
    policy: Policy | None = None,
    busy: tuple[Busy, ...] = (),
    days: int = 3,
    now: datetime = NOW,
) -> list[str]:
    """The starts from Monday midnight on, as "day hour:minute"."""
    window = Span(at(0, 0), at(days, 0))
    slots = free_slots(of, policy or Policy((60,)), busy, window, now)
    return [f"{slot.start:%d %H:%M}" for slot in slots]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (schedule(days=frozenset({1})), ["01 09:00", "01 10:00", "01 11:00"]),
        (schedule(Hours(1380, 60), frozenset({0})), ["30 23:00", "01 00:00"]),
        (schedule(Hours(1380, 60), frozenset({0}), overrides=(Override(date(2026, 12, 1)),)), ["30 23:00"]),
        (schedule(Hours(1380, 60), frozenset({0}), days_off=(DaysOff(date(2026, 11, 30), date(2026, 11, 30)),)), []),
        (schedule(overrides=(Override(date(2026, 12, 1), (Hours(840, 900),)),), days=frozenset({1})), ["01 14:00"]),
        (schedule(overrides=(Override(date(2026, 12, 1)), Override(date(2026, 12, 1), (Hours(0, 60),))), days=frozenset({1})), []),
        (schedule(holidays=frozenset({date(2026, 12, 1)}), days=frozenset({1})), []),
        (schedule(holidays=frozenset({date(2026, 12, 1)}), days=frozenset({1}), works_on_holidays=True), ["01 09:00", "01 10:00", "01 11:00"]),
        (schedule(holidays=frozenset({date(2026, 12, 1)}), days=frozenset({1}), overrides=(Override(date(2026, 12, 1), (Hours(60, 120),)),)), ["01 01:00"]),
        (schedule(days=frozenset({1}), travel=(Travel(date(2026, 12, 1), None, NEW_YORK),)), ["01 14:00", "01 15:00", "01 16:00"]),
        (schedule(days=frozenset({1}), travel=(Travel(date(2026, 11, 1), None, NEW_YORK), Travel(date(2026, 12, 1), date(2026, 12, 1), TEHRAN))), ["01 05:30", "01 06:30", "01 07:30"]),
        (Schedule(LONDON, (Weekly(EVERY_DAY, Hours(540, 600)), Weekly(frozenset({1}), Hours(600, 670)))), ["30 09:00", "01 09:00", "01 10:00", "02 09:00"]),
    ],
)  # fmt: skip
def test_hours_are_those_of_the_owners_days(given: Schedule, expected: list[str]) -> None:
    assert found(given) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy((90,)), ["01 09:00", "01 10:30"]),
        (Policy((90,), interval=30), ["01 09:00", "01 09:30", "01 10:00", "01 10:30"]),
        (Policy((60,), offset=20), ["01 09:20", "01 10:20"]),
        (Policy((60, 180)), ["01 09:00", "01 09:00", "01 10:00", "01 11:00"]),
        (Policy((60,), notice=28 * 60), ["01 10:00", "01 11:00"]),
        (Policy((60,), horizon=RollingDays(0)), []),
        (Policy((60,), horizon=RollingDays(1)), ["01 09:00", "01 10:00", "01 11:00"]),
        (Policy((60,), horizon=FixedDays(date(2026, 12, 2), date(2026, 12, 9))), []),
    ],
)
def test_a_policy_cuts_hours_into_times(policy: Policy, expected: list[str]) -> None:
    assert found(schedule(days=frozenset({1})), policy) == expected


def test_working_days_pass_over_weekend_and_holidays() -> None:
    park = schedule(
        weekend=frozenset({3, 4}), holidays=frozenset({date(2026, 12, 2)}), works_on_holidays=True
    )
    last = found(park, Policy((180,), horizon=WorkingDays(2)), days=20)[-1]
    assert last == "05 09:00", "Tuesday is one, Wednesday is none, Thursday and Friday are none"


def test_next_free_days_are_counted_from_now_whatever_is_asked_for() -> None:
    taken = (Busy(at(1, 9), at(1, 12)),)
    policy = Policy((180,), horizon=NextFreeDays(2))
    assert found(schedule(), policy, taken, days=9) == ["30 09:00", "02 09:00"]
    later = free_slots(schedule(), policy, taken, Span(at(2, 0), at(9, 0)), NOW)
    assert [slot.start for slot in later] == [at(2, 9)]


@pytest.mark.parametrize(
    ("busy", "policy", "expected"),
    [
        (Busy(at(1, 10), at(1, 11)), Policy((60,)), ["09:00", "11:00"]),
        (Busy(at(1, 10, 1), at(1, 10, 2)), Policy((60,)), ["09:00", "11:00"]),
        (Busy(at(1, 11), at(1, 11, 30)), Policy((60,), interval=30, after=15), ["09:00", "09:30"]),
        (Busy(at(1, 8), at(1, 9), after=20), Policy((60,), interval=10, before=10), ["09:30", "09:40", "09:50", "10:00", "10:10", "10:20", "10:30", "10:40", "10:50", "11:00"]),
    ],
)  # fmt: skip
def test_what_is_taken_keeps_its_distance_and_moves_no_grid(
    busy: Busy, policy: Policy, expected: list[str]
) -> None:
    assert found(schedule(days=frozenset({1})), policy, (busy,)) == [f"01 {one}" for one in expected]


SESSION = Busy(at(1, 9), at(1, 10), counts=True)


@pytest.mark.parametrize(
    ("limit", "days"),
    [
        (Limit(Period.DAY, sessions=1), ["30", "02", "03", "04", "05", "06", "07"]),
        (Limit(Period.DAY, minutes=119), ["30", "02", "03", "04", "05", "06", "07"]),
        (Limit(Period.DAY, minutes=120), ["30", "01", "02", "03", "04", "05", "06", "07"]),
        (Limit(Period.WEEK, sessions=1), ["07"]),
        (Limit(Period.MONTH, sessions=1), ["30"]),
    ],
)
def test_limits_count_in_the_owners_calendar(limit: Limit, days: list[str]) -> None:
    left = found(schedule(), Policy((60,), limits=(limit,)), (SESSION,), days=8)
    assert sorted({one[:2] for one in left}) == sorted(days)
    guest = Policy((60,), guest_limits=(limit,))
    assert len(found(schedule(), guest, (SESSION,), days=8)) == 23, "of somebody else"
    mine = Busy(at(1, 9), at(1, 10), counts=True, mine=True)
    assert found(schedule(), guest, (mine,), days=8) == left


def test_what_lies_outside_of_the_reach_changes_nothing() -> None:
    policy = Policy((60,), limits=(Limit(Period.MONTH, sessions=2),), before=30)
    window = Span(at(15, 0), at(16, 0))
    told = reach(policy, window, NOW)
    for start, count in ((told.start, 3), (at(1, 9), 3), (told.end, 3)):
        other = Busy(start, start + timedelta(hours=1), counts=True)
        assert len(free_slots(schedule(), policy, [other], window, NOW)) == count
    month = [Busy(at(day, 9), at(day, 10), counts=True) for day in (1, 31)]
    assert told.start <= month[0].start and month[1].end <= told.end
    assert free_slots(schedule(), policy, month, window, NOW) == []
    counted = Policy((60,), horizon=NextFreeDays(2))
    assert reach(counted, window, NOW).start < NOW


def test_weeks_begin_and_months_turn_where_the_owner_says() -> None:
    """Saturday the 5th begins a week in Iran; the 22nd of December is the first of Dey."""
    weekly = Policy((180,), limits=(Limit(Period.WEEK, sessions=1),))
    assert found(schedule(week_start=5), weekly, (SESSION,), days=6)[0] == "05 09:00"
    monthly = Policy((180,), limits=(Limit(Period.MONTH, sessions=1),))
    assert found(schedule(calendar="jalali"), monthly, (SESSION,), days=24)[0] == "22 09:00"


def test_a_session_with_seats_is_offered_until_they_are_gone() -> None:
    group = Policy((60,), seats=3, limits=(Limit(Period.DAY, sessions=1),))
    for taken, seats in ((0, 3), (2, 1), (3, None)):
        busy = [Busy(at(1, 10), at(1, 11), counts=True, taken=taken)]
        slots = free_slots(schedule(), group, busy, Span(at(1, 0), at(2, 0)), NOW)
        assert [slot.seats for slot in slots] == ([seats] if seats else []), (
            "the day is full but for its seats"
        )
    mine = [Busy(at(1, 10), at(1, 11), mine=True, taken=1)]
    assert refusal(at(1, 10), 60, schedule(), group, mine, NOW) == Reason.TAKEN
    beside = [Busy(at(1, 10), at(1, 11), taken=1), Busy(at(1, 10, 30), at(1, 12))]
    assert refusal(at(1, 10), 60, schedule(), group, beside, NOW) == Reason.TAKEN


@pytest.mark.parametrize(
    ("day", "hours", "expected"),
    [
        (date(2026, 3, 8), Hours(150, 240), ["07:30"]),
        (date(2026, 3, 8), Hours(120, 180), []),
        (date(2026, 11, 1), Hours(60, 120), ["05:00", "06:00"]),
        (date(2026, 11, 1), Hours(90, 150), ["05:30", "06:30"]),
    ],
    ids=["an hour that is skipped moves on", "nothing is left of it", "a repeated hour is two", "from the first"],
)  # fmt: skip
def test_clocks_that_change_in_new_york(day: date, hours: Hours, expected: list[str]) -> None:
    """Hours 02:30–04:00 are 03:30–04:00 there in spring: a half-hour, in real minutes."""
    there = Schedule(NEW_YORK, overrides=(Override(day, (hours,)),))
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    length = 30 if day.month == 3 else 60
    slots = free_slots(there, Policy((length,)), [], Span(begin, begin + DAY), begin)
    assert [f"{slot.start:%H:%M}" for slot in slots] == expected


@pytest.mark.parametrize(
    ("start", "minutes", "reason"),
    [
        (at(1, 9), 45, Reason.LENGTH),
        (at(0, 5), 60, Reason.PAST),
        (at(0, 9), 60, Reason.NOTICE),
        (at(29, 9), 60, Reason.HORIZON),
        (at(1, 8), 60, Reason.CLOSED),
        (at(1, 11, 30), 60, Reason.CLOSED),
        (at(1, 9, 30), 60, Reason.GRID),
        (at(1, 10), 60, Reason.TAKEN),
        (at(1, 11), 60, Reason.LIMIT),
        (at(2, 9), 60, None),
    ],
)
def test_a_time_that_is_not_offered_says_why(start: datetime, minutes: int, reason: Reason | None) -> None:
    policy = Policy((60,), notice=600, horizon=RollingDays(21), limits=(Limit(Period.DAY, sessions=1),))
    busy = (Busy(at(1, 10), at(1, 11), counts=True),)
    assert refusal(start, minutes, schedule(), policy, busy, NOW) == reason


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Hours(540, 540),
        lambda: Hours(-1, 60),
        lambda: Hours(1440, 60),
        lambda: Hours(0, 1441),
        lambda: Weekly(frozenset({7}), NINE_TO_NOON),
        lambda: DaysOff(date(2026, 12, 2), date(2026, 12, 1)),
        lambda: Travel(date(2026, 12, 2), date(2026, 12, 1), TEHRAN),
        lambda: FixedDays(date(2026, 12, 2), date(2026, 12, 1)),
        lambda: Busy(at(1, 10), at(1, 9)),
        lambda: Policy((0,)),
        lambda: Policy((60,), interval=0),
        lambda: Policy((60,), before=-1),
        lambda: schedule(week_start=7),
        lambda: free_slots(schedule(), Policy((60,)), [], Span(at(0, 0), datetime(2026, 12, 2)), NOW),  # noqa: DTZ001
        lambda: refusal(datetime(2026, 12, 2), 60, schedule(), Policy((60,)), [], NOW),  # noqa: DTZ001
        lambda: found(schedule(weekend=EVERY_DAY), Policy((60,), horizon=WorkingDays(1))),
    ],
)
def test_nonsense_is_refused(wrong: Any) -> None:
    with pytest.raises(BadTimes):
        wrong()


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "Asia"])
def test_a_zone_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        known_zone(name)
