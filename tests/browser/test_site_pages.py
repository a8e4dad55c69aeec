"""Editors write the words of a page and see it beside them; somebody asks a programme's office, and is answered."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.conftest import Enter
from tests.browser.faults import faults_of_html
from tests.browser.test_pages import watched
from tests.browser.test_rule_editor import faults_beside_wagtails

pytestmark = pytest.mark.browser
EDITOR, OFFICER, EXPERT = (
    "editor@park.example.org",
    "officer@park.example.org",
    "expert@experts.example.org",
)
REFUSED = "Applying inline style violates"
"""Wagtail's editor of texts tries to set a style that the policy refuses; nothing of it is missing (decision 001)."""


def test_an_editor_writes_words_sees_them_in_the_preview_and_publishes(enter: Enter, site: Any) -> None:
    page, reader = enter(EDITOR), enter(language="fa")
    wrong = watched(page, site.url)
    page.goto("/back-office/site-pages/")
    page.get_by_role("link", name="متخصص مهمان").first.click()
    choose_block(page, re.compile("تیتر|Heading"))
    page.locator("[data-streamfield-child] input[type=text]").last.fill("خانهٔ مهمان")
    page.locator("[data-side-panel-toggle=preview]").click()
    frame = page.frame_locator("iframe[title]").last
    expect(frame.get_by_role("heading", name="خانهٔ مهمان")).to_be_visible(timeout=15_000)
    assert "خانهٔ مهمان" not in read(reader), "a draft is nobody's to read"
    page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").last.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_load_state("networkidle")
    assert "خانهٔ مهمان" in read(reader)
    assert [one for one in wrong if REFUSED not in one] == []


def choose_block(page: Page, name: re.Pattern[str]) -> None:
    """Opens the menu of blocks and takes one, and waits until it stands there: what is typed sooner goes into the block
    before it. Wagtail draws the button before the button can do anything: as a person would, one presses it again."""
    blocks = page.locator("[data-streamfield-child]")
    option = page.get_by_role("option", name=name)
    button = page.locator(".c-sf-add-button").last
    for _ in range(6):
        button.click()
        try:
            option.wait_for(timeout=5_000)
            break
        except TimeoutError:
            continue
    there = blocks.count()
    option.click()
    expect(blocks).to_have_count(there + 1)


def read(page: Page) -> str:
    """The page of the programme, as anybody reads it."""
    page.goto("/fa/programmes/visiting-expert/")
    return page.content()


@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 1280)], ids=["phone", "desktop"])
def test_somebody_asks_the_office_and_takes_the_case_back(
    enter: Enter, site: Any, language: str, width: int
) -> None:
    mine, office = enter(EXPERT, width=width, language=language), enter(OFFICER)
    wrong = watched(mine, site.url)
    mine.goto(f"/{language}/programmes/remote-advisory/")
    mine.locator("a[href$='/programmes/remote-advisory/tell/']").first.click()
    mine.fill("textarea[name=text]", "May I begin in May?")
    mine.locator("main form button").last.click()
    mine.wait_for_url("**/cases/**")
    case = mine.url
    answer(office, "Yes, in May.")
    mine.goto(f"/{language}/in-tray/")
    with mine.expect_navigation():
        mine.locator(f"a[href='{case.removeprefix(site.url)}']").last.click()
    expect(mine.get_by_text("Yes, in May.")).to_be_visible()
    expect(mine.locator("form[action$='/read/']")).to_have_count(0)
    mine.goto(f"/{language}/in-tray/")
    assert "remote-advisory" not in mine.content() and case.split("/")[-2] not in mine.content()
    mine.goto(case)
    mine.locator("main details summary").last.click()
    mine.locator("main details[open] button").last.click()
    mine.wait_for_load_state("networkidle")
    assert "Yes, in May." not in mine.content()
    assert wrong == []


def answer(office: Page, text: str) -> None:
    """The officer's way from the queue to the answer."""
    office.goto("/back-office/")
    office.locator(".queue a").first.click()
    office.get_by_role("link", name="مشاورهٔ از راه دور").first.click()
    office.locator("a[href$='/answer/']").click()
    office.fill("[name=text]", text)
    office.locator("main form[method=post] button[type=submit]").last.click()
    office.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("width", "dark"), [(360, False), (1280, True)], ids=["phone in light", "desktop in dark"]
)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_offices_pages_are_accessible_valid_and_quiet(
    enter: Enter, site: Any, language: str, width: int, dark: bool
) -> None:
    page = enter(OFFICER, width=width, dark=dark, language=language)
    wrong, found = watched(page, site.url), {}
    for path in ("", "cases/", "cases/1/", "cases/1/answer/", "cases/1/read/"):
        answered = page.goto(f"/back-office/{path}")
        assert answered is not None and answered.status == 200, path
        found[path] = [*faults_beside_wagtails(page), *faults_of_html(answered.text())]
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert wrong == []
