"""The same verbs for programs: same rules, same silence, problems instead of pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jobs.contacts import pages
from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole
from talent.experts import actions as experts
from talent.experts.models import Grant
from tests import cast
from tests.jobs.contacts.conftest import form

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Address = Callable[[User, Company], str]
SENT, MINE = "/api/v1/c/alborz/requests/", "/api/v1/requests/"


def api(path: str) -> str:
    """The API's address of a page."""
    return path.replace("/en/", "/api/v1/")


def post(browser: Client, path: str, **data: Any) -> Any:
    return browser.post(path, data, content_type="application/json")


def test_from_asking_to_a_yes_with_one_group(
    browse: Browse, expert: User, member: User, company: Company, address: Address
) -> None:
    ours, hers = browse(member), browse(expert)
    made = post(ours, f"{api(address(expert, company))}ask/", **form())
    assert made.status_code == 201, made.content
    key = made.json()["key"]
    assert made.json()["state"] == "waiting" and made.json()["offered"] == ["withdraw"]
    [line] = hers.get(MINE).json()["results"]
    assert (line["key"], line["company"], line["asked_as"]) == (key, "شرکت alborz", "Sara Recruiter")
    asked = post(hers, f"{MINE}{key}/ask_back/", question="How many hours?").json()
    assert asked["state"] == "asked_back" and "ask_back" not in asked["offered"]
    assert ours.get(f"{SENT}{key}/").json()["question"] == "How many hours?"
    assert post(ours, f"{SENT}{key}/answer/", reply="Four").json()["state"] == "waiting"
    assert post(hers, f"{MINE}{key}/accept/", groups=["names"]).json()["state"] == "accepted"
    assert Grant.objects.get().groups == ["names"]
    assert ours.get(SENT).json()["results"][0]["state"] == "accepted"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"purpose": "marriage"}, 400),
        ({"purpose": "market"}, 400),
        ({"message": ""}, 400),
        ({"message": "x" * 2001}, 400),
        ({"answer_by": "2001-01-01"}, 400),
        ({"answer_by": 7}, 400),
        ({"asked_as": None}, 400),
    ],
    ids=str,
)
def test_bad_input_is_a_problem(
    browse: Browse,
    expert: User,
    member: User,
    company: Company,
    address: Address,
    data: dict[str, Any],
    status: int,
) -> None:
    answer = post(browse(member), f"{api(address(expert, company))}ask/", **(form() | data))
    assert answer.status_code == status and answer["Content-Type"] == "application/problem+json"
    assert not ContactRequest.objects.exists()


def test_a_second_request_and_a_second_answer_are_conflicts(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest
) -> None:
    again = post(browse(member), f"{api(address(expert, company))}ask/", **form())
    assert (again.status_code, again.json()["code"]) == (409, "open_already")
    assert post(browse(expert), f"{MINE}{asked.key}/decline/", reason="not_now").status_code == 200
    late = post(browse(expert), f"{MINE}{asked.key}/accept/")
    assert (late.status_code, late.json()["code"]) == (409, "not_now")


def test_a_reader_and_strangers_do_nothing(
    browse: Browse, expert: User, other_expert: User, other_member: User, company: Company, address: Address,
    asked: ContactRequest, moderator: Any,
) -> None:  # fmt: skip
    reader = browse(cast.member(moderator, company, "reader", MemberRole.READER))
    assert post(reader, f"{SENT}{asked.key}/withdraw/").status_code == 403
    assert reader.get(f"{SENT}{asked.key}/").status_code == 200
    for somebody, status in ((browse(), 401), (browse(other_member), 404), (browse(other_expert), 404)):
        for path in (
            f"{SENT}{asked.key}/withdraw/",
            f"{MINE}{asked.key}/accept/",
            f"{MINE}{asked.key}/block/",
        ):
            assert post(somebody, path).status_code == status
        for path in (f"{SENT}{asked.key}/", f"{MINE}{asked.key}/"):
            assert somebody.get(path).status_code == status
    assert ContactRequest.objects.get().state == "waiting"


def test_what_is_offered_is_an_address_and_lists_go_on_over_pages(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    ours, hers = browse(member), browse(expert)
    for browser, one in ((ours, f"{SENT}{asked.key}/"), (hers, f"{MINE}{asked.key}/")):
        offered = browser.get(one).json()["offered"]
        assert offered
        for verb in offered:
            assert browser.get(f"{one}{verb}/").status_code == 405, "there, for POST"
    assert post(hers, f"{MINE}{asked.key}/accept/", groups=["names"]).json()["offered"] == ["take_back"]
    assert post(hers, f"{MINE}{asked.key}/take_back/").json()["state"] == "taken_back"
    assert ours.get(f"{SENT}{asked.key}/").json()["offered"] == ["confirm"]
    assert post(ours, f"{SENT}{asked.key}/confirm/").json()["state"] == "deleted"
    for number in range(2):
        somebody = cast.expert(f"more{number}@experts.example.org")
        assert post(ours, f"{api(address(somebody, company))}ask/", **form()).status_code == 201
    monkeypatch.setattr(pages, "A_PAGE", 2)
    first = ours.get(f"{SENT}?lang=en").json()
    second = ours.get(first["next"]).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (3, 2, None)
    assert [line["key"] for line in second["results"]] == [str(asked.key)] and second["next"] is None
    assert second["previous"] == f"{SENT}?lang=en&page=1"


def test_blocked_hidden_and_foreign_answer_alike(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest
) -> None:
    ours, place = browse(member), f"{api(address(expert, company))}ask/"
    before = ours.get(f"{SENT}{asked.key}/").json()
    assert post(browse(expert), f"{MINE}{asked.key}/block/").status_code == 204
    assert ours.get(f"{SENT}{asked.key}/").json() == before
    gone = post(ours, place, **form())
    assert gone.status_code == 404
    experts.unhide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    assert post(ours, place, **form()).status_code == 409, "shown again: the old one is still open"
    assert browse(expert).get(f"{MINE}{asked.key}/").status_code == 404, "what was silenced stays silent"
