"""Days and numbers as people type them: two calendars, three scripts of digits, several separators. Pure."""

import re
from datetime import date

from persiantools.jdatetime import JalaliDate

from talent.lib.dates import whole_or_none
from talent.lib.text import latin_digits

CALENDARS = ("jalali", "gregorian")
_GROUPS = re.compile(r"-?\d{1,3}([,٬،'\u2009\u202f\u00a0 _]\d{3})+([.٫/]\d+)?")
_PLAIN = re.compile(r"-?\d+([.٫/,]\d+)?")


class NoSuchDay(ValueError):
    """`part` is wrong: "day" (the month has `last` days), "month", "year" (of the other calendar: here it may be
    `instead`); "all" where nothing was typed."""

    def __init__(self, part: str, last: int = 0, instead: int = 0) -> None:
        super().__init__(part, last, instead)
        self.part, self.last, self.instead = part, last, instead


def typed_day(day: str, month: str, year: str, calendar: str) -> date:
    """The day that somebody typed in three fields, in the calendar "jalali" or "gregorian". Raises NoSuchDay."""
    if not (day.strip() or month.strip() or year.strip()):
        raise NoSuchDay("all")
    in_year, in_month = _year(year, calendar), whole_or_none(month)
    if in_month is None or not 1 <= in_month <= 12:
        raise NoSuchDay("month")
    days, in_day = days_in(in_month, in_year, calendar), whole_or_none(day)
    if in_day is None or not 1 <= in_day <= days:
        raise NoSuchDay("day", days)
    if calendar == "gregorian":
        return date(in_year, in_month, in_day)
    jalali = JalaliDate(in_year, in_month, in_day)  # type: ignore[no-untyped-call]
    found: date = jalali.to_gregorian()
    return found


_YEARS = {"jalali": range(1279, 1578), "gregorian": range(1901, 2199)}
_APART = {"jalali": -621, "gregorian": 621}
"""From a year of the other calendar to the one that begins in it, or in which it begins."""


def _year(typed: str, calendar: str) -> int:
    year = whole_or_none(typed)
    if year is not None and year in _YEARS[calendar]:
        return year
    other = year is not None and any(year in years for years in _YEARS.values())
    raise NoSuchDay("year", instead=year + _APART[calendar] if year and other else 0)


def days_in(month: int, year: int, calendar: str) -> int:
    """How many days the month has."""
    if calendar == "jalali":
        return int(JalaliDate.days_in_month(month, year))
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def parts_of_day(day: date, calendar: str) -> tuple[int, int, int]:
    """Day, month and year of a day in that calendar."""
    if calendar == "jalali":
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
        return jalali.day, jalali.month, jalali.year
    return day.day, day.month, day.year


def typed_number(text: str) -> str:
    """The number that somebody typed as plain digits with a point: "۱۲٬۵۰۰٫۵" and "12,500.5" are "12500.5"; a comma
    before one, two or more than three digits is a decimal one. Raises ValueError for anything else."""
    plain = latin_digits(text).strip().replace("\u2212", "-").replace("\u200e", "").replace("\u200f", "")
    if _GROUPS.fullmatch(plain):
        plain = re.sub(r"[,٬،'\u2009\u202f\u00a0 _]", "", plain)
    elif not _PLAIN.fullmatch(plain):
        raise ValueError("no number")
    sign, number = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    before, _, after = re.sub(r"[٫/,]", ".", number).partition(".")
    return f"{sign}{before.lstrip('0') or '0'}" + (f".{after}" if after else "")
