"""The keyboard alone: every stop can be seen, comes in the order of the page, and does what a click would do."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.test_ways import sign_up

pytestmark = pytest.mark.browser
MEMBER = "recruiter@alborz.example.org"
SKILLS = {"fa": ("پایتون", "راست", "داکر"), "en": ("pyth", "rust", "docker")}
HEADLINE = {"fa": "تنها با صفحه‌کلید", "en": "By keyboard alone"}
STOP = """() => {
    const one = document.activeElement, drawn = one.closest("[data-file]")?.querySelector(".own-file:not([hidden]) > label");
    const frame = drawn || one.closest("label.input") || one, seen = drawn || one;  // a hidden file field is seen as its button
    const style = getComputedStyle(frame), box = seen.getBoundingClientRect();
    const inside = (low, high, most) => (Math.max(low, 1) + Math.min(high, most - 1)) / 2;
    const top = document.elementFromPoint(inside(box.left, box.right, innerWidth), inside(box.top, box.bottom, innerHeight));
    const before = window.stoppedAt, gone = !before || !before.isConnected;
    const found = {
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !/, 0\\)$/.test(style.outlineColor),
        uncovered: Boolean(top) && (one.contains(top) || frame.contains(top)),
        onward: gone || Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
    if (Object.values(found).every(Boolean)) window.stoppedAt = one;
    return found;
}"""
SOUND = {"outlined": True, "uncovered": True, "onward": True}


def go(page: Page, selector: str) -> None:
    """Tab until there; on the way every stop has a visible ring, lies under nothing, and follows the one before."""
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = stands(page)
        assert stop == SOUND, (stop, page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector}")


def stands(page: Page) -> dict[str, bool]:
    """How the stop is once rings have been drawn and scrolling is over, as an eye would see it: within a second."""
    for _ in range(20):
        stop: dict[str, bool] = page.evaluate(STOP)
        if stop == SOUND:
            break
        page.wait_for_timeout(50)
    return stop


def skip(page: Page) -> None:
    """Past the head of a page by its first link."""
    page.evaluate("window.stoppedAt = null")
    go(page, "a[href='#main']")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Goes there and presses it."""
    go(page, selector)
    page.keyboard.press(key)


def sends(page: Page, selector: str, address: str) -> None:
    """Goes to a button or link, presses Enter, and waits for the page at that address to have come anew."""
    go(page, selector)
    with page.expect_navigation(url=re.compile(address)):
        page.keyboard.press("Enter")


def choose(page: Page, selector: str, value: str) -> None:
    """Goes to a list and moves down to a value; where the browser opened the list for that, Enter takes it."""
    go(page, selector)
    for _ in range(80):
        if page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    if page.evaluate("document.activeElement.tagName") == "OPTION":
        page.keyboard.press("Enter")
    assert page.input_value(selector) == value


@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 1280)])
def test_the_keyboard_alone_makes_a_profile_lists_it_and_hides_it(
    enter: Enter, language: str, width: int
) -> None:
    page = enter(width=width)
    sign_up(page, f"keys-{language}@experts.example.org", language)
    page.goto(f"/{language}/profile/")
    skip(page)
    sends(page, "main a[href$='/profile/skills/']", "/skills/")
    three_skills(page, language)
    facts_and_words(page, language)
    who_may_find_and_read(page)
    hides_from_a_company(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_stop_of_a_long_form_lies_under_the_bar_below_it(enter: Enter, width: int) -> None:
    page = enter(MEMBER, width=width)
    page.goto("/en/c/alborz/openings/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/write/")
    skip(page)
    go(page, "button[value=send]")


def three_skills(page: Page, language: str) -> None:
    """Typed, completed, taken with Enter."""
    for number, typed in enumerate(SKILLS[language], 1):
        skip(page)
        go(page, "input[name=q]")
        page.keyboard.type(typed)
        expect(page.locator("#found button[name=skill]").first).to_be_visible()
        sends(page, "#found button[name=skill]", "/profile/skills/$")
        expect(page.locator("main form[action$='/skills/set/']")).to_have_count(number)
    skip(page)
    sends(page, "main a.btn[href$='/profile/facts/']", "/facts/")


def facts_and_words(page: Page, language: str) -> None:
    """Boxes by Space, lists by arrows, a line of text."""
    skip(page)
    press(page, "input[name=ways][value=remote]", "Space")
    choose(page, "select[name=seniority]", "senior")
    choose(page, "select[name=region]", "western-europe")
    sends(page, "main form button", "/words/")
    skip(page)
    go(page, f"input[name=headline_{language}]")
    page.keyboard.type(HEADLINE[language])
    sends(page, "main form button", "/profile/$")
    expect(page.locator("#words")).to_contain_text(HEADLINE[language])


def who_may_find_and_read(page: Page) -> None:
    """The link to the choice, arrows among its rows; a menu that Escape closes and gives the focus back."""
    skip(page)
    press(page, "main a[href='#listing']")
    go(page, "#listing input[name=listing]")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "companies"
    sends(page, "#listing button", "/profile/$")
    expect(page.locator("main [role=status]")).to_be_visible()
    skip(page)
    press(page, "#words summary")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#words details:not([open]) > summary')")
    page.keyboard.press("Enter")
    sends(page, "#words button[value=by_my_yes]", "/profile/#words$")
    expect(page.locator("#words summary .sr-only + svg use")).to_have_attribute(
        "href", re.compile("key-round")
    )


def hides_from_a_company(page: Page) -> None:
    """From the profile to the hide list, a company chosen and taken off again."""
    page.reload()
    skip(page)
    sends(page, "main a[href$='/profile/hidden/']", "/hidden/")
    skip(page)
    choose(page, "select[name=company]", "alborz")
    sends(page, "form:has(select[name=company]) button", "/hidden/$")
    expect(page.locator("button[name=show]")).to_have_count(1)
    skip(page)
    sends(page, "button[name=show]", "/hidden/$")
    expect(page.locator("button[name=show]")).to_have_count(0)


def test_the_keyboard_alone_signs_in_and_searches(enter: Enter, passwords: dict[str, str]) -> None:
    page = enter()
    page.goto("/en/account/login/")
    skip(page)
    go(page, "input[name=login]")
    page.keyboard.type(MEMBER)
    go(page, "input[name=password]")
    page.keyboard.type(passwords[MEMBER])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/c/alborz/experts/"))
    skip(page)
    go(page, "input[name=q]")
    page.keyboard.type("kafka")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=kafka"))
    expect(page.locator("article").first).to_be_visible()
