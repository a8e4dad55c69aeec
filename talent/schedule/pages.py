"""What the page and the API of one's own hours show."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.lib.dates import TEHRAN, digits, reader_calendar
from talent.schedule.availability import free_spans, holidays_around, schedule_of
from talent.schedule.feeds import token_of
from talent.schedule.labels import TROUBLES
from talent.schedule.lines import written
from talent.schedule.models import Availability, CalendarFeed, OutsideCalendar, from_pairs
from talent.schedule.slots import Schedule, Span, UnknownZone, instant
from talent.schedule.slots.clocks import local_day, zone_on
from talent.schedule.zones import both_days, hours_on, named, named_between, spoken, weekday

COMING = 14


def hours_page(owner: User, mine: Availability | None, now: datetime) -> dict[str, Any]:
    """The owner's rows, their calendar elsewhere, and the next two weeks as they come out."""
    return {
        "has_hours": mine is not None,
        "days": other_days(mine, now),
        "journeys": journeys(mine, now),
        "outside": outside(owner, now),
        "feed": own_feed(owner),
        "coming": coming(owner, mine, now),
        "zone": named(mine.zone, now) if mine else "",
        "is_tehran": mine is not None and mine.zone == TEHRAN.key,
    }


def other_days(mine: Availability | None, now: datetime) -> list[dict[str, Any]]:
    """Days with other hours that are not over yet, the next first."""
    rows = list(mine.other_days.all()) if mine else []
    return [_row(one) | {"hours": _line(one)} for one in rows if one.last >= _yesterday(now)]


def journeys(mine: Availability | None, now: datetime) -> list[dict[str, Any]]:
    """Journeys that are not over yet, the next first."""
    rows = list(mine.journeys.all()) if mine else []
    return [
        _row(one) | {"zone": one.zone, "named": named_between(one.zone, one.first, one.last)}
        for one in rows
        if one.last >= _yesterday(now)
    ]


def outside(owner: User, now: datetime) -> dict[str, Any] | None:
    """How the owner's calendar elsewhere gets on; None where they have named none."""
    found = OutsideCalendar.objects.filter(owner=owner).first()
    if found is None:
        return None
    trouble = TROUBLES.get(found.trouble, _("It cannot be read.")) if found.trouble else ""
    return {"read_at": found.read_at, "trouble": trouble, "stale": found.is_stale(now)}


def own_feed(owner: User) -> dict[str, Any] | None:
    """The secret address of the owner's own times, and how much it says; None where they have none."""
    found = CalendarFeed.objects.filter(owner=owner).first()
    if found is None:
        return None
    path = reverse("feed", kwargs={"token": token_of(found)})
    return {"address": f"{settings.BASE_URL}{path}", "says_more": found.says_more}


def coming(owner: User, mine: Availability | None, now: datetime) -> list[dict[str, Any]]:
    """The owner's next two weeks, day by day on their own clock: when they are free, on both clocks."""
    if mine is None:
        return []
    try:
        schedule = schedule_of(mine, holidays_around(now))
    except UnknownZone:
        return []
    today = local_day(schedule, now)
    free = free_spans(schedule, owner, Span(now, now + timedelta(days=COMING)), now)
    spans = [part for one in free for part in _daily(schedule, one)]
    calendar = reader_calendar(owner.calendar, get_language() or "fa")
    days = [today + timedelta(days=number) for number in range(COMING)]
    return [
        _day(schedule, day, calendar, [one for one in spans if local_day(schedule, one.start) == day])
        for day in days
    ]


def _daily(schedule: Schedule, span: Span) -> Iterator[Span]:
    """The span, by days of the owner where it lasts for one or longer; a night stays with the day on which it begins."""
    start = span.start
    while span.end - start >= timedelta(days=1):
        day = local_day(schedule, start) + timedelta(days=1)
        midnight = instant(day, 0, zone_on(schedule, day))
        yield Span(start, midnight)
        start = midnight
    if start < span.end:
        yield Span(start, span.end)


def _day(schedule: Schedule, day: date, calendar: str, spans: list[Span]) -> dict[str, Any]:
    first, second = both_days(day, calendar)
    there = zone_on(schedule, day)
    return {
        "day": day,
        "weekday": weekday(day),
        "first": first,
        "second": second,
        "times": [_times(schedule, day, one) for one in spans],
        "elsewhere": there.key.replace("_", " ") if there.key != schedule.zone.key else "",
        "is_tehran": there.key == TEHRAN.key,
    }


def _times(schedule: Schedule, day: date, span: Span) -> dict[str, Any]:
    """One span on the owner's clock and on Tehran's, with Tehran's day where it is another one."""
    there = span.start.astimezone(TEHRAN).date()
    return {
        "start": span.start,
        "end": span.end,
        "own": _hours(span, zone_on(schedule, day)),
        "tehran": _hours(span, TEHRAN),
        "tehran_day": weekday(there) if there != day else "",
    }


def _hours(span: Span, zone: ZoneInfo) -> str:
    """From when to when on that clock; from midnight to midnight it is a day."""
    first, last = (moment.astimezone(zone) for moment in span)
    if first.time() == last.time() == time.min and last.date() - first.date() == timedelta(days=1):
        return str(_("the whole day"))
    return hours_on(*span, zone)


def _row(one: Any) -> dict[str, Any]:
    return {"key": one.key, "first": one.first, "last": one.last, "is_one": one.first == one.last}


def _line(row: Any) -> str:
    return digits(written(from_pairs(row.hours)), spoken())


def _yesterday(now: datetime) -> date:
    """Somewhere it is still that day."""
    return now.date() - timedelta(days=1)
