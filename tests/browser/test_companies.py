"""A company comes to the network by itself, in a browser; the pages on its way are as accessible as all others."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from talent.lib.national_id import check_digit
from tests.browser.conftest import Enter
from tests.browser.faults import faults_of, faults_of_html, faults_of_refusal
from tests.browser.states import send
from tests.browser.test_keyboard import choose, go, sends, skip
from tests.browser.test_pages import watched
from tests.browser.test_ways import sign_up

pytestmark = pytest.mark.browser
MODERATORS = ("moderator@park.example.org", "moderator2@park.example.org")
DRAFT, WAITING, RETURNED, INVITED = (
    "owner@draftworks.example.org",
    "owner@waitingworks.example.org",
    "owner@returnedworks.example.org",
    "colleague@draftworks.example.org",
)
OURS = ("registration/", "examples/", "members/")
STEPS = tuple(f"registration/{step}/" for step in ("names", "papers", "domain", "work"))
COMMENT = {"fa": "نشانی‌های این دامنه پاسخ نمی‌دهند.", "en": "Nobody answers at this domain."}
VERIFIED = {"fa": "تأییدشده", "en": "Verified"}


@pytest.mark.parametrize(
    ("width", "dark"), [(360, False), (1280, True)], ids=["phone in light", "desktop in dark"]
)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_pages_of_a_company_on_its_way_are_accessible_valid_and_quiet(
    enter: Enter, site: Any, language: str, width: int, dark: bool
) -> None:
    found, wrong = {}, []
    for who, paths in (
        (DRAFT, (*OURS, *STEPS)),
        (RETURNED, (*OURS, STEPS[2])),
        (WAITING, OURS),
        (INVITED, ("",)),
    ):
        page = enter(who, width=width, dark=dark, language=language)
        wrong += watched(page, site.url)
        page.goto(f"/{language}/c/")
        here = page.url.partition("registration/")[0]
        for path in paths:
            answer = page.goto(f"{here}{path}")
            assert answer is not None and answer.status == 200
            found[who, path] = [*faults_of(page), *faults_of_html(answer.text())]
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert wrong == []


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_is_refused_on_them_is_shown(enter: Enter, language: str) -> None:
    page = enter(DRAFT, width=360, language=language)
    page.goto(f"/{language}/c/")
    here, found = page.url.partition("registration/")[0], {}
    for path, field, typed in (
        ("members/", "#id_email", {"email": "nobody"}),
        (STEPS[1], "[name=national_id]", {"national_id": "123"}),
        (STEPS[2], "[name=domain]", {"domain": "gmail.com"}),
    ):
        page.goto(f"{here}{path}")
        page.locator(f"main {field}").fill(*typed.values())
        with page.expect_navigation() as navigation:
            page.locator(f"main form:has({field}) button").click()
        found[path] = [*faults_of(page), *faults_of_html(navigation.value.text()), *faults_of_refusal(page)]
        expect(page.locator(f"main {field}")).to_have_value(*typed.values())
    assert {path: faults for path, faults in found.items() if faults} == {}


def is_verified(enter: Enter, name: str, language: str) -> None:
    """From nothing to a verified company that has invited a colleague."""
    owner = enter(width=360 if language == "fa" else 1280, language=language)
    first, second = enter(MODERATORS[0]), enter(MODERATORS[1])
    registers(owner, name, language)
    returned(first, name, language)
    mends(owner, name, language)
    for moderator in (first, second):
        approves(moderator, name)
    owner.goto(f"/{language}/c/{name}/registration/")
    expect(owner.locator("main")).to_contain_text(VERIFIED[language])
    invites(owner, name, language)


def registers(page: Page, name: str, language: str) -> None:
    """She signs up, begins, and is led from step to step; then it is the park's."""
    sign_up(page, f"owner@{name}.example.org", language)
    page.goto(f"/{language}/c/")
    page.locator("main a[href$='/companies/register/']").click()
    send(page, "[name=name_en]", name_fa=f"شرکت {name}", name_en=name.title())
    first_ten = f"1497{len(name):02d}{ord(language[0]):04d}"
    for step, typed in (
        ("names", {"wish": name}),
        ("papers", {"national_id": first_ten + str(check_digit(first_ten)), "contract_number": "1405-7"}),
        ("domain", {"domain": f"wrong.{name}.example.org"}),
        ("work", {"makes_fa": "ساعت می‌سازد.", "makes_en": "Makes clocks."}),
    ):
        page.wait_for_url(re.compile(f"/registration/{step}/$"))
        send(page, f"[name={next(iter(typed))}]", **typed)
    page.locator("main form[action$='/submit/'] button").click()
    expect(page.locator("main form[action$='/submit/']")).to_have_count(0)


def returned(page: Page, name: str, language: str) -> None:
    """A moderator finds it in the list of those that wait, and says what is to be mended."""
    page.goto("/back-office/companies/?state=submitted")
    page.get_by_role("link", name=re.compile(name, re.IGNORECASE)).first.click()
    page.locator("a[href$='/return/']").click()
    page.fill("textarea[name=domain]", COMMENT[language])
    page.locator("form:has(textarea[name=domain]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/companies/\d+/$"))


def mends(page: Page, name: str, language: str) -> None:
    """She reads the comment where it belongs, and sends it again."""
    page.goto(f"/{language}/c/")
    expect(page.locator("main ol")).to_contain_text(COMMENT[language])
    page.locator("main a[href$='/registration/domain/']").click()
    send(page, "[name=domain]", domain=f"{name}.example.org")
    page.goto(f"/{language}/c/")
    page.locator("main form[action$='/submit/'] button").click()
    expect(page.locator("main form[action$='/submit/']")).to_have_count(0)


def approves(page: Page, name: str) -> None:
    """One of the two who have to."""
    page.goto("/back-office/companies/?state=submitted")
    page.get_by_role("link", name=re.compile(name, re.IGNORECASE)).first.click()
    page.locator("a[href$='/verify/']").click()
    page.locator("form.verb button[type=submit], form:has(.verb__buttons) button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/companies/\d+/$"))


def invites(page: Page, name: str, language: str) -> None:
    """An address at the domain that has no account yet."""
    page.goto(f"/{language}/c/{name}/members/")
    page.fill("#id_email", f"colleague@{name}.example.org")
    page.locator("main form:has(#id_email) button").click()
    expect(page.locator("main")).to_contain_text(f"colleague@{name}.example.org")


def joins_and_searches(page: Page, name: str, language: str) -> None:
    """The colleague signs up by that address, accepts, reads the code, and finds people."""
    sign_up(page, f"colleague@{name}.example.org", language, onward="/c/")
    page.locator("main form[action$='/accept/'] button").click()
    page.goto(f"/{language}/c/{name}/experts/?q=kafka")
    page.locator("main form[action$='/code/'] button").click()
    page.goto(f"/{language}/c/{name}/experts/?q=kafka")
    expect(page.locator("main [name=q]")).to_have_value("kafka")
    expect(page.locator("main h1")).to_be_visible()


def test_the_keyboard_alone_invites_and_withdraws(enter: Enter) -> None:
    page = enter("owner@alborz.example.org")
    page.goto("/en/c/alborz/members/")
    skip(page)
    go(page, "#id_email")
    page.keyboard.type("keys-invite@elsewhere.example.net")
    choose(page, "#id_role", "reader")
    sends(page, "main form:has(#id_email) button", "/members/$")
    row = page.locator("main li", has_text="keys-invite@elsewhere.example.net")
    expect(row).to_have_count(1)
    skip(page)
    sends(page, "main form[action$='/withdraw/'] button", "/members/$")
    expect(row.locator("form")).to_have_count(0)
