"""The whole way: an expert signs up, fills three steps, lists herself, is found in both languages, and leaves."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.models import Look, Profile
from talent.notifications.models import Delivery
from tests.journeys.forms import fill

pytestmark = pytest.mark.journey
ADDRESS, PASSWORD = "sara@experts.example.org", "four plain words here"


def _signed_up(browser: Client) -> None:
    chosen = fill(browser, "/fa/account/notice/", country="DE")
    read = fill(browser, chosen.url)
    answer = fill(browser, read.url, email=ADDRESS, password1=PASSWORD)
    mail = Delivery.objects.get(address=ADDRESS)
    [link] = re.findall(r"https?://[^/\s]+(/\S+\?code=\S+)", mail.text)
    assert link.startswith(answer.url)
    confirmed = fill(browser, link, answer.url)  # the link fills the code in; sending is all that is left
    assert confirmed.status_code == 302
    assert browser.get(confirmed.url, follow=True).redirect_chain[-1][0] == "/fa/profile/"


def _three_steps(browser: Client) -> None:
    found = browser.get("/fa/skills/?q=پایت").content.decode()
    assert 'value="python"' in found
    for skill, level in (("python", "5"), ("apache-kafka", "4"), ("postgresql", "")):
        answer = browser.post(
            "/fa/profile/skills/set/", {"skill": skill, "level": level, "last_used": "۱۴۰۳"}
        )
        assert answer.url == "/fa/profile/skills/"
    facts = {"seniority": "senior", "years": "10-14", "region": "western-europe", "overlap_hours": "5"}
    lists = {"languages": ["fa", "en"], "ways": ["remote", "advise"]}
    answer = fill(browser, "/fa/profile/facts/", **facts, **lists, free_in="0")
    assert answer.status_code == 302 and answer.url == "/fa/profile/words/"
    headline = {"headline_fa": "معمار سامانه‌های رویدادمحور", "headline_en": "Architect of event systems"}
    assert fill(browser, answer.url, **headline).url == "/fa/profile/"


def _list(browser: Client, listing: str) -> None:
    answer = browser.post("/fa/profile/listing/", {"listing": listing}, follow=True)
    assert answer.status_code == 200 and Profile.objects.get(user__email=ADDRESS).listing == listing


def _cards(browser: Client, language: str, query: str) -> list[dict[str, Any]]:
    page = browser.get(f"/{language}/c/alborz/experts/", {"q": query})
    assert page.status_code == 200
    cards: list[dict[str, Any]] = page.context["cards"]
    return cards


def test_from_sign_up_to_found_to_gone(
    browse: Callable[..., Client],
    index: Callable[[], int],
    company: Company,
    member: User,
    other_company: Company,
    other_member: User,
) -> None:
    sara, recruiter = browse(), browse(member)
    _signed_up(sara)
    _three_steps(sara)
    index()
    assert _cards(recruiter, "en", "python") == [], "nobody is found before they say so"

    _list(sara, "companies")
    index()
    [english] = _cards(recruiter, "en", "python kafka")
    [persian] = _cards(recruiter, "fa", "پایتون کافکا")
    assert english["headline"] == "Architect of event systems"
    assert persian["headline"] == "معمار سامانه‌های رویدادمحور"
    assert english["why"][0].startswith("Python, expert") and persian["why"][0].startswith("پایتون")
    assert ADDRESS not in recruiter.get("/en/c/alborz/experts/?q=python").content.decode()

    opened = recruiter.get(english["link"])
    assert opened.status_code == 200 and "Architect of event systems" in opened.content.decode()
    look = Look.objects.get()
    assert (look.company, look.opened, look.listed) == (company, 1, 3)
    assert company.name_fa in sara.get("/fa/profile/looks/").content.decode()

    sara.post("/fa/profile/hidden/hide/", {"company": "alborz"})
    assert _cards(recruiter, "en", "python") == []
    assert recruiter.get(english["link"]).status_code == 404
    elsewhere = browse(other_member).get("/en/c/parto/experts/?q=python").context["cards"]
    assert [card["headline"] for card in elsewhere] == ["Architect of event systems"]

    _list(sara, "nobody")
    assert browse(other_member).get("/en/c/parto/experts/?q=python").context["cards"] == []
    assert browse(other_member).get(elsewhere[0]["link"]).status_code == 404
    index()
    assert _cards(recruiter, "en", "python") == []


def test_the_handle_and_the_address_differ_for_each_company(
    browse: Callable[..., Client],
    index: Callable[[], int],
    expert: User,
    company: Company,
    member: User,
    other_company: Company,
    other_member: User,
) -> None:
    index()
    mine = browse(member).get("/en/c/alborz/experts/?q=python").context["cards"][0]
    theirs = browse(other_member).get("/en/c/parto/experts/?q=python").context["cards"][0]
    assert mine["title_line"] != theirs["title_line"]
    token, other_token = (card["link"].rstrip("/").rpartition("/")[2] for card in (mine, theirs))
    assert token != other_token
    foreign = browse(member).get(f"/en/c/alborz/experts/{other_token}/")
    unknown = browse(member).get(f"/en/c/alborz/experts/{'x' * len(other_token)}/")
    assert foreign.status_code == unknown.status_code == 404
