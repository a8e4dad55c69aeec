"""Busy times out of calendars that others have written, also of those who mean harm."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from talent.schedule.apart import busy_apart
from talent.schedule.reading import MAX_BYTES, NoCalendar, NotRead, TooLarge, TooManyEvents, TooOften, busy_in
from talent.schedule.slots import Span

TEHRAN = ZoneInfo("Asia/Tehran")
WINDOW = Span(datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 14, tzinfo=UTC))


def calendar(*events: str, head: str = "") -> bytes:
    body = "\n".join(
        f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT" for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}\n{body}\nEND:VCALENDAR\n".encode()


def told(*events: str, head: str = "") -> list[str]:
    """Busy spans of the window as "day hour:minute–day hour:minute", in UTC."""
    spans = busy_in(calendar(*events, head=head), WINDOW, TEHRAN)
    return [f"{span.start:%d %H:%M}–{span.end:%d %H:%M}" for span in spans]


AT_TEN = "DTSTART:20261201T100000Z\nDTEND:20261201T110000Z"
NEW_YORK = "DTSTART;TZID=America/New_York:20261201T100000\nDTEND;TZID=America/New_York:20261201T110000"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (AT_TEN, ["01 10:00–01 11:00"]),
        (NEW_YORK, ["01 15:00–01 16:00"]),
        ("DTSTART:20261201T100000\nDURATION:PT90M", ["01 06:30–01 08:00"]),
        ("DTSTART;VALUE=DATE:20261201", ["30 20:30–01 20:30"]),
        ("DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261204", ["30 20:30–03 20:30"]),
        ("DTSTART:20261201T100000Z", []),
        ("DTSTART:20261201T110000Z\nDTEND:20261201T100000Z", []),
        (f"{AT_TEN}\nTRANSP:TRANSPARENT", []),
        (f"{AT_TEN}\nSTATUS:CANCELLED", []),
        (f"{AT_TEN}\nSTATUS:TENTATIVE", ["01 10:00–01 11:00"]),
        (f"{AT_TEN}\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261202T100000Z", ["01 10:00–01 11:00", "03 10:00–03 11:00"]),
        (f"{AT_TEN}\nRDATE:20261203T100000Z,20271203T100000Z", ["01 10:00–01 11:00", "03 10:00–03 11:00"]),
        (f"{AT_TEN}\nRRULE:FREQ=DAILY;UNTIL=20261202T100000Z", ["01 10:00–01 11:00", "02 10:00–02 11:00"]),
        ("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;BYMONTHDAY=5", ["04 20:30–05 20:30"]),
        ("DTSTART:19980601T100000Z\nDTEND:19980601T110000Z\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", ["07 10:00–07 11:00", "11 10:00–11 11:00"]),
        ("DTSTART;VALUE=DATE:20261129\nDTEND;VALUE=DATE:20270101", ["30 00:00–14 00:00"]),
        (f"{AT_TEN}\nSUMMARY:Doctor\nBEGIN:VALARM\nTRIGGER:-PT1H\nDTSTART:x\nEND:VALARM", ["01 10:00–01 11:00"]),
    ],
)  # fmt: skip
def test_an_event_keeps_busy_as_its_calendar_shows_it(event: str, expected: list[str]) -> None:
    assert told(event) == expected


def test_what_repeats_follows_its_own_clock_over_a_change() -> None:
    """Ten in New York is three in the afternoon in winter, two in summer."""
    weekly = NEW_YORK.replace("20261201", "20260301") + "\nRRULE:FREQ=WEEKLY"
    window = Span(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 16, tzinfo=UTC))
    assert [span.start.hour for span in busy_in(calendar(weekly), window, TEHRAN)] == [15, 14, 14]


def test_one_that_was_moved_is_where_it_was_moved_to() -> None:
    moved = "DTSTART:20261202T150000Z\nDTEND:20261202T160000Z\nRECURRENCE-ID:20261202T100000Z"
    gone = (
        "DTSTART:20261203T100000Z\nDTEND:20261203T110000Z\nRECURRENCE-ID:20261203T100000Z\nSTATUS:CANCELLED"
    )
    same = [event.replace("RECURRENCE", "UID:0\nRECURRENCE") for event in (moved, gone)]
    text = (
        calendar(f"{AT_TEN}\nRRULE:FREQ=DAILY;COUNT=3", *same)
        .replace(b"UID:1\n", b"")
        .replace(b"UID:2\n", b"")
    )
    starts = [f"{span.start:%d %H}" for span in busy_in(text, WINDOW, TEHRAN)]
    assert starts == ["01 10", "02 15"]


def test_zones_of_the_file_and_lists_of_busy_times_are_read() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE"  # fmt: skip
    assert told("DTSTART;TZID=Mine:20261201T100000\nDURATION:PT1H", head=zone) == ["01 05:00–01 06:00"]
    listed = "BEGIN:VFREEBUSY\nFREEBUSY:20261201T100000Z/20261201T110000Z,20261202T100000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20261203T100000Z/PT1H\nEND:VFREEBUSY"  # fmt: skip
    assert told(head=listed) == ["01 10:00–01 11:00", "02 10:00–02 11:00"]
    assert told("DTSTART:20261201T100000\nDURATION:PT1H", head="X-WR-TIMEZONE:Europe/Berlin") == [
        "01 09:00–01 10:00"
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (lambda: b"", NoCalendar),
        (lambda: b"<html>Sign in</html>", NoCalendar),
        (lambda: b"\x00\xff" * 1000, NoCalendar),
        (lambda: calendar("DTSTART:yesterday\nDTEND:20261301T000000Z"), NoCalendar),
        (lambda: calendar(f"{AT_TEN}\nRRULE:FREQ=SOMETIMES"), NoCalendar),
        (lambda: b"x" * (MAX_BYTES + 1), TooLarge),
        (lambda: calendar(*["X"] * 100_000)[:MAX_BYTES], TooManyEvents),
        (lambda: calendar(f"{AT_TEN}\nRRULE:FREQ=SECONDLY;COUNT=1000000000"), TooOften),
        (lambda: calendar("DTSTART:19000101T000000Z\nDURATION:PT1S\nRRULE:FREQ=HOURLY"), TooOften),
        (lambda: calendar(f"{AT_TEN}\nRDATE:" + ",".join(f"202612{day:02}T{hour:02}{minute:02}00Z" for day in range(1, 13) for hour in range(24) for minute in range(60)), f"{AT_TEN}"), TooOften),
        (lambda: calendar(*["DTSTART:00010101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=1000000000;BYMONTH=2;BYMONTHDAY=30"] * 50), TooOften),
    ],
    ids=["nothing", "a page", "rubbish", "no time", "no rule", "50 MB", "100,000 events", "a billion", "each hour", "too many", "a day that never comes"],
)  # fmt: skip
def test_bad_calendars_are_refused_by_name_and_in_time(
    content: Callable[[], bytes], error: type[NotRead]
) -> None:
    made, begun = content(), time.monotonic()
    with pytest.raises(error) as refused:
        busy_apart(made, WINDOW, "Asia/Tehran")
    assert type(refused.value) is error and time.monotonic() - begun < 20


def test_a_billion_days_are_followed_inside_the_window_alone() -> None:
    begun = time.monotonic()
    found = told(
        f"{AT_TEN}\nRRULE:FREQ=DAILY;COUNT=1000000000", f"{AT_TEN.replace('2026', '1926')}\nRRULE:FREQ=DAILY"
    )
    assert len(found) == 14 and time.monotonic() - begun < 1


def test_a_large_calendar_of_somebody_is_read_whole() -> None:
    many = [
        f"DTSTART:2026{month:02}{day:02}T{hour:02}0000Z\nDURATION:PT30M\nDESCRIPTION:{'words ' * 20}\nATTENDEE:mailto:a@b.org"
        for month in range(1, 13) for day in range(1, 29) for hour in range(8, 18)
    ]  # fmt: skip
    found = busy_apart(calendar(*many), WINDOW, "Asia/Tehran")
    assert len(found) == 13 * 10 and found[0].end - found[0].start == timedelta(minutes=30)
