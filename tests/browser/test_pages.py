"""Every page, in both languages, widths and themes: accessible, valid, quiet, and no wider than the screen."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser import states
from tests.browser.conftest import Enter
from tests.browser.faults import faults_of, faults_of_html, faults_of_refusal
from tests.browser.states import State, send

pytestmark = pytest.mark.browser
EXPERT, MEMBER, MODERATOR, NEWCOMER = (
    "expert@experts.example.org",
    "recruiter@alborz.example.org",
    "moderator@park.example.org",
    "privacy@park.example.org",  # has no profile
)
ASKED_BACK = "recruiter@parto.example.org"
MENTOR, GUEST = "mentor@mentors.example.org", "guest@guests.example.org"
WHO = {
    "": "anybody",
    EXPERT: "expert",
    NEWCOMER: "newcomer",
    MEMBER: "member",
    ASKED_BACK: "asked back",
    MENTOR: "mentor",
    GUEST: "guest of mentors",
}
PAGES = {
    "": [
        "",
        "what-we-keep/",
        "experts/",
        "experts/?skill=python&region=western-europe&way=remote",
        "jobs/",
        "jobs/?q=python&mode=remote&sort=closing",
        "jobs/?q=zzzz&kind=internship&mode=visit",
        "points/",
        "mentors/",
        "mentors/?q=python",
        "companies/alborz/",
        "programmes/",
        "programmes/?seek=mentor&for=company",
        "programmes/return-for-good/",
        "programmes/remote-advisory/",
        "programmes/check/",
        "programmes/return-for-good/check/",
        "programmes/visiting-expert/check/",
        "programmes/remote-advisory/calculator/",
        "account/login/",
        "account/signup/",
        "account/password/reset/",
        "account/notice/",
        "account/notice/eu/",
        "unsubscribe/nothing-of-ours/",
        "nothing-here/",
    ],
    EXPERT: [
        "profile/",
        "profile/skills/",
        "profile/facts/",
        "profile/words/",
        "profile/names/",
        "profile/contact/",
        "profile/links/",
        "profile/work/",
        "profile/education/",
        "profile/cv/",
        "profile/recognisable/",
        "profile/skills/read/",
        "profile/hidden/",
        "profile/looks/",
        "account/leave/",
        "profile/seen-by/companies/",
        "profile/seen-by/anyone/",
        "skills/?q=py",
        "account/settings/",
        "account/notifications/",
        "notifications/",
        "account/sessions/",
        "account/email/",
        "account/second-factor/",
        "account/second-factor/totp/activate/",
        "account/second-factor/webauthn/add/",
        "account/password/change/",
        "account/logout/",
        "c/",
        "companies/register/",
        "in-tray/",
        "timeline/",
        "requests/",
        "conversations/",
        "profile/asking/",
        "programmes/remote-advisory/tell/",
        "cases/",
    ],
    NEWCOMER: [
        "cases/",
        "in-tray/",
        "timeline/",
        "profile/",
        "profile/skills/",
        "profile/facts/",
        "profile/seen-by/companies/",
    ],
    MEMBER: [
        "c/alborz/code/",
        "c/alborz/experts/",
        "c/alborz/experts/?q=kafka+python+اروپا",
        "c/alborz/experts/?q=zzzz",
        "c/alborz/members/",
        "c/alborz/registration/",
        "c/?all",
        "c/alborz/in-tray/",
        "c/alborz/shortlist/",
        "c/alborz/requests/",
        "c/alborz/conversations/",
    ],
    ASKED_BACK: ["c/parto/in-tray/"],
    MENTOR: [
        "mentoring/offer/",
        "mentoring/offer/preview/",
        "hours/",
        "mentoring/sessions/",
        "mentoring/questions/",
        "in-tray/",
    ],
    GUEST: [
        "mentors/",
        "mentors/?how=30&free=week",
        "mentoring/offer/",
        "hours/",
        "mentoring/sessions/",
        "mentoring/questions/",
        "mentoring/relations/",
    ],
}


def watched(page: Page, host: str) -> list[str]:
    """What goes wrong beside the page itself: console errors, failed requests, requests to elsewhere."""
    wrong: list[str] = []
    expected = ("status of 404", "status of 400", "favicon")
    page.on(
        "console",
        lambda said: (
            wrong.append(said.text)
            if said.type == "error" and not any(word in said.text for word in expected)
            else None
        ),
    )
    page.on(
        "request",
        lambda asked: wrong.append(asked.url) if not asked.url.startswith((host, "data:")) else None,
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return wrong


@pytest.mark.parametrize(
    ("width", "dark"), [(360, False), (1280, True)], ids=["phone in light", "desktop in dark"]
)
@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("who", PAGES, ids=WHO.get)
def test_every_page_is_accessible_valid_and_quiet(
    enter: Enter, site: Any, who: str, language: str, width: int, dark: bool
) -> None:
    page = enter(who, width=width, dark=dark, language=language)
    wrong, found = watched(page, site.url), {}
    for path in PAGES[who]:
        answer = page.goto(f"/{language}/{path}")
        assert answer is not None
        found[path] = [*faults_of(page), *faults_of_html(answer.text())]
        assert page.get_attribute("html", "dir") == ("rtl" if language == "fa" else "ltr")
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert wrong == []


STATES: dict[str, list[State]] = {
    "": states.ANYBODY,
    EXPERT: states.EXPERT,
    NEWCOMER: states.NEWCOMER,
    MEMBER: states.MEMBER,
    ASKED_BACK: states.ASKED_BACK,
    MENTOR: states.MENTOR,
    GUEST: states.GUEST,
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("who", STATES, ids=WHO.get)
def test_every_state_is_too_and_leads_to_what_was_refused(
    enter: Enter, site: Any, who: str, language: str, dark: bool
) -> None:
    page = enter(who, width=360, dark=dark, language=language)
    wrong, found = watched(page, site.url), {}
    for state in STATES[who]:
        page.goto(f"/{language}/{state.path}")
        answer = state.do(page)
        faults = [*faults_of(page), *faults_of_html(answer.text())]
        found[state.path, state.name] = faults + (faults_of_refusal(page) if state.refused else [])
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert wrong == []


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_back_office_is_quiet(enter: Enter, site: Any, language: str) -> None:
    page = enter(MODERATOR, language=language)
    wrong = watched(page, site.url)
    for path in ("", "companies/", "companies/new/", "members-to-approve/", "vocabulary/", "audit/"):
        answer = page.goto(f"/back-office/{path}")
        assert answer is not None and answer.status == 200, path
    assert wrong == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_is_accessible_in_every_state(enter: Enter, dark: bool, width: int) -> None:
    page = enter(dark=dark, width=width)
    for language in ("fa", "en"):
        page.goto(f"/dev/components/?language={language}")
        assert faults_of(page) == []


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_the_mails_are_accessible(enter: Enter, width: int, dark: bool) -> None:
    page = enter(dark=dark, width=width)
    page.goto("/en/account/password/reset/")
    send(page, "input[name=email]", email=EXPERT)
    for language in ("fa", "en"):
        mail = newest_mail(page, language)
        assert faults_of(page) == []
        mail.click()
        page.wait_for_url(re.compile("/dev/mail/.+"))
        assert faults_of(page) == []


def newest_mail(page: Page, language: str) -> Locator:
    """The link to it, on the page of all mails, as soon as one has been written."""
    mail = page.locator("main li a").first
    for _ in range(40):
        page.goto(f"/dev/mail/?language={language}")
        if mail.count():
            return mail
        page.wait_for_timeout(250)
    raise AssertionError("no mail came")
