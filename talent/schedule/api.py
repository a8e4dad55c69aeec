"""One's own hours for programs: the same verbs as the page's."""

from datetime import UTC
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import Mine, acts, reads, user_of, valid
from talent.accounts.models import User
from talent.schedule import hours, outside, pages
from talent.schedule.availability import availability_of
from talent.schedule.hours import begins_on_holidays, first_zone
from talent.schedule.models import empty_week, from_pairs
from talent.schedule.shapes import (
    AddDaysSerializer,
    AddJourneySerializer,
    CalendarAddressSerializer,
    MyHoursSerializer,
    WeekSerializer,
)

_reads = partial(reads, "hours")
_verb = partial(acts, "hours")


class MyHours(Mine):
    """When one is there."""

    @_reads("my_hours", MyHoursSerializer, refusals=(401, 429))
    def get(self, request: Request) -> Response:
        """One's hours, other days and journeys, and the next two weeks as they come out."""
        return _answer(user_of(request))

    @_verb("save_hours", WeekSerializer, MyHoursSerializer)
    def put(self, request: Request) -> Response:
        """Sets zone and weekly hours; refused where they were changed since they were read."""
        hours.save_hours(actor=user_of(request), **valid(WeekSerializer, request))
        return _answer(user_of(request))


class AddDays(Mine):
    @_verb("add_days", AddDaysSerializer, MyHoursSerializer)
    def post(self, request: Request) -> Response:
        """Gives days other hours than usual."""
        typed = valid(AddDaysSerializer, request)
        hours.add_days(actor=user_of(request), today=timezone.localdate(), **typed)
        return _answer(user_of(request))


class DropDays(Mine):
    @_verb("drop_days", None, MyHoursSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """These days are as usual again."""
        hours.drop_days(actor=user_of(request), key=key)
        return _answer(user_of(request))


class AddJourney(Mine):
    @_verb("add_journey", AddJourneySerializer, MyHoursSerializer)
    def post(self, request: Request) -> Response:
        """Says that on these days one's clock is another one."""
        typed = valid(AddJourneySerializer, request)
        hours.add_journey(actor=user_of(request), today=timezone.localdate(), **typed)
        return _answer(user_of(request))


class DropJourney(Mine):
    @_verb("drop_journey", None, MyHoursSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """The journey does not take place."""
        hours.drop_journey(actor=user_of(request), key=key)
        return _answer(user_of(request))


class NameCalendar(Mine):
    @_verb("name_calendar", CalendarAddressSerializer, MyHoursSerializer)
    def post(self, request: Request) -> Response:
        """Names a calendar that is kept elsewhere, in place of another one."""
        typed = valid(CalendarAddressSerializer, request)
        outside.name_calendar(actor=user_of(request), now=timezone.now(), **typed)
        return _answer(user_of(request))


class ForgetCalendar(Mine):
    @_verb("forget_calendar", None, MyHoursSerializer)
    def post(self, request: Request) -> Response:
        """Forgets it, with what was read in it."""
        outside.forget_calendar(actor=user_of(request))
        return _answer(user_of(request))


def _answer(user: User) -> Response:
    mine, now = availability_of(user), timezone.now()
    zone = first_zone(user)
    said: dict[str, Any] = {"version": 0, "zone": zone, "works_on_holidays": begins_on_holidays(zone)}
    if mine:
        said = {name: getattr(mine, name) for name in said}
    rows = list(mine.other_days.all()) if mine else []
    known = pages.other_days(mine, now)
    kept = {row.key: from_pairs(row.hours) for row in rows}
    coming = [time for row in pages.coming(user, mine, now) for time in row["times"]]
    body = said | {
        "weekly": mine.week if mine else empty_week(),
        "days": [row | {"hours": kept[row["key"]]} for row in known],
        "journeys": pages.journeys(mine, now),
        "outside": pages.outside(user, now),
        "coming": [{name: time[name].astimezone(UTC) for name in ("start", "end")} for time in coming],
    }
    return Response(MyHoursSerializer(body).data)
