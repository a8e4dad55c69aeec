"""A recruiter keeps an expert, in a browser: found, kept with a note, noted anew, taken off; also without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.faults import faults_of
from tests.browser.states import send, the_first_card
from tests.browser.test_keyboard import go, sends, skip
from tests.browser.test_pages import watched

pytestmark = pytest.mark.browser
MEMBER, PLACE = "recruiter@kavir.example.org", "c/kavir"
NOTE = {"fa": "پیش از پایان سال سراغش برویم.", "en": "Ask again before the year ends."}
ANEW = {"fa": "در پاییز سخنرانی می‌کند.", "en": "Speaks in autumn."}
MARK = {"fa": "در فهرست منتخب شما", "en": "On your shortlist"}
EMPTY = {"fa": "کسی در فهرست منتخب نیست", "en": "Nobody on the shortlist"}
WAYS = [("fa", 360, False, True), ("en", 1280, True, True), ("en", 360, True, False)]


@pytest.mark.parametrize(
    ("language", "width", "dark", "script"), WAYS, ids=["phone in Persian", "desktop in English", "no script"]
)
def test_from_the_directory_to_the_shortlist_and_off_it(
    enter: Enter, site: Any, language: str, width: int, dark: bool, script: bool
) -> None:
    page = enter(MEMBER, width=width, dark=dark, script=script, language=language)
    wrong = watched(page, site.url)
    sound = (lambda: faults_of(page)) if script else list  # what tells is a script itself
    kept_from_the_directory(page, language)
    assert sound() == []
    page.locator("nav a[href$='/shortlist/']").click()
    expect(page.locator("main li p[dir=auto]")).to_have_text(NOTE[language])
    assert sound() == []
    noted_anew(page, language)
    assert sound() == []
    page.locator("main form[action*='/drop/'] button").click()
    expect(page.locator("main")).to_contain_text(EMPTY[language])
    assert sound() == [] and wrong == []


def kept_from_the_directory(page: Page, language: str) -> None:
    """The first who is found, with a note; the directory then marks them."""
    page.goto(f"/{language}/{PLACE}/experts/?q=kafka")
    the_first_card(page)
    send(page, "[name=note]", note=NOTE[language])
    page.wait_for_url(re.compile(r"/experts/[\w-]{32}/$"))
    expect(page.locator("#shortlist textarea")).to_have_value(NOTE[language])
    page.goto(f"/{language}/{PLACE}/experts/?q=kafka")
    expect(page.locator("article").first).to_contain_text(MARK[language])


def noted_anew(page: Page, language: str) -> None:
    """On the list itself, which stays."""
    page.locator("main details summary").click()
    send(page, "[name=version]", note=ANEW[language])
    page.wait_for_url(re.compile("/shortlist/$"))
    expect(page.locator("main li p[dir=auto]")).to_have_text(ANEW[language])


def test_the_keyboard_alone_keeps_and_takes_off(enter: Enter) -> None:
    page = enter("recruiter@mahan.example.org")
    page.goto("/en/c/mahan/experts/?q=kafka")
    the_first_card(page)
    skip(page)
    go(page, "#shortlist textarea")
    page.keyboard.type(NOTE["en"])
    sends(page, "#shortlist form button", r"/experts/[\w-]{32}/$")
    skip(page)
    sends(page, "#shortlist form[action$='/drop/'] button", "/shortlist/$")
    expect(page.locator("main")).to_contain_text(EMPTY["en"])
