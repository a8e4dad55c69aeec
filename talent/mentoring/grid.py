"""A week of free times, as whoever may book sees it: on their own clock and on Tehran's, in both calendars. Whose clock
they come from, and why others are not there, it does not say."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.lib.dates import TEHRAN, reader_calendar, zone
from talent.mentoring.booking import free_times, next_slots
from talent.mentoring.models import Offer
from talent.schedule.slots import Slot, Span, instant
from talent.schedule.weekends import weekend
from talent.schedule.zones import both_days, both_short, hour_on, offset, spoken, weekday

IRAN, ELSEWHERE = weekend("IR"), weekend("")
ONE = timedelta(days=1)
WEEKS = 3
"""How many are shown, of every offer: how far ahead a mentor lets people book is for them to know."""


def week_grid(
    offer: Offer, guest: User, minutes: int, week: int, now: datetime, but: UUID | None = None
) -> dict[str, Any]:
    """Seven days on the guest's clock, the `week`-th seven from today, with the times at which a session of that length
    can begin for them; the last seven with the day more into which three times seven days of 24 hours reach. `but`: a
    session of theirs that is left out of what is taken."""
    home = clock_of(guest)
    calendar = calendar_of(guest)
    days = _days(now, home, week)
    window = Span(max(now, instant(days[0], 0, home)), instant(days[-1] + ONE, 0, home))
    slots = free_times(guest, offer, minutes, window, now, but)
    return {
        "days": [_day(day, calendar, home, slots) for day in days],
        "first": both_short(days[0], calendar),
        "last": both_short(days[-1], calendar),
        "number": week,
        "earlier": week - 1 if week > 0 else None,
        "later": week + 1 if week + 1 < WEEKS else None,
        "count": len(slots),
        "next": None if slots else _next(offer, guest, minutes, window.end, now, but),
        "clock": f"{home.key.replace('_', ' ')} ({offset(home.key, window.start)})",
        "is_tehran": home.key == TEHRAN.key,
    }


def spoken_time(start: datetime, end: datetime, guest: User) -> dict[str, Any]:
    """A time in words: on the reader's clock and on Tehran's, each with its day, in both calendars."""
    calendar, own = calendar_of(guest), clock_of(guest)
    return {
        "start": start.astimezone(UTC).isoformat(),
        "minutes": int((end - start) / timedelta(minutes=1)),
        "own": _on(start, own, calendar),
        "tehran": _on(start, TEHRAN, calendar),
        "is_tehran": start.astimezone(own).utcoffset() == start.astimezone(TEHRAN).utcoffset(),
        "zone": own.key,
    }


def clock_of(guest: User) -> ZoneInfo:
    """The zone of somebody's pages; Tehran's where the zone data have lost its name."""
    return zone(guest.time_zone)


def calendar_of(guest: User) -> str:
    """The calendar of somebody's pages."""
    return reader_calendar(guest.calendar, get_language() or "fa")


def _on(start: datetime, to: tzinfo, calendar: str) -> dict[str, str]:
    day = start.astimezone(to).date()
    first, second = both_days(day, calendar)
    hour, comma = hour_on(start, to), "،" if spoken() == "fa" else ","
    when = f"{weekday(day)} {first}{comma} {hour}"
    return {"hour": hour, "weekday": weekday(day), "first": first, "second": second, "when": when}


def _days(now: datetime, home: tzinfo, week: int) -> list[date]:
    """The days of that week. The last one ends when so many times 24 hours are over."""
    first = now.astimezone(home).date() + week * 7 * ONE
    last = (now + WEEKS * 7 * ONE).astimezone(home).date()
    count = (last - first).days + 1 if week + 1 == WEEKS else 7
    return [first + number * ONE for number in range(count)]


def _next(
    offer: Offer, guest: User, minutes: int, after: datetime, now: datetime, but: UUID | None
) -> dict[str, Any] | None:
    """The first free time after a week that has none, and in which week it is."""
    found = next_slots(guest, offer, after, minutes, now, but)[:1]
    if not found:
        return None
    today, then = (one.astimezone(clock_of(guest)).date() for one in (now, found[0].start))
    week = min((then - today).days // 7, WEEKS - 1)
    return {"week": week, "time": spoken_time(found[0].start, found[0].end, guest)}


def _day(day: date, calendar: str, home: tzinfo, slots: Sequence[Slot]) -> dict[str, Any]:
    first, second = both_short(day, calendar)
    return {
        "weekday": weekday(day),
        "first": first,
        "second": second,
        "rests": _rests(day),
        "times": [_time(one, home, calendar) for one in slots if one.start.astimezone(home).date() == day],
    }


def _rests(day: date) -> str:
    """Where people rest on that day."""
    if day.weekday() in IRAN:
        return _("weekend in Iran")
    return _("weekend abroad") if day.weekday() in ELSEWHERE else ""


def _time(slot: Slot, home: tzinfo, calendar: str) -> dict[str, Any]:
    own, tehran = _on(slot.start, home, calendar), _on(slot.start, TEHRAN, calendar)
    words = _("%(weekday)s %(day)s, %(hour)s; in Tehran %(tehran_day)s, %(tehran)s") % {
        "weekday": own["weekday"],
        "day": own["first"],
        "hour": own["hour"],
        "tehran_day": tehran["weekday"],
        "tehran": tehran["hour"],
    }
    return {
        "start": slot.start.astimezone(UTC).isoformat(),
        "own": own["hour"],
        "tehran": tehran["hour"],
        "other_day": tehran["weekday"] if tehran["weekday"] != own["weekday"] else "",
        "seats": slot.seats,
        "words": words,
    }
