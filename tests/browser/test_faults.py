"""What looks for faults finds them: a page with nothing wrong and pages with one thing wrong each."""

import pytest
from playwright.sync_api import Page

from tests.browser.faults import against, faults_of, faults_of_html

pytestmark = pytest.mark.browser
SOUND = "<!doctype html><html lang=en><title>One</title><main><h1>One</h1><p>Words</p>{}</main></html>"


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ("", ""),
        ("<img src='data:,'>", "image-alt: <img"),
        ("<p style='color:#bbb;background:#fff'>Pale</p>", "color-contrast: <p"),
        ("<div style='width:4000px'>Long</div>", "wider than the screen"),
    ],
    ids=["nothing", "a picture without words", "pale words", "too wide"],
)
def test_a_fault_is_found_and_a_sound_page_has_none(page: Page, added: str, fault: str) -> None:
    page.set_content(SOUND.format(added))
    found = faults_of(page)
    assert [one[: len(fault)] for one in found] == ([fault] if fault else [])


def test_only_the_place_that_is_asked_about_is_looked_at(page: Page) -> None:
    page.set_content(SOUND.format("<img src='data:,'><section><p>Sound</p></section>"))
    assert against(page) and against(page, "section") == []


def test_the_parser_says_what_is_not_html() -> None:
    assert faults_of_html(SOUND.format("")) == []
    assert faults_of_html(SOUND.format("</section>")) != []
