"""Second factors in Chromium, with an authenticator that the browser plays (CDP WebAuthn): passkey and app."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
PEOPLE = {"fa": "moderator2@park.example.org", "en": "editor@park.example.org"}


def device(page: Page) -> None:
    """A device with a fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_out(page: Page, language: str) -> None:
    page.goto(f"/{language}/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url(lambda url: "/logout/" not in url)


@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 1280)])
def test_a_passkey_is_added_asked_for_and_signs_in_alone(
    enter: Enter, passwords: dict[str, str], language: str, width: int
) -> None:
    email = PEOPLE[language]
    page = enter(email, width=width, language=language)
    device(page)
    page.goto(f"/{language}/account/second-factor/webauthn/add/")
    page.fill("input[name=name]", "laptop")
    page.check("input[name=passwordless]")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(re.compile("recovery-codes"))
    expect(page.locator("main li code")).to_have_count(10)

    sign_out(page, language)
    page.goto(f"/{language}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", passwords[email])
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("second-factor/authenticate"))
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(lambda url: "/account/" not in url)

    page.goto(f"/{language}/account/logout/")
    page.locator("main form button").click()
    page.goto(f"/{language}/account/login/")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(lambda url: "/account/" not in url)

    page.goto(f"/{language}/account/second-factor/webauthn/")
    page.locator("main a[href*='/remove/']").click()
    page.locator("main form button").click()
    page.wait_for_load_state()
    page.goto(f"/{language}/account/second-factor/webauthn/")
    expect(page.locator("main a[href*='/remove/']")).to_have_count(0)


def test_an_app_is_set_up_by_its_drawing_and_typed_in_persian_digits(
    enter: Enter, passwords: dict[str, str]
) -> None:
    email = "operator@park.example.org"
    page = enter(email, width=360, language="fa")
    page.goto("/fa/account/second-factor/totp/activate/")
    assert page.locator("main img").evaluate("image => image.naturalWidth") > 0
    secret = page.locator("main code").inner_text()
    page.fill("input[name=code]", code_of(secret).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("recovery-codes"))
    recovery: Any = page.locator("main li code").first.inner_text()
    other = enter(width=1280)
    other.goto("/en/account/login/")
    other.fill("input[name=login]", email)
    other.fill("input[name=password]", passwords[email])
    other.locator("main form button").first.click()
    other.wait_for_url(re.compile("authenticate"))
    other.fill("input[name=code]", recovery)
    other.locator("main form button").first.click()
    other.wait_for_url(lambda url: "/account/" not in url)


def code_of(secret: str) -> str:
    """What an app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def test_a_session_that_ended_while_typing_gives_the_text_back(
    enter: Enter, passwords: dict[str, str]
) -> None:
    email = "expert@experts.example.org"
    page = enter(email)
    page.goto("/en/profile/words/")
    typed = "Words that took an evening"
    page.fill("textarea[name=summary_en]", typed)
    page.context.clear_cookies(name="sessionid")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/account/login/"))
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", passwords[email])
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/account/kept/"))
    expect(page.locator("main dl")).to_contain_text(typed)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/kept/" not in url)
    page.goto("/en/profile/words/")
    assert page.input_value("textarea[name=summary_en]") == typed
