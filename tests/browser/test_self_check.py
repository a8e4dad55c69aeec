"""Somebody checks themselves in a browser: in Persian on a phone, in English on a desktop by keyboard, and without
JavaScript; the browser keeps nothing of it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.test_keyboard import press, skip

pytestmark = pytest.mark.browser
PATH = "/{}/programmes/return-for-good/check/"
ANSWERS: dict[str, Any] = {
    "iranian": "yes",
    "has_scholarship_bond": "no",
    "lives_in": "DE",
    "degree": "phd",
    "years_of_work": "۹",
    "led_team": "yes",
    "host_company": "yes",
    "salary_irr": "۶۰۰٬۰۰۰٬۰۰۰",
}
DAYS = {
    "fa": {"abroad_since": ("۱", "7", "۱۳۹۸"), "job_start": ("۱۲", "1", "۱۴۰۶")},
    "en": {"abroad_since": ("23", "9", "2019"), "job_start": ("1", "4", "2027")},
}
MET = {"fa": "با این پاسخ‌ها واجد شرایط هستید", "en": "You qualify with these answers"}
NO_SUCH_DAY = {"fa": "مهر در آن سال ۳۰ روز دارد.", "en": "September has 30 days in that year."}
WRONG = {"fa": ("۳۱", "7", "۱۳۹۸"), "en": ("31", "9", "2019")}


def asked(page: Page) -> str:
    """The question on the page; "" on the result."""
    field = page.locator("main input[name=asked]")
    return field.input_value() if field.count() else ""


def fill(page: Page, fact: str, language: str) -> None:
    """Types the answer to a question."""
    if fact in DAYS[language]:
        return fill_day(page, DAYS[language][fact])
    answer = ANSWERS[fact]
    if page.locator("main select[name=answer]").count():
        page.select_option("main select[name=answer]", answer)
    elif page.locator("main input[name=answer][type=radio]").count():
        page.check(f"main input[name=answer][value={answer}]")
    else:
        page.fill("main input[name=answer]", answer)
    return None


def fill_day(page: Page, typed: tuple[str, str, str]) -> None:
    """Types a day."""
    page.fill("main input[name=day]", typed[0])
    page.select_option("main select[name=month]", typed[1])
    page.fill("main input[name=year]", typed[2])


def go(page: Page, value: str = "next") -> None:
    """Presses a button of the form, and waits for the next page."""
    with page.expect_navigation():
        page.locator(f"main button[name=go][value='{value}']").first.click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 1280)])
def test_from_the_first_question_to_the_result_and_back(
    enter: Enter, language: str, width: int, script: bool
) -> None:
    page = enter(width=width, script=script)
    page.goto(PATH.format(language))
    while fact := asked(page):
        if fact == "abroad_since":
            fill_day(page, WRONG[language])
            go(page)
            expect(page.get_by_role("alert")).to_contain_text(NO_SUCH_DAY[language])
            assert page.input_value("main input[name=day]") == WRONG[language][0]
        fill(page, fact, language)
        go(page)
    expect(page.locator("h1")).to_have_text(MET[language])
    go(page, "change:salary_irr")
    assert page.input_value("main input[name=answer]").translate(LATIN) == "600000000"
    page.fill("main input[name=answer]", "1000")
    go(page)
    expect(page.locator("h1")).not_to_have_text(MET[language])
    assert page.context.cookies() == []
    assert page.url.endswith(PATH.format(language))


LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


def test_the_keyboard_alone_goes_the_whole_way(enter: Enter) -> None:
    page = enter()
    page.goto(PATH.format("en"))
    skip(page)
    press(page, "input[name=answer][value=yes]", "Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the first button is the one that goes on
    assert asked(page) == "has_scholarship_bond"
    skip(page)
    with page.expect_navigation():
        press(page, "button[value=unknown]")
    skip(page)
    with page.expect_navigation():
        press(page, "button[value=result]")
    expect(page.locator("h1:focus")).to_have_text(re.compile("Not sure yet"))
    with page.expect_navigation():
        press(page, "button[value='change:iranian']")
    assert asked(page) == "iranian" and page.locator("input[value=yes]:checked").count() == 1


def test_the_other_language_goes_on_where_one_stands(enter: Enter) -> None:
    page = enter(width=360)
    page.goto(PATH.format("fa"))
    fill(page, "iranian", "fa")
    go(page)
    go(page, "stay")
    assert page.get_attribute("html", "lang") == "en" and asked(page) == "has_scholarship_bond"
    go(page, "back")
    assert page.locator("input[value=yes]:checked").count() == 1


@pytest.mark.parametrize("language", ["fa", "en"])
def test_on_paper_every_step_of_a_sum_can_be_read_and_no_button(enter: Enter, language: str) -> None:
    page = enter()
    page.goto(f"/{language}/programmes/remote-advisory/calculator/")
    page.fill("[name=hours_a_week-answer]", "10")
    page.fill("[name=equipment_cost-answer]", "3100")
    page.locator("main form .btn-primary").click()
    page.emulate_media(media="print")
    steps = page.locator("main ol li")
    assert steps.count() > 0
    assert all(steps.nth(one).is_visible() for one in range(steps.count()))
    assert [one for one in page.locator("main button, header, footer").all() if one.is_visible()] == []
