"""How much an owner gives in a day, a week, a month of their own calendar. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from persiantools.jdatetime import JalaliDate

from talent.schedule.slots.clocks import local_day
from talent.schedule.slots.values import Busy, Limit, Period, Schedule

Key = tuple[int, ...]


def period_of(schedule: Schedule, period: Period, day: date) -> Key:
    """The period in which a local day lies, as something to compare."""
    if period == Period.DAY:
        return (day.toordinal(),)
    if period == Period.WEEK:
        return ((day - timedelta(days=(day.weekday() - schedule.week_start) % 7)).toordinal(),)
    if schedule.calendar == "jalali":
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
        return (jalali.year, jalali.month)
    return (day.year, day.month)


class Used:
    """What is used up of some limits; a session counts on the local day on which it begins."""

    def __init__(self, schedule: Schedule, limits: tuple[Limit, ...], sessions: Iterable[Busy]) -> None:
        self.schedule, self.limits = schedule, limits
        self.used: dict[tuple[Period, Key], list[float]] = defaultdict(lambda: [0, 0.0])
        self._full: dict[tuple[date, int], bool] = {}
        days: dict[date, list[float]] = defaultdict(lambda: [0, 0.0])
        by_minutes = any(limit.minutes is not None for limit in limits)
        for one in sessions if limits else ():
            sums = days[local_day(schedule, one.start)]
            sums[0] += 1
            sums[1] += one.minutes if by_minutes else 0
        for day, (count, minutes) in days.items():
            self._add(day, count, minutes)

    def _add(self, day: date, count: float, minutes: float) -> None:
        for period in {limit.period for limit in self.limits}:
            sums = self.used[period, period_of(self.schedule, period, day)]
            sums[0] += count
            sums[1] += minutes

    def full(self, start: datetime, minutes: int) -> bool:
        """Whether one more session of that length would be too many."""
        if not self.limits:
            return False
        key = local_day(self.schedule, start), minutes
        if key not in self._full:
            self._full[key] = any(self._over(limit, *key) for limit in self.limits)
        return self._full[key]

    def _over(self, limit: Limit, day: date, minutes: int) -> bool:
        count, used = self.used.get((limit.period, period_of(self.schedule, limit.period, day)), (0, 0))
        too_many = limit.sessions is not None and count + 1 > limit.sessions
        return too_many or (limit.minutes is not None and used + minutes > limit.minutes)
