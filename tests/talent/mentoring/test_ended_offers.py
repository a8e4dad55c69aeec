"""What is said of things that were open when an offer ended, and what is still done with them until the clock comes by."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.mentoring import actions as offers
from talent.mentoring import tasks
from talent.mentoring.models import Booking, Offer, Question, Relation
from talent.mentoring.relations import actions as relations
from talent.mentoring.relations.permissions import began_of
from tests.mentoring import MONDAY, NOW, booked, guest_of, offering
from tests.talent.mentoring.test_ahead import DAY, agreed, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
Clock = Callable[[datetime], None]
ENDED, TOLD, AGREE = "The offer has ended", "Your guest was told", "/accept/"


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


@pytest.fixture
def made(expert: User, guest: User) -> Booking:
    return booked(guest, offering(expert, questions=[]))


def proposed(user: User, made: Booking) -> Relation:
    began, now = began_of(user, "booking", made.key), timezone.now()
    return relations.propose(actor=user, began=began, goals="Work.", sessions=4, rhythm="weekly", now=now)


def page(browser: Client, relation: Relation) -> str:
    return browser.get(f"/en/mentoring/relations/{relation.key}/").content.decode()


def test_a_proposal_that_lapsed_long_before_did_not_end_with_the_offer(
    expert: User, guest: User, made: Booking, browse: Browse, clock: Clock
) -> None:
    relation = proposed(guest, made)
    clock(NOW + 20 * DAY)
    tasks.let_proposals_lapse()
    clock(NOW + 40 * DAY)
    offers.end_offer(actor=expert)
    tasks.follow_ended_offers()
    for user in (guest, expert):
        assert ENDED not in page(browse(user), relation)


def test_nor_did_one_whose_day_was_over_when_the_clock_came_by(
    expert: User, guest: User, made: Booking, browse: Browse, clock: Clock
) -> None:
    relation = proposed(guest, made)
    clock(NOW + 20 * DAY)
    offers.end_offer(actor=expert)
    tasks.follow_ended_offers()
    relation.refresh_from_db()
    assert relation.state == "lapsed" and ENDED not in page(browse(expert), relation)


def test_of_a_guest_who_has_left_nobody_says_that_they_were_told(
    expert: User, guest: User, made: Booking, browse: Browse, clock: Clock
) -> None:
    relation = agreed(guest, made)
    clock(MONDAY + DAY)
    erase_account(actor=guest)
    clock(MONDAY + 2 * DAY)
    offers.end_offer(actor=expert)
    tasks.follow_ended_offers()
    assert ENDED not in page(browse(expert), relation), "it ended when they left"


def test_nor_of_one_who_leaves_between_the_end_and_the_clock(
    expert: User, guest: User, made: Booking, browse: Browse, clock: Clock
) -> None:
    relation = agreed(guest, made)
    clock(MONDAY + DAY)
    offers.end_offer(actor=expert)
    erase_account(actor=guest)
    tasks.follow_ended_offers()
    assert TOLD not in page(browse(expert), relation)


def test_what_goes_on_reads_as_ended_when_it_has_and_not_before(
    expert: User, guest: User, made: Booking, browse: Browse, clock: Clock
) -> None:
    relation = agreed(guest, made)
    booked(guest, Offer.objects.get(), MONDAY + DAY)
    clock(MONDAY + 3 * DAY)
    offers.end_offer(actor=expert)
    relation.refresh_from_db()
    assert relation.state == "active"
    assert ENDED not in page(browse(expert), relation) and ENDED not in page(browse(guest), relation)
    tasks.follow_ended_offers()
    assert ENDED in page(browse(expert), relation) and TOLD in page(browse(expert), relation)
    assert ENDED in page(browse(guest), relation) and TOLD not in page(browse(guest), relation)


@pytest.mark.parametrize("by_guest", [True, False])
def test_nothing_is_agreed_on_between_the_end_of_an_offer_and_the_clock(
    expert: User, guest: User, made: Booking, browse: Browse, clock: Clock, by_guest: bool
) -> None:
    first, second = (guest, expert) if by_guest else (expert, guest)
    relation, browser = proposed(first, made), browse(second)
    assert AGREE in page(browser, relation)
    clock(MONDAY + timedelta(hours=1))
    offers.end_offer(actor=expert)
    assert AGREE not in page(browser, relation)
    path, code = f"mentoring/relations/{relation.key}/", "offer_over" if by_guest else "mentor_stopped"
    tried = browser.post(f"/en/{path}accept/")
    assert tried.status_code == 400 and "nothing can be agreed on" in tried.content.decode()
    api = browser.post(f"/api/v1/{path}accept/", "{}", "application/json")
    assert (api.status_code, api.json()["code"]) == (400, code)
    assert browser.get(f"/api/v1/{path}").json()["offered"] == ["decline"]
    tasks.follow_ended_offers()
    relation.refresh_from_db()
    assert relation.state == "lapsed" and ENDED in page(browser, relation)


def test_nothing_is_answered_between_the_end_of_an_offer_and_the_clock(
    expert: User, guest: User, browse: Browse
) -> None:
    question, browser = asked(guest, offering(expert, questions=[])), browse(expert)
    path, said = f"mentoring/questions/{question.key}/", {"text": "The blue one."}
    assert "/answer/" in browser.get(f"/en/{path}").content.decode()
    offers.end_offer(actor=expert)
    assert "/answer/" not in browser.get(f"/en/{path}").content.decode()
    tried = browser.post(f"/en/{path}answer/", said)
    assert tried.status_code == 400 and "Your offer has ended" in tried.content.decode()
    api = browser.post(f"/api/v1/{path}answer/", json.dumps(said), "application/json")
    assert (api.status_code, api.json()["code"]) == (400, "offer_ended")
    assert browser.get(f"/api/v1/{path}").json()["offered"] == ["decline"]
    tasks.follow_ended_offers()
    assert Question.objects.get().state == "declined" and not Question.objects.get().answer
