"""Working days of the park: promises are counted in them. Pure.

Holidays are those public ones of Iran that have a fixed day in the solar calendar (data/holidays.json). The ones of
the lunar calendar are settled by an announcement shortly before; the park works them off within its promise.
"""

import json
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from persiantools.jdatetime import JalaliDate

_FILE = Path(__file__).resolve().parents[2] / "data" / "holidays.json"


@cache
def solar_holidays() -> frozenset[tuple[int, int]]:
    """(month, day) of each, in the solar calendar."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))["solar"]
    return frozenset((row["month"], row["day"]) for row in rows)


def is_working_day(day: date, weekend: Collection[int]) -> bool:
    """Whether the park works on that day. `weekend` as weekdays, Monday = 0."""
    jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
    return day.weekday() not in weekend and (jalali.month, jalali.day) not in solar_holidays()


def working_day_after(start: date, days: int, weekend: Collection[int]) -> date:
    """The working day that is `days` working days after `start`; the day on which it starts does not count.

    Raises ValueError for fewer than one day, and where every weekday is of the weekend.
    """
    if days < 1 or len({*weekend}) > 6:
        raise ValueError("no such day")
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, weekend)
    return day
