"""When an owner is there at all: weekly hours, overrides, days off, holidays and travel, as spans in UTC. Pure."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

from talent.schedule.slots.clocks import ONE, instant, zone_on
from talent.schedule.slots.spans import merged
from talent.schedule.slots.values import DAY, Hours, Schedule, Span

WEEK = timedelta(days=7)


class Days:
    """The hours of each local day of a schedule."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.usual: list[list[Hours]] = [
            [weekly.hours for weekly in schedule.weekly if weekday in weekly.days] for weekday in range(7)
        ]
        self.overrides: dict[date, list[tuple[Hours, ...]]] = defaultdict(list)
        for override in schedule.overrides:
            self.overrides[override.day].append(override.hours)

    def hours(self, day: date) -> list[Hours]:
        """The hours that begin on that day. Of several overrides of a day one that closes it is the strongest."""
        if self._off(day):
            return []
        given = self.overrides.get(day)
        if given:
            return [one for hours in given for one in hours] if all(given) else []
        return [] if self._holiday(day) else self.usual[day.weekday()]

    def settled(self, day: date) -> bool:
        """Whether the day has something in place of its usual hours: then the night before ends at its midnight."""
        return day in self.overrides or self._off(day) or self._holiday(day)

    def spans(self, day: date) -> list[Span]:
        """The hours that begin on that day, as moments."""
        zone = zone_on(self.schedule, day)
        found = []
        for hours in self.hours(day):
            until = min(hours.until, DAY) if hours.until > DAY and self.settled(day + ONE) else hours.until
            found.append(Span(instant(day, hours.start, zone), instant(day, until, zone)))
        return found

    def _off(self, day: date) -> bool:
        off = self.schedule.days_off
        return bool(off) and any(one.first <= day <= one.last for one in off)

    def _holiday(self, day: date) -> bool:
        return day in self.schedule.holidays and not self.schedule.works_on_holidays


def open_spans(schedule: Schedule, window: Span) -> list[Span]:
    """The spans in which the owner is there, in order, that reach into the window; whole, so that they begin where
    their grid begins. Hours that touch are one span; one that runs on for more than a week is cut at each Monday's
    midnight, because it has no beginning else."""
    days = Days(schedule)
    first, last = _days(window)
    found = merged(span for day in _each(first, last) for span in days.spans(day))
    found = _back(days, found, first)
    whole = [piece for span in found for piece in _weeks(schedule, span)]
    return [span for span in whole if span.end > window.start and span.start < window.end]


def _days(window: Span) -> tuple[date, date]:
    """Local days whose hours may reach into the window, in any zone."""
    start, end = window.start.astimezone(UTC).date(), window.end.astimezone(UTC).date()
    return start - 2 * ONE, end + ONE


def _each(first: date, last: date) -> list[date]:
    return [first + number * ONE for number in range((last - first).days + 1)]


def _back(days: Days, found: list[Span], first: date) -> list[Span]:
    """The same with the first span followed back to its beginning, at most to the Monday before last."""
    stop = first - timedelta(days=first.weekday()) - WEEK
    while found and first > stop:
        earlier = [span for day in (first - 2 * ONE, first - ONE) for span in days.spans(day)]
        if not any(span.start < found[0].start <= span.end for span in earlier):
            break
        first -= ONE
        found = merged([*days.spans(first), *found])
    return found


def _weeks(schedule: Schedule, span: Span) -> list[Span]:
    """The span, cut at each Monday of the owner's clock that is a week or more after its beginning."""
    if span.end - span.start <= WEEK:
        return [span]
    zone = zone_on(schedule, span.start.date())
    begins = span.start.astimezone(zone).replace(tzinfo=None)
    monday = begins.date() + timedelta(days=7 - begins.weekday() if begins.weekday() else 0)
    found, start = [], span.start
    while (cut := instant(monday, 0, zone)) < span.end:
        if datetime.combine(monday, time()) - begins >= WEEK and cut > start:
            found.append(Span(start, cut))
            start = cut
        monday += WEEK
    return [*found, Span(start, span.end)]
