"""Invitations and feeds, read back by two parsers that know nothing of each other."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from talent.schedule.invitations import (
    CalendarFile,
    Entry,
    Invitation,
    Method,
    both_calendars,
    calendar_file,
    feed,
)
from talent.schedule.slots import BadTimes

START = datetime(2026, 12, 1, 15, tzinfo=ZoneInfo("Asia/Tehran"))
MEETING = Invitation(
    uid="4f7c@meet.example.org",
    sequence=2,
    method=Method.REQUEST,
    start=START,
    end=START + timedelta(minutes=45),
    written_at=datetime(2026, 11, 29, 8, tzinfo=UTC),
    organizer="meet-4f7c@meet.example.org",
    attendee="reader@experts.example.org",
    summary="جلسهٔ راهنمایی",
    text="۱۰ آذر ۱۴۰۵ (۱ دسامبر ۲۰۲۶)، ۱۵:۰۰–۱۵:۴۵\nنشانی جلسه در شبکه است؛ " + "ادامه " * 40,
    place="https://meet.example.org/x",
)


def both(file: CalendarFile) -> tuple[Any, Any]:
    """The first event, as each parser reads it."""
    one, other = Calendar.from_ical(file.content), vobject.readOne(file.content.decode())
    return one.walk("VEVENT")[0], other.vevent


def test_two_parsers_read_what_was_written() -> None:
    one, other = both(calendar_file(MEETING))
    assert (one["UID"], int(one["SEQUENCE"]), one["SUMMARY"]) == (MEETING.uid, 2, MEETING.summary)
    assert (other.uid.value, other.sequence.value, other.summary.value) == (MEETING.uid, "2", MEETING.summary)
    assert one["DTSTART"].dt == other.dtstart.value == START and one["DTEND"].dt == other.dtend.value
    assert str(one["DESCRIPTION"]) == other.description.value == MEETING.text
    assert one["ORGANIZER"] == other.organizer.value == f"mailto:{MEETING.organizer}"
    assert one["ATTENDEE"] == other.attendee.value == f"mailto:{MEETING.attendee}"


@pytest.mark.parametrize("method", Method)
def test_the_method_is_one_in_type_and_body_and_lines_are_as_the_standard_says(method: Method) -> None:
    file = calendar_file(replace(MEETING, method=method))
    message = EmailMessage()
    message["Content-Type"] = file.type
    assert message.get_param("method") == method
    assert Calendar.from_ical(file.content)["METHOD"] == method
    assert vobject.readOne(file.content.decode()).method.value == method
    one, _other = both(file)
    assert one["STATUS"] == ("CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    assert all(len(line) <= 75 for line in file.content.split(b"\r\n")) and b"\n" not in file.content.replace(
        b"\r\n", b""
    )


def test_times_stand_in_utc_and_nobody_else_is_named() -> None:
    text = calendar_file(MEETING).content.decode()
    assert "DTSTART:20261201T113000Z" in text and "DTEND:20261201T121500Z" in text and "TZID" not in text
    assert set(re.findall(r"[\w.-]+@[\w.-]+", text.replace("\r\n ", ""))) == {
        MEETING.organizer,
        MEETING.attendee,
        MEETING.uid,
    }
    assert "CN=" not in text


@pytest.mark.parametrize("name", ["summary", "text", "place", "uid"])
def test_what_was_typed_cannot_add_lines(name: str) -> None:
    typed = "x\r\nATTENDEE:mailto:other@example.org\nBEGIN:VALARM;a,b\\n\\"
    file = calendar_file(replace(MEETING, **{name: typed}))
    lines = file.content.decode().replace("\r\n ", "").split("\r\n")
    assert sum(line.startswith("ATTENDEE") for line in lines) == 1
    assert not any(line.startswith("BEGIN:VALARM") for line in lines)


def test_the_day_stands_in_both_calendars() -> None:
    end = START + timedelta(minutes=45)
    tehran, angeles = ZoneInfo("Asia/Tehran"), ZoneInfo("America/Los_Angeles")
    fa = both_calendars(START, end, zone=tehran, language="fa")
    assert fa == "۱۰ آذر ۱۴۰۵ (۱ دسامبر ۲۰۲۶)، ۱۵:۰۰–۱۵:۴۵"
    en = both_calendars(START, end, zone=angeles, language="en")
    assert en == "1 December 2026 (10 Azar 1405), 03:30–04:15"
    with pytest.raises(BadTimes):
        calendar_file(replace(MEETING, start=START.replace(tzinfo=None)))


def test_a_feed_says_busy_and_is_the_same_for_the_same_times() -> None:
    changed = datetime(2026, 11, 29, tzinfo=UTC)
    entries = [
        Entry(f"{number}@meet.example.org", number, START + number * timedelta(hours=2), START + number * timedelta(hours=3), changed, "Busy", cancelled=number == 2)
        for number in (2, 1)
    ]  # fmt: skip
    file = feed(entries, "Talent network")
    assert file.content == feed(entries[::-1], "Talent network").content
    one = Calendar.from_ical(file.content).walk("VEVENT")
    other = vobject.readOne(file.content.decode()).vevent_list
    assert (
        [str(event["SUMMARY"]) for event in one]
        == [event.summary.value for event in other]
        == ["Busy", "Busy"]
    )
    assert [str(event["STATUS"]) for event in one] == ["CONFIRMED", "CANCELLED"]
    assert vobject.readOne(feed([], "Nothing").content.decode()).method.value == "PUBLISH"
