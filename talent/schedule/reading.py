"""Busy times out of a calendar that somebody else has written. Pure; made for a process of its own (`apart`).

Words, people and places of the file are thrown away before it is read. Hours without a zone are the owner's. What
repeats is followed inside the window alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

from talent.lib import zone_data as zone_data  # before the first zone is made
from talent.lib.errors import Refused
from talent.schedule.slots.spans import intersection
from talent.schedule.slots.values import Span

MAX_BYTES = 2 * 1024 * 1024
MAX_EVENTS = 20_000
MAX_SPANS = 5_000
ONE = timedelta(days=1)
KEPT = frozenset(
    [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "TRANSP",
        "STATUS",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "FREEBUSY",
        "X-WR-TIMEZONE",
    ]
)
DROPPED = frozenset({"VALARM", "VTODO", "VJOURNAL"})
SUB_DAILY = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)


class NotRead(Refused):
    """Why a calendar could not be read: `code` says it."""

    code = "not_read"


class NoCalendar(NotRead):
    code = "no_calendar"


class TooLarge(NotRead):
    code = "too_large"


class TooManyEvents(NotRead):
    code = "too_many_events"


class TooOften(NotRead):
    """Something repeats more than daily, or so often that nobody could be there."""

    code = "too_often"


def busy_in(
    content: bytes, window: Span, zone: ZoneInfo, *, when_read: Callable[[], None] = lambda: None
) -> list[Span]:
    """When the calendar's owner is busy in the window, merged. Raises a NotRead. It may take long: see `apart`;
    `when_read` is called before repetitions are followed."""
    if len(content) > MAX_BYTES:
        raise TooLarge()
    calendars = _calendars(content)
    home = _home(calendars, zone)
    when_read()
    found = (span for calendar in calendars for span in _spans(calendar, window, home))
    return intersection([_few(found), [window]])


def _few(spans: Iterator[Span]) -> list[Span]:
    """Raises TooOften where there is no end of them."""
    found = []
    for span in spans:
        found.append(span)
        if len(found) > MAX_SPANS:
            raise TooOften()
    return found


def _calendars(content: bytes) -> list[Calendar]:
    text = _bare(content)
    if text.upper().count("BEGIN:VEVENT") > MAX_EVENTS:
        raise TooManyEvents()
    try:
        found: list[Any] = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        raise NoCalendar() from None
    calendars = [one for one in found if isinstance(one, Calendar)]
    if not calendars:
        raise NoCalendar()
    return calendars


def _bare(content: bytes) -> str:
    """The lines that say when; the rest, and all of alarms and tasks, is gone."""
    lines = re.sub(r"\r?\n[ \t]", "", content.decode("utf-8-sig", "replace")).splitlines()
    kept, inside = [], ""
    for line in lines:
        name = re.split("[;:]", line, maxsplit=1)[0].strip().upper()
        what = line.partition(":")[2].strip().upper()
        if not inside and name == "BEGIN" and what in DROPPED:
            inside = what
        if not inside and name in KEPT:
            kept.append(line)
        if inside and name == "END" and what == inside:
            inside = ""
    return "\r\n".join(kept) + "\r\n"


def _home(calendars: list[Calendar], zone: ZoneInfo) -> ZoneInfo:
    """The zone of hours that name none: the calendar's own, else the owner's."""
    for calendar in calendars:
        try:
            return ZoneInfo(str(calendar["X-WR-TIMEZONE"]))
        except (KeyError, ValueError, OSError):
            continue
    return zone


def _spans(calendar: Calendar, window: Span, home: ZoneInfo) -> Iterator[Span]:
    """Everything that keeps its owner busy and may reach into the window."""
    events = [_Event(event, home) for event in calendar.walk("VEVENT") if "DTSTART" in event]
    moved: set[tuple[str, datetime | None]] = {
        (event.uid, event.instead_of) for event in events if event.instead_of
    }
    for event in events:
        if event.is_busy:
            yield from event.spans(window, moved)
    for free_busy in calendar.walk("VFREEBUSY"):
        yield from _listed(free_busy, home)


def _listed(free_busy: Any, home: ZoneInfo) -> Iterator[Span]:
    for periods in _each(free_busy.get("FREEBUSY")):
        if str(periods.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            start, end = periods.start, periods.end
            yield Span(_moment(start, home), _moment(end, home))


class _Event:
    """An event as moments: what is said without a zone is in `home`."""

    def __init__(self, event: Any, home: ZoneInfo) -> None:
        self.event, self.home = event, home
        self.start: date | datetime = event["DTSTART"].dt
        self.uid = str(event.get("UID", ""))
        instead = event.get("RECURRENCE-ID")
        self.instead_of = _moment(instead.dt, home) if instead else None

    @property
    def is_busy(self) -> bool:
        said = {str(self.event.get(name, "")).strip().upper() for name in ("STATUS", "TRANSP")}
        return not said & {"CANCELLED", "TRANSPARENT"}

    @property
    def length(self) -> timedelta:
        """In wall time of its own zone; a day without an end is that day, a moment without one takes none."""
        end = self.event.get("DTEND")
        if end is not None:
            return _wall(end.dt, self.home) - _wall(self.start, self.home)
        duration = self.event.get("DURATION")
        if duration is not None:
            length: timedelta = duration.dt
            return length
        return timedelta(0) if isinstance(self.start, datetime) else ONE

    def spans(self, window: Span, moved: set[tuple[str, datetime | None]]) -> Iterator[Span]:
        length = self.length
        real = isinstance(self.start, datetime) and "DTEND" in self.event
        whole = (
            _moment(self.event["DTEND"].dt, self.home) - _moment(self.start, self.home) if real else length
        )
        for start in self._starts(window, max(length, whole)):
            at = _moment(start, self.home)
            own = self.instead_of is not None or (self.uid, at) not in moved
            end = at + whole if isinstance(start, datetime) else _moment(start + length, self.home)
            if own and at < end:
                yield Span(at, end)

    def _starts(self, window: Span, length: timedelta) -> Iterator[date | datetime]:
        """Each time that it begins, up to the end of the window."""
        gone = {_moment(one.dt, self.home) for dates in _each(self.event.get("EXDATE")) for one in dates.dts}
        seen: set[datetime] = set()
        for start in self._all_starts(window, length):
            at = _moment(start, self.home)
            if at not in gone and at not in seen and window.start - length - ONE <= at < window.end:
                seen.add(at)
                yield start

    def _all_starts(self, window: Span, length: timedelta) -> Iterator[date | datetime]:
        rules = [] if self.instead_of else _each(self.event.get("RRULE"))
        yield self.start
        for rule in rules:
            yield from self._repeated(rule, window, length)
        for dates in [] if self.instead_of else _each(self.event.get("RDATE")):
            for one in dates.dts:
                yield one.dt[0] if isinstance(one.dt, tuple) else one.dt

    def _repeated(self, rule: Any, window: Span, length: timedelta) -> Iterator[date | datetime]:
        """A rule is followed on the wall clock of the event, and ends with the window."""
        first, kind = _wall(self.start, self.home), type(self.start)
        zone = self.start.tzinfo if isinstance(self.start, datetime) else None
        last = window.end.astimezone(self.home).replace(tzinfo=None) + 2 * ONE
        text, until = _rule(rule, zone or self.home)
        first = _nearer(
            first, text, window.start.astimezone(self.home).replace(tzinfo=None) - length - 3 * ONE
        )
        try:
            for wall in rrulestr(text, dtstart=first):
                if wall > last or (until and wall > until):
                    return
                yield wall.replace(tzinfo=zone) if kind is datetime else wall.date()
        except (ValueError, TypeError, OverflowError):
            raise NoCalendar() from None


def _rule(rule: Any, zone: Any) -> tuple[str, datetime | None]:
    """The rule without its end, and that end on the event's clock. Raises TooOften for one by hours or less."""
    until = next(iter(_each(rule.get("UNTIL"))), None)
    text = rule.to_ical().decode()
    if SUB_DAILY.search(text):
        raise TooOften()
    kept = ";".join(part for part in text.split(";") if not part.upper().startswith("UNTIL="))
    if until is None:
        return kept, None
    if not isinstance(until, datetime):
        return kept, datetime.combine(until, time.max)
    return kept, (until.astimezone(zone) if until.tzinfo else until).replace(tzinfo=None)


def _nearer(first: datetime, rule: str, wanted: datetime) -> datetime:
    """The beginning of a daily or weekly rule without a count, brought forward by whole rounds."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    rounds = {"DAILY": 1, "WEEKLY": 7}.get(parts.get("FREQ", ""), 0) * int(parts.get("INTERVAL", "1") or 1)
    if not rounds or "COUNT" in parts or first >= wanted:
        return first
    return first + ((wanted - first).days // rounds) * rounds * ONE


def _wall(said: date | datetime, home: ZoneInfo) -> datetime:
    """What a clock at the event shows."""
    if not isinstance(said, datetime):
        return datetime.combine(said, time())
    return said.replace(tzinfo=None)


def _moment(said: date | datetime, home: ZoneInfo) -> datetime:
    """The moment in UTC; a day begins at midnight at home."""
    if not isinstance(said, datetime):
        said = datetime.combine(said, time())
    return (said if said.tzinfo else said.replace(tzinfo=home)).astimezone(UTC)


def _each(value: Any) -> Iterable[Any]:
    """A property that may be absent, single or repeated."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
