"""What the two read of a session that is over: what they have said, why it counts as missed, and where to go on from there."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.models import User
from talent.mentoring import actions as offers
from talent.mentoring import booking
from talent.mentoring.booking_states import Outcome
from talent.mentoring.models import Booking
from talent.mentoring.tasks import ask_what_became
from tests.mentoring import MONDAY, booked, guest_of, offering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
Clock = Callable[[datetime], None]
OVER, SETTLED = MONDAY + timedelta(hours=3), MONDAY + timedelta(days=4)
WAITS, FEEDBACK = "your word counts after three days", "/feedback/"


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


@pytest.fixture
def made(expert: User, guest: User, clock: Clock) -> Booking:
    made = booked(guest, offering(expert, questions=[]))
    clock(OVER)
    ask_what_became()
    return made


def page(browser: Client, made: Booking, beside: str = "") -> str:
    return browser.get(f"/en/mentoring/sessions/{made.key}/{beside}").content.decode()


def says(user: User, made: Booking, said: Outcome) -> None:
    booking.say_outcome(actor=user, booking=made, said=said, now=timezone.now())


def test_whoever_has_spoken_reads_what_they_said_and_when_it_counts(
    guest: User, expert: User, made: Booking, browse: Browse
) -> None:
    assert WAITS not in page(browse(guest), made)
    says(guest, made, Outcome.LOST)
    his, hers = page(browse(guest), made), page(browse(expert), made)
    assert "You said: the connection was lost" in his and WAITS in his and "What became of it?" not in his
    assert WAITS not in hers and "What became of it?" in hers, "nobody answers a word with a word"


def test_what_is_over_is_not_confirmed_any_more_in_any_list(
    guest: User, made: Booking, browse: Browse
) -> None:
    says(guest, made, Outcome.HAPPENED)
    for path in ("mentoring/sessions/", f"mentoring/sessions/{made.key}/"):
        read = browse(guest).get(f"/en/{path}").content.decode()
        assert "Confirmed" not in read and ">Over<" in read.replace(" ", ""), path


@pytest.mark.parametrize("by_guest", [True, False])
def test_whoever_was_missing_reads_by_whose_word_and_what_follows(
    guest: User, expert: User, made: Booking, browse: Browse, clock: Clock, by_guest: bool
) -> None:
    speaker, other = (guest, expert) if by_guest else (expert, guest)
    says(speaker, made, Outcome.OTHER_MISSED)
    clock(SETTLED)
    ask_what_became()
    own, follows = page(browse(other), made), "offer is paused" if by_guest else "booking rests"
    assert "said that you did not come" in own and follows in own
    assert "You said that the other one did not come" in page(browse(speaker), made)


def test_where_both_were_missing_it_counts_against_nobody(
    guest: User, expert: User, made: Booking, browse: Browse
) -> None:
    for user in (guest, expert):
        says(user, made, Outcome.OTHER_MISSED)
    for user in (guest, expert):
        assert "counts against nobody" in page(browse(user), made)


def test_it_can_be_said_how_it_was_though_the_offer_has_ended_and_not_of_whom_nobody_met(
    guest: User, expert: User, made: Booking, browse: Browse
) -> None:
    says(expert, made, Outcome.OTHER_MISSED)
    assert FEEDBACK not in page(browse(expert), made) and FEEDBACK in page(browse(guest), made)
    says(expert, made, Outcome.HAPPENED)
    says(guest, made, Outcome.HAPPENED)
    offers.end_offer(actor=expert)
    browser = browse(guest)
    assert "Say how it was" in page(browser, made) and "Propose to meet" not in page(browser, made)
    assert browser.post(f"/en/mentoring/sessions/{made.key}/feedback/", {"score": "5"}).status_code == 302
    assert "What was said of it" in page(browser, made)


def test_the_page_of_feedback_leads_back_to_where_it_belongs(
    guest: User, made: Booking, browse: Browse
) -> None:
    read = page(browse(guest), made, "feedback/")
    assert (
        f'href="/en/mentoring/sessions/{made.key}/"' in read and 'href="/en/mentoring/relations/"' not in read
    )
