"""Calendar files that we send: an invitation to one meeting, and a feed of one's own times. Pure (RFC 5545, 5546).

A meeting keeps its UID for life; each change, and the end, has a higher SEQUENCE. Times stand in UTC, so no rules of
clocks go along. Who meets whom stands in no file: it names a service address and the reader's own, and nobody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

from talent.lib.dates import digits, show_day
from talent.schedule.slots.values import demand_aware

PRODUCER = "-//Talent Network//Schedule//EN"
FEED_TELLS = timedelta(hours=1)
"""How often calendars are asked to read a feed anew."""


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A file and its type. For an invitation the type names the method that stands in the body."""

    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """One meeting, for one reader. `organizer` is an address of the service, made for the meeting; `attendee` is the
    reader's own. `summary` shows on lock screens: a kind of meeting, never whom or what about. `text` is what the
    reader may read in their calendar."""

    uid: str
    sequence: int
    method: Method
    start: datetime
    end: datetime
    written_at: datetime
    organizer: str
    attendee: str
    summary: str
    text: str = ""
    place: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One time of a feed. Without a summary it says "busy" alone."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    changed_at: datetime
    summary: str
    cancelled: bool = False


def calendar_file(invitation: Invitation) -> CalendarFile:
    """The invitation as a file. Raises BadTimes for a moment without a zone."""
    event = _event(
        invitation.uid, invitation.sequence, invitation.start, invitation.end, invitation.written_at
    )
    event.add("summary", invitation.summary)
    event.add("organizer", _service(invitation.organizer))
    event.add("attendee", _reader(invitation))
    for name in ("text", "place", "url"):
        if value := getattr(invitation, name):
            event.add({"text": "description", "place": "location"}.get(name, name), value)
    cancelled = invitation.method == Method.CANCEL
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    calendar = _calendar(invitation.method)
    calendar.add_component(event)
    return CalendarFile(calendar.to_ical(), f"text/calendar; method={invitation.method}; charset=UTF-8")


def feed(entries: Iterable[Entry], name: str) -> CalendarFile:
    """A calendar to subscribe to, by start. The same entries give the same bytes, so that an ETag can stand for them;
    cancelled ones stay in as cancelled, for as long as the caller gives them."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", FEED_TELLS, parameters={"VALUE": "DURATION"})
    for entry in sorted(entries, key=lambda entry: (entry.start, entry.uid)):
        event = _event(entry.uid, entry.sequence, entry.start, entry.end, entry.changed_at)
        event.add("summary", entry.summary)
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
        calendar.add_component(event)
    return CalendarFile(calendar.to_ical(), "text/calendar; charset=UTF-8")


def both_calendars(start: datetime, end: datetime, *, zone: tzinfo, language: str, calendar: str = "") -> str:
    """When it is, on the clock of `zone`, with the day of both calendars, first of `calendar` or else of the language's:
    for the text of a file."""
    demand_aware((start, end))
    here, until = start.astimezone(zone), end.astimezone(zone)
    first = calendar or ("jalali" if language == "fa" else "gregorian")
    each = sorted(("gregorian", "jalali"), key=lambda one: one != first)
    days = [show_day(here.date(), calendar=one, language=language) for one in each]
    hours = digits(f"{here:%H:%M}–{until:%H:%M}", language)
    comma = "،" if language == "fa" else ","
    return f"{days[0]} ({days[1]}){comma} {hours}"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", str(method))
    return calendar


def _event(uid: str, sequence: int, start: datetime, end: datetime, written: datetime) -> Event:
    """What every event says. Its stamp is when it was last changed: asked for twice, a file is the same."""
    demand_aware((start, end, written))
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", written.astimezone(UTC))
    event.add("last-modified", written.astimezone(UTC))
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", end.astimezone(UTC))
    return event


def _service(address: str) -> vCalAddress:
    return vCalAddress(f"mailto:{address}")


def _reader(invitation: Invitation) -> vCalAddress:
    """The reader, who is asked for no answer: what they do about the meeting they do in the network."""
    reader = vCalAddress(f"mailto:{invitation.attendee}")
    cancelled = invitation.method == Method.CANCEL
    reader.params["PARTSTAT"] = vText("DECLINED" if cancelled else "ACCEPTED")
    reader.params["ROLE"] = vText("REQ-PARTICIPANT")
    reader.params["RSVP"] = vText("FALSE")
    return reader
