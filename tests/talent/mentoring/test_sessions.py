"""Choosing a time on a page of both clocks and both calendars, booking it, and what each of the two reads of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.models import User
from talent.mentoring.models import Booking
from tests.mentoring import SAID, guest_of, offering

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
START = "2026-12-01T02:00:00+00:00"
"""Six in the evening in Los Angeles, Monday there; Tuesday morning in Kathmandu and in Tehran."""


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def guest(db: None) -> User:
    user = guest_of("guest")
    user.time_zone = "Asia/Kathmandu"
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
    assert "1 Dec" in page and "10 Azar" in page and "bg-base-200/70" in page
    assert "Los Angeles" not in page and "18:00" not in page
    assert "Tuesday 10 Azar 1405, 07:45; in Tehran Tuesday, 05:30" in page
    fa = mine.get(f"/fa/mentors/{offer.key}/times/?minutes=45&week=1").content.decode()
    assert "۰۷:۴۵" in fa and "۰۵:۳۰" in fa
    for query in ("week=99", "week=-1", "minutes=7", "week=x"):
        assert mine.get(f"/en/mentors/{offer.key}/times/?{query}").status_code == 200


def test_a_session_is_held_booked_read_by_both_and_cancelled(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine, theirs = offering(expert), browse(guest), browse(expert)
    answer = held(mine, offer.key)
    place = f"/en/mentoring/sessions/{Booking.objects.get().key}/"
    assert answer.status_code == 302 and answer["Location"] == place
    page = mine.get(place).content.decode()
    assert "Held for you" in page and SAID["questions"][0] in page and SAID["place"] not in page
    assert mine.post(place, {"book": "1"}).status_code == 400
    assert mine.post(place, {"book": "1", "answer_1": "How you chose."}).status_code == 302
    confirmed, as_mentor = mine.get(place).content.decode(), theirs.get(place).content.decode()
    assert SAID["place"] in confirmed and "Confirmed" in confirmed
    assert "How you chose." in as_mentor and guest.email not in as_mentor and expert.email not in confirmed
    assert browse(guest_of("stranger")).get(place).status_code == 404
    assert theirs.post(f"{place}cancel/", {"reason": ""}).status_code == 400
    assert theirs.post(f"{place}cancel/", {"reason": "I am ill."}).status_code == 302
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
    assert "Waits for the mentor" in mine.get(place).content.decode()
    assert mine.post(f"{place}accept/").status_code == 404
    assert theirs.post(f"{place}accept/").status_code == 302
    assert Booking.objects.get().state == "confirmed"


def test_whom_an_offer_is_not_for_is_told_so_and_shown_no_times(
    expert: User, guest: User, browse: Browse
) -> None:
    offer = offering(expert, for_whom=["returned"])
    page = browse(guest).get(f"/en/mentors/{offer.key}/times/").content.decode()
    assert "for other people" in page and START not in page
    assert held(browse(guest), offer.key).status_code == 403
