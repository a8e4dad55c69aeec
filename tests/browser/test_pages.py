"""Every page, in both languages, widths and themes: accessible, valid, quiet, and no wider than the screen."""

from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
EXPERT, MEMBER, MODERATOR = (
    "expert@experts.example.org",
    "recruiter@alborz.example.org",
    "moderator@park.example.org",
)
PAGES = {
    "": [
        "",
        "experts/",
        "experts/?skill=python&region=western-europe&way=remote",
        "points/",
        "account/login/",
        "account/signup/",
        "account/password/reset/",
        "account/notice/",
        "account/notice/eu/",
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
        "account/sessions/",
        "account/email/",
        "account/second-factor/",
        "account/second-factor/totp/activate/",
        "account/second-factor/webauthn/add/",
        "account/password/change/",
        "account/logout/",
        "c/",
    ],
    MEMBER: [
        "c/alborz/code/",
        "c/alborz/experts/",
        "c/alborz/experts/?q=kafka+python+اروپا",
        "c/alborz/experts/?q=zzzz",
    ],
}


def watched(page: Page, host: str) -> list[str]:
    """What goes wrong beside the page itself: console errors, failed requests, requests to elsewhere."""
    wrong: list[str] = []
    expected = ("404", "favicon")
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
@pytest.mark.parametrize("who", PAGES, ids=["anybody", "expert", "member"])
def test_every_page_is_accessible_valid_and_quiet(
    enter: Enter, site: Any, who: str, language: str, width: int, dark: bool
) -> None:
    page = enter(who, width=width, dark=dark, language=language)
    wrong, found = watched(page, site.url), {}
    for path in PAGES[who]:
        answer = page.goto(f"/{language}/{path}")
        assert answer is not None
        violations = Axe().run(page).response["violations"]
        found[path] = [
            *(f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations),
            *faults_of_html(answer.text()),
        ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[path].append("wider than the screen")
        assert page.get_attribute("html", "dir") == ("rtl" if language == "fa" else "ltr")
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert wrong == []


def faults_of_html(source: str) -> list[str]:
    """What a strict parser of HTML has against the page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(source)
    return [f"{code} at {place}" for place, code, _ in parser.errors]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_back_office_is_quiet(enter: Enter, site: Any, language: str) -> None:
    page = enter(MODERATOR, language=language)
    wrong = watched(page, site.url)
    for path in ("", "companies/", "companies/new/", "vocabulary/", "audit/"):
        answer = page.goto(f"/back-office/{path}")
        assert answer is not None and answer.status == 200, path
    assert wrong == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_component_is_accessible_in_every_state(enter: Enter, dark: bool) -> None:
    for language in ("fa", "en"):
        page = enter(dark=dark)
        page.goto(f"/dev/components/?language={language}")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
