"""My hours: said once, on one's own clock; what cannot be is refused at its field, and nothing typed is lost."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.models import User
from talent.schedule.availability import availability_of, free_spans, schedule_of
from talent.schedule.lines import Fault, UnreadHours, faults_of, read_hours, written
from talent.schedule.models import Availability, Journey, OtherDays, OutsideCalendar
from talent.schedule.slots import Hours, Span

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
HOURS = "/en/hours/"
WEEK = {"version": 0, "zone": "America/Los_Angeles", "day_0": "18:00-20:00", "day_4": "۲۲:۰۰ تا ۱:۳۰"}

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("18:00–20:00, 21:30–23:00", "18:00–20:00, 21:30–23:00"),
        ("۱۸:۰۰–۲۰:۰۰، ۲۱:۳۰–۲۳", "18:00–20:00, 21:30–23:00"),
        ("9-12", "09:00–12:00"),
        ("22:00 to 24:00; 9:15—9:45", "09:15–09:45, 22:00–24:00"),
        ("٨:٣٠ تا ١٠", "08:30–10:00"),
        ("", ""),
        (" – ", ""),
    ],
)
def test_a_line_of_hours_is_read_in_any_digits(text: str, hours: str) -> None:
    assert written(read_hours(text)) == hours and read_hours(hours) == read_hours(text)


@pytest.mark.parametrize(
    "text", ["noon", "25:00–26:00", "10:60–11:00", "24:00–1:00", "9", "9–9", "9–10 11–12"]
)
def test_what_is_no_line_of_hours_is_not_guessed(text: str) -> None:
    with pytest.raises(UnreadHours):
        read_hours(text)


@pytest.mark.parametrize(
    ("sunday", "monday", "fault"),
    [
        ("18–20, 19–21", "", Fault.OVERLAP),
        ("20–18", "", Fault.BACKWARDS),
        ("22–2", "1–3", Fault.OVERLAP),
        ("22–2", "2–3", None),
        ("18–20, 20–21", "", None),
        (", ".join(f"{hour}:00–{hour}:30" for hour in range(9)), "", Fault.TOO_MANY),
    ],
)
def test_a_night_may_be_meant_and_an_overlap_may_not(sunday: str, monday: str, fault: Fault | None) -> None:
    week: list[tuple[Hours, ...]] = [read_hours(monday), *[()] * 5, read_hours(sunday)]
    assert faults_of(week) == ({6: fault} if fault else {})


def test_hours_are_saved_and_the_next_two_weeks_shown_on_both_clocks(expert: User, browse: Browse) -> None:
    mine = browse(expert)
    assert mine.post(HOURS, WEEK).status_code == 302
    page = mine.get(HOURS).content.decode()
    assert "America/Los Angeles (UTC−08:00)" in page
    assert "30 November 2026" in page and "9 Azar 1405" in page
    assert "18:00–20:00" in page and "05:30–07:30" in page and "Tuesday" in page  # there it is the next day
    fa = mine.get("/fa/hours/").content.decode()
    assert "۱۸:۰۰–۲۰:۰۰" in fa and fa.index("day_5") < fa.index("day_0")  # weeks begin on Saturday
    held = availability_of(expert)
    assert held and held.week[4] == (Hours(22 * 60, 90),) and held.version == 1


def test_other_days_and_journeys_change_what_comes_out(expert: User, browse: Browse) -> None:
    mine, monday = browse(expert), date(2026, 11, 30)
    mine.post(HOURS, WEEK, follow=True)
    added = mine.post(f"{HOURS}days/", {"first": "1405/09/09", "hours": "7–8"})
    assert added.status_code == 302 and added["Location"] == f"{HOURS}#days"
    page = mine.get(HOURS).content.decode()
    assert "Saved." in page.split('id="days"')[1].split('id="journeys"')[0] and page.count("Saved.") == 1
    travel = {"first": "2026-12-07", "last": "2026-12-09", "zone": "Asia/Kathmandu"}
    assert mine.post(f"{HOURS}journeys/", travel).status_code == 302
    assert mine.get(HOURS).content.decode().count("On the clock of your journey:") == 3
    assert mine.post(f"{HOURS}days/", {"first": "2026-12-04", "last": "2026-12-05"}).status_code == 302
    held = availability_of(expert)
    assert held
    spans = free_spans(schedule_of(held, ()), expert, Span(NOW, NOW + timedelta(days=14)), NOW)
    starts = [f"{one.start:%m-%d %H:%M}" for one in spans]
    assert starts == ["11-30 15:00", "12-07 12:15", "12-12 06:00"]
    assert OtherDays.objects.get(first=monday).last == monday
    for row, verb in ((OtherDays.objects.get(first=monday), "days"), (Journey.objects.get(), "journeys")):
        assert mine.post(f"{HOURS}{verb}/{row.key}/drop/")["Location"] == f"{HOURS}#{verb}"
        assert "Taken away." in mine.get(HOURS).content.decode()
        assert mine.post(f"{HOURS}{verb}/{row.key}/drop/").status_code == 404
    assert not Journey.objects.exists() and OtherDays.objects.count() == 1


def test_a_journey_shows_the_clock_of_its_own_days(expert: User, browse: Browse) -> None:
    mine = browse(expert)
    mine.post(HOURS, WEEK)
    for first, last in (("2027-06-01", "2027-06-05"), ("2027-10-30", "2027-11-01")):
        sent = {"first": first, "last": last, "zone": "Europe/Berlin"}
        assert mine.post(f"{HOURS}journeys/", sent).status_code == 302
    page = mine.get(HOURS).content.decode()
    assert "Europe/Berlin (UTC+02:00)" in page and "Europe/Berlin (UTC+02:00 → UTC+01:00)" in page


@pytest.mark.parametrize(
    ("address", "typed", "told"),
    [
        ("", WEEK | {"zone": "Asia/Atlantis"}, "Select a valid choice"),
        ("", WEEK | {"day_0": "20:00–18:00"}, "An end is before its start"),
        ("", WEEK | {"day_0": "18–20, 19–21"}, "overlap"),
        ("", WEEK | {"day_0": "x" * 1_000_000}, "at most 200 characters"),
        ("", WEEK | {"day_0": "in the evening"}, "Write hours like"),
        ("", WEEK | {"version": 7}, "changed in another tab"),
        ("days/", {"first": "1404/12/30"}, "does not exist"),  # 30 Esfand of a common year
        ("days/", {"first": "2027-02-29"}, "does not exist"),
        ("days/", {"first": ""}, "Write a day"),
        ("days/", {"first": "2026-12-09", "last": "2026-12-08"}, "before the first one"),
        ("days/", {"first": "2026-11-01"}, "These days are over"),
        ("days/", {"first": "2026-12-01", "last": "2027-12-31"}, "At most 366 days"),
        ("days/", {"first": "2026-12-01", "last": "2027-01-31", "hours": "9–10"}, "At most 31 days"),
        ("days/", {"first": "2026-12-24"}, "on the list already"),
        ("days/", {"first": "2026-12-01", "hours": "9–8"}, "An end is before its start"),
        ("journeys/", {"first": "2026-12-01", "last": "2026-12-02", "zone": "Mars"}, "Select a valid choice"),
        ("journeys/", {"first": "2026-12-01", "last": "", "zone": "Asia/Tehran"}, "Write a day"),
        ("calendar/", {"address": "ftp://example.org/"}, "not the address of a calendar"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_stays_on_the_page(
    expert: User, browse: Browse, address: str, typed: dict[str, Any], told: str
) -> None:
    mine = browse(expert)
    mine.post(f"{HOURS}days/", {"first": "2026-12-20", "last": "2026-12-31"})
    if address == "":
        Availability.objects.all().delete()
    answer = mine.post(HOURS + address, typed)
    assert answer.status_code == 400 and told in answer.content.decode()
    assert not Availability.objects.exclude(weekly=[[]] * 7).exists()


def test_a_stale_form_overwrites_nothing_and_can_be_saved_again(expert: User, browse: Browse) -> None:
    mine = browse(expert)
    mine.post(HOURS, WEEK)
    stale = mine.post(HOURS, WEEK | {"day_0": "8–9"})
    assert stale.status_code == 400 and 'name="version" value="1"' in stale.content.decode()
    assert mine.post(HOURS, WEEK | {"version": 1, "day_0": "8–9"}).status_code == 302
    assert Availability.objects.get().week[0] == (Hours(480, 540),)


def test_programs_read_and_write_the_same(expert: User, browse: Browse) -> None:
    mine = browse(expert)

    def send(method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = getattr(mine, method)(f"/api/v1/hours/{path}", json.dumps(body), "application/json")
        return answer.status_code, answer.json()

    week: list[list[dict[str, str]]] = [[{"start": "18:00", "end": "20:00"}], *[[] for _day in range(6)]]
    said = {"version": 0, "zone": "Asia/Kathmandu", "weekly": week, "works_on_holidays": True}
    status, told = send("put", "", said)
    assert status == 200 and told["weekly"] == week and told["version"] == 1 and len(told["coming"]) >= 2
    assert {"zone", "days", "journeys", "outside"} <= told.keys()
    assert send("put", "", said)[0] == 409
    assert send("put", "", said | {"version": 1, "zone": "Asia/Atlantis"})[1]["code"] == "unknown_zone"
    backwards = [[{"start": "20:00", "end": "18:00"}], *week[1:]]
    assert "day_0" in send("put", "", said | {"version": 1, "weekly": backwards})[1]["errors"]
    first = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert send("post", "days/", {"first": first, "hours": week[0]})[1]["days"][0]["hours"] == week[0]
    assert mine.get("/api/v1/hours/").json()["days"][0]["first"] == first


def test_who_leaves_takes_the_hours_along(expert: User, browse: Browse) -> None:
    from talent.schedule.clock import erase_times

    browse(expert).post(HOURS, WEEK)
    erase_times(expert)
    assert not Availability.objects.exists()


def test_a_zones_name_is_read_from_its_beginning_in_persian_too(expert: User, browse: Browse) -> None:
    """Where a name is longer than a phone is wide it is cut at its end: it runs from left to right."""
    for path in ("hours/", "account/settings/"):
        page = browse(expert).get(f"/fa/{path}").content.decode()
        selects = [one for one in re.findall("<select[^>]+>", page) if "zone" in one]
        assert selects and all('dir="ltr"' in one for one in selects), path


def test_whoever_is_always_there_reads_every_day_as_free(expert: User, browse: Browse) -> None:
    browser = browse(expert)
    always = WEEK | {f"day_{number}": "0-12, 12-24" for number in range(7)}
    assert browser.post(HOURS, always | {"works_on_holidays": "on"}).status_code == 302
    page = browser.get(HOURS).content.decode()
    assert ">not free<" not in page and "00:00–00:00" not in page
    assert page.count('<p><bdi dir="ltr">the whole day</bdi></p>') == 13, "all between today and the last"
    night = WEEK | {"version": 1, "day_0": "20-2", "day_4": ""}
    assert browser.post(HOURS, night).status_code == 302
    assert "20:00–02:00" in browser.get(HOURS).content.decode(), "a night is one"


def test_the_day_after_a_whole_day_is_not_free(expert: User, browse: Browse) -> None:
    browser = browse(expert)
    mondays = WEEK | {f"day_{number}": "" for number in range(1, 7)} | {"day_0": "0-24"}
    assert browser.post(HOURS, mondays | {"works_on_holidays": "on"}).status_code == 302
    page = browser.get(HOURS).content.decode()
    assert ">not free<" in page and "00:00–00:00" not in page and page.count("the whole day") >= 1


def test_a_calendar_that_cannot_be_read_is_not_announced_as_read_within_a_minute(
    expert: User, browse: Browse
) -> None:
    browser, announced = browse(expert), "read within a minute"
    assert (
        browser.post(f"{HOURS}calendar/", {"address": "https://calendar.example.org/a.ics"}).status_code
        == 302
    )
    assert announced in browser.get(HOURS).content.decode()
    OutsideCalendar.objects.update(trouble="unreachable")
    page = browser.get(HOURS).content.decode()
    assert announced not in page and "It could not be read" in page


@pytest.mark.parametrize("path", [HOURS, "/api/v1/hours/"])
def test_what_was_read_longer_than_six_hours_ago_is_said_to_be_old(
    expert: User, browse: Browse, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    mine, told = browse(expert), ("older than six hours", '"stale":true')
    assert not any(one in mine.get(path).content.decode() for one in told), "there is no calendar"
    held = OutsideCalendar.objects.create(owner=expert, sealed="x", read_at=NOW, due_at=NOW)
    for minutes, is_old in ((0, False), (5 * 60, False), (6 * 60, False), (6 * 60 + 1, True), (9000, True)):
        at = NOW + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        assert any(one in mine.get(path).content.decode() for one in told) == is_old, minutes
    OutsideCalendar.objects.filter(pk=held.pk).update(read_at=at)
    assert not any(one in mine.get(path).content.decode() for one in told), "it was read again"


def test_what_was_never_read_is_old_to_programs_and_is_announced_on_the_page(
    expert: User, browse: Browse
) -> None:
    mine = browse(expert)
    OutsideCalendar.objects.create(owner=expert, sealed="x", due_at=NOW)
    page = mine.get(HOURS).content.decode()
    assert "older than six hours" not in page and "read within a minute" in page
    told = mine.get("/api/v1/hours/").json()["outside"]
    assert (told["stale"], told["read_at"], told["trouble"]) == (True, None, "")
