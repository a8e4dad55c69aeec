"""The whole way in a browser: a company registers, is verified and invites; a person whom nothing names is found, asked,
talked with, takes back what she gave, and blocks; and what the other side and the mails never hold."""

import re
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Enter
from tests.browser.faults import faults_of
from tests.browser.states import send
from tests.browser.test_companies import is_verified, joins_and_searches
from tests.browser.test_pages import watched
from tests.browser.test_ways import sign_up

pytestmark = pytest.mark.browser
ALIAS, ALIASES = "wxq7", "aliases.example.net"
FOUND = "experts/?skill=fortran&skill=erlang&skill=haskell"
SKILLS = ("fortran", "erlang", "haskell")
NAMED = {"fa": "خانم پرسنده", "en": "Ms Asker"}
ASKED = {"fa": "دو ساعت در ماه، از راه دور.", "en": "Two hours a month, from anywhere."}
SAID = {
    "fa": ("سپاس از پاسخ شما.", "سه‌شنبه می‌توانم.", "پس سه‌شنبه."),
    "en": ("Thank you for the yes.", "Tuesday would do.", "Tuesday, then."),
}
NOTHING = {"fa": "هنوز پیامی نیست", "en": "Nothing said yet"}
ENDED = {"fa": "این گفت‌وگو پایان یافته است", "en": "This conversation has ended"}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_from_registering_a_company_to_being_blocked_by_somebody_without_a_name(
    enter: Enter, site: Any, language: str
) -> None:
    company, her, member = f"sabalan{language}", enter(width=360), enter()
    is_verified(enter, company, language)
    joins_and_searches(member, company, language)
    held, wrong = everything(member), watched(member, site.url) + watched(her, site.url)
    sign_up(her, f"{ALIAS}-{language}@{ALIASES}", language)
    is_listed(her, language)
    asked(member, company, language)
    says_yes(her, language)
    talk(her, member, company, language)
    takes_it_back(her, member, company, language)
    leaves_traces_for_herself(her, language)
    blocks(her, member, language)
    assert wrong == [] and len(held) > 10
    told = mails_to_others(site.var / "mail")
    assert told and not [text for text in (*held, *told) if ALIAS in text or ALIASES in text]


def everything(page: Page) -> list[str]:
    """Fills with each page, fragment and redirect that comes to this browser."""
    held: list[str] = []

    def hold(answer: Response) -> None:
        kind = answer.headers.get("content-type", "")
        held.append(answer.url + (answer.text() if "html" in kind and answer.status < 300 else ""))

    page.on("requestfinished", lambda asked: (one := asked.response()) and hold(one))
    return held


def mails_to_others(folder: Path) -> list[str]:
    """Every mail that has been written to anybody but her: head and words."""
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.iterdir()]
    others = [mail for mail in mails if not mail["To"].startswith(ALIAS)]
    return [str(mail.items()) + "".join(words_of(mail)) for mail in others]


def words_of(mail: Any) -> list[str]:
    """Its parts, decoded."""
    return [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]


def sound(page: Page) -> None:
    """Nothing against this page."""
    assert faults_of(page) == []


def until_there(page: Page, path: str, selector: str) -> None:
    """Loads a page again until something stands on it that a task has to bring."""
    for _ in range(60):
        page.goto(path)
        if page.locator(selector).count():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{selector} did not come to {path}")


# ---------------------------------------------------------------- found, and asked


def is_listed(page: Page, language: str) -> None:
    """Three skills and where she is: not a word of her own, and no name."""
    for skill in SKILLS:
        page.goto(f"/{language}/skills/?q={skill}")
        page.locator("#found button[name=skill]").first.tap()
        page.wait_for_url(re.compile("/profile/skills/$"))
    page.goto(f"/{language}/profile/facts/")
    page.check("input[name=ways][value=remote]")
    page.select_option("select[name=seniority]", "senior")
    page.select_option("select[name=region]", "western-europe")
    send(page, "select[name=region]")
    page.goto(f"/{language}/profile/")
    page.check("#listing input[value=companies]")
    send(page, "input[name=listing]")


def asked(page: Page, company: str, language: str) -> None:
    """The company finds her, opens the page, and asks."""
    until_there(page, f"/{language}/c/{company}/{FOUND}", "article h2 a")
    page.locator("article h2 a").click()
    page.locator("main a[href$='/ask/']").click()
    page.check("input[name=purpose][value=advice]")
    sound(page)
    send(page, "textarea", message=ASKED[language], asked_as=NAMED[language])
    page.wait_for_url(re.compile("/requests/$"))
    page.locator("main li a").first.click()
    expect(page.locator("main")).to_contain_text(ASKED[language])
    sound(page)


def says_yes(page: Page, language: str) -> None:
    """She finds it by the menu of her phone, and gives two groups."""
    until_there(page, f"/{language}/profile/", "header a[href$='/in-tray/'] .tint-accent")
    page.locator("header details:visible summary").tap()
    page.locator("header details[open] a[href$='/in-tray/']").tap()
    expect(page.locator("main")).to_contain_text(NAMED[language])
    page.locator("main details:has(form[action$='/accept/']) summary").tap()
    for group in ("names", "contact"):
        page.locator(f"main input[name=groups][value={group}]").check()
    sound(page)
    send(page, "input[name=groups]")
    expect(page.locator("main [role=status]")).to_be_visible()
    sound(page)


# ---------------------------------------------------------------- talked with


def talk(her: Page, member: Page, company: str, language: str) -> None:
    """Three messages; the second comes to a page that stands open, beside what is being typed there."""
    said = SAID[language]
    for page, place in ((her, ""), (member, f"c/{company}/")):
        page.goto(f"/{language}/{place}conversations/")
        page.locator("main li a").first.click()
        page.wait_for_url(re.compile("/conversations/.{36}/$"))
        sound(page)
    empty = her.locator("main").get_by_text(NOTHING[language])
    expect(empty).to_be_visible()
    send(member, "textarea", text=said[0], signed=NAMED[language])
    expect(her.locator("[role=log] article")).to_contain_text([said[0]], timeout=15_000)
    expect(empty).to_be_hidden()
    member.fill("textarea", said[2])
    send(her, "textarea", text=said[1])
    expect(member.locator("[role=log] article")).to_contain_text(list(said[:2]), timeout=15_000)
    expect(member.locator("textarea")).to_have_value(said[2])
    expect(member.locator("form[action$='/read/']")).to_have_count(0)  # seen, so it is read
    sound(member)
    send(member, "textarea", signed=NAMED[language])
    her.reload()
    expect(her.locator("[role=log] article")).to_contain_text(list(said))


# ---------------------------------------------------------------- taken back, and blocked


def takes_it_back(page: Page, member: Page, company: str, language: str) -> None:
    """From the page of the request; the company is asked to delete its copies, and sees in its menu that this waits."""
    talking = page.url
    page.goto(f"/{language}/requests/")
    page.locator("main li a").first.tap()
    page.locator("main details:has(form[action$='/take-back/']) summary").tap()
    sound(page)
    page.locator("main form[action$='/take-back/'] button").tap()
    expect(page.locator("main [role=status]")).to_be_visible()
    page.goto(talking)
    tray = member.context.new_page()
    until_there(tray, f"/{language}/c/{company}/in-tray/", "main form[action$='/deleted/']")
    expect(tray.locator("#waiting-number")).not_to_be_empty()
    sound(tray)
    tray.close()


def leaves_traces_for_herself(page: Page, language: str) -> None:
    """Her timeline tells what has happened, with days and without hours."""
    talking = page.url
    page.goto(f"/{language}/timeline/")
    lines = page.locator("main li")
    expect(lines).to_have_count(3)
    assert not re.search(r"[\d۰-۹]:[\d۰-۹]", lines.first.inner_text())
    sound(page)
    page.goto(talking)


def blocks(her: Page, member: Page, language: str) -> None:
    """At its next load the company's open page reads that it has ended; what she said is gone from it."""
    expect(member.locator("main")).not_to_contain_text(ENDED[language])
    her.locator("main details:has(form[action$='/block/']) summary").tap()
    sound(her)
    her.locator("main form[action$='/block/'] button").tap()
    her.wait_for_url(re.compile("/conversations/$"))
    sound(her)
    her.goto(f"/{language}/timeline/")
    expect(her.locator("main li")).to_have_count(0)
    sound(her)
    member.reload()
    expect(member.locator("main")).to_contain_text(ENDED[language])
    expect(member.locator("main")).not_to_contain_text(SAID[language][1])
    expect(member.locator("main textarea")).to_have_count(0)
    sound(member)
