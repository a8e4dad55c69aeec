"""Bringing a session, or what was asked for, to another time."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.models import User
from talent.mentoring import booking
from talent.mentoring.clock import let_bookings_lapse
from talent.mentoring.models import BookingStep
from talent.mentoring.tasks import tell_of_sessions
from talent.notifications.models import Notification
from talent.schedule.models import Block
from tests.mentoring import MONDAY, NOW, booked, guest_of, offering, read_start

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
START, LATER = MONDAY, datetime(2026, 12, 2, 2, tzinfo=UTC)
"""Six in the evening in Los Angeles, on a Monday and on a Tuesday."""
HOUR = timedelta(hours=1)


@pytest.fixture
def guest(db: None) -> User:
    user = guest_of("guest")
    User.objects.filter(pk=user.pk).update(time_zone="Asia/Kathmandu", language="en")
    user.refresh_from_db()
    return user


def send(browser: Client, path: str, body: dict[str, Any]) -> Any:
    answer = browser.post(f"/api/v1/mentoring/sessions/{path}", json.dumps(body), "application/json")
    return answer.json() | {"status": answer.status_code}


def at(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def test_programs_read_to_which_times_a_session_can_be_moved(
    expert: User, guest: User, browse: Browse
) -> None:
    made = booked(guest, offering(expert, questions=[], a_month=1))
    times = f"/api/v1/mentoring/sessions/{made.key}/times/"
    found = browse(guest).get(times).json()
    starts = {one["start"] for one in found["results"]}
    assert found["minutes"] == 30 and {at(START), at(LATER)} <= starts, "its own time is not in its way"
    assert send(browse(guest), f"{made.key}/move/", {"start": at(LATER)})["start"] == at(LATER)
    for other in (expert, guest_of("stranger")):
        assert browse(other).get(times).status_code == 404
    assert browse(None).get(times).status_code == 401
    booking.cancel(actor=expert, booking=made, reason="I am ill.", now=NOW)
    gone = browse(guest).get(times)
    assert (gone.status_code, gone.json()["code"]) == (409, "booking_moved")


def test_what_was_asked_for_is_moved_and_waits_anew(
    expert: User, guest: User, browse: Browse, clock: Callable[[datetime], None]
) -> None:
    offer, mine = offering(expert, questions=[], on_request=True), browse(guest)
    asked = booked(guest, offer)
    place = f"/en/mentoring/sessions/{asked.key}/"
    clock(NOW + 30 * HOUR)
    assert "Ask for another time" in mine.get(place).content.decode()
    assert "your request is for that time instead" in mine.get(f"{place}times/").content.decode()
    moved = mine.post(f"{place}move/", {"start": LATER.isoformat(), "minutes": 30}, follow=True)
    page = moved.content.decode()
    assert "Your request is for the new time now" in page and "Moved (by you)" in page
    asked.refresh_from_db()
    until = min(NOW + 78 * HOUR, LATER)
    assert (asked.state, asked.start, asked.held_until, asked.sequence) == ("requested", LATER, until, 0)
    assert set(Block.objects.values_list("start", "held_until")) == {(LATER, until)}
    booking.hold_slot(actor=guest_of("other"), offer=offer, start=START, minutes=30, now=timezone.now())
    assert let_bookings_lapse(NOW + 48 * HOUR) == 1, "the other one's hold alone"
    assert browse(expert).post(f"{place}accept/", {"start": LATER.isoformat()}).status_code == 302
    assert set(Block.objects.filter(ref=asked.session).values_list("start", "held_until")) == {(LATER, None)}


def test_of_a_request_that_was_moved_its_mentor_is_told_alone(
    expert: User, guest: User, browse: Browse
) -> None:
    asked = booked(guest, offering(expert, questions=[], on_request=True))
    tell_of_sessions()
    booking.move(actor=guest, booking=asked, start=LATER, now=NOW)
    tell_of_sessions()
    assert [one.kind for one in Notification.objects.of(expert)] == ["session_waits"] * 2
    assert not Notification.objects.of(guest).exists()
    tray = browse(expert).get("/en/in-tray/").content.decode()
    assert tray.count("asks for a session") == 1 and str(asked.key) in tray
    assert "asks for a session" not in browse(expert).get("/en/timeline/").content.decode()


@pytest.mark.parametrize("who", ["mentor", "guest"])
def test_what_is_cancelled_at_short_notice_says_so(
    expert: User, guest: User, browse: Browse, clock: Callable[[datetime], None], who: str
) -> None:
    made, actor = booked(guest, offering(expert, questions=[])), {"mentor": expert, "guest": guest}[who]
    place = f"/en/mentoring/sessions/{made.key}/"
    assert "at short notice" not in browse(actor).get(place).content.decode()
    clock(START - 23 * HOUR)
    assert "cancelled at short notice. Nothing else follows" in browse(actor).get(place).content.decode()
    assert browse(actor).post(f"{place}cancel/", {"reason": " "}).status_code == 400
    assert browse(actor).post(f"{place}cancel/", {"reason": "I am ill."}).status_code == 302
    assert made.steps.get(verb="cancel").late
    for user in (expert, guest):
        page = browse(user).get(place).content.decode()
        assert "Cancelled at short notice (by" in page and "Nothing else follows" not in page


def test_what_is_cancelled_in_time_or_taken_back_is_not_late(
    expert: User, guest: User, browse: Browse, clock: Callable[[datetime], None]
) -> None:
    offer = offering(expert, questions=[], on_request=True, notice_hours=2)
    early, asked = booked(guest, offer), booked(guest_of("other"), offer, LATER)
    booking.accept(actor=expert, booking=early, start=early.start, now=NOW)
    clock(START - 3 * HOUR)
    for one in (early, asked):
        place = f"/en/mentoring/sessions/{one.key}/cancel/"
        assert one.guest and browse(one.guest).post(place, {"reason": "No time."}).status_code == 302
    assert set(BookingStep.objects.filter(verb="cancel").values_list("late", flat=True)) == {False}


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        ({"seats": 3}, "seat_stays", "A seat in a group is not moved"),
        ({"on_request": True}, "ask_anew", "This mentor says yes to each time"),
    ],
)
def test_what_cannot_be_moved_says_what_to_do_instead(
    expert: User, guest: User, browse: Browse, said: dict[str, Any], code: str, told: str
) -> None:
    made = booked(guest, offering(expert, questions=[], **said))
    if made.state == "requested":
        booking.accept(actor=expert, booking=made, start=made.start, now=NOW)
    place = f"/en/mentoring/sessions/{made.key}/"
    assert told in browse(guest).get(place).content.decode()
    assert told not in browse(expert).get(place).content.decode()
    assert told in browse(guest).get(f"{place}times/", follow=True).content.decode()
    answer = send(browse(guest), f"{made.key}/move/", {"start": at(LATER)})
    assert (answer["status"], answer["code"]) == (400, code)
    assert browse(guest).get(f"/api/v1/mentoring/sessions/{made.key}/times/").json()["code"] == code


def test_a_yes_is_to_the_time_that_was_read(expert: User, guest: User, browse: Browse) -> None:
    made, theirs = booked(guest, offering(expert, questions=[], on_request=True)), browse(expert)
    place = f"/en/mentoring/sessions/{made.key}/"
    before = read_start(theirs.get(place).content.decode())
    booking.move(actor=guest, booking=made, start=LATER, now=NOW)
    for stale in (before, {}, {"start": "x"}):
        told = theirs.post(f"{place}accept/", stale, follow=True).content.decode()
        assert "stands otherwise by now" in told
    assert send(theirs, f"{made.key}/accept/", before)["code"] == "booking_moved"
    assert send(theirs, f"{made.key}/accept/", {})["status"] == 400
    assert send(theirs, f"{made.key}/accept/", {"start": at(LATER)})["state"] == "confirmed"
