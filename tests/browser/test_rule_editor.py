"""Editors make a rule from nothing by keyboard alone, and their pages are accessible, valid and quiet."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Enter
from tests.browser.faults import faults_of, faults_of_html
from tests.browser.test_pages import watched
from tests.cms.programmes import FILE

pytestmark = pytest.mark.browser
EDITOR = "editor@park.example.org"
FURTHEST = 120


def speaking(page: Page, language: str) -> Page:
    """The back office speaks the language that the person has chosen."""
    page.goto(f"/{language}/account/settings/")
    page.select_option("select[name=language]", language)
    with page.expect_navigation():
        page.locator("main form:has(select[name=language]) button").last.click()
    return page


def reach(page: Page, selector: str) -> None:
    """Tabs until the focus is on what the selector means."""
    for _ in range(FURTHEST):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")


def press(page: Page, selector: str) -> None:
    """Goes to a link or a button, and presses Enter."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, selector: str, first_letters: str) -> None:
    """Goes to a list, and down to the first choice that begins so."""
    reach(page, selector)
    chosen = "document.activeElement.selectedOptions[0].text"
    for _ in range(FURTHEST):
        if page.evaluate(chosen).startswith(first_letters):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice begins with {first_letters}")


def write(page: Page, selector: str, text: str) -> None:
    """Goes to a field, and writes over what stands there."""
    reach(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def add(page: Page, place: str, fact: str, comparison: str, **typed: str) -> None:
    """A condition after the one of that place: the question, the comparison (a yes where there is none to choose), the
    form."""
    reach(page, f"#{place} summary")
    page.keyboard.press("Enter")
    press(page, f"#{place} a[href*='where=after']")
    choose(page, "select[name=fact]", fact)
    press(page, "main button.button")
    if comparison:
        choose(page, "select[name=operator]", comparison)
        press(page, "main button.button")
    if not comparison:
        reach(page, "input[name=value][type=radio]")
        page.keyboard.press("Space")
    for name, text in typed.items():
        write(page, f"[name={name}]", text)
    press(page, "main form[method=post] button[type=submit]")


def more(page: Page, place: str, graft: str) -> None:
    """A button of the second row of a node."""
    reach(page, f"#{place} summary")
    page.keyboard.press("Enter")
    press(page, f"#{place} button[value^='{graft}:']")


def test_a_rule_is_built_from_nothing_by_keyboard_alone(enter: Enter) -> None:
    page = speaking(enter(EDITOR, language="en"), "en")
    page.goto("/back-office/programmes/")
    began = time.monotonic()
    press(page, "a[href$='/programmes/new/']")
    write(page, "[name=slug]", "by-keyboard")
    for name, text in (("title_fa", "با صفحه‌کلید"), ("title_en", "By keyboard"), ("grantor_fa", "پارک")):
        write(page, f"[name={name}]", text)
    write(page, "[name=grantor_en]", "The park")
    choose(page, "[name=fact]", "Since which day have you lived")
    press(page, "main form[method=post] button[type=submit]")
    press(page, "a[href*='operator=-']")
    choose(page, "select[name=operator]", "is at least so")
    press(page, "main button.button")
    write(page, "[name=value_years]", "3")
    press(page, "main form[method=post] button[type=submit]")
    said = {"sentence_fa": "بدهی مالیاتی ندارید.", "sentence_en": "Your taxes are in order."}
    add(page, "node", "Are your taxes", "", **said)
    add(page, "node-1", "For how many months have you lived", "is at least", value="12", **said)
    more(page, "node-1", "wrap any_of")
    press(page, "#node-2 button[value^='into:']")
    assert page.evaluate("document.activeElement.closest('.node__own').id") == "node-1-1"
    press(page, "#node-1-1 button[value^='up:']")
    assert page.evaluate("document.activeElement.closest('.node__own').id") == "node-1-0"
    took = time.monotonic() - began
    print(f"\na programme with one rule, one group and two more conditions, by keyboard alone: {took:.1f} s")
    tree = exported(page)["rules"]["all_of"]
    assert (tree[0]["operator"], tree[0]["value"]) == ("passed", {"years": 3})
    assert [one["fact"] for one in tree[1]["any_of"]] == ["months_abroad", "taxes_in_order"]


def exported(page: Page) -> Any:
    """The draft as it is exported."""
    address = page.url.split("/rules/")[0] + "/export/draft/"
    return page.request.get(address).json()


@pytest.mark.parametrize(
    ("width", "dark"), [(360, False), (1280, True)], ids=["phone in light", "desktop in dark"]
)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_editors_pages_are_accessible_valid_and_quiet(
    enter: Enter, site: Any, language: str, width: int, dark: bool
) -> None:
    page = speaking(enter(EDITOR, width=width, dark=dark, language=language), language)
    wrong = watched(page, site.url)
    page.goto("/back-office/programmes/import/")
    page.fill("[name=document]", FILE.read_text())
    page.check("[name=replace]")
    page.click("main form[method=post] button[type=submit]")
    own = page.url
    found = {}
    for path in PATHS:
        answer = page.goto(path if path.startswith("/") else own + path)
        assert answer is not None and answer.status == 200, path
        assert page.get_attribute("html", "lang") == language
        found[path] = [*faults_beside_wagtails(page), *faults_of_html(answer.text())]
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert wrong == []


PATHS = [
    "/back-office/programmes/",
    "/back-office/programmes/new/",
    "/back-office/programmes/import/",
    "",
    "rules/",
    "rules/condition/?at=0",
    "rules/condition/?at=0&where=after",
    "rules/condition/?at=0&where=after&fact=age",
    "rules/group/",
    "rules/delete/?at=0",
    "draft/publish/",
    "draft/discard/",
    "window/",
    "new-person/",
    "parts/",
    "parts/incentives/0/",
    "parts/incentives/new/",
    "parts/indexes/new/",
    "parts/documents/new/",
    "texts/",
    "text/",
]


def faults_beside_wagtails(page: Page) -> list[str]:
    """What axe has against what is ours on a page of the back office, and whether it is wider than the screen."""
    return faults_of(page, ".back-office" if page.locator(".back-office").count() else None)
