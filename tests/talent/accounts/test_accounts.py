"""Signing up, in and out; and that nobody learns who has an account."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone

from talent.accounts.actions import drop_unconfirmed
from talent.accounts.adapter import caller
from talent.accounts.models import User
from talent.notifications.models import Delivery
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
NEW, TAKEN = "new@experts.example.org", "taken@experts.example.org"
PASSWORD = "correct horse battery"


def sign_up(browser: Client, email: str, language: str = "en", **more: str) -> Any:
    cast.read_notice(browser)
    return browser.post(f"/{language}/account/signup/", {"email": email, "password1": PASSWORD} | more)


def code_in(delivery: Delivery) -> str:
    found = re.search(r"code=([A-Z0-9-]+)", delivery.text + delivery.html)
    assert found
    return found[1]


@pytest.mark.parametrize(("language", "calendar"), [("fa", "jalali"), ("en", "gregorian")])
def test_an_address_is_confirmed_by_its_code(browse: Browse, db: None, language: str, calendar: str) -> None:
    browser = browse()
    answer = sign_up(browser, NEW, language, time_zone="Europe/Berlin")
    assert answer.status_code == 302 and answer.url == f"/{language}/account/confirm-email/"
    form = browser.get(answer.url, {"code": "ABC123"}).content.decode()
    assert 'value="ABC123"' in form
    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.language) == (NEW, language)
    assert browser.post(answer.url, {"code": code_in(delivery)}).status_code == 302
    user = User.objects.get(email=NEW)
    assert (user.language, user.calendar, user.time_zone) == (language, calendar, "Europe/Berlin")
    assert not user.roles.exists() and browser.get("/en/profile/").status_code == 200


def test_a_wrong_code_confirms_nothing(browse: Browse, db: None) -> None:
    browser = browse()
    sign_up(browser, NEW)
    browser.post("/en/account/confirm-email/", {"code": "WRONG1"})
    assert browser.get("/en/profile/").status_code == 302


def test_an_unknown_zone_is_forgotten(browse: Browse, db: None) -> None:
    sign_up(browse(), NEW, time_zone="Mars/Olympus")
    assert User.objects.get().time_zone == "Asia/Tehran"


def shape(answer: Any) -> tuple[Any, ...]:
    body = re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)
    return answer.status_code, answer.headers.get("Location"), body


def test_signing_up_tells_nobody_whether_an_address_is_taken(browse: Browse, db: None) -> None:
    cast.person(TAKEN)
    new, taken = browse(), browse()
    assert shape(sign_up(new, NEW)) == shape(sign_up(taken, TAKEN))
    for_new, for_taken = (browser.get("/en/account/confirm-email/") for browser in (new, taken))
    assert shape(for_new)[2].replace(NEW.encode(), b"E") == shape(for_taken)[2].replace(TAKEN.encode(), b"E")
    assert sorted(Delivery.objects.values_list("address", flat=True)) == [NEW, TAKEN]


@pytest.mark.parametrize(
    ("path", "hashes"),
    [("/en/account/signup/", 1), ("/en/account/login/", 1), ("/en/account/password/reset/", 0)],
)
def test_known_and_unknown_addresses_cost_the_same_hashes(
    browse: Browse, db: None, monkeypatch: Any, path: str, hashes: int
) -> None:
    cast.person(TAKEN)
    hashed: list[str] = []
    plain = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hashed.append("x") or plain(*a, **k))
    counts = []
    for email in (NEW, TAKEN):
        browser = browse()
        cast.read_notice(browser)
        hashed.clear()
        browser.post(
            path, {"email": email, "password1": PASSWORD, "login": email, "password": "wrong wrong wrong"}
        )
        counts.append(len(hashed))
    assert counts == [hashes, hashes]


def test_a_wrong_password_and_an_unknown_address_read_alike(browse: Browse, db: None) -> None:
    cast.person(TAKEN)
    answers = [
        shape(browse().post("/en/account/login/", {"login": email, "password": "wrong wrong wrong"}))
        for email in (NEW, TAKEN)
    ]
    assert answers[0][0] == answers[1][0] == 200
    assert answers[0][2].replace(NEW.encode(), b"E") == answers[1][2].replace(TAKEN.encode(), b"E")


def test_resetting_a_password_tells_nobody_and_mails_both(browse: Browse, db: None) -> None:
    cast.person(TAKEN)
    answers = [
        shape(browse().post("/en/account/password/reset/", {"email": email})) for email in (NEW, TAKEN)
    ]
    assert answers[0] == answers[1]
    assert sorted(Delivery.objects.values_list("kind", flat=True)) == [
        "password_reset_code",
        "unknown_account",
    ]


def test_a_password_is_reset_by_code(browse: Browse, db: None) -> None:
    user, browser = cast.person(TAKEN), browse()
    browser.post("/en/account/password/reset/", {"email": TAKEN})
    answer = browser.post("/en/account/password/reset/confirm/", {"code": code_in(Delivery.objects.get())})
    browser.post(answer.url, {"password1": "a quite new password", "password2": "a quite new password"})
    user.refresh_from_db()
    assert user.check_password("a quite new password")


def test_a_code_is_sent_again_only_after_thirty_seconds(browse: Browse, db: None) -> None:
    browser = browse()
    sign_up(browser, NEW)
    browser.post("/en/account/confirm-email/", {"action": "resend"})
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", PASSWORD),
        ("x", PASSWORD),
        ("a" * 300 + "@example.org", PASSWORD),
        (NEW, "short"),
        (NEW, "password123"),
        ("\x00@x.org", PASSWORD),
    ],
)
def test_a_wrong_sign_up_is_refused_and_keeps_what_was_typed(
    browse: Browse, db: None, email: str, password: str
) -> None:
    browser = browse()
    cast.read_notice(browser)
    answer = browser.post("/fa/account/signup/", {"email": email, "password1": password})
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    assert not User.objects.exists()


def test_capital_letters_are_the_same_address(browse: Browse, db: None) -> None:
    cast.person(TAKEN)
    sign_up(browse(), TAKEN.upper())
    assert User.objects.count() == 1


def test_an_account_that_nobody_confirms_goes_after_a_day(browse: Browse, db: None) -> None:
    sign_up(browse(), NEW)
    kept = cast.person(TAKEN)
    assert drop_unconfirmed() == 0
    User.objects.update(joined_at=timezone.now() - timedelta(hours=25))
    assert drop_unconfirmed() == 1
    assert list(User.objects.all()) == [kept]


def test_settings_change_language_zone_and_calendar(browse: Browse, expert: Any) -> None:
    browser = browse(expert)
    form = {"language": "en", "time_zone": "Europe/Berlin", "calendar": "gregorian"}
    answer = browser.post("/fa/account/settings/", form)
    assert answer.url == "/en/account/settings/"
    expert.refresh_from_db()
    assert (expert.language, expert.time_zone, expert.calendar) == ("en", "Europe/Berlin", "gregorian")
    assert browser.post("/fa/account/settings/", form | {"time_zone": "Mars/Olympus"}).status_code == 200


def test_signing_out_ends_the_session(browse: Browse, expert: Any) -> None:
    browser = browse(expert)
    browser.post("/en/account/logout/")
    assert browser.get("/en/profile/").status_code == 302


def test_a_caller_is_known_by_a_pseudonym_of_the_day(rf: Any) -> None:
    one, other = (caller(rf.get("/", REMOTE_ADDR=address)) for address in ("192.0.2.1", "192.0.2.2"))
    assert one != other and one == caller(rf.get("/", REMOTE_ADDR="192.0.2.1"))
    assert one.startswith("fd") and "192.0.2" not in one and "c000:02" not in one


def test_behind_a_proxy_callers_are_told_apart_and_cannot_lie(rf: Any, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    seen = [
        caller(rf.get("/", headers={"x-forwarded-for": text}))
        for text in ("192.0.2.1", "192.0.2.2", "9.9.9.9, 192.0.2.1")
    ]
    assert seen[0] != seen[1] and seen[0] == seen[2]


@pytest.mark.parametrize("path", ["/en/account/login/code/confirm/"])
def test_pages_that_the_product_does_not_offer_are_absent(browse: Browse, expert: Any, path: str) -> None:
    assert browse(expert).get(path).status_code == 404


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(browse: Browse, db: None, target: str) -> None:
    cast.person(TAKEN)
    answer = browse().post("/en/account/login/", {"login": TAKEN, "password": cast.PASSWORD, "next": target})
    assert answer.status_code == 302 and answer.url == "/en/start/"
