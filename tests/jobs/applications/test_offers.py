"""What a company offers in words, and an offer that it takes back."""

from typing import Any

import pytest
from django.test import Client

from jobs.applications.models import Application
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests.jobs.applications.conftest import Browse, desk, move, own, sent

pytestmark = pytest.mark.journey
JSON: dict[str, Any] = {"content_type": "application/json"}
TERMS = "3,800 EUR a month.\nFrom the first of Farvardin."


@pytest.fixture
def offered(browse: Browse, expert: User, member: User, opening: Opening) -> Application:
    made = sent(browse(expert), opening)
    move(browse(member), made, "shortlist")
    move(browse(member), made, "offer", text=TERMS)
    made.refresh_from_db()
    return made


def mine(browser: Client, made: Application) -> str:
    return browser.get(f"/en/applications/{made.key}/").content.decode()


def test_both_sides_read_what_is_offered(
    browse: Browse, expert: User, member: User, offered: Application
) -> None:
    hers, ours = browse(expert), browse(member)
    assert "3,800 EUR" in mine(hers, offered)
    assert "3,800 EUR" in ours.get(f"{desk(offered)}{offered.key}/").content.decode()
    assert hers.get(f"/api/v1/applications/{offered.key}/").json()["offer"] == TERMS
    own(hers, offered, "accept")
    assert "What the company offered" in mine(hers, offered)


def test_a_text_that_is_too_long_is_told_and_not_lost(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    made, ours = sent(browse(expert), opening), browse(member)
    move(ours, made, "shortlist")
    answer = move(ours, made, "offer", text="word " * 900)
    made.refresh_from_db()
    assert answer.status_code == 400 and made.state == "shortlisted"
    assert "at most 4000" in answer.content.decode() and "word word" in answer.content.decode()


def test_an_offer_is_taken_back_kindly_and_another_may_follow(
    browse: Browse, expert: User, member: User, offered: Application
) -> None:
    hers, ours = browse(expert), browse(member)
    told = Notification.objects.filter(recipient=expert).count()
    move(ours, offered, "rescind")
    page = mine(hers, offered)
    assert "has taken its offer back" in page and "3,800 EUR" not in page and "shortlist" in page
    assert Notification.objects.filter(recipient=expert).count() == told + 1
    assert not Item.objects.filter(kind="application_offer", closed_at=None).exists()
    assert own(hers, offered, "accept").status_code == 400
    move(ours, offered, "offer", text="4,000 EUR a month.")
    page = mine(hers, offered)
    assert "4,000 EUR" in page and "has taken its offer back" not in page


def test_nobody_accepts_other_terms_than_they_have_read(
    browse: Browse, expert: User, member: User, offered: Application
) -> None:
    hers, ours, seen = browse(expert), browse(member), offered.version
    move(ours, offered, "rescind")
    move(ours, offered, "offer", text="2,000 EUR a month.")
    answer = hers.post(f"/en/applications/{offered.key}/accept/", {"version": seen})
    assert answer.status_code == 400 and "has changed since you looked" in answer.content.decode()
    program = hers.post(f"/api/v1/applications/{offered.key}/accept/", {"version": seen}, **JSON)
    assert program.status_code == 409 and program.json()["code"] == "offer_changed"
    offered.refresh_from_db()
    assert offered.state == "offered"
    assert (
        hers.post(f"/en/applications/{offered.key}/accept/", {"version": offered.version}).status_code == 302
    )


def test_programs_offer_and_take_back(browse: Browse, member: User, offered: Application) -> None:
    ours, place = browse(member), f"/api/v1/{desk(offered)[4:]}{offered.key}/"
    back = ours.post(f"{place}rescind/", {"version": offered.version}, **JSON).json()
    assert back["state"] == "shortlisted" and back["offer"] == ""
    again = ours.post(f"{place}offer/", {"version": back["version"], "text": TERMS}, **JSON).json()
    assert again["state"] == "offered" and again["offer"] == TERMS and "rescind" in again["offered"]


@pytest.mark.parametrize("version", [{}, {"version": "x"}, {"version": 0}, {"version": 10**12}])
def test_nobody_accepts_what_they_do_not_say_that_they_have_read(
    browse: Browse, expert: User, offered: Application, version: dict[str, Any]
) -> None:
    hers = browse(expert)
    assert hers.post(f"/en/applications/{offered.key}/accept/", version).status_code == 400
    answer = hers.post(f"/api/v1/applications/{offered.key}/accept/", version, **JSON)
    assert answer.status_code in (400, 409)
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_what_is_typed_elsewhere_on_the_page_is_there_after_each_button(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    ours, made = browse(member), sent(browse(expert), opening)
    here = f"{desk(made)}{made.key}/"
    chosen = move(ours, made, "shortlist", note="Ask about March.", text="")
    assert chosen.context["comment"]["note"].value() == "Ask about March."
    noted = ours.post(here, {"note": "Ask about March.", "text": TERMS})
    page = noted.content.decode()
    assert (page.count("Ask about March."), noted.context["offer"]["text"].value()) == (1, TERMS)
    assert "The note is kept" in page and f'data-done-at="{here}"' in page
    made.refresh_from_db()
    refused = ours.post(f"{here}refuse/", {"version": made.version, "note": "No.", "text": TERMS})
    page = refused.content.decode()
    assert refused.status_code == 400 and "Choose a reason." in page and 'href="#id_reason' in page
    assert "No.</textarea>" in page and refused.context["offer"]["text"].value() == TERMS
    offered = move(ours, made, "offer", text=TERMS, note="")
    assert offered.url == here and "Offer sent. The applicant is told." in ours.get(here).content.decode()
