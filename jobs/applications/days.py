"""The clock of an answer: by when a company promises one, and when it is reminded. Pure."""

from datetime import date, timedelta

LAST_WEEKDAY = 4
"""Friday, on which the park's week ends."""


def promised_day(today: date, days: int, *, blind: bool) -> date:
    """By when the company answers what is sent today; under blind review the end of that week, so that it does not
    tell the day on which somebody applied."""
    day = today + timedelta(days=days)
    return day + timedelta(days=(LAST_WEEKDAY - day.weekday()) % 7) if blind else day


def next_reminder(sent: date, due: date, after: date) -> date | None:
    """The next day, later than `after`, on which the company is told: the morning after, when half of the time is
    over, and when all of it is; None when all of them are past."""
    days = (sent + timedelta(days=1), sent + (due - sent) / 2, due)
    return min((day for day in days if day > after), default=None)
