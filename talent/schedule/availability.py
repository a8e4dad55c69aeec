"""What somebody has said of their hours, as the values that free times are made from."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from talent.accounts.models import User
from talent.schedule.models import (
    Availability,
    Block,
    Holiday,
    Journey,
    OtherDays,
    OutsideCalendar,
    from_pairs,
)
from talent.schedule.slots import (
    Busy,
    DaysOff,
    Override,
    Schedule,
    Span,
    Travel,
    Weekly,
    known_zone,
    open_spans,
    without,
)
from talent.schedule.weekends import weekend

COUNTRY = "IR"
BEHIND, AHEAD = timedelta(days=45), timedelta(days=45)
"""Over which days holidays are asked for: limits of a month look back, nothing is offered further ahead."""
SATURDAY, MONDAY = 5, 0


def availability_of(owner: User) -> Availability | None:
    """The owner's hours with their rows at hand, in three statements; None where they have said none."""
    rows = Availability.objects.filter(owner=owner).prefetch_related("other_days", "journeys")
    found = rows.order_by().first()
    if found:
        found.owner = owner
    return found


def holidays_around(now: datetime) -> frozenset[date]:
    """Iran's public holidays around this moment; one statement, the same for everybody."""
    return Holiday.objects.days(COUNTRY, (now - BEHIND).date(), (now + AHEAD).date())


def schedule_of(availability: Availability, holidays: Iterable[date]) -> Schedule:
    """The schedule of somebody's hours, for `free_slots`; its weeks and months are those of its owner's calendar.
    Raises UnknownZone where the zone data have lost a name."""
    calendar = availability.owner.calendar
    days = list(availability.other_days.all())
    return Schedule(
        zone=known_zone(availability.zone),
        weekly=tuple(_weekly(availability)),
        overrides=tuple(one for row in days if row.hours for one in _overrides(row)),
        days_off=tuple(DaysOff(row.first, row.last) for row in days if not row.hours),
        travel=tuple(_travel(row) for row in availability.journeys.all()),
        holidays=frozenset(holidays),
        weekend=weekend(COUNTRY if availability.zone == "Asia/Tehran" else ""),
        works_on_holidays=availability.works_on_holidays,
        week_start=first_weekday(calendar),
        calendar=calendar,
    )


def first_weekday(calendar: str) -> int:
    """The weekday (Monday = 0) with which weeks of that calendar begin."""
    return SATURDAY if calendar == "jalali" else MONDAY


def elsewhere(owner: User) -> list[Busy]:
    """When the owner is busy by a calendar that they keep elsewhere, as it was last read."""
    found = OutsideCalendar.objects.filter(owner=owner).first()
    return found.times if found else []


def free_spans(schedule: Schedule, owner: User, window: Span, now: datetime) -> list[Span]:
    """When the owner is there in that window, and neither has given the time away nor is busy elsewhere."""
    taken = [*Block.objects.busy(owner, window, now), *elsewhere(owner)]
    within = [
        Span(max(one.start, window.start), min(one.end, window.end)) for one in open_spans(schedule, window)
    ]
    return without(within, [_kept(one) for one in taken])


def _kept(busy: Busy) -> Span:
    minute = timedelta(minutes=1)
    return Span(busy.start - busy.before * minute, busy.end + busy.after * minute)


def _weekly(availability: Availability) -> Iterator[Weekly]:
    for weekday, hours in enumerate(availability.week):
        for one in hours:
            yield Weekly(frozenset({weekday}), one)


def _overrides(row: OtherDays) -> Iterator[Override]:
    for number in range((row.last - row.first).days + 1):
        yield Override(row.first + timedelta(days=number), from_pairs(row.hours))


def _travel(row: Journey) -> Travel:
    return Travel(row.first, row.last, known_zone(row.zone))
