"""One's own sessions: seen, ended one by one or all, and ended by every change of how one signs in."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from talent.accounts.browsers import family
from talent.accounts.models import OpenSession, User
from talent.accounts.tasks import clean_accounts
from talent.notifications.models import Delivery
from tests import cast
from tests.talent.accounts.test_accounts import code_in
from tests.talent.accounts.test_second_factor import set_up_app

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
NEW_PASSWORD = "a quite new password"


def sign_in(user: User, agent: str = EDGE) -> Client:
    browser = Client(headers={"user-agent": agent}, REMOTE_ADDR="192.0.2.77")
    browser.post("/en/account/login/", {"login": user.email, "password": cast.PASSWORD})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/en/profile/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (EDGE, "edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "firefox"),
        ("Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "chrome"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1", "safari"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605.1 FxiOS/133.0 Mobile Safari/605.1", "firefox"),
        ("curl/8.0", "other"),
        ("", "other"),
    ],
)
def test_of_a_browser_the_family_alone_is_known(agent: str, name: str) -> None:
    assert family(agent) == name


def test_signing_in_is_noted_without_address_and_without_the_browsers_own_words(expert: User) -> None:
    browser = sign_in(expert)
    row = OpenSession.objects.get()
    assert (row.user, row.browser) == (expert, "edge")
    stored = " ".join(str(value) for value in OpenSession.objects.values_list().get())
    assert "192.0.2" not in stored and "Mozilla" not in stored
    assert "192.0.2" not in str(dict(browser.session)) and "Mozilla" not in str(dict(browser.session))


def test_the_page_marks_this_browser_and_ends_another(expert: User) -> None:
    mine, other = sign_in(expert), sign_in(expert, "Firefox")
    page = mine.get("/en/account/sessions/").content.decode()
    assert page.count("this browser") == 1 and "Microsoft" not in page and "Firefox" in page
    there = OpenSession.objects.get(browser="firefox")
    assert mine.post(f"/en/account/sessions/{there.pk}/end/").status_code == 302
    assert is_in(mine) and not is_in(other)
    assert list(OpenSession.objects.values_list("browser", flat=True)) == ["edge"]


def test_all_others_are_ended_in_the_cache_too(expert: User) -> None:
    mine, *others = [sign_in(expert) for _ in range(4)]
    keys = [browser.session.session_key for browser in others]
    mine.post("/en/account/sessions/end-others/")
    store = import_module(django_settings.SESSION_ENGINE).SessionStore
    assert is_in(mine) and not any(is_in(browser) for browser in others)
    assert [store(key).load() for key in keys] == [{}, {}, {}]


def test_another_persons_session_is_absent(expert: User, other_expert: User) -> None:
    mine, other = sign_in(expert), sign_in(other_expert)
    theirs = OpenSession.objects.get(user=other_expert)
    assert mine.post(f"/en/account/sessions/{theirs.pk}/end/").status_code == 404
    assert is_in(other)


def test_signing_out_takes_the_row_along(expert: User) -> None:
    browser = sign_in(expert)
    browser.post("/en/account/logout/")
    assert not OpenSession.objects.exists()


def test_a_session_that_ran_out_leaves_no_row(expert: User) -> None:
    sign_in(expert)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    clean_accounts()
    assert not OpenSession.objects.exists()


def change_password(browser: Client) -> None:
    form = {"oldpassword": cast.PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert browser.post("/en/account/password/change/", form).status_code == 302


def add_app(browser: Client) -> None:
    set_up_app(browser)


def remove_app(browser: Client) -> None:
    cast.second_factor(User.objects.get(pk=browser.session["_auth_user_id"]))
    assert browser.post("/en/account/second-factor/totp/deactivate/").status_code == 302


def change_address(browser: Client) -> None:
    browser.post("/en/account/email/", {"email": "new@experts.example.org"})
    code = code_in(Delivery.objects.get(kind="email_confirmation"))
    assert browser.post("/en/account/confirm-email/", {"code": code}).status_code == 302


@pytest.mark.parametrize("change", [change_password, add_app, remove_app, change_address])
def test_changing_how_one_signs_in_ends_every_other_session_and_keeps_this_one(
    expert: User, change: Callable[[Client], None], django_capture_on_commit_callbacks: Any
) -> None:
    mine, other = sign_in(expert), sign_in(expert)
    with django_capture_on_commit_callbacks(execute=True):
        change(mine)
    assert is_in(mine) and not is_in(other)
    assert [row.session_key for row in OpenSession.objects.all()] == [mine.session.session_key]


def test_a_reset_password_ends_all_sessions(browse: Browse, expert: User) -> None:
    thief, owner = sign_in(expert), browse()
    owner.post("/en/account/password/reset/", {"email": expert.email})
    code = code_in(Delivery.objects.get(kind="password_reset_code"))
    answer = owner.post("/en/account/password/reset/confirm/", {"code": code})
    owner.post(answer.url, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert not is_in(thief) and not OpenSession.objects.exists()


SENSITIVE = ["/en/account/sessions/", "/en/account/email/", "/en/account/second-factor/totp/activate/"]


@pytest.mark.parametrize("path", SENSITIVE)
@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (290, 200), (310, 302)])
def test_sensitive_pages_ask_again_after_five_minutes(
    expert: User, path: str, seconds: int, status: int
) -> None:
    browser = Client()
    cast.sign_in(browser, expert, seconds_ago=seconds)
    answer = browser.get(path)
    assert answer.status_code == status
    if status == 302:
        assert answer.url.startswith("/en/account/reauthenticate/?next=")
        assert browser.post(answer.url, {"password": "wrong wrong wrong"}).status_code == 200
        assert browser.post(answer.url, {"password": cast.PASSWORD}).url == path
        assert browser.get(path).status_code == 200


def test_asking_again_stores_neither_the_request_nor_the_callers_address(expert: User) -> None:
    browser = Client(REMOTE_ADDR="192.0.2.77")
    cast.sign_in(browser, expert, seconds_ago=1000)
    assert browser.post("/en/account/sessions/end-others/").status_code == 302
    assert "192.0.2" not in str(dict(browser.session))


BUTTONS = {
    "leave/erase/": "leave/",
    "leave/back/": "leave/",
    "sessions/end-others/": "sessions/",
    "sessions/1/end/": "sessions/",
}


@pytest.mark.parametrize(("button", "page"), BUTTONS.items())
@pytest.mark.parametrize("still_in", [True, False], ids=["asked again", "signed out meanwhile"])
def test_whoever_is_asked_after_pressing_a_button_comes_back_to_its_page(
    expert: User, button: str, page: str, still_in: bool
) -> None:
    browser, account = Client(), "/en/account/"
    if still_in:
        cast.sign_in(browser, expert, seconds_ago=600)
    asked = browser.post(account + button, {"sure": "1"})
    typed = {"login": expert.email, "password": cast.PASSWORD}
    back = browser.post(asked.url, typed, follow=True)
    assert back.status_code == 200 and back.request["PATH_INFO"] == account + page
    assert "Press the button once more" in back.content.decode()
    assert User.objects.filter(pk=expert.pk).exists() and browser.put(account + button).status_code == 405
