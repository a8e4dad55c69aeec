"""Whole ways through the product in a browser: filters and their history, two languages, without script, in two tabs."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
MEMBER = "recruiter@alborz.example.org"
PASSWORD = "a quite long password"


def sign_up(page: Page, email: str, language: str, onward: str = "/profile/") -> None:
    """The front page, the country, its notice, an address and a password, and the code by the link in the mail."""
    page.goto(f"/{language}/")
    page.locator("main a[href*='/signup/']").first.click()
    page.wait_for_url(re.compile("/account/notice/$"))
    page.select_option("select[name=country]", "DE")
    page.click("main form button")
    page.wait_for_url(re.compile("/notice/eu/"))
    page.click("main form button")
    page.wait_for_url(re.compile("/signup/"))
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", PASSWORD)
    page.click("main form button")
    page.wait_for_url(re.compile("confirm-email"))
    page.goto(link_in_the_mail(page, email))
    assert page.input_value("input[name=code]")
    page.click("main form:has(input[name=code]) button")
    page.wait_for_url(re.compile(onward))


def link_in_the_mail(page: Page, email: str) -> str:
    """The code's link in the newest mail to that address, as soon as it has been written."""
    for _ in range(40):
        page.goto("/dev/mail/")
        mail = page.locator("a", has_text=email).or_(page.locator("li", has_text=email).locator("a")).first
        if mail.count():
            mail.click()
            found = re.search(r"https?://[^\s\"<]+code=[A-Z0-9-]+", page.content())
            if found:
                return found[0].replace("&amp;", "&")
        page.wait_for_timeout(250)
    raise AssertionError("no mail came")


def test_ticking_a_facet_changes_the_address_and_back_goes_back(enter: Enter) -> None:
    page = enter(MEMBER)
    page.goto("/en/c/alborz/experts/?q=python")
    before = page.locator("[data-announce]").inner_text()
    page.locator("input[name=way][value=return]").check()
    page.wait_for_url(re.compile("way=return"))
    expect(page.locator("[data-announce]")).not_to_have_text(before)
    expect(page.locator("#announcer")).not_to_be_empty()
    page.go_back()
    page.wait_for_url(lambda url: "way=return" not in url)
    expect(page.locator("[data-announce]")).to_have_text(before)


def test_the_language_link_keeps_page_and_query(enter: Enter) -> None:
    page = enter(MEMBER)
    page.goto("/en/c/alborz/experts/?q=python&sort=recent")
    page.get_by_role("link", name="فارسی").click()
    page.wait_for_load_state()
    assert "/fa/c/alborz/experts/?q=python&sort=recent" in page.url
    assert page.get_attribute("html", "dir") == "rtl"


def test_everything_works_without_script(enter: Enter) -> None:
    page = enter(MEMBER, script=False)
    page.goto("/en/c/alborz/experts/")
    page.fill("input[name=q]", "python berlin")
    page.get_by_role("button", name="Search").click()
    page.locator("input[name=way][value=remote]").check()
    page.get_by_role("button", name="Apply the filters").click()
    assert "way=remote" in page.url and page.locator("article").count() > 0
    page.locator("article a").first.click()
    expect(page.locator("h1")).not_to_be_empty()
    her = enter("expert@experts.example.org", script=False)
    her.goto("/en/profile/skills/")
    her.fill("input[name=q]", "ansib")
    her.get_by_role("button", name="Find").click()
    her.get_by_role("button", name="Ansible").click()
    expect(her.locator("main")).to_contain_text("Ansible")


def test_two_tabs_lose_nothing_that_was_typed(enter: Enter) -> None:
    first = enter("expert@experts.example.org")
    first.goto("/en/profile/words/")
    second = first.context.new_page()
    second.goto("/en/profile/words/")
    for page, text in ((first, "First tab"), (second, "Second tab")):
        page.fill("input[name=headline_en]", text)
        page.locator("main form button").last.click()
        page.wait_for_load_state()
    assert second.input_value("input[name=headline_en]") == "Second tab"
    expect(second.locator("main [role=alert]:visible").first).to_contain_text("another tab")


def test_missing_addresses_are_the_same_bytes_in_a_browser(enter: Enter) -> None:
    page = enter(MEMBER)
    page.goto("/en/c/alborz/experts/")
    fetch = "async path => { const a = await fetch(path); return [a.status, await a.text(), [...a.headers].filter(([n]) => n !== 'date')] }"
    foreign: list[Any] = [page.evaluate(fetch, f"/en/c/alborz/experts/{'x' * 32}/") for _ in range(2)]
    missing = page.evaluate(fetch, "/en/c/no-such-company/experts/")
    assert foreign[0] == foreign[1] and foreign[0][0] == missing[0] == 404


def test_the_secret_address_of_a_calendar_is_copied(enter: Enter) -> None:
    page = enter("guest@guests.example.org")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/en/hours/")
    page.locator("form[action$='/feed/'] button").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text("Copied")
    address = page.input_value("#feed_address")
    assert page.evaluate("navigator.clipboard.readText()") == address and address.endswith(".ics")
    expect(page.get_by_role("button", name="Copy", exact=True)).to_be_visible()
