"""The company code: nobody sees a person before accepting it, whatever door they take."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.companies import actions, code
from talent.companies.models import CodeAcceptance, Membership
from talent.experts.handles import token
from talent.lib.errors import Forbidden
from tests import cast

Browse = Callable[..., Client]
CODE = "/en/c/alborz/code/"


@pytest.fixture
def newcomer(moderator: Any, company: Any) -> Any:
    return cast.member(moderator, company, "newcomer", code=False)


def doors(expert: Any, company: Any, key: str) -> list[str]:
    address = token(cast.profile_of(expert).pk, relation=f"company:{company.pk}", key=key)
    return [
        "/en/c/alborz/experts/",
        "/fa/c/alborz/experts/?q=python",
        f"/en/c/alborz/experts/{address}/",
        "/en/c/alborz/experts/nothing-here/",
    ]


def test_every_door_leads_to_the_code_first_and_back_afterwards(
    browse: Browse, newcomer: Any, expert: Any, company: Any, settings: Any, index: Callable[[], int]
) -> None:
    index()
    browser = browse(newcomer)
    for door in doors(expert, company, settings.RELATION_KEY):
        assert browser.get(door).headers["Location"].endswith("/c/alborz/code/"), door
    fragment = browser.get("/en/c/alborz/experts/?q=python", headers={"HX-Request": "true"})
    assert fragment.content == b"" and "/code/" in fragment["HX-Redirect"]
    answer = browser.get("/api/v1/c/alborz/experts/?q=python")
    assert answer.status_code == 403 and answer.json()["code"] == "company_code_needed"
    wanted = "/en/c/alborz/experts/?q=python"
    browser.get(wanted)
    accepted = browser.post(CODE, {"version": 1}, follow=True)
    assert accepted.redirect_chain[-1][0] == wanted and accepted.context["page"].total == 1


def test_a_new_version_asks_again(
    browse: Browse, member: Any, monkeypatch: pytest.MonkeyPatch, index: Callable[[], int]
) -> None:
    browser = browse(member)
    assert browser.get("/en/c/alborz/experts/").status_code == 200
    newer = code.Code(2, code.current_code().rules)
    for room in ("talent.companies.permissions", "talent.companies.actions", "talent.companies.views"):
        monkeypatch.setattr(f"{room}.current_code", lambda: newer)
    assert browser.get("/en/c/alborz/experts/").status_code == 302
    stale = browser.post(CODE, {"version": 1})
    assert stale.status_code == 400 and "has changed meanwhile" in stale.content.decode()
    assert browser.post(CODE, {"version": 2}).status_code == 302
    assert browser.get("/en/c/alborz/experts/").status_code == 200


def test_accepting_twice_is_noted_once(browse: Browse, newcomer: Any) -> None:
    browser = browse(newcomer)
    for _ in range(2):
        assert browser.post(CODE, {"version": 1}).status_code == 302
    assert CodeAcceptance.objects.count() == 1


@pytest.mark.parametrize("version", ["", "x", "0", "2", "99999999999999999999"])
def test_nothing_but_the_version_in_force_is_accepted(browse: Browse, newcomer: Any, version: str) -> None:
    assert browse(newcomer).post(CODE, {"version": version}).status_code == 400
    assert not CodeAcceptance.objects.exists()


def test_nobody_accepts_for_somebody_else(member: Any, newcomer: Any) -> None:
    theirs = Membership.objects.get(email=newcomer.email)
    with pytest.raises(Forbidden):
        actions.accept_code(actor=member, membership=theirs, version=1)
