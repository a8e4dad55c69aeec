"""What slots are made from, and slots. Frozen; nonsense is refused when a value is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from talent.lib.errors import Refused

DAY = 24 * 60
"""In minutes; a wall clock's day, whatever clocks do on it."""


class BadTimes(Refused):
    """An end before its start, an hour that no clock shows, a length of nothing."""

    code = "bad_times"


class Span(NamedTuple):
    """From a moment (in it) to a moment (no more in it)."""

    start: datetime
    end: datetime


class Slot(NamedTuple):
    """A time that can be booked, in UTC, with the seats that are left in it."""

    start: datetime
    end: datetime
    seats: int = 1


@dataclass(frozen=True, slots=True)
class Hours:
    """Wall times as minutes after midnight, `end` up to 1440. An end not after its start is on the next day."""

    start: int
    end: int

    def __post_init__(self) -> None:
        _demand(0 <= self.start < DAY and 0 <= self.end <= DAY and self.start != self.end)

    @property
    def until(self) -> int:
        """The end in minutes after the midnight before the start."""
        return self.end if self.end > self.start else self.end + DAY


@dataclass(frozen=True, slots=True)
class Weekly:
    """Hours that return every week on some weekdays, Monday = 0; overnight ones belong to the day they begin on."""

    days: frozenset[int]
    hours: Hours

    def __post_init__(self) -> None:
        _demand(all(0 <= day <= 6 for day in self.days))


@dataclass(frozen=True, slots=True)
class Override:
    """What a local day has in place of its usual hours; without hours it is closed."""

    day: date
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Local days from `first` to `last`, both closed, whatever else is said about them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        _demand(self.first <= self.last)


@dataclass(frozen=True, slots=True)
class Travel:
    """Days on which the owner's clock is another one; without a last day from then on. Of two that overlap, the one
    that begins later holds."""

    first: date
    last: date | None
    zone: ZoneInfo

    def __post_init__(self) -> None:
        _demand(self.last is None or self.first <= self.last)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When somebody is there, on their own clock. Holidays close their day unless an override opens it; the weekend
    (Monday = 0) only tells working days. `week_start` and `calendar` ("gregorian" or "jalali") say where the weeks
    and months of limits begin."""

    zone: ZoneInfo
    weekly: tuple[Weekly, ...] = ()
    overrides: tuple[Override, ...] = ()
    days_off: tuple[DaysOff, ...] = ()
    travel: tuple[Travel, ...] = ()
    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset()
    works_on_holidays: bool = False
    week_start: int = 0
    calendar: str = "gregorian"

    def __post_init__(self) -> None:
        _demand(0 <= self.week_start <= 6 and self.calendar in ("gregorian", "jalali"))


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many sessions, or so many minutes of them, in each period of the owner's calendar."""

    period: Period
    sessions: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RollingDays:
    """Until the end of the local day that is `days` days after today."""

    days: int


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Until the end of the owner's `days`-th working day after today."""

    days: int


@dataclass(frozen=True, slots=True)
class FixedDays:
    """On the local days from `first` to `last`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        _demand(self.first <= self.last)


@dataclass(frozen=True, slots=True)
class NextFreeDays:
    """On the next `days` local days that have a free time at all."""

    days: int


Horizon = RollingDays | WorkingDays | FixedDays | NextFreeDays


@dataclass(frozen=True, slots=True)
class Policy:
    """How times are offered; all lengths in minutes. Without an `interval` each length repeats after itself. `offset`
    counts once, from the start of the hours. `guest_limits` hold for whoever looks."""

    durations: tuple[int, ...]
    interval: int | None = None
    offset: int = 0
    before: int = 0
    after: int = 0
    notice: int = 0
    horizon: Horizon | None = None
    limits: tuple[Limit, ...] = ()
    guest_limits: tuple[Limit, ...] = ()
    seats: int = 1

    def __post_init__(self) -> None:
        lengths = (*self.durations, DAY if self.interval is None else self.interval, self.seats)
        _demand(all(length > 0 for length in lengths))
        _demand(min(self.offset, self.before, self.after, self.notice) >= 0)


@dataclass(frozen=True, slots=True)
class Busy:
    """A time that is taken, with the buffers (minutes) that it keeps around itself. `counts`: it is a session, and
    counts in limits. `mine`: whoever looks is in it. `taken`: the seats that are gone, of a session that others may
    join; None where nobody may. `seats`: how many it has, where that is other than the policy says by now."""

    start: datetime
    end: datetime
    before: int = 0
    after: int = 0
    counts: bool = False
    mine: bool = False
    taken: int | None = None
    seats: int | None = None

    def __post_init__(self) -> None:
        _demand(self.start <= self.end and min(self.before, self.after) >= 0)

    @property
    def minutes(self) -> float:
        """Real minutes that it takes."""
        return (self.end - self.start) / timedelta(minutes=1)


def demand_aware(moments: Iterable[datetime]) -> None:
    """Raises BadTimes for a moment without a zone."""
    _demand(all(isinstance(moment.tzinfo, tzinfo) for moment in moments))


def _demand(right: bool) -> None:
    if not right:
        raise BadTimes()
