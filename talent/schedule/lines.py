"""Hours of a day as one line: "18:00–20:00, 21:30–23:00", in any digits. Pure."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from talent.lib.text import latin_digits
from talent.schedule.slots.values import DAY, Hours

MOST_A_DAY = 8
LONGEST_NIGHT = 12 * 60
"""Hours that end on the next day are no longer than this: what is longer was meant otherwise."""
_APART = re.compile(r"[,،;؛\n]+")
_TIME = r"(\d{1,2})(?:[:.٫](\d{2}))?"
_HOURS = re.compile(rf"{_TIME}\s*(?:[-\u2010-\u2015\u2212]|تا|to)\s*{_TIME}")
_EMPTY = frozenset({"", "-", "–", "—"})


class Fault(StrEnum):
    """What is wrong with the hours of a day."""

    UNREAD = "unread"
    BACKWARDS = "backwards"
    OVERLAP = "overlap"
    TOO_MANY = "too_many"


class UnreadHours(ValueError):
    """This is no line of hours."""


def read_hours(text: str) -> tuple[Hours, ...]:
    """The hours of a line, in order; none of an empty one. Raises UnreadHours."""
    parts = [part.strip() for part in _APART.split(latin_digits(text))]
    return tuple(sorted((_hours(part) for part in parts if part not in _EMPTY), key=_begins))


def written(hours: Iterable[Hours]) -> str:
    """The line of these hours, in Latin digits."""
    return ", ".join(f"{clock(one.start)}–{clock(one.end)}" for one in hours)


def clock(minute: int) -> str:
    """A minute after midnight as clocks show it: 1080 is "18:00", 1440 is "24:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def fault_of(hours: Sequence[Hours]) -> Fault | None:
    """What is wrong with the hours of one day, or None."""
    if len(hours) > MOST_A_DAY:
        return Fault.TOO_MANY
    if any(one.until > DAY and one.until - one.start > LONGEST_NIGHT for one in hours):
        return Fault.BACKWARDS
    row = sorted(hours, key=_begins)
    overlap = any(after.start < before.until for before, after in zip(row, row[1:], strict=False))
    return Fault.OVERLAP if overlap else None


def faults_of(week: Sequence[Sequence[Hours]]) -> dict[int, Fault]:
    """What is wrong with the hours of a week, by weekday (Monday = 0): a night must not reach into the hours of the
    next day either."""
    found = {day: fault for day, hours in enumerate(week) if (fault := fault_of(hours))}
    for day, hours in enumerate(week):
        reaches = max((one.until - DAY for one in hours), default=0)
        if day not in found and any(one.start < reaches for one in week[(day + 1) % 7]):
            found[day] = Fault.OVERLAP
    return found


def _hours(part: str) -> Hours:
    found = _HOURS.fullmatch(part)
    if found is None:
        raise UnreadHours(part)
    start, end = (_minute(found[one], found[one + 1]) for one in (1, 3))
    if not (start < DAY and end <= DAY and start != end):
        raise UnreadHours(part)
    return Hours(start, end)


def _minute(hour: str, minute: str | None) -> int:
    if minute and int(minute) > 59:
        raise UnreadHours(minute)
    return int(hour) * 60 + int(minute or 0)


def _begins(hours: Hours) -> int:
    return hours.start
