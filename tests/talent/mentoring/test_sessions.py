"""Choosing a time on a page of both clocks and both calendars, booking it, and what each of the two reads of it."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.models import User
from talent.mentoring.models import Booking
from talent.schedule.hours import add_days, save_hours
from talent.schedule.lines import read_hours
from talent.schedule.models import CalendarFeed
from tests.mentoring import SAID, guest_of, offering, read_start

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
START, LATER = "2026-12-01T02:00:00+00:00", "2026-12-02T02:00:00+00:00"
"""Six in the evening in Los Angeles, Monday there; Tuesday morning in Kathmandu and in Tehran."""


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def guest(db: None) -> User:
    user = guest_of("guest")
    user.time_zone, user.language = "Asia/Kathmandu", "en"
    user.save()
    return user


def held(browser: Client, key: object, **typed: Any) -> Any:
    return browser.post(f"/en/mentors/{key}/hold/", {"start": START, "minutes": "30"} | typed)


def test_a_week_stands_on_both_clocks_and_never_on_the_mentors(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine = offering(expert), browse(guest)
    page = mine.get(f"/en/mentors/{offer.key}/times/").content.decode()
    assert START in page and "07:45" in page and "05:30" in page  # Kathmandu, Tehran
    assert "1 Dec" in page and "10 Azar" in page and "weekend in Iran" in page
    assert "Los Angeles" not in page and "18:00" not in page
    assert "Tuesday 10 Azar 1405, 07:45; in Tehran Tuesday, 05:30" in page
    fa = mine.get(f"/fa/mentors/{offer.key}/times/?minutes=45&week=1").content.decode()
    assert "۰۷:۴۵" in fa and "۰۵:۳۰" in fa
    for query in ("week=99", "week=-1", "minutes=7", "week=x"):
        assert mine.get(f"/en/mentors/{offer.key}/times/?{query}").status_code == 200


def test_the_first_week_begins_today_and_the_next_free_time_is_found_from_there(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine = offering(expert), browse(guest)
    first = mine.get(f"/en/mentors/{offer.key}/times/").content.decode()
    second = mine.get(f"/en/mentors/{offer.key}/times/?week=1").content.decode()
    assert ("28 Nov" in first, "27 Nov" in first, "4 Dec" in first) == (True, False, True)
    assert ("5 Dec" in second, "11 Dec" in second) == (True, True)
    hours = {"zone": "America/Los_Angeles", "weekly": [()] * 7, "works_on_holidays": True}
    save_hours(actor=expert, version=1, **hours)  # type: ignore[arg-type]
    other = {"hours": read_hours("18:00–20:00"), "last": None, "today": NOW.date()}
    add_days(actor=expert, first=date(2026, 12, 10), **other)  # type: ignore[arg-type]
    empty = mine.get(f"/en/mentors/{offer.key}/times/").content.decode()
    assert "There is no free time in this week" in empty and "week=1" in empty.split("The next one:")[1]


def test_a_session_is_held_booked_read_by_both_and_cancelled(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine, theirs = offering(expert), browse(guest), browse(expert)
    answer = held(mine, offer.key)
    place = f"/en/mentoring/sessions/{Booking.objects.get().key}/"
    assert answer.status_code == 302 and answer["Location"] == place
    page = mine.get(place).content.decode()
    assert "Held for you" in page and SAID["questions"][0] in page and SAID["place"] not in page
    assert place not in theirs.get("/en/mentoring/sessions/").content.decode()
    assert theirs.get(place).status_code == 404  # nothing for the mentor, until it is booked
    assert mine.post(place, {"book": "1"}).status_code == 400
    booked = mine.post(place, {"book": "1", "answer_1": "How you chose."}, follow=True).content.decode()
    assert "The file for your calendar comes by mail" in booked and "Session with" in booked
    confirmed, as_mentor = mine.get(place).content.decode(), theirs.get(place).content.decode()
    assert SAID["place"] in confirmed and "Confirmed" in confirmed
    assert "How you chose." in as_mentor and guest.email not in as_mentor and expert.email not in confirmed
    assert browse(guest_of("stranger")).get(place).status_code == 404
    refused = theirs.post(f"{place}cancel/", {"reason": ""})
    assert refused.status_code == 400 and 'role="alert"' in refused.content.decode()
    told = theirs.post(f"{place}cancel/", {"reason": "I am ill."}, follow=True).content.decode()
    assert "Cancelled. The other side is told" in told
    gone = mine.get(place).content.decode()
    assert "I am ill." in gone and SAID["place"] not in gone
    assert "Cancelled" in mine.get("/en/mentoring/sessions/").content.decode()


def test_the_slower_one_is_shown_the_next_free_times(expert: User, guest: User, browse: Browse) -> None:
    offer = offering(expert)
    held(browse(guest_of("first")), offer.key)
    answer = held(browse(guest), offer.key)
    page = answer.content.decode()
    assert (
        answer.status_code == 409
        and "not free" in page
        and page.count('value="2026-12-01T03:00:00+00:00"') >= 1
    )
    assert held(browse(guest), offer.key, start="yesterday").status_code == 409


def test_a_request_waits_for_the_mentors_yes(expert: User, guest: User, browse: Browse) -> None:
    offer, mine, theirs = offering(expert, on_request=True, questions=[]), browse(guest), browse(expert)
    held(mine, offer.key)
    place = f"/en/mentoring/sessions/{Booking.objects.get().key}/"
    assert mine.post(place, {"book": "1"}).status_code == 302
    waits = mine.get(place).content.decode()
    assert "Waits for the mentor" in waits and "Take the request back" in waits
    yes = read_start(theirs.get(place).content.decode())
    assert mine.post(f"{place}accept/", yes).status_code == 404
    assert theirs.post(f"{place}accept/", yes).status_code == 302
    assert Booking.objects.get().state == "confirmed"


def test_whom_an_offer_is_not_for_is_told_so_and_shown_no_times(
    expert: User, guest: User, browse: Browse
) -> None:
    offer = offering(expert, for_whom=["returned"])
    page = browse(guest).get(f"/en/mentors/{offer.key}/times/").content.decode()
    assert "for other people" in page and START not in page
    assert held(browse(guest), offer.key).status_code == 403


def test_a_session_is_moved_on_the_same_week_and_its_own_time_is_not_in_the_way(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine = offering(expert, questions=[], a_month=1), browse(guest)
    held(mine, offer.key)
    place = f"/en/mentoring/sessions/{Booking.objects.get().key}/"
    mine.post(place, {"book": "1"})
    page = mine.get(f"{place}times/").content.decode()
    assert START in page and LATER in page and "07:45" in page and "Until now:" in page
    refused = mine.post(f"{place}move/", {"start": "2026-12-02T07:00:00+00:00", "minutes": "30"})
    assert refused.status_code == 409 and f"{place}move/" in refused.content.decode()
    assert mine.post(f"{place}move/", {"start": LATER, "minutes": "30"}).status_code == 302
    page = mine.get(place).content.decode()
    assert "Wednesday 11 Azar 1405, 07:45" in page and "Moved (by you)" in page
    for path in ("times/", "move/"):
        assert browse(expert).get(f"{place}{path}", follow=True).status_code == 404


@pytest.mark.parametrize("path", ["/en/mentors/{}/times/", "/api/v1/mentors/{}/times/"])
def test_what_one_holds_is_in_the_way_of_no_other_choice(
    expert: User, guest: User, browse: Browse, path: str
) -> None:
    offer, mine = offering(expert, questions=[], a_month=1), browse(guest)
    times = path.format(offer.key)
    before = mine.get(times).content.decode()
    held(mine, offer.key)
    after = mine.get(times).content.decode()
    assert [one in after for one in (START, LATER)] == [one in before for one in (START, LATER)]
    assert before.count("T02:") == after.count("T02:") > 1
    mine.post(f"/en/mentors/{offer.key}/hold/", {"start": LATER, "minutes": "30"})
    assert Booking.objects.get(state="held").start.isoformat() == LATER


def test_the_same_button_of_another_time_pressed_twice_moves_once(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine = offering(expert, questions=[]), browse(guest)
    held(mine, offer.key)
    made = Booking.objects.get()
    mine.post(f"/en/mentoring/sessions/{made.key}/", {"book": "1"})
    for _tab in range(2):
        pressed = mine.post(f"/en/mentoring/sessions/{made.key}/move/", {"start": LATER, "minutes": "30"})
        assert pressed.status_code == 302
    made.refresh_from_db()
    assert (made.start.isoformat(), made.sequence) == (LATER, 1)
    assert made.steps.filter(verb="move").count() == 1


def test_where_one_meets_stands_beside_a_clock_that_runs_down(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine = offering(expert, questions=[]), browse(guest)
    held(mine, offer.key)
    place = f"/en/mentoring/sessions/{Booking.objects.get().key}/"
    assert mine.get(f"{place}join/").status_code == 302, "held alone, nobody meets there"
    assert mine.get(f"{place}meeting.ics").status_code == 404
    mine.post(place, {"book": "1"})
    page = mine.get(f"{place}join/").content.decode()
    assert SAID["place"] in page and "2 days and 14 hours" in page and "17:45" in page and "15:30" in page
    assert "When and where you meet" in page and "Soon" not in page
    assert "۲ روز و ۱۴ ساعت" in mine.get(f"{place.replace('/en/', '/fa/')}join/").content.decode()
    file = mine.get(f"{place}meeting.ics")
    assert file["Content-Type"] == "text/calendar; method=REQUEST; charset=UTF-8"
    assert f"/meetings/{Booking.objects.get().key}/" in file.content.decode().replace("\r\n ", "")
    assert mine.get(f"/en/meetings/{Booking.objects.get().key}/")["Location"] == place
    assert browse(guest_of("stranger")).get(f"{place}meeting.ics").status_code == 404


def test_a_feed_says_busy_unless_its_owner_chooses_more_and_its_address_can_be_changed(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine = offering(expert, questions=[]), browse(guest)
    held(mine, offer.key)
    mine.post(f"/en/mentoring/sessions/{Booking.objects.get().key}/", {"book": "1"})
    mine.post("/en/hours/feed/", {})

    def address() -> str:
        page = mine.get("/en/hours/").content.decode()
        return page.split('id="feed_address"')[1].split('value="')[1].split('"')[0].split(":8000")[1]

    first = address()
    anybody = browse(None)
    plain = anybody.get(first)
    assert "SUMMARY:Busy" in plain.content.decode() and plain.content.decode().count("BEGIN:VEVENT") == 1
    for known in (plain["ETag"], f'"older", W/{plain["ETag"]}'):
        assert anybody.get(first, headers={"If-None-Match": known}).status_code == 304
    assert anybody.head(first)["ETag"] == plain["ETag"]
    mine.post("/en/hours/feed/", {"says_more": "on"})
    told = anybody.get(first, headers={"If-None-Match": plain["ETag"]})
    assert "SUMMARY:Meeting with a mentor" in told.content.decode()
    mine.post(f"/en/mentoring/sessions/{Booking.objects.get().key}/cancel/", {"reason": "No time."})
    assert "STATUS:CANCELLED" in anybody.get(first).content.decode(), "for thirty days"
    mine.post("/en/hours/feed/rotate/")
    assert anybody.get(first).status_code == 404 and anybody.get(address()).status_code == 200
    mine.post("/en/hours/feed/end/")
    assert not CalendarFeed.objects.exists()


def test_programs_hold_book_move_and_cancel_the_same_sessions(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine, theirs = offering(expert), browse(guest), browse(expert)

    def send(browser: Client, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = browser.post(f"/api/v1/{path}", json.dumps(body), "application/json")
        return answer.status_code, answer.json()

    times = mine.get(f"/api/v1/mentors/{offer.key}/times/").json()
    assert times["minutes"] == 30 and START.replace("+00:00", "Z") in {
        one["start"] for one in times["results"]
    }
    status, made = send(mine, f"mentors/{offer.key}/hold/", {"start": START, "minutes": 30})
    assert status == 200 and made["offered"] == ["let_go", "book"] and made["place"] == ""
    place = f"mentoring/sessions/{made['key']}/"
    assert send(mine, f"{place}book/", {"answers": []})[1]["code"] == "unanswered"
    status, booked = send(mine, f"{place}book/", {"answers": ["How you chose."]})
    assert (status, booked["state"], booked["place"]) == (200, "confirmed", SAID["place"])
    assert booked["offered"] == ["cancel", "move"] and guest.email not in json.dumps(booked)
    assert send(mine, f"{place}move/", {"start": LATER})[1]["sequence"] == 1
    assert send(mine, f"{place}accept/", {"start": "2026-12-01T02:00:00Z"})[0] == 404
    assert send(mine, f"{place}outcome/", {"said": "happened"})[1]["code"] == "not_over"
    assert send(theirs, f"{place}cancel/", {})[0] == 400
    assert send(theirs, f"{place}cancel/", {"reason": "I am ill."})[1]["state"] == "cancelled"
    assert send(theirs, f"{place}cancel/", {"reason": "Again."})[1]["code"] == "booking_moved"
    [one] = mine.get("/api/v1/mentoring/sessions/").json()["results"]
    assert one["state"] == "cancelled" and not one["is_mentor"]
    assert send(browse(guest_of("stranger")), f"{place}cancel/", {"reason": "x"})[0] == 404


@pytest.mark.parametrize("horizon", [21, 10, 1])
def test_three_weeks_are_shown_the_last_with_what_is_left_of_its_days_however_far_ahead_one_may_book(
    expert: User, guest: User, browse: Browse, horizon: int
) -> None:
    offer, mine = offering(expert, horizon_days=horizon, notice_hours=1), browse(guest)
    first, before, last, far = (
        mine.get(f"/en/mentors/{offer.key}/times/?week={week}").content.decode() for week in (0, 1, 2, 9)
    )
    assert [page.count("<h2") for page in (first, before, last)] == [7, 7, 8]
    assert "week=2" in before and "week=3" not in last
    assert [page.count('name="start"') > 0 for page in (first, last)] == [True, horizon == 21]
    starts = [re.findall('name="start" value="([^"]+)"', page) for page in (far, last)]
    assert starts[0] == starts[1], "there is none after it"
