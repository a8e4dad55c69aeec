"""The shortlist by the API: the same verbs as the pages', the same refusals, the same people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.models import Shortlisted
from talent.lib.dates import park_today
from tests import cast
from tests.jobs.contacts.conftest import address as address
from tests.search.test_api import problem

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
LIST = "/api/v1/c/alborz/shortlist/"
KEPT = {"note": "Met in March", "version": 1}


@pytest.fixture
def place(expert: User, company: Company, address: Callable[[User, Company], str]) -> str:
    return f"/api/v1{address(expert, company).removeprefix('/en')}"


@pytest.fixture
def post(browse: Browse, member: User) -> Callable[..., Any]:
    browser = browse(member)
    return lambda path, **sent: browser.post(path, sent, "application/json")


def test_an_expert_is_kept_noted_and_taken_off(
    browse: Browse, member: User, place: str, post: Callable[..., Any]
) -> None:
    first = KEPT | {"saved_on": park_today().isoformat()}
    assert browse(member).get(place).json()["kept"] is None
    assert (
        post(f"{place}keep/", note="Met in March").json() == first == browse(member).get(place).json()["kept"]
    )
    noted = post(f"{place}note/", note="", version=1)
    assert noted.json() == first | {"note": "", "version": 2}
    assert post(f"{place}drop/").status_code == 204 == post(f"{place}drop/").status_code
    assert browse(member).get(LIST).json()["results"] == []


def test_the_answer_is_what_the_page_shows(
    browse: Browse, member: User, company: Company, address: Callable[[User, Company], str]
) -> None:
    browser = browse(member)
    for number in range(22):
        person = cast.expert(f"p{number}@experts.example.org")
        browser.post(f"{address(person, company)}keep/", {"note": f"Note {number}"})
    for number in ("1", "2", "9", "x"):
        page = browser.get("/en/c/alborz/shortlist/", {"page": number}).context
        told = browser.get(LIST, {"page": number, "lang": "en"}).json()
        assert [one["link"] for one in told["results"]] == [line["card"]["link"] for line in page["lines"]]
        assert [one["kept"]["note"] for one in told["results"]] == [line["note"] for line in page["lines"]]
        assert (told["count"], told["exhausted"]) == (page["total"], page["exhausted"])
        assert not {"points", "why", "parts", "missing"} & set(told["results"][0])
    following = browser.get(LIST).json()["next"]
    assert browser.get(following).json()["previous"] == f"{LIST}?page=1"


def test_what_came_between_is_a_conflict_and_overwrites_nothing(place: str, post: Callable[..., Any]) -> None:
    problem(post(f"{place}note/", **KEPT), 409, "not_kept")
    post(f"{place}keep/", note="Met in March")
    problem(post(f"{place}keep/", note="Another"), 409, "kept_already")
    post(f"{place}note/", note="Second", version=1)
    problem(post(f"{place}note/", note="Third", version=1), 409, "note_moved")
    assert Shortlisted.objects.get().note == "Second"


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("keep", {"note": "x" * 501}),
        ("keep", {"note": None}),
        ("keep", {"note": ["x"]}),
        ("note", {"note": "x"}),
        ("note", {"note": "x", "version": "one"}),
        ("note", {"note": "x", "version": 10**20}),
        ("note", {"version": 1}),
    ],
)
def test_what_has_no_such_shape_is_refused(
    place: str, post: Callable[..., Any], verb: str, sent: dict[str, Any]
) -> None:
    post(f"{place}keep/", note="Met in March")
    problem(post(f"{place}{verb}/", **sent), 400, "invalid")
    assert Shortlisted.objects.get().note == "Met in March"


@pytest.mark.parametrize("verb", ["keep", "note", "drop"])
def test_strangers_others_and_addresses_that_lead_nowhere(
    browse: Browse, other_member: User, place: str, post: Callable[..., Any], verb: str
) -> None:
    problem(Client().post(f"{place}{verb}/", KEPT, "application/json"), 401, "not_authenticated")
    problem(browse(other_member).post(f"{place}{verb}/", KEPT, "application/json"), 404, "absent")
    for nowhere in ("x" * 32, "x"):
        problem(post(f"/api/v1/c/alborz/experts/{nowhere}/{verb}/", **KEPT), 404, "absent")
    assert Client().get(LIST).status_code == 401 and browse(other_member).get(LIST).status_code == 404
