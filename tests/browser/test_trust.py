"""What a browser must not give away, and the way back in for somebody who has forgotten."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.test_ways import PASSWORD, sign_up

pytestmark = pytest.mark.browser
EXPERT, MEMBER, OTHER = (
    "expert@experts.example.org",
    "recruiter@mahan.example.org",
    "recruiter@kavir.example.org",
)
HEADLINE = "Data platform engineer and adviser"
FOUND = "experts/?skill=persian-nlp&skill=python&skill=apache-kafka"
FETCH = """async path => {
    const answer = await fetch(path);
    const kept = [...answer.headers].filter(([name]) => name !== 'date').map(String).sort();
    return [answer.status, await answer.text(), kept];
}"""


def address_of_the_expert(page: Page, company: str) -> str:
    """Where this company finds the demo expert."""
    page.goto(f"/en/c/{company}/{FOUND}")
    link = page.get_by_role("link", name=HEADLINE).first.get_attribute("href")
    assert link
    return link


def without_token(told: list[Any], path: str) -> list[Any]:
    """An answer with its own address taken out: the link to the other language names it."""
    token = path.rstrip("/").rpartition("/")[2]
    return [part.replace(token, "…") if isinstance(part, str) else part for part in told]


def hide_or_show(page: Page, company: str, button: str) -> None:
    """The demo expert hides from a company, or shows herself again."""
    page.goto("/en/profile/hidden/")
    if button == "Hide me from this company":
        page.select_option("select[name=company]", company)
    page.get_by_role("button", name=button).first.click()
    page.wait_for_load_state()


def test_hidden_foreign_and_missing_are_one_answer(enter: Enter) -> None:
    member, other, her = enter(MEMBER), enter(OTHER), enter(EXPERT)
    hidden, theirs = address_of_the_expert(member, "mahan"), address_of_the_expert(other, "kavir")
    assert member.evaluate(FETCH, hidden)[0] == 200
    foreign = hidden.rpartition("/experts/")[0] + "/experts/" + theirs.rpartition("/experts/")[2]
    missing = hidden.rpartition("/experts/")[0] + "/experts/" + "A" * 32 + "/"
    hide_or_show(her, "mahan", "Hide me from this company")
    try:
        answers = [without_token(member.evaluate(FETCH, path), path) for path in (hidden, foreign, missing)]
        assert answers[0] == answers[1] == answers[2] and answers[0][0] == 404
        member.goto(f"/en/c/mahan/{FOUND}")
        assert HEADLINE not in member.content()
    finally:
        hide_or_show(her, "mahan", "Show me to")
    assert member.evaluate(FETCH, hidden)[0] == 200


def link_to_a_new_password(page: Page) -> str:
    """From the newest mail, as soon as it has been written."""
    for _ in range(40):
        page.goto("/dev/mail/")
        page.locator("main li a").first.click()
        page.wait_for_load_state()
        if found := re.search(r"https?://[^\s\"<&]+password/reset[^\s\"<&]+code=[A-Z0-9-]+", page.content()):
            return found[0]
        page.wait_for_timeout(250)
    raise AssertionError("no mail with a code came")


@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 1280)])
def test_a_forgotten_password_is_made_new(enter: Enter, language: str, width: int) -> None:
    email, fresh = f"forgetful-{language}@experts.example.org", "another long password"
    sign_up(enter(width=width), email, language)
    page = enter(width=width)
    page.goto(f"/{language}/account/password/reset/")
    page.fill("input[name=email]", email)
    page.locator("main form button").first.click()
    page.wait_for_url(
        re.compile("password/reset/confirm|password/reset/code|password/reset/key|confirm-code")
    )
    page.goto(link_to_a_new_password(page))
    assert page.input_value("input[name=code]")
    page.locator("main form:has(input[name=code]) button").first.click()
    page.fill("input[name=password1]", fresh)
    page.fill("input[name=password2]", fresh)
    page.locator("main form:has(input[name=password2]) button").first.click()
    page.wait_for_load_state()
    for password, comes_in in ((PASSWORD, False), (fresh, True)):
        again = enter(width=width)
        again.goto(f"/{language}/account/login/")
        again.fill("input[name=login]", email)
        again.fill("input[name=password]", password)
        again.locator("main form button").first.click()
        again.wait_for_load_state()
        expect(again.locator("input[name=login]")).to_have_count(0 if comes_in else 1)


def test_a_form_from_elsewhere_is_refused_and_one_of_ours_is_taken(enter: Enter) -> None:
    page = enter(EXPERT)
    page.goto("/en/profile/words/")
    stolen = "() => fetch('/en/profile/listing/', {method: 'POST', body: new URLSearchParams({listing: 'nobody'})}).then(a => a.status)"
    assert page.evaluate(stolen) == 403
    page.fill("textarea[name=summary_en]", "Written in a real browser.")
    page.locator("main form:has(textarea) button").last.click()
    page.wait_for_url(re.compile(r"/en/profile/$"))
    expect(page.locator("main")).to_contain_text("Written in a real browser.")
    expect(page.locator("main")).to_contain_text("Verified companies find you in search")
