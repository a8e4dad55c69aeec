"""Requests, conversations and reports in a browser: by keyboard alone, and in the back office."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.faults import against, faults_of
from tests.browser.states import following, send
from tests.browser.test_keyboard import go, press, sends, skip
from tests.browser.test_pages import watched

pytestmark = pytest.mark.browser
EXPERT = "expert@experts.example.org"
MODERATOR = "moderator@park.example.org"
NAMED = {"fa": "خانم پرسنده", "en": "Ms Asker"}


# ---------------------------------------------------------------- by keyboard


def test_the_keyboard_alone_answers_a_request_and_sends_a_message(enter: Enter) -> None:
    page = enter(EXPERT)
    page.goto("/en/in-tray/")
    skip(page)
    press(page, "main details:has(form[action$='/decline/']) > summary")
    go(page, "input[name=reason]")
    page.keyboard.press("ArrowDown")
    sends(page, "main form[action$='/decline/'] button", "/in-tray/$")
    expect(page.locator("main form[action$='/decline/']")).to_have_count(0)
    page.goto("/en/conversations/")
    skip(page)
    sends(page, "main li a", "/conversations/.{36}/$")
    skip(page)
    go(page, "main textarea")
    page.keyboard.type("Typed without a mouse.")
    sends(page, "main form:has(textarea) button", "/conversations/.{36}/$")
    expect(page.locator("[role=log] article").last).to_contain_text("Typed without a mouse.")


# ---------------------------------------------------------------- in the back office


def test_a_moderator_reads_what_was_reported_and_nothing_else(enter: Enter, site: Any) -> None:
    reporter, moderator = enter(EXPERT, width=360, language="fa"), enter(MODERATOR, language="fa")
    wrong = watched(moderator, site.url)
    reporter.goto("/fa/conversations/")
    following("main li a", "main a[href$='/report/']")(reporter)
    reporter.locator("input[name=messages]").first.check()
    reporter.locator("input[name=reason]").last.check()
    send(reporter, "input[name=reason]", note=NAMED["fa"])
    assert faults_of(reporter) == []
    moderator.goto("/back-office/reports/")
    moderator.locator("main td a").last.click()
    expect(moderator.locator("main .facts").first).to_contain_text(NAMED["fa"])
    moderator.locator("main a[href$='/look/']").click()
    moderator.locator("main form button[type=submit]").first.click()
    expect(moderator.locator("main .facts").last.locator("dd")).to_have_count(1)
    assert against(moderator, ".back-office") == [] and wrong == []
