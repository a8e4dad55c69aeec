"""Time zones and moments as pages name them, in the language of the page."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from babel.dates import format_date
from django.utils.translation import get_language, override

from talent.lib.dates import digits, show_day, zone

QUARTER = 15 * 60
_LEFT, _END = "\u2066", "\u2069"


def named(name: str, now: datetime) -> str:
    """A zone by its name with its present offset: "Asia/Kathmandu (UTC+05:45)", from left to right in any text."""
    return f"{_LEFT}{name.replace('_', ' ')} ({offset(name, now)}){_END}"


def all_named(names: Sequence[str], now: datetime) -> dict[str, str]:
    """The same of many at once, made once in a quarter of an hour: clocks change at full ones."""
    return _all_named(tuple(names), int(now.timestamp()) // QUARTER, spoken())


def named_between(name: str, first: date, last: date) -> str:
    """The same for days: with the offset of the first one, and that of the last one where clocks change between."""
    noons = (datetime.combine(day, time(12), UTC) for day in (first, last))
    offsets = " → ".join(dict.fromkeys(offset(name, noon) for noon in noons))
    return f"{_LEFT}{name.replace('_', ' ')} ({offsets}){_END}"


def offset(name: str, now: datetime) -> str:
    """How far clocks of the zone are from UTC at that moment, in the digits of the page."""
    apart = now.astimezone(zone(name)).utcoffset() or timedelta()
    minutes = int(apart.total_seconds() // 60)
    sign = "−" if minutes < 0 else "+"
    return digits(f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}", spoken())


def hours_on(start: datetime, end: datetime, to: tzinfo) -> str:
    """From when to when, on the clocks of that zone."""
    here, until = start.astimezone(to), end.astimezone(to)
    return digits(f"{here:%H:%M}–{until:%H:%M}", spoken())


def hour_on(moment: datetime, to: tzinfo) -> str:
    """The hour that clocks of that zone show."""
    return digits(f"{moment.astimezone(to):%H:%M}", spoken())


def weekday(day: date) -> str:
    """The name of its weekday."""
    return str(format_date(day, "EEEE", locale=spoken()))


def both_days(day: date, calendar: str) -> tuple[str, str]:
    """A day in the reader's calendar, and in the other one."""
    other = "gregorian" if calendar == "jalali" else "jalali"
    first, second = (show_day(day, calendar=one, language=spoken()) for one in (calendar, other))
    return first, second


def both_short(day: date, calendar: str) -> tuple[str, str]:
    """The same without the year, for headings that are narrow: "22 Nov", "1 Azar"."""
    gregorian = digits(format_date(day, "d MMM", locale=spoken()), spoken())
    jalali = show_day(day, calendar="jalali", language=spoken()).rsplit(" ", 1)[0]
    return (jalali, gregorian) if calendar == "jalali" else (gregorian, jalali)


def spoken() -> str:
    """The language of the page."""
    return get_language() or "fa"


@lru_cache(maxsize=4)
def _all_named(names: tuple[str, ...], quarter: int, language: str) -> dict[str, str]:
    now = datetime.fromtimestamp(quarter * QUARTER, UTC)
    with override(language):
        return {name: named(name, now) for name in names}
