"""The whole way of an opening in a browser: written, returned, mended, published, found, matched, applied for, accepted."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.faults import faults_of, faults_of_html
from tests.browser.states import send
from tests.browser.test_pages import watched
from tests.talent.lib.files import pdf

pytestmark = pytest.mark.browser
RECRUITER, OFFICE, EXPERT = (
    "recruiter@alborz.example.org",
    "moderator@park.example.org",
    "expert@experts.example.org",
)
TITLE = {"fa": "مهندس جریان دادهٔ سفر", "en": "Travel stream engineer"}
COMMENT = {"fa": "بنویسید گروه چند نفر است.", "en": "Say how large the team is."}


@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 1280)], ids=["fa phone", "en desktop"])
def test_from_an_empty_form_to_an_accepted_offer(
    enter: Enter, site: Any, tmp_path: Path, language: str, width: int
) -> None:
    company, office = enter(RECRUITER, width=width, language=language), enter(OFFICE)
    expert = enter(EXPERT, width=width, language=language)
    wrong = [watched(page, site.url) for page in (company, expert)]
    key = posts(company, language)
    returned(office, key, TITLE[language], COMMENT[language])
    mends(company, key, COMMENT[language], language)
    published(office, TITLE[language])
    found_by_facet_and_by_text(expert, TITLE[language], language)
    reads_why_it_fits(expert)
    applies(expert, tmp_path, language)
    shortlists_and_offers(company, key, language)
    talk(expert, company, language)
    accepts(expert, language)
    assert wrong == [[], []]


def test_what_is_typed_is_there_after_leaving_at_once(enter: Enter) -> None:
    page = enter(RECRUITER)
    page.goto("/en/c/alborz/openings/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/write/")
    place = page.url
    page.fill("[name=title_en]", "Left at once")
    page.fill("[name=places]", "many")
    page.go_back()
    page.goto(place)
    expect(page.locator("[name=title_en]")).to_have_value("Left at once")
    expect(page.locator("[name=places]")).to_have_value("many")
    page.fill("[name=places]", "several")
    page.locator("[name=contact]").focus()
    expect(page.locator("#id_places_error")).to_contain_text("whole number")
    page.fill("[name=places]", "3")
    expect(page.locator("#id_places_error")).to_be_empty()
    expect(page.locator("[name=places]")).not_to_have_attribute("aria-invalid", "true")
    assert faults_of(page) == []


def posts(page: Page, language: str) -> str:
    """Writes an opening, saved as it is typed, and sends it; returns its key."""
    page.goto(f"/{language}/c/alborz/openings/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/write/")
    key = page.url.split("/")[-3]
    page.fill(f"[name=title_{language}]", TITLE[language])
    page.fill(f"[name=text_{language}]", "Kafka, from morning to night.")
    expect(page.locator("#saved")).not_to_be_empty()
    page.select_option("[name=kind]", "employment")
    page.select_option("[name=mode]", "remote")
    page.fill("[name=overlap_hours]", "۳" if language == "fa" else "3")
    page.fill("[name=add_must]", "Apache Kafka")
    page.fill("[name=pay_min]", "۳٬۲۰۰" if language == "fa" else "3,200")
    page.select_option("[name=pay_currency]", "EUR")
    page.select_option("[name=pay_period]", "month")
    page.fill("[name=question] >> nth=0", "From when?")
    with page.expect_navigation():
        page.click("button[value=send]")
    assert page.url.endswith(f"/{key}/"), page.locator("main").inner_text()
    assert faults_of(page) == []
    return key


def returned(office: Page, key: str, title: str, comment: str) -> None:
    """The park reads it, and sends it back with a word."""
    opens(office, title)
    office.locator("a[href*='/return/']").click()
    office.fill("[name=text]", comment)
    office.locator("main form button[type=submit]").last.click()
    office.wait_for_url(re.compile(r"/openings/\d+/$"))


def opens(office: Page, title: str) -> None:
    """From the front of the back office to the opening."""
    office.goto("/back-office/openings/")
    office.get_by_role("link", name=title).first.click()


def mends(page: Page, key: str, comment: str, language: str) -> None:
    """The company reads what the park says, and sends it again."""
    page.goto(f"/{language}/c/alborz/in-tray/")
    page.locator(f"main a[href*='{key}']").first.click()
    expect(page.get_by_text(comment)).to_be_visible()
    page.locator("main a[href$='/write/']").click()
    page.fill(f"[name=text_{language}]", "Kafka, from morning to night, in a team of four.")
    with page.expect_navigation():
        page.click("button[value=send]")


def published(office: Page, title: str) -> None:
    """The park puts it on the board."""
    opens(office, title)
    office.locator("a[href*='/publish/']").click()
    office.locator("main form button[type=submit]").last.click()
    office.wait_for_url(re.compile(r"/openings/\d+/$"))


def found_by_facet_and_by_text(page: Page, title: str, language: str) -> None:
    """By a ticked skill, and by words; the relay has a second for it."""
    word = title.split()[0]
    for _ in range(20):
        page.goto(f"/{language}/jobs/?q={word}&read=&skill=apache-kafka")
        if page.get_by_role("link", name=title).count():
            break
        time.sleep(0.5)
    expect(page.get_by_role("link", name=title)).to_have_count(1)
    page.goto(f"/{language}/jobs/?skill=apache-kafka&mode=remote&sort=recent")
    assert faults_of(page) == []
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile("/jobs/[0-9a-f-]{36}/$"))


def reads_why_it_fits(page: Page) -> None:
    """Reasons of the match, for the reader alone."""
    expect(page.locator("main section", has=page.locator("a[href$='/matching/']")).first).to_be_visible()
    assert faults_of(page) == [] and faults_of_html(page.content()) == []


def applies(page: Page, folder: Path, language: str) -> None:
    """With a letter, an answer, a CV, and what the company is to see; read once more before it is sent."""
    page.locator("main a[href$='/apply/']:visible").first.click()
    page.fill("[name=letter]", "I have run Kafka for two banks.")
    page.locator("main textarea").nth(1).fill("From March.")
    (folder / "cv.pdf").write_bytes(pdf())
    page.set_input_files("[name=cv]", folder / "cv.pdf")
    page.check("[name=groups][value=names]")
    with page.expect_navigation():
        page.click("button[name=then]")
    expect(page.get_by_text("From March.")).to_be_visible()
    with page.expect_navigation():
        page.locator("main form button").last.click()
    assert "/applications/" in page.url, page.locator("main").inner_text()
    assert faults_of(page) == []


def shortlists_and_offers(page: Page, key: str, language: str) -> None:
    """The company chooses somebody, and makes an offer, by the buttons of the application."""
    page.goto(f"/{language}/c/alborz/openings/{key}/applications/")
    assert faults_of(page) == []
    page.locator("main section li a").first.click()
    expect(page.get_by_text("I have run Kafka for two banks.")).to_be_visible()
    for verb in ("shortlist", "offer"):
        with page.expect_navigation():
            page.locator(f"main button[formaction$='/{verb}/']").click()
    assert faults_of(page) == []


def talk(expert: Page, company: Page, language: str) -> None:
    """Since the shortlist both may write, in the conversation that the application has opened."""
    expert.goto(f"/{language}/in-tray/")
    expert.locator("main a[href*='/applications/']").first.click()
    expert.locator("main a[href*='/conversations/']").first.click()
    expert.wait_for_url("**/conversations/*/")
    send(expert, "textarea", text="Is the team in Tehran?")
    company.goto(f"/{language}/c/alborz/conversations/")
    company.locator("main li a").first.click()
    company.wait_for_url("**/conversations/*/")
    expect(company.get_by_text("Is the team in Tehran?")).to_be_visible()
    send(company, "textarea", text="Two of us are.", signed="Leila Ahmadi")


def accepts(page: Page, language: str) -> None:
    """From what waits for the person to the yes; the opening is filled."""
    page.goto(f"/{language}/in-tray/")
    page.locator("main a[href*='/applications/']").first.click()
    here = page.url
    with page.expect_navigation():
        page.locator("main form[action$='/accept/'] button").click()
    page.goto(here)
    expect(page.locator("main form[action$='/undo/']")).to_have_count(1)
    assert faults_of(page) == []
