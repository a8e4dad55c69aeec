"""What calendars elsewhere hold of a session: its invitation says "Meeting" and no more, its feed forgets in time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from talent.accounts.models import User
from talent.mentoring.models import Booking, Offer, Relation, SharedNote
from talent.schedule.pages import own_feed
from tests.mentoring import MONDAY, NOW, SAID, guest_of, offering, past_session
from tests.talent.mentoring.test_session_life import files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
Clock = Callable[[datetime], None]
DAY = timedelta(days=1)
ANSWER, REASON, GOALS, POINT = "zqfileanswer", "zqfilereason", "zqfilegoals", "zqfilepoint"
PRIVATE = (ANSWER, GOALS, POINT, SAID["place"], SAID["headline_en"], SAID["questions"][0], "python", "Python")
"""Of what the two write and read of a session, what a calendar has no business to know."""


@pytest.fixture
def mentor(expert: User) -> User:
    return english(expert)


@pytest.fixture
def guest(db: None) -> User:
    return english(guest_of("nasrin"))


def english(user: User) -> User:
    user.language = "en"
    user.save(update_fields=["language"])
    return user


def booked(offer: Offer, guest: User, browse: Browse, start: datetime = MONDAY) -> Booking:
    """Half an hour, booked through the forms."""
    mine = browse(guest)
    held = mine.post(f"/en/mentors/{offer.key}/hold/", {"start": start.isoformat(), "minutes": "30"})
    assert mine.post(held["Location"], {"book": "1", "answer_1": ANSWER}).status_code == 302
    return Booking.objects.get(start=start)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def feed_of(user: User, browse: Browse) -> Callable[[], list[str]]:
    """A feed that its owner lets say more; call what is returned to read how its sessions stand."""
    assert browse(user).post("/en/hours/feed/", {"says_more": "on"}).status_code == 302
    found = own_feed(user)
    assert found
    path = found["address"].removeprefix(settings.BASE_URL)
    return lambda: [str(one["STATUS"]) for one in events(browse(None).get(path).content)]


def test_a_feed_says_for_thirty_days_that_a_session_was_cancelled(
    mentor: User, guest: User, browse: Browse, clock: Clock
) -> None:
    made = booked(offering(mentor), guest, browse)
    feeds = [feed_of(user, browse) for user in (guest, mentor)]
    assert [one() for one in feeds] == [["CONFIRMED"]] * 2
    cancelled = browse(guest).post(f"/en/mentoring/sessions/{made.key}/cancel/", {"reason": REASON})
    assert cancelled.status_code == 302
    for days, said in ((0, ["CANCELLED"]), (29, ["CANCELLED"]), (31, [])):
        clock(NOW + days * DAY)
        assert made.end + 30 * DAY > NOW + days * DAY, "it is over for no longer"
        assert [one() for one in feeds] == [said] * 2, days


def test_a_feed_says_for_thirty_days_that_a_session_took_place(
    mentor: User, guest: User, browse: Browse, clock: Clock
) -> None:
    made = booked(offering(mentor), guest, browse)
    feeds = [feed_of(user, browse) for user in (guest, mentor)]
    for days, said in ((0, ["CONFIRMED"]), (29, ["CONFIRMED"]), (31, [])):
        clock(made.end + days * DAY)
        assert [one() for one in feeds] == [said] * 2, days


def test_what_was_never_agreed_on_is_in_no_feed(mentor: User, guest: User, browse: Browse) -> None:
    made = booked(offering(mentor, on_request=True), guest, browse)
    feeds = [feed_of(user, browse) for user in (guest, mentor)]
    assert [one() for one in feeds] == [[], []]
    browse(guest).post(f"/en/mentoring/sessions/{made.key}/cancel/", {"reason": REASON})
    assert Booking.objects.get().state == "cancelled"
    assert [one() for one in feeds] == [[], []]


def file_of(made: Booking, user: User, browse: Browse) -> Any:
    """The event of the file that stands on the page of the session."""
    [event] = events(browse(user).get(f"/en/mentoring/sessions/{made.key}/meeting.ics").content)
    return event


def going_on(mentor: User, guest: User, browse: Browse) -> str:
    """The page of the two, who have met before and go on."""
    asked = {"goals": GOALS, "sessions": "4", "rhythm": "weekly"}
    met = past_session(mentor, guest)
    assert browse(guest).post(f"/en/mentoring/propose/booking/{met.key}/", asked).status_code == 302
    page = f"/en/mentoring/relations/{Relation.objects.get().key}/"
    assert browse(mentor).post(f"{page}accept/").status_code == 302
    return page


def test_an_invitation_is_called_meeting_and_says_nothing_of_it(
    mentor: User, guest: User, browse: Browse
) -> None:
    offer = offering(mentor)
    page = going_on(mentor, guest, browse)
    made = booked(offer, guest, browse)
    point = {"kind": "agenda", "text": POINT, "session": str(made.key)}
    assert browse(guest).post(f"{page}notes/", point).status_code == 302
    assert SharedNote.objects.get().text == POINT
    names = [browse(one).get(f"/api/v1/mentoring/sessions/{made.key}/").json()["with_whom"] for one in (guest, mentor)]  # fmt: skip
    assert all(names)
    for reader, other in ((guest, mentor), (mentor, guest)):
        mailed, file = files(reader)[-1], file_of(made, reader, browse)
        assert mailed["START"] == made.start.isoformat() and mailed["METHOD"] == "REQUEST"
        assert (mailed["SUMMARY"], str(file["SUMMARY"])) == ("Meeting", "Meeting")
        for text in (mailed["ALL"], file.to_ical().decode().replace("\r\n ", "")):
            assert text.count("SUMMARY") == 1
            private = (*PRIVATE, *names, other.email, "nasrin" if other == guest else "expert@")
            assert not [word for word in private if word in text]


def test_a_cancelled_meeting_is_called_the_same(mentor: User, guest: User, browse: Browse) -> None:
    made = booked(offering(mentor), guest, browse)
    browse(mentor).post(f"/en/mentoring/sessions/{made.key}/cancel/", {"reason": REASON})
    for reader in (guest, mentor):
        last = files(reader)[-1]
        assert (last["METHOD"], last["SUMMARY"]) == ("CANCEL", "Meeting")
        assert not [word for word in (*PRIVATE, REASON) if word in last["ALL"]]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_meeting_is_called_so_in_the_language_of_its_reader(
    mentor: User, guest: User, browse: Browse, language: str
) -> None:
    made = booked(offering(mentor), guest, browse)
    for user in (guest, mentor):
        user.language = language
        user.save(update_fields=["language"])
        called = str(file_of(made, user, browse)["SUMMARY"])
        assert called == {"fa": "دیدار", "en": "Meeting"}[language]


def test_two_meetings_of_the_same_two_have_organizers_of_their_own(
    mentor: User, guest: User, browse: Browse
) -> None:
    offer = offering(mentor)
    made = [booked(offer, guest, browse, MONDAY + number * DAY) for number in range(2)]

    def organizers() -> list[str]:
        return [str(file_of(one, user, browse)["ORGANIZER"]) for one in made for user in (guest, mentor)]

    before = organizers()
    assert len(set(before)) == 4, "each meeting for each of the two"
    assert all(one.startswith("mailto:meeting+") for one in before)
    later = {"start": (MONDAY + 3 * DAY).isoformat(), "minutes": "30"}
    assert browse(guest).post(f"/en/mentoring/sessions/{made[0].key}/move/", later).status_code == 302
    assert organizers() == before
    browse(guest).post(f"/en/mentoring/sessions/{made[0].key}/cancel/", {"reason": REASON})
    assert organizers() == before
    mailed = [one["ORGANIZER"] for one in files(guest)]
    assert set(mailed) <= set(before) and len(set(mailed)) == 2
