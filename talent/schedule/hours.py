"""Verbs on one's own hours: each locks the person, asks the rules, writes, and records itself."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.audit.actions import record
from talent.lib.dates import zone
from talent.lib.errors import Absent, Conflict, Refused
from talent.schedule.labels import FAULTS
from talent.schedule.lines import fault_of, faults_of
from talent.schedule.models import Availability, Journey, OtherDays, as_pairs
from talent.schedule.slots import Hours, UnknownZone, known_zone

MOST_ROWS = 60
LONGEST, LONGEST_OPEN = 366, 31
"""Days of one row: closed or in another zone, and with other hours."""
AHEAD = timedelta(days=3 * 366)
PARK_ZONE = "Asia/Tehran"
when_changed: list[Callable[[User], None]] = []
"""What rooms do when somebody is there at other times than before; filled in AppConfig.ready(), called in the
transaction of the change."""


class StaleHours(Conflict):
    code = "stale_hours"
    text = _("Your hours were changed in another tab. What you typed is below; look at it and save again.")


class NoSuchZone(Refused):
    code = "unknown_zone"
    text = _("There is no time zone of this name. Choose one from the list.")


class BadHours(Refused):
    """`errors`: what is wrong, by field ("day_0" is Monday; "hours")."""

    code = "bad_hours"
    text = _("Some of these hours cannot be. They are marked below; nothing was saved.")

    def __init__(self, errors: dict[str, object]) -> None:
        super().__init__(field=next(iter(errors), ""))
        self.errors = errors


class BadDays(Refused):
    code = "bad_days"


class TooManyRows(Refused):
    code = "too_many_rows"
    text = _("This list holds at most 60 rows. Take some away first.")


@transaction.atomic
def save_hours(
    *, actor: User, version: int, zone: str, weekly: Sequence[Sequence[Hours]], works_on_holidays: bool
) -> Availability:
    """Sets the hours of the actor's week, Monday first, on the clock of `zone`. `version` is that of the hours that
    were read, 0 where there were none. Raises StaleHours, NoSuchZone, BadHours."""
    hold_person(actor)
    locked = Availability.objects.select_for_update().filter(owner=actor).first()
    if version != (locked.version if locked else 0):
        raise StaleHours()
    demand_zone(zone)
    _demand_week(weekly)
    mine = locked or Availability(owner=actor, version=0)
    mine.zone, mine.works_on_holidays = zone, works_on_holidays
    mine.weekly = [as_pairs(hours) for hours in weekly]
    mine.version += 1
    mine.save()
    _changed(actor, "hours.saved")
    return mine


@transaction.atomic
def add_days(
    *, actor: User, first: date, last: date | None, hours: Sequence[Hours], today: date
) -> OtherDays:
    """Gives the actor's days from `first` to `last` (the first alone without it) other hours than usual; without any
    they are closed. Raises BadDays, BadHours, TooManyRows."""
    mine, until = _held(actor), last or first
    _demand_days(first, until, today, LONGEST_OPEN if hours else LONGEST)
    if fault := fault_of(hours):
        raise BadHours({"hours": FAULTS[fault]})
    rows = mine.other_days.filter(last__gte=today)
    _demand_room(rows.count())
    if rows.filter(first__lte=until, last__gte=first).exists():
        raise BadDays(
            _("Some of these days are on the list already. Take that row away first."), field="first"
        )
    made = OtherDays.objects.create(availability=mine, first=first, last=until, hours=as_pairs(hours))
    _changed(actor, "hours.days_added")
    return made


@transaction.atomic
def drop_days(*, actor: User, key: UUID) -> None:
    """Takes such a row away: these days are as usual again. Raises Absent."""
    mine = _held(actor)
    if not mine.other_days.filter(key=key).delete()[0]:
        raise Absent()
    _changed(actor, "hours.days_dropped")


@transaction.atomic
def add_journey(*, actor: User, first: date, last: date, zone: str, today: date) -> Journey:
    """Says that on these days the actor's clock is that of `zone`. Raises NoSuchZone, BadDays, TooManyRows."""
    mine = _held(actor)
    demand_zone(zone)
    _demand_days(first, last, today, LONGEST)
    rows = mine.journeys.filter(last__gte=today)
    _demand_room(rows.count())
    if rows.filter(first__lte=last, last__gte=first).exists():
        raise BadDays(
            _("You are on another journey on some of these days. Take it away first."), field="first"
        )
    made = Journey.objects.create(availability=mine, first=first, last=last, zone=zone)
    _changed(actor, "hours.journey_added")
    return made


@transaction.atomic
def drop_journey(*, actor: User, key: UUID) -> None:
    """Takes a journey away. Raises Absent."""
    mine = _held(actor)
    if not mine.journeys.filter(key=key).delete()[0]:
        raise Absent()
    _changed(actor, "hours.journey_dropped")


def _changed(actor: User, verb: str) -> None:
    record(actor=actor.audit_key, verb=verb, kind="user", key=actor.audit_key)
    for told in when_changed:
        told(actor)


def demand_zone(name: str) -> None:
    """Raises NoSuchZone for a name that the zone data do not know."""
    try:
        known_zone(name)
    except UnknownZone:
        raise NoSuchZone(field="zone") from None


def first_zone(actor: User) -> str:
    """The zone that somebody's hours begin with: that of their pages, or the park's where the data have lost it."""
    return zone(actor.time_zone).key


def begins_on_holidays(zone: str) -> bool:
    """Whether, until somebody says otherwise, Iran's holidays are days like others: yes where one lives elsewhere."""
    return zone != PARK_ZONE


def _held(actor: User) -> Availability:
    """The actor's hours, locked; begun where there are none. Raises Absent for somebody who has left."""
    hold_person(actor)
    found = Availability.objects.select_for_update().filter(owner=actor).first()
    if found:
        return found
    zone = first_zone(actor)
    return Availability.objects.create(owner=actor, zone=zone, works_on_holidays=begins_on_holidays(zone))


def _demand_week(weekly: Sequence[Sequence[Hours]]) -> None:
    if faults := faults_of(weekly):
        raise BadHours({f"day_{day}": FAULTS[fault] for day, fault in faults.items()})


def _demand_days(first: date, last: date, today: date, most: int) -> None:
    if last < first:
        raise BadDays(_("The last day is before the first one."), field="last")
    if last < today:
        raise BadDays(_("These days are over."), field="last" if last != first else "first")
    if last > today + AHEAD:
        raise BadDays(_("Choose days within three years."), field="last" if last != first else "first")
    if (last - first).days >= most:
        told = _("At most %(days)s days in one row.") % {"days": most}
        raise BadDays(told, field="last")


def _demand_room(held: int) -> None:
    if held >= MOST_ROWS:
        raise TooManyRows()
