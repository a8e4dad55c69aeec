"""Accounts prepared by an attacker before their owner comes: the five ways of Sudhodanan and Paverd
("Pre-hijacked accounts", USENIX Security 2022), as far as a product without federated sign-in knows them.
"""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from talent.accounts.models import OpenSession, User
from talent.notifications.models import Delivery
from tests import cast
from tests.talent.accounts.test_accounts import PASSWORD, code_in, sign_up

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
OWNER, ATTACKER = "owner@experts.example.org", "attacker@evil.example.org"
NEW_PASSWORD = "the owner's own password"


def is_in(browser: Client) -> bool:
    return browser.get("/en/profile/").status_code == 200


def reset(browser: Client, email: str) -> None:
    """The owner comes, finds that the address has an account, and chooses a new password by code."""
    cache.clear()
    browser.post("/en/account/password/reset/", {"email": email})
    code = code_in(Delivery.objects.filter(kind="password_reset_code").latest("pk"))
    answer = browser.post("/en/account/password/reset/confirm/", {"code": code})
    browser.post(answer.url, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})


def password_opens(email: str, password: str) -> bool:
    browser = Client()
    browser.post("/en/account/login/", {"login": email, "password": password})
    return is_in(browser)


def test_1_no_second_way_of_signing_in_can_be_merged_into_an_account(browse: Browse, db: None) -> None:
    """Classic-federated merge: there is one way in, by address; an address taken is never signed up again."""
    sign_up(browse(), OWNER)
    cache.clear()
    sign_up(browse(), OWNER)
    assert User.objects.filter(email=OWNER).count() == 1


def test_2_a_session_opened_before_does_not_outlive_the_owners_new_password(browse: Browse, db: None) -> None:
    user = cast.person(OWNER)
    attacker = browse(user)
    assert is_in(attacker)
    reset(browse(), OWNER)
    assert not is_in(attacker) and not OpenSession.objects.exists()
    assert password_opens(OWNER, NEW_PASSWORD) and not password_opens(OWNER, cast.PASSWORD)


@pytest.mark.parametrize("confirmed", [False, True], ids=["before confirming", "in a stolen session"])
def test_3_no_other_key_can_be_hidden_in_the_account(browse: Browse, db: None, confirmed: bool) -> None:
    """Trojan identifier: a passkey, an app or a second address of the attacker's."""
    if confirmed:
        user = cast.person(OWNER)
        attacker = Client()
        cast.sign_in(attacker, user, seconds_ago=600)
    else:
        attacker = browse()
        sign_up(attacker, OWNER)
    for path, form in (
        ("/en/account/second-factor/totp/activate/", {"code": "123456"}),
        ("/en/account/second-factor/webauthn/add/", {"credential": "{}"}),
        ("/en/account/email/", {"email": ATTACKER}),
    ):
        answer = attacker.post(path, form)
        assert answer.status_code == 302 and ("/login/" in answer.url or "/reauthenticate/" in answer.url)
    assert not Authenticator.objects.exists()
    assert [row.email for row in EmailAddress.objects.all()] == [OWNER]


def test_4_a_change_of_address_begun_before_cannot_be_finished_after(browse: Browse, db: None) -> None:
    user = cast.person(OWNER)
    attacker = browse(user)
    attacker.post("/en/account/email/", {"email": ATTACKER})
    code = code_in(Delivery.objects.get(kind="email_confirmation"))
    reset(browse(), OWNER)
    attacker.post("/en/account/confirm-email/", {"code": code})
    user.refresh_from_db()
    assert user.email == OWNER and not EmailAddress.objects.filter(email=ATTACKER).exists()


def test_5_an_address_that_nobody_confirmed_opens_nothing(browse: Browse, db: None) -> None:
    """Non-verifying: signing up with another one's address leads to no session, whatever is tried."""
    attacker = browse()
    sign_up(attacker, OWNER)
    for path in ("/en/start/", "/en/profile/", "/en/account/settings/", "/en/account/sessions/"):
        assert "/account/login/" in attacker.get(path).url
    cache.clear()
    attacker.post("/en/account/login/", {"login": OWNER, "password": PASSWORD})
    assert not is_in(attacker)
    reset(browse(), OWNER)
    assert not password_opens(OWNER, PASSWORD) and not is_in(attacker)


def test_the_owner_of_an_address_confirms_it_and_the_attackers_password_is_gone(
    browse: Browse, db: None
) -> None:
    sign_up(browse(), OWNER)
    owner: Any = browse()
    reset(owner, OWNER)
    cache.clear()
    owner.post("/en/account/login/", {"login": OWNER, "password": NEW_PASSWORD})
    if not is_in(owner):  # the address is confirmed by a code of its own
        code = code_in(Delivery.objects.filter(kind__startswith="email_confirmation").latest("pk"))
        owner.post("/en/account/confirm-email/", {"code": code})
    assert is_in(owner)
