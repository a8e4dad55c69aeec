"""The engine of slots alone, beside python-dateutil's rrule doing the same windows; no server takes part.

Seconds are those of the processor, so that neighbours on the machine do not count. Both must find the same slots
before either is timed.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

from dateutil.rrule import DAILY, rrule

from bench.report import Figure
from talent.schedule.slots import (
    Busy,
    Hours,
    Limit,
    Period,
    Policy,
    RollingDays,
    Schedule,
    Span,
    Weekly,
    free_slots,
    known_zone,
)

NOW = datetime(2026, 2, 28, 12, tzinfo=UTC)
"""Clocks change inside the window, in America and in Europe on different days."""
DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
ZONES = ("Asia/Tehran", "America/Los_Angeles", "Europe/Berlin", "America/Toronto", "Australia/Sydney")
PLAIN = Policy((30,))
LIMITED = Policy((30,), limits=(Limit(Period.DAY, sessions=6),), horizon=RollingDays(60), notice=60)
Owner = tuple[Schedule, list[Busy]]


def owners(count: int, days: int, busy: int, seed: int) -> list[Owner]:
    """Owners in five zones, there from nine to five on five days, with so many half-hours taken."""
    random = Random(seed)
    made = []
    for number in range(count):
        weekdays = frozenset(day % 7 for day in range(number % 7, number % 7 + 5))
        schedule = Schedule(known_zone(ZONES[number % 5]), (Weekly(weekdays, Hours(540, 1020)),))
        starts = [NOW + random.randrange(days * 48) * HALF_HOUR for _ in range(busy)]
        made.append((schedule, [Busy(start, start + HALF_HOUR, counts=True) for start in starts]))
    return made


def ours(crowd: list[Owner], days: int, policy: Policy = PLAIN) -> list[list[datetime]]:
    window = Span(NOW, NOW + days * DAY)
    return [
        [slot.start for slot in free_slots(schedule, policy, busy, window, NOW)] for schedule, busy in crowd
    ]


def by_rrule(crowd: list[Owner], days: int) -> list[list[datetime]]:
    """The same with the library's rule for each owner's hours, and what is taken left out."""
    return [_by_rrule(schedule, busy, days) for schedule, busy in crowd]


def _by_rrule(schedule: Schedule, busy: list[Busy], days: int) -> list[datetime]:
    hours = schedule.weekly[0]
    first = (NOW - DAY).astimezone(schedule.zone).replace(hour=9, minute=0, second=0, microsecond=0)
    rule = rrule(
        DAILY,
        dtstart=first,
        until=(NOW + days * DAY).astimezone(schedule.zone),
        byweekday=sorted(hours.days),
        byhour=range(9, 17),
        byminute=(0, 30),
        bysecond=0,
    )
    taken = sorted((one.start, one.end) for one in busy)
    found, at = [], 0
    for wall in rule:
        start = wall.astimezone(UTC)
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        free = at == len(taken) or taken[at][0] >= start + HALF_HOUR
        if free and NOW <= start < NOW + days * DAY:
            found.append(start)
    return found


def _milliseconds(work: Callable[[], object], times: int) -> float:
    """The middle one of so many runs."""
    runs = []
    for _ in range(times):
        began = time.process_time()
        work()
        runs.append(time.process_time() - began)
    return median(runs) * 1000


def figures(seed: int) -> list[Figure]:
    """Three sizes, each beside the library's time for the same slots."""
    found = []
    for name, count, days, busy, limit, times in (
        ("free times of an owner, 30 days", 1, 30, 0, 1, 31),
        ("free times of 200 owners, 30 days", 200, 30, 8, 500, 3),
        ("free times of an owner, 90 days, 300 taken", 1, 90, 300, 4, 15),
    ):
        crowd = owners(count, days, busy, seed)
        if ours(crowd, days) != by_rrule(crowd, days):
            raise AssertionError(f"other slots than the library's: {name}")
        mine = _milliseconds(lambda crowd=crowd, days=days: ours(crowd, days), times)  # type: ignore[misc]
        theirs = _milliseconds(lambda crowd=crowd, days=days: by_rrule(crowd, days), times)  # type: ignore[misc]
        found.append(Figure(name, mine, "ms", limit))
        found.append(Figure("  the same by dateutil's rrule", theirs, "ms"))
    crowd = owners(1, 90, 300, seed)
    limited = _milliseconds(lambda: ours(crowd, 90, LIMITED), 15)
    return [*found, Figure("  with limits, notice and horizon", limited, "ms", 4)]
