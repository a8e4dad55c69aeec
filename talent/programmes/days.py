"""Spans of the calendar. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """So many years, months and days: added in this order."""

    years: int = 0
    months: int = 0
    days: int = 0


def add(day: date, span: Span) -> date:
    """The day after that span. Where the month lacks the day it is the month's last: 29 February 2020 + 3 years =
    28 February 2023. Never past the calendar's end: what would be is its last day."""
    years, month = divmod(day.month - 1 + span.months, 12)
    year = day.year + span.years + years
    if year > date.max.year:
        return date.max
    last = day.day if day.day <= 28 else min(day.day, monthrange(year, month + 1)[1])
    reached = date(year, month + 1, last)
    return reached + timedelta(days=min(span.days, (date.max - reached).days)) if span.days else reached
