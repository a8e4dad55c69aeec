"""The API answers as the pages do: same people, order, numbers and refusals, as problem documents."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from search.engines import EngineDown
from search.engines.embedded import EmbeddedEngine
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts import actions
from talent.experts.models import Listing, Look
from tests import cast

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
QUERIES = (
    "q=kafka",
    "q=Python+Western+Europe",
    "skill=python&skill=postgresql&sort=recent",
    "q=data+platform&way=remote",
    "seniority=senior&language=en&free=now",
    "q=پایتون",
    "way=remote&page=2",
    "way=remote&page=1000000000",
    "way=remote&page=x",
    "way=remote&page=-1",
    "",
    "utm=1&skill=nothing",
)


@pytest.fixture
def crowd(index: Callable[[], int]) -> list[User]:
    """Two pages of people, every other one public, of three make-ups."""
    skills = (
        ("python:5", "postgresql:3", "apache-kafka:0"),
        ("apache-kafka:4", "python:2", "java:1"),
        ("go:3", "rust:2", "docker:1"),
    )
    people = [
        cast.expert(
            f"p{number}@experts.example.org",
            skills=skills[number % 3],
            listing=Listing.PUBLIC if number % 2 else Listing.COMPANIES,
            headline_en="Data platform engineer" if number % 4 else "",
            seniority=cast.term("seniority", "senior" if number % 5 else "lead"),
        )
        for number in range(1, 25)
        for _ in [cast.open_public_directory() if number == 1 else None]
    ]
    index()
    return people


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert {"type", "title", "status", "code", "detail"} <= body.keys()
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"]
    return dict(body)


def same(page: Any, answer: dict[str, Any]) -> None:
    """The page's context and the API's answer say the same."""
    context = page.context
    total = 0 if context["asked"].empty else context["page"].total
    assert answer["count"] == total
    assert [one["link"] or "" for one in answer["results"]] == [card["link"] for card in context["cards"]]
    assert [one["why"] for one in answer["results"]] == [card["why"] for card in context["cards"]]
    assert [one["points"] for one in answer["results"]] == [one.points for one in context["page"].found]
    counts = {
        facet["name"]: {row["slug"]: row["count"] for row in facet["values"]} for facet in answer["facets"]
    }
    shown = {
        facet["name"]: {row["value"]: row["count"] for row in (*facet["rows"], *facet["more"])}
        for facet in context["facets"]
    }
    assert counts == shown
    assert [row["label"] for row in answer["asked"]["ignored"]] == context["ignored"]


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("query", QUERIES)
def test_a_company_gets_what_its_page_shows(
    browse: Browse, member: User, company: Company, query: str
) -> None:
    browser = browse(member)
    page = browser.get(f"/en/c/{company.slug}/experts/?{query}")
    answer = browser.get(f"/api/v1/c/{company.slug}/experts/?{query}&lang=en").json()
    same(page, answer)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("query", QUERIES)
def test_anyone_gets_what_the_public_page_shows_rounded(query: str) -> None:
    answer = Client().get(f"/api/v1/experts/?{query}&lang=en").json()
    same(Client().get(f"/en/experts/?{query}"), answer)
    numbers = [answer["count"], *(row["count"] or 0 for facet in answer["facets"] for row in facet["values"])]
    assert not [number for number in numbers if number % 5]
    assert all(one["link"] is one["handle"] is one["headline"] is None for one in answer["results"])


@pytest.mark.usefixtures("crowd")
def test_two_filters_combine_without_an_account() -> None:
    answer = Client().get("/api/v1/experts/?skill=python&way=remote&seniority=senior").json()
    assert len(answer["asked"]["ticked"]) == 2
    assert [row["facet"] for row in answer["asked"]["ignored"]] == ["seniority"]


@pytest.mark.usefixtures("crowd")
def test_pages_are_linked_by_relative_addresses(browse: Browse, member: User, company: Company) -> None:
    browser, address = browse(member), f"/api/v1/c/{company.slug}/experts/"
    first = browser.get(f"{address}?q=remote&lang=en").json()
    assert first["next"].startswith(f"{address}?")
    assert first["previous"] is None
    second = browser.get(first["next"]).json()
    assert second["next"] is None
    assert second["asked"]["ticked"] == first["asked"]["ticked"]
    links = [one["link"] for one in first["results"] + second["results"]]
    assert len(set(links)) == first["count"] == second["count"]
    again = browser.get(second["previous"]).json()
    assert [one["link"] for one in again["results"]] == [one["link"] for one in first["results"]]
    lost = browser.get(f"{address}?q=remote&page=400").json()
    assert (lost["results"], lost["next"]) == ([], None)
    assert "page=2" in lost["previous"]


@pytest.mark.usefixtures("crowd")
def test_delivered_cards_count_in_the_company_s_budget(
    browse: Browse, member: User, company: Company, settings: Any
) -> None:
    settings.LOOKS_PER_DAY = 5
    answer = browse(member).get(f"/api/v1/c/{company.slug}/experts/?way=remote").json()
    assert (len(answer["results"]), answer["exhausted"]) == (5, True)
    assert Look.objects.filter(company=company).count() == 5


def test_no_key_of_the_database_leaves(
    browse: Browse,
    member: User,
    other_member: User,
    company: Company,
    other_company: Company,
    expert: User,
    index: Callable[[], int],
) -> None:
    index()
    answers = [
        browse(who).get(f"/api/v1/c/{of.slug}/experts/?q=kafka").content.decode()
        for who, of in ((member, company), (other_member, other_company))
    ]
    profile = cast.profile_of(expert)
    for text in answers:
        assert not [
            secret
            for secret in (str(profile.key), profile.key.hex, str(profile.tie), expert.email)
            if secret in text
        ]
    links = [json.loads(text)["results"][0]["link"] for text in answers]
    assert links[0].split("/")[-2] != links[1].split("/")[-2]
    assert browse(member).get(links[0]).status_code == 200


def test_a_hidden_expert_makes_no_difference(
    browse: Browse, member: User, company: Company, expert: User, other_expert: User, index: Callable[[], int]
) -> None:
    index()
    address = f"/api/v1/c/{company.slug}/experts/?q=kafka&lang=en"
    with_both = browse(member).get(address).json()
    actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    index()
    hidden = browse(member).get(address)
    actions.set_listing(actor=expert, profile=cast.profile_of(expert), listing=Listing.NOBODY)
    index()
    absent = browse(member).get(address)
    assert (with_both["count"], hidden.json()["count"]) == (2, 1)
    assert hidden.content == absent.content
    assert {*hidden.headers.items()} == {*absent.headers.items()}


def test_a_private_address_asks_for_sign_in_before_anything_else(
    company: Company, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        known = Client().get(f"/api/v1/c/{company.slug}/experts/")
        unknown = Client().get("/api/v1/c/nothing/experts/")
    assert known.content == unknown.content
    problem(known, 401, "not_authenticated")


def test_foreign_suspended_and_missing_companies_answer_alike(
    browse: Browse, member: User, other_company: Company, expert: User, moderator: User
) -> None:
    pending = cast.company(moderator, "pending", verified=False)
    slugs = (other_company.slug, pending.slug, "nothing")
    answers = [browse(member).get(f"/api/v1/c/{slug}/experts/?lang=en") for slug in slugs]
    assert len({answer.content for answer in answers}) == 1
    problem(answers[0], 404, "absent")
    problem(browse(expert).get(f"/api/v1/c/{other_company.slug}/experts/"), 404, "absent")


@pytest.mark.parametrize(
    "path", ["", "v1/", "v1/nope/", "v2/experts/", "v1/experts", "v1/c//experts/", "v1/c/a b/experts/"]
)
def test_unknown_addresses_are_problems_too(path: str) -> None:
    for method in (Client().get, Client().post, Client().delete, Client().options):
        problem(method(f"/api/{path}"), 404, "absent")


def test_a_closed_public_directory_is_absent(index: Callable[[], int]) -> None:
    problem(Client().get("/api/v1/experts/?q=python"), 404, "absent")


def test_other_methods_and_forms_of_answer_are_refused() -> None:
    problem(Client().post("/api/v1/vocabularies/way/"), 405, "method_not_allowed")
    problem(Client().get("/api/v1/vocabularies/way/", HTTP_ACCEPT="text/csv"), 406, "not_acceptable")


def test_without_an_engine_the_answer_is_503(
    browse: Browse, member: User, company: Company, index: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise EngineDown("away")

    monkeypatch.setattr(EmbeddedEngine, "search", away)
    problem(browse(member).get(f"/api/v1/c/{company.slug}/experts/?q=python"), 503, "search_down")


def test_too_many_requests_are_told_when_to_come_back(browse: Browse, member: User) -> None:
    address = "/api/v1/vocabularies/way/"
    visitor, person = Client(), browse(member)
    assert [visitor.get(address).status_code for _ in range(60)] == [200] * 60
    refused = visitor.get(address)
    problem(refused, 429, "throttled")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert [person.get(address).status_code for _ in range(120)] == [200] * 120
    problem(person.get(address), 429, "throttled")


@pytest.mark.parametrize(
    ("lang", "accept", "label"),
    [
        ("fa", "en", "مشاوره"),
        ("en", "fa", "Advice"),
        ("", "en", "Advice"),
        ("", "", "مشاوره"),
        ("xx", "fa", "مشاوره"),
    ],
)
def test_labels_are_in_the_asked_language(lang: str, accept: str, label: str) -> None:
    response = Client().get("/api/v1/vocabularies/way/", {"lang": lang}, HTTP_ACCEPT_LANGUAGE=accept)
    words = {word["slug"]: word for word in response.json()["results"]}
    assert words["advise"]["label"] == label
    assert words["advise"]["labels"] == {"fa": "مشاوره", "en": "Advice"}
    assert "Accept-Language" in response["Vary"]


def test_vocabularies_of_every_kind() -> None:
    for kind in ("skill", "role", "region", "language", "seniority", "way"):
        body = Client().get(f"/api/v1/vocabularies/{kind}/").json()
        assert (body["kind"], body["count"]) == (kind, len(body["results"]))
        assert body["count"]
    problem(Client().get("/api/v1/vocabularies/nothing/"), 404, "absent")
    assert reverse("api_vocabulary", args=["way"]) == "/api/v1/vocabularies/way/"
