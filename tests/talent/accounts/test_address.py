"""Changing the address: by code, the old one is told, nobody learns whether the new one is taken."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from talent.accounts.leaving import erase_account, everything_of
from talent.accounts.models import User
from talent.accounts.moving import movers
from talent.audit.models import Entry
from talent.companies.models import Membership
from talent.notifications.models import Delivery
from tests import cast
from tests.talent.accounts.test_accounts import code_in, shape, sign_up

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
FREE, TAKEN = "free@experts.example.org", "taken@experts.example.org"


def ask(browser: Client, email: str) -> Any:
    return browser.post("/en/account/email/", {"email": email})


def confirm(browser: Client) -> Any:
    code = code_in(Delivery.objects.get(kind="email_confirmation"))
    return browser.post("/en/account/confirm-email/", {"code": code})


def test_a_new_address_counts_from_its_confirmation_on_and_the_old_one_is_told(
    browse: Browse, expert: User
) -> None:
    browser, old = browse(expert), expert.email
    assert ask(browser, "New.Address@Experts.example.org").url == "/en/account/confirm-email/"
    assert User.objects.get(pk=expert.pk).email == old
    confirm(browser)
    assert User.objects.get(pk=expert.pk).email == "new.address@experts.example.org"
    addresses = EmailAddress.objects.values_list("email", "verified", "primary").filter(user=expert)
    assert list(addresses) == [("new.address@experts.example.org", True, True)]
    assert Delivery.objects.get(kind="email_changed").address == old
    assert browser.get("/en/profile/").status_code == 200


def test_a_wrong_code_changes_nothing(browse: Browse, expert: User) -> None:
    browser = browse(expert)
    ask(browser, FREE)
    browser.post("/en/account/confirm-email/", {"code": "WRONG1"})
    assert User.objects.get(pk=expert.pk).email == expert.email


def test_a_taken_and_a_free_address_read_and_cost_alike(
    browse: Browse, expert: User, monkeypatch: Any
) -> None:
    cast.person(TAKEN)
    hashed: list[str] = []
    plain = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hashed.append("x") or plain(*a, **k))
    seen = []
    for email in (FREE, TAKEN):
        browser = browse(expert)
        hashed.clear()
        answer = ask(browser, email)
        page = browser.get(answer.url)
        kinds = list(Delivery.objects.filter(address=email).values_list("kind", flat=True))
        seen.append((shape(answer), shape(page)[2].replace(email.encode(), b"E"), kinds, len(hashed)))
    assert seen[0] == seen[1] and seen[0][2] == ["email_confirmation"]


def test_even_with_the_code_a_confirmed_address_of_another_is_not_taken_over(
    browse: Browse, expert: User
) -> None:
    owner, browser = cast.person(TAKEN), browse(expert)
    ask(browser, TAKEN)
    confirm(browser)
    assert {User.objects.get(pk=one.pk).email for one in (owner, expert)} == {TAKEN, expert.email}


def test_somebody_who_signed_up_with_it_and_never_confirmed_does_not_keep_it(
    browse: Browse, expert: User
) -> None:
    sign_up(browse(), FREE)
    Delivery.objects.all().delete()
    cache.clear()  # half a minute later
    browser = browse(expert)
    ask(browser, FREE)
    assert confirm(browser).status_code == 302
    assert User.objects.get(email=FREE) == expert


def test_memberships_end_with_the_address_and_stay_tied_to_the_person(
    browse: Browse, member: User, colleague: User, company: Any
) -> None:
    browser, old = browse(member), member.email
    assert "they end with the change" in browser.get("/en/account/email/").content.decode()
    ask(browser, FREE)
    assert Membership.objects.get(email=old).ended_at is None  # not before the new one is confirmed
    confirm(browser)
    assert browser.get(f"/en/c/{company.slug}/experts/").status_code == 404
    left = Membership.objects.get(email=old)
    assert left.ended_at and left.person == member
    assert Membership.objects.current().of(colleague).exists()
    deeds = Entry.objects.filter(actor=member.audit_key).values_list("verb", flat=True)
    assert {"member.address_left", "account.address_changed"} <= set(deeds)


def test_whoever_gets_an_address_that_somebody_left_gets_neither_membership_nor_its_rows(
    browse: Browse, member: User, company: Any
) -> None:
    browser, old = browse(member), member.email
    ask(browser, FREE)
    confirm(browser)
    heir, left = cast.person(old), Membership.objects.get(email=old)
    assert browse(heir).get(f"/en/c/{company.slug}/experts/").status_code == 404
    assert everything_of(heir)["companies.Membership"] == []
    erase_account(actor=heir)
    member.refresh_from_db()
    assert [row["email"] for row in everything_of(member)["companies.Membership"]] == [old]
    assert len(everything_of(member)["companies.CodeAcceptance"]) == 1
    erase_account(actor=member)
    assert not Membership.objects.filter(pk=left.pk).exists()


def test_a_change_that_fails_halfway_changes_nothing(
    browse: Browse, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**left: Any) -> None:
        raise RuntimeError

    browser, old = browse(member), member.email
    ask(browser, FREE)
    monkeypatch.setattr("talent.accounts.moving.movers", [*movers, broken])
    with pytest.raises(RuntimeError):
        confirm(browser)
    assert User.objects.get(pk=member.pk).email == old
    assert Membership.objects.get(email=old).ended_at is None


@pytest.mark.parametrize("email", ["", "x", "a" * 300 + "@example.org", "expert@experts.example.org"])
def test_a_wrong_address_is_refused_and_stays_typed(browse: Browse, expert: User, email: str) -> None:
    answer = ask(browse(expert), email)
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    assert not Delivery.objects.exists()
