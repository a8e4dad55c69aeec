"""Schedules, policies and busy times drawn at random, and the same slots found in the most pedestrian way."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata
from hypothesis import strategies as st

from talent.schedule.slots import (
    Busy,
    DaysOff,
    FixedDays,
    Hours,
    Limit,
    NextFreeDays,
    Override,
    Period,
    Policy,
    RollingDays,
    Schedule,
    Travel,
    Weekly,
    WorkingDays,
)

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
NAMES = sorted((Path(tzdata.__path__[0]) / "zones").read_text().split())
ZONES = [ZoneInfo(name) for name in NAMES]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def changes(zone: ZoneInfo) -> list[date]:
    """The days, 2024–2030, on which clocks of the zone change."""
    moments = [noon(FIRST) + number * DAY for number in range((LAST - FIRST).days)]
    offsets = [moment.astimezone(zone).utcoffset() for moment in moments[::7]]
    weeks = [
        moment for moment, pair in zip(moments[::7], pairwise(offsets), strict=False) if pair[0] != pair[1]
    ]
    return [_changed(zone, week) for week in weeks]


def _changed(zone: ZoneInfo, week: datetime) -> date:
    before = week.astimezone(zone).utcoffset()
    later = (week + number * DAY for number in range(1, 8))
    return next(moment for moment in later if moment.astimezone(zone).utcoffset() != before).date()


def wall(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The first moment at which a clock shows that; where none does, the clock of before the change is believed."""
    shown = datetime(day.year, day.month, day.day) + minute * MINUTE  # noqa: DTZ001
    around = [shown.replace(tzinfo=UTC) + hours * timedelta(hours=12) for hours in (-3, 3)]
    offsets = [moment.astimezone(zone).utcoffset() or timedelta(0) for moment in around]
    moments = sorted((shown - offset).replace(tzinfo=UTC) for offset in offsets)
    right = [at for at in moments if at.astimezone(zone).replace(tzinfo=None) == shown]
    return right[0] if right else (shown - offsets[0]).replace(tzinfo=UTC)


def pedestrian(zone: ZoneInfo, hours: Iterable[Hours], days: Iterable[date], minutes: int) -> list[datetime]:
    """Starts of slots, found by marking every open minute."""
    walls = [(wall(day, one.start, zone), wall(day, one.until, zone)) for day in days for one in hours]
    marked = {minute for start, end in walls for minute in range(_minute(start), _minute(end))}
    found = []
    for start in sorted(marked):
        if start - 1 not in marked:
            begins = start
        if not (start - begins) % minutes and marked.issuperset(range(start, start + minutes)):
            found.append(EPOCH + start * MINUTE)
    return found


def _minute(moment: datetime) -> int:
    return (moment - EPOCH) // MINUTE


hours = st.builds(
    lambda start, length: Hours(start, (start + length - 1) % 1440 + 1),
    st.integers(0, 95).map(lambda number: number * 15),
    st.integers(2, 80).map(lambda number: number * 15),
)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
zones = st.sampled_from(ZONES)
limits = st.lists(
    st.builds(
        Limit, st.sampled_from(Period), st.none() | st.integers(1, 4), st.none() | st.integers(30, 300)
    ),
    max_size=2,
).map(tuple)


def schedules(day: date) -> st.SearchStrategy[Schedule]:
    """Schedules in which something happens around that day."""
    near = st.integers(-6, 6).map(lambda number: day + number * DAY)
    pairs = st.tuples(near, near).map(sorted)
    return st.builds(
        Schedule,
        zone=zones,
        weekly=st.lists(st.builds(Weekly, weekdays, hours), min_size=1, max_size=3).map(tuple),
        overrides=st.lists(st.builds(Override, near, st.lists(hours, max_size=2).map(tuple)), max_size=2).map(
            tuple
        ),
        days_off=st.lists(pairs.map(lambda pair: DaysOff(*pair)), max_size=1).map(tuple),
        travel=st.lists(st.builds(lambda pair, zone: Travel(*pair, zone), pairs, zones), max_size=1).map(
            tuple
        ),
        holidays=st.frozensets(near, max_size=2),
        weekend=st.frozensets(st.integers(0, 6), max_size=2),
        works_on_holidays=st.booleans(),
        week_start=st.integers(0, 6),
        calendar=st.sampled_from(["gregorian", "jalali"]),
    )


def policies(day: date) -> st.SearchStrategy[Policy]:
    ahead = st.integers(0, 12)
    few = st.sampled_from([0, 0, 5, 10, 30])
    return st.builds(
        Policy,
        durations=st.lists(st.sampled_from([15, 30, 45, 50, 60]), min_size=1, max_size=2).map(tuple),
        interval=st.none() | st.sampled_from([15, 20, 45]),
        offset=st.sampled_from([0, 0, 5, 20]),
        before=few,
        after=few,
        notice=st.sampled_from([0, 60, 1500]),
        horizon=st.none()
        | st.builds(RollingDays, ahead)
        | st.builds(WorkingDays, ahead)
        | st.builds(NextFreeDays, st.integers(1, 3))
        | ahead.map(lambda number: FixedDays(day, day + number * DAY)),
        limits=limits,
        guest_limits=limits,
        seats=st.sampled_from([1, 1, 3]),
    )


def busy_times(day: date) -> st.SearchStrategy[list[Busy]]:
    """Up to six, around that day; some in the grids of usual hours, so that seats are met."""
    start = st.integers(-3 * 96, 5 * 96).map(lambda number: noon(day) + number * 15 * MINUTE)
    return st.lists(
        st.builds(
            lambda start, minutes, before, after, flags: Busy(
                start, start + minutes * MINUTE, before, after, *flags
            ),
            start,
            st.sampled_from([15, 30, 45, 60, 200]),
            st.sampled_from([0, 5, 30]),
            st.sampled_from([0, 5, 30]),
            st.tuples(st.booleans(), st.booleans(), st.none() | st.integers(0, 3)),
        ),
        max_size=6,
    )
