"""Second factors: set up, asked for at sign-in, encrypted at rest, demanded where other people's data is."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.contrib.auth import get_user
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from config.api import problem
from talent.accounts.checks import second_factor
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_second_factor
from talent.audit.models import Entry
from talent.lib.errors import NoticeNeeded, SecondFactorNeeded
from talent.notifications.models import Delivery
from tests import cast
from tests.post import sent_to, words

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def code_of(secret: str) -> str:
    """What an app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def set_up_app(browser: Client) -> str:
    page = browser.get("/en/account/second-factor/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())
    assert secret and "data:image/svg+xml;base64," in page.content.decode()
    answer = browser.post("/en/account/second-factor/totp/activate/", {"code": code_of(secret[1])})
    assert answer.status_code == 302
    return secret[1]


def enter_password(browser: Client, user: User) -> Any:
    return browser.post("/en/account/login/", {"login": user.email, "password": cast.PASSWORD})


@pytest.mark.parametrize("digits", [str.maketrans({}), PERSIAN], ids=["latin", "persian"])
def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(
    browse: Browse, expert: User, digits: dict[int, int]
) -> None:
    secret = set_up_app(browse(expert))
    cache.clear()  # the code of the set-up counts as used for half a minute
    browser = browse()
    assert enter_password(browser, expert).url == "/en/account/second-factor/authenticate/"
    assert browser.get("/en/profile/").status_code == 302
    wrong = browser.post("/en/account/second-factor/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200 and 'role="alert"' in wrong.content.decode()
    right = code_of(secret).translate(digits)
    assert browser.post("/en/account/second-factor/authenticate/", {"code": right}).status_code == 302
    assert browser.get("/en/profile/").status_code == 200


def test_a_code_opens_once(browse: Browse, expert: User) -> None:
    secret = cast.second_factor(expert)
    code, opened = code_of(secret), []
    for browser in (browse(), browse()):
        enter_password(browser, expert)
        browser.post("/en/account/second-factor/authenticate/", {"code": code})
        opened.append(browser.get("/en/profile/").status_code)
    assert opened == [200, 302]


def test_a_recovery_code_opens_once_in_place_of_the_app(browse: Browse, expert: User) -> None:
    mine = browse(expert)
    set_up_app(mine)
    page = mine.get("/en/account/second-factor/recovery-codes/").content.decode()
    [first, *rest] = re.findall(r"<code>(\d{8})</code>", page)
    assert len(rest) == 9
    opened = []
    for browser in (browse(), browse()):
        enter_password(browser, expert)
        browser.post("/en/account/second-factor/authenticate/", {"code": first})
        opened.append(browser.get("/en/profile/").status_code)
    assert opened == [200, 302]


def test_secrets_are_unreadable_in_the_database_and_under_another_key(
    browse: Browse, expert: User, settings: Any
) -> None:
    secret = set_up_app(browse(expert))
    stored = json.dumps([row.data for row in Authenticator.objects.order_by("pk")])
    assert secret not in stored and Authenticator.objects.count() == 2
    app = Authenticator.objects.get(type="totp")
    settings.SECRET_KEY = "another one"
    assert app.wrap().validate_code(code_of(secret))
    settings.FACTOR_KEY = "22" * 32
    with pytest.raises(InvalidToken):
        app.wrap().validate_code(code_of(secret))


def test_the_owner_is_told_by_mail_and_neither_secret_nor_address_of_the_caller_is_in_it(
    browse: Browse, expert: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(browse(expert))
    [mail] = sent_to(expert.email)
    assert mail.extra_headers["Content-Language"] == expert.language and "برنامهٔ" in mail.subject
    assert "127.0.0.1" not in words(mail) and "fd00" not in words(mail)


@pytest.mark.parametrize("role", RoleName.values)
def test_staff_without_one_are_led_to_setting_one_up(browse: Browse, settings: Any, role: str) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    browser = browse(user := cast.staff(RoleName(role)))
    assert browser.get("/back-office/").url == "/fa/account/second-factor/"
    assert "عامل دوم" in browser.get("/fa/account/second-factor/").content.decode()
    cast.second_factor(user)
    assert browser.get("/fa/start/").url == "/back-office/", "and back to where they were going"
    assert browser.get("/back-office/").status_code == 200


def test_a_stranger_and_an_expert_learn_nothing_of_the_back_office(
    browse: Browse, expert: User, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    assert browse(expert).get("/back-office/").status_code == 404
    assert "/account/login/" in browse().get("/back-office/").url


def test_a_form_of_the_back_office_is_refused_too_and_nothing_typed_is_lost(
    browse: Browse, settings: Any, moderator: User
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    browser = browse(moderator)
    form = {"name_fa": "نو", "name_en": "New", "slug": "new", "domain": "new.example.org"}
    assert browser.post("/back-office/companies/new/", form).url == "/fa/account/second-factor/"
    cast.second_factor(moderator)
    assert browser.get("/fa/start/").url == "/fa/account/kept/"
    assert "new.example.org" in browser.get("/fa/account/kept/").content.decode()


def test_demanding_one_costs_no_statement_of_its_own(
    browse: Browse, moderator: User, settings: Any, rf: Any, django_assert_num_queries: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    request = rf.get("/")
    request.session = browse(moderator).session
    request.session.load()
    with django_assert_num_queries(1):  # the reader's own row
        reader = get_user(request)
        with pytest.raises(SecondFactorNeeded):
            demand_second_factor(reader)


def test_production_is_not_checked_without_it(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    assert second_factor(None) == []
    settings.REQUIRE_SECOND_FACTOR = False
    assert [message.id for message in second_factor(None)] == ["accounts.W001"]


def test_guessing_codes_ends_after_a_few(browse: Browse, expert: User) -> None:
    secret = cast.second_factor(expert)
    browser = browse()
    enter_password(browser, expert)
    for number in range(5):
        browser.post("/en/account/second-factor/authenticate/", {"code": f"{number:06}"})
    browser.post("/en/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert browser.get("/en/profile/").status_code == 302


def test_programs_are_told_what_is_missing_by_a_code() -> None:
    for error, code in (
        (SecondFactorNeeded("Set one up."), "second_factor_needed"),
        (NoticeNeeded(), "notice_needed"),
    ):
        answer = problem(error, {})
        assert answer is not None and (answer.status_code, answer.data["code"]) == (403, code)


BROKEN = ["", "{}", "[]", "1", "null", "x", '"x"', '{"response": 1}', '{"response": {"userHandle": "!!"}}',
          '{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "x"}}',
          '{"id": "eA", "rawId": "eA", "type": "public-key", "clientExtensionResults": {}, "response": '
          '{"clientDataJSON": "e30", "authenticatorData": "eA", "signature": "eA", "userHandle": "MQ"}}']  # fmt: skip


@pytest.mark.parametrize("credential", BROKEN)
def test_a_broken_passkey_is_refused_and_breaks_nothing(
    browse: Browse, expert: User, credential: str
) -> None:
    cast.second_factor(expert)
    browser = browse()
    browser.get("/en/account/second-factor/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    answer = browser.post("/en/account/second-factor/webauthn/login/", {"credential": credential})
    assert answer.status_code == 302 and answer.url == "/en/account/login/"
    enter_password(browser, expert)
    browser.get("/en/account/second-factor/authenticate/")
    answer = browser.post("/en/account/second-factor/authenticate/", {"credential": credential})
    assert answer.status_code in (200, 302) and browser.get("/en/profile/").status_code == 302
    mine = browse(expert)
    mine.get("/en/account/second-factor/webauthn/add/")
    answer = mine.post("/en/account/second-factor/webauthn/add/", {"credential": credential, "name": "x"})
    assert answer.status_code == 200 and not Authenticator.objects.filter(type="webauthn").exists()


def test_no_cookie_tells_the_language_or_anything_of_the_person(browse: Browse, expert: User) -> None:
    answer = enter_password(browse(), expert)
    assert set(answer.cookies) <= {"sessionid", "csrftoken", "messages", "kept_for"}
    assert not {expert.email, str(expert.audit_key), str(expert.pk)} & {
        morsel.value for morsel in answer.cookies.values()
    }


def test_a_lost_factor_is_removed_on_the_machine_and_its_owner_is_told(browse: Browse, expert: User) -> None:
    cast.second_factor(expert)
    inside = browse(expert)
    assert inside.get("/en/profile/").status_code == 200
    call_command("second_factor", expert.email.upper())
    assert not Authenticator.objects.filter(user=expert).exists()
    assert inside.get("/en/profile/").status_code == 302, "signed out everywhere"
    assert enter_password(browse(), expert).url == "/en/start/"
    [mail] = sent_to(expert.email)
    assert "/account/password/reset/" in mail.body
    entry = Entry.objects.get(verb="account.factors_dropped")
    assert (entry.actor, entry.target_key) == (None, str(expert.audit_key))


@pytest.mark.parametrize("email", ["nobody@example.org", "expert@experts.example.org"])
def test_where_there_is_no_second_factor_the_command_says_so(expert: User, email: str) -> None:
    with pytest.raises(CommandError, match="Nobody with this address has a second factor"):
        call_command("second_factor", email)
    assert not Delivery.objects.filter(kind="factors_dropped").exists()
