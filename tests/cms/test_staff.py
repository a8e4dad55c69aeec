"""Roles are given and taken by a privacy officer, never one's own; the operator sees how the product is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse

from talent.accounts import actions
from talent.accounts.actions import OwnRole
from talent.accounts.models import Role, RoleName, User
from talent.audit.models import Entry
from talent.lib.errors import Forbidden
from talent.notifications.models import Delivery
from tests import cast
from tests.post import sent_to, words
from tests.test_permissions import patterns

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]


@pytest.fixture
def officer(db: None) -> User:
    return cast.staff(RoleName.PRIVACY_OFFICER)


def test_a_role_is_given_to_an_address_and_taken_away(browse: Browse, officer: User) -> None:
    browser, user = browse(officer), cast.person("new@park.example.org")
    form = {"email": "New@park.example.org", "name": "editor"}
    assert browser.post(reverse("staff_roles:give"), form).status_code == 302
    role = Role.objects.get(user=user)
    assert role.name == RoleName.EDITOR and browse(user).get("/back-office/").status_code == 200
    listed = browser.get(reverse("wagtailusers_users:index")).content.decode()
    assert reverse("staff_roles:take", args=[role.pk]) in listed
    assert browser.post(reverse("staff_roles:take", args=[role.pk])).status_code == 302
    assert browse(user).get("/back-office/").status_code == 404
    verbs = Entry.objects.filter(actor=officer.audit_key).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["role.editor", "role.editor.taken"]


@pytest.mark.parametrize("name", RoleName.values)
def test_nobody_gives_or_takes_a_role_of_their_own(browse: Browse, officer: User, name: str) -> None:
    form = {"email": officer.email, "name": name}
    answer = browse(officer).post(reverse("staff_roles:give"), form)
    assert answer.status_code == 200 and officer.email in answer.content.decode()
    with pytest.raises(OwnRole):
        actions.take_role(actor=officer, role=Role.objects.get(user=officer))
    assert list(Role.objects.filter(user=officer).values_list("name", flat=True)) == ["privacy_officer"]


@pytest.mark.parametrize("name", [name for name in RoleName.values if name != "privacy_officer"])
def test_other_roles_give_none(browse: Browse, officer: User, name: str) -> None:
    actor = cast.staff(RoleName(name))
    assert browse(actor).get(reverse("staff_roles:give")).status_code == 403
    with pytest.raises(Forbidden):
        actions.give_role(actor=actor, user=cast.person("x@park.example.org"), name=RoleName.EDITOR)
    with pytest.raises(Forbidden):
        actions.take_role(actor=actor, role=Role.objects.get(user=officer))


@pytest.mark.parametrize("confirmed", [False, True])
def test_an_address_that_nobody_confirmed_gets_no_role_and_stays_typed(
    browse: Browse, officer: User, confirmed: bool
) -> None:
    if not confirmed:
        User.objects.create_user("unconfirmed@park.example.org", cast.PASSWORD)
    form = {"email": "unconfirmed@park.example.org", "name": "operator"}
    answer = browse(officer).post(reverse("staff_roles:give"), form)
    assert answer.status_code == 200 and form["email"] in answer.content.decode()
    assert not Role.objects.filter(name="operator").exists()


def test_nobody_signs_in_as_somebody_else() -> None:
    names = {f"{name} {route}" for name, route in patterns(get_resolver().url_patterns)}
    words = ("hijack", "impersonat", "masquerade", "login-as", "login_as", "sudo")
    assert [name for name in names if any(word in name for word in words)] == []


def test_a_superuser_is_made_by_command_alone_and_each_sign_in_is_told_to_all_officers(
    browse: Browse, officer: User, monkeypatch: Any
) -> None:
    second = cast.staff(RoleName.PRIVACY_OFFICER, "second@park.example.org")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", cast.PASSWORD)
    call_command("createsuperuser", "--noinput", email="root@park.example.org", verbosity=0)
    root = User.objects.get(is_superuser=True)
    root.emailaddress_set.create(email=root.email, verified=True, primary=True)
    browse(None).post("/en/account/login/", {"login": root.email, "password": cast.PASSWORD})
    mails = Delivery.objects.filter(kind="superuser_signed_in")
    assert set(mails.values_list("recipient__email", flat=True)) == {officer.email, second.email}
    assert root.email not in words(sent_to(officer.email)[0])
    assert Entry.objects.get(verb="superuser.signed_in").actor == root.audit_key
    assert browse(root).get("/back-office/").status_code == 404, "without a role the back office is closed"


@pytest.mark.parametrize("name", RoleName.values)
def test_the_health_page_is_the_operators(browse: Browse, index: Any, name: str) -> None:
    answer = browse(cast.staff(RoleName(name))).get(reverse("health:index"))
    assert answer.status_code == (200 if name == "operator" else 403)


def test_the_health_page_tells_what_does_not_answer(browse: Browse, index: Any, expert: User) -> None:
    index()
    text = (
        browse(cast.staff(RoleName.OPERATOR, "o@park.example.org"))
        .get(reverse("health:index"))
        .content.decode()
    )
    assert "پاسخ نمی‌دهد" in text, "no broker runs beside the tests"
    assert "ناهمخوان" in text and expert.email not in text
