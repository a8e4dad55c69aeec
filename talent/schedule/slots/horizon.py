"""How early and how far ahead times are offered. Pure."""

from datetime import UTC, date, datetime, timedelta

from talent.schedule.slots.clocks import FAR, MINUTE, ONE, local_day, midnights
from talent.schedule.slots.values import (
    BadTimes,
    FixedDays,
    NextFreeDays,
    Policy,
    RollingDays,
    Schedule,
    Span,
    WorkingDays,
)


def bounds(schedule: Schedule, policy: Policy, now: datetime) -> Span:
    """From the first moment at which a session may begin to the first at which it may not any more: notice and
    horizon. Next free days bound nothing here; whoever lists slots counts them."""
    earliest = now.astimezone(UTC) + policy.notice * MINUTE
    match policy.horizon:
        case None | NextFreeDays():
            return Span(earliest, FAR)
        case FixedDays(first, last):
            fixed = midnights(schedule, first, last)
            return Span(max(earliest, fixed.start), fixed.end)
        case RollingDays(days):
            last = local_day(schedule, now) + timedelta(days=days)
        case WorkingDays(days):
            last = _working_day(schedule, local_day(schedule, now), days)
    return Span(earliest, midnights(schedule, last, last).end)


def _working_day(schedule: Schedule, day: date, days: int) -> date:
    """The working day that is `days` working days after `day`. Raises BadTimes where every day is of the weekend."""
    if len(schedule.weekend) > 6:
        raise BadTimes()
    while days > 0:
        day += ONE
        days -= day.weekday() not in schedule.weekend and day not in schedule.holidays
    return day
