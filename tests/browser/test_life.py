"""One life in the network, in a browser: from Munich on a phone to being listed, hidden, silent, back, and forgotten."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Enter, sign_in
from tests.browser.test_trust import without_token
from tests.browser.test_ways import PASSWORD, sign_up

pytestmark = pytest.mark.browser
MEMBER, OTHER = "recruiter@alborz.example.org", "recruiter@parto.example.org"
SKILLS = {"fa": ("پایتون", "راست", "داکر"), "en": ("pyth", "rust", "docker")}
HEADLINE = {"fa": "سازندهٔ سامانه‌های بی‌توقف", "en": "Builder of systems that never stop"}
NAME = {"fa": "نازنین ساختگی مونیخی", "en": "Nazanin Invented of Munich"}
FOUND = "experts/?skill=rust&skill=docker&skill=python&region=western-europe"
FAREWELL = {"fa": "حساب شما حذف شد", "en": "Your account is deleted"}
COMPANY = {"fa": "رایان‌پرداز البرز", "en": "Alborz"}
SILENT = {"fa": "ناپیدا شدید", "en": "You have fallen silent"}
MISSING = "A" * 32
INVENTED = "nobody-has-this@experts.example.org"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_from_munich_on_a_phone_to_being_forgotten(enter: Enter, language: str) -> None:
    email = f"munich-{language}@experts.example.org"
    her, member, other = enter(width=360), enter(MEMBER, language=language), enter(OTHER, language=language)
    sign_up(her, email, language)
    tell_of_herself(her, language)
    address = found_by_a_nickname_only(her, member, other, email, language)
    hidden_while_being_looked_for(her, member, other, address, language)
    leaves_search(her, other, language)
    codes = second_factor(her, language)
    laptop = enter()
    comes_in_with_a_code(laptop, email, codes[0], language)
    goes_quiet(her, laptop, member, address, language)
    comes_in_with_a_code(her, email, codes[1], language)
    comes_back(her, member, language)
    takes_her_data(her, email, language)
    leaves(her, member, address, email, language)


# ---------------------------------------------------------------- from a stranger to a listed profile


def tell_of_herself(page: Page, language: str) -> None:
    """Skills by completion, facts, words, a name; then listed for verified companies, which her own view shows."""
    page.goto(f"/{language}/profile/skills/")
    for number, typed in enumerate(SKILLS[language], 1):
        page.locator("input[name=q]").press_sequentially(typed)
        page.locator("#found button[name=skill]").first.tap()
        expect(page.locator("main form[action$='/skills/set/']")).to_have_count(number)
    page.locator("main a[href$='/profile/facts/'].btn").tap()
    page.check("input[name=ways][value=remote]")
    page.select_option("select[name=seniority]", "senior")
    page.select_option("select[name=region]", "western-europe")
    page.locator("main form button").tap()
    page.fill(f"input[name=headline_{language}]", HEADLINE[language])
    page.locator("main form button").tap()
    page.wait_for_url(re.compile("/profile/$"))
    page.goto(f"/{language}/profile/names/")
    page.fill("input[name=name_native]", NAME[language])
    page.locator("main form button").tap()
    page.wait_for_url(re.compile("/profile/#names"))
    be_listed(page, language)


def be_listed(page: Page, language: str) -> None:
    """Verified companies may find her; the page says so, and shows her as they get her, without her name."""
    page.goto(f"/{language}/profile/seen-by/companies/")
    expect(page.locator("main h1")).not_to_contain_text(HEADLINE[language])
    page.goto(f"/{language}/profile/")
    page.locator("main a[href='#listing']").tap()
    page.check("#listing input[value=companies]")
    with page.expect_navigation():
        page.locator("#listing button").first.tap()
    expect(page.locator("main [role=status]")).to_be_visible()
    page.goto(f"/{language}/profile/seen-by/companies/")
    expect(page.locator("main h1")).to_contain_text(HEADLINE[language])
    expect(page.locator("main")).not_to_contain_text(NAME[language])


def found_by_a_nickname_only(her: Page, member: Page, other: Page, email: str, language: str) -> str:
    """Two companies find her by two names that are not hers; returns her address for the first one."""
    names, addresses = [], []
    for page, company in ((member, "alborz"), (other, "parto")):
        card = looked_for(page, company, language, there=True)
        names.append(card.locator("h2 + p").inner_text())
        addresses.append(str(card.locator("h2 a").get_attribute("href")))
        page.goto(addresses[-1])
        expect(page.locator("main h1")).to_contain_text(HEADLINE[language])
        told = page.content()
        assert NAME[language] not in told and email not in told and email.split("@")[0] not in told
    assert names[0] != names[1] and addresses[0].split("/")[-2] != addresses[1].split("/")[-2]
    her.goto(f"/{language}/profile/looks/")
    expect(her.locator("main ul li")).to_have_count(2)
    expect(her.locator("main ul")).to_contain_text(COMPANY[language])
    return addresses[0]


def looked_for(page: Page, company: str, language: str, *, there: bool) -> Any:
    """The card of the expert in the list of a company, once the index has caught up; `there`: whether one is awaited."""
    card = page.locator("article", has_text=HEADLINE[language])
    for _ in range(60):
        page.goto(f"/{language}/c/{company}/{FOUND}")
        if (card.count() == 1) == there:
            return card
        page.wait_for_timeout(250)
    raise AssertionError("not found in time" if there else "still found")


# ---------------------------------------------------------------- hidden, at the very next click


def hidden_while_being_looked_for(her: Page, member: Page, other: Page, address: str, language: str) -> None:
    """Three tabs show her card; she hides; a click on it, a reload and a tick each find that she does not exist."""
    listed = f"/{language}/c/alborz/{FOUND}"
    clicks, reloads, ticks = (member.context.new_page() for _ in range(3))
    for tab in (clicks, reloads, ticks):
        tab.goto(listed)
        expect(tab.locator("article", has_text=HEADLINE[language])).to_have_count(1)
    before = number_of(reloads)
    hides(her, "alborz", language)
    with clicks.expect_navigation() as navigation:
        clicks.get_by_role("link", name=HEADLINE[language]).click()
    assert_absent(clicks, navigation.value, address)
    reloads.reload()
    ticks.locator("input[name=way][value=remote]").check()
    ticks.wait_for_url(re.compile("way=remote"))
    for tab in (reloads, ticks):
        expect(tab.locator("article", has_text=HEADLINE[language])).to_have_count(0)
    assert number_of(reloads) == before - 1
    looked_for(other, "parto", language, there=True)
    her.locator("button[name=show]").tap()
    her.wait_for_load_state()
    looked_for(member, "alborz", language, there=True)
    for tab in (clicks, reloads, ticks):
        tab.close()


def hides(page: Page, company: str, language: str) -> None:
    """She puts the company on her hide list."""
    page.goto(f"/{language}/profile/hidden/")
    page.select_option("select[name=company]", company)
    page.locator("form:has(select[name=company]) button").tap()
    expect(page.locator("button[name=show]")).to_have_count(1)


def leaves_search(her: Page, other: Page, language: str) -> None:
    """One button on her profile; then she chooses anew."""
    her.goto(f"/{language}/profile/")
    her.locator("button[name=listing][value=nobody]").tap()
    her.wait_for_load_state()
    looked_for(other, "parto", language, there=False)
    be_listed(her, language)


def number_of(page: Page) -> int:
    """How many experts the list says there are."""
    said = page.locator("[data-announce] strong")
    return int(said.inner_text()) if said.count() else 0


def assert_absent(page: Page, answer: Response | None, address: str) -> None:
    """The answer, and what the browser made of it, are those of an address that never existed."""
    invented = re.sub(r"[^/]{32}/$", f"{MISSING}/", address)
    assert answer is not None
    shown = [answer.status, answer.text(), page.content()]
    second = page.goto(invented)
    assert second is not None
    missing = [second.status, second.text(), page.content()]
    assert without_token(shown, address) == without_token(missing, invented) and shown[0] == 404


# ---------------------------------------------------------------- silent, and back


def second_factor(page: Page, language: str) -> list[str]:
    """She sets up an app; returns her recovery codes."""
    page.goto(f"/{language}/account/second-factor/totp/activate/")
    counter = list(yield_hotp_counters_from_time())[1]
    page.fill(
        "input[name=code]", format_hotp_value(hotp_value(page.locator("main code").inner_text(), counter))
    )
    page.locator("main form button").first.tap()
    page.wait_for_url(re.compile("recovery-codes"))
    return page.locator("main li code").all_inner_texts()


def comes_in_with_a_code(page: Page, email: str, code: str, language: str) -> None:
    """Signs in: the password, then the second factor."""
    sign_in(page, email, PASSWORD, language)
    page.wait_for_url(re.compile("authenticate"))
    page.fill("input[name=code]", code)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/account/" not in url)


def goes_quiet(her: Page, laptop: Page, member: Page, address: str, language: str) -> None:
    """One tap: out here, out on the laptop at its next click, found by nobody, and not a step back in history."""
    laptop.goto(f"/{language}/profile/")
    assert laptop.url.endswith("/profile/")
    her.goto(f"/{language}/account/leave/")
    her.locator("form[action$='/quiet/'] button").tap()
    expect(her.locator("main [role=status]")).to_contain_text(SILENT[language])
    her.go_back()
    expect(her.locator("input[name=login]")).to_be_visible()
    laptop.locator("main a[href$='/profile/skills/']").first.click()
    expect(laptop.locator("input[name=login]")).to_be_visible()
    assert_absent(member, member.goto(address), address)
    looked_for(member, "alborz", language, there=False)


def comes_back(her: Page, member: Page, language: str) -> None:
    """Silent until she says otherwise; then still found by nobody before she chooses anew."""
    her.goto(f"/{language}/profile/")
    her.check("#listing input[value=companies]")
    her.locator("#listing button").first.tap()
    expect(her.locator("main [role=alert]:visible")).to_have_count(1)
    her.goto(f"/{language}/account/leave/")
    her.locator("form[action$='/back/'] button").tap()
    her.wait_for_url(re.compile("/profile/$"))
    looked_for(member, "alborz", language, there=False)
    be_listed(her, language)
    looked_for(member, "alborz", language, there=True)


# ---------------------------------------------------------------- gone


def takes_her_data(page: Page, email: str, language: str) -> None:
    """The file is JSON and holds what she typed."""
    page.goto(f"/{language}/account/leave/")
    with page.expect_download() as download:
        page.locator("main a[href$='/leave/data/']").tap()
    kept = json.loads(Path(download.value.path()).read_text())
    [user], [profile] = kept["accounts.User"], kept["experts.Profile"]
    assert user["email"] == email and profile[f"headline_{language}"] == HEADLINE[language]
    assert kept["experts.Details"][0]["name_native"] == NAME[language]
    assert len(kept["experts.ProfileSkill"]) == 3 and PASSWORD not in json.dumps(kept)


def leaves(her: Page, member: Page, address: str, email: str, language: str) -> None:
    """Not without the box; then she is nobody's: not the company's, not her browser's, not the sign-in's."""
    her.locator("form[action$='/erase/'] button").tap()
    expect(her.locator("main [role=alert]:visible")).to_be_in_viewport()
    her.check("input[name=sure]")
    her.locator("form[action$='/erase/'] button").tap()
    expect(her.locator("main [role=status]")).to_contain_text(FAREWELL[language])
    her.goto(f"/{language}/profile/")
    expect(her.locator("input[name=login]")).to_be_visible()
    assert refused(her, email, language) == refused(her, INVENTED, language)
    assert_absent(member, member.goto(address), address)
    looked_for(member, "alborz", language, there=False)


def refused(page: Page, email: str, language: str) -> str:
    """What signing in says to this address and her password."""
    page.goto(f"/{language}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").first.tap()
    return page.locator("main [role=alert]:visible").inner_text()
