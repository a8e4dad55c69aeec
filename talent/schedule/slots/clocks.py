"""Wall times of an owner, and the moments that they are. Pure; zones are given, never the machine's."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from talent.lib import zone_data as zone_data  # before the first zone is made
from talent.lib.errors import Refused
from talent.schedule.slots.values import DAY, Schedule, Span

ONE = timedelta(days=1)
MINUTE = timedelta(minutes=1)
FAR = datetime.max.replace(tzinfo=UTC)


class UnknownZone(Refused):
    """No zone of that name in the zone data."""

    code = "unknown_zone"


def known_zone(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UnknownZone() from unknown


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which clocks in `zone` show `minute` minutes after the midnight of `day`.

    A wall time that does not exist moves forward by what the clocks skip; of one that comes twice it is the first.
    """
    if minute >= DAY:
        day, minute = day + ONE, minute - DAY
    hour, minute = divmod(minute, 60)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def zone_on(schedule: Schedule, day: date) -> ZoneInfo:
    """The owner's zone on a local day: home, or where they travel."""
    if not schedule.travel:
        return schedule.zone
    there = [one for one in schedule.travel if one.first <= day and (one.last is None or day <= one.last)]
    last = max(there, key=lambda one: (one.first, one.zone.key), default=None)
    return last.zone if last else schedule.zone


def local_day(schedule: Schedule, moment: datetime) -> date:
    """The day on the owner's clock at that moment."""
    home = moment.astimezone(schedule.zone).date()
    if not schedule.travel:
        return home
    for day in (home, home - ONE, home + ONE):
        if moment.astimezone(zone_on(schedule, day)).date() == day:
            return day
    return home


def midnights(schedule: Schedule, first: date, last: date) -> Span:
    """From the beginning of the local day `first` to the end of `last`."""
    start = instant(first, 0, zone_on(schedule, first))
    return Span(start, instant(last + ONE, 0, zone_on(schedule, last)))
