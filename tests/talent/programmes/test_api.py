"""Programmes for programs: the same verdicts as the command's, in both languages, for anybody, and nothing kept."""

import json
from typing import Any

import pytest
from django.test import Client

from config.demo.programmes import SLUGS
from talent.programmes.models import Version
from tests.config.test_demo_programmes import demo

pytestmark = pytest.mark.usefixtures("programmes")
BASE = "/api/v1/programmes/"


def send(verb: str, body: Any, slug: str = "return-for-good", client: Client | None = None) -> Any:
    """The answer to facts that were sent; text is sent as it is."""
    raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return (client or Client()).post(f"{BASE}{slug}/{verb}/", raw, "application/json")


def test_everybody_reads_what_there_is() -> None:
    rows = Client().get(BASE).json()
    assert [row["slug"] for row in rows["results"]] == sorted(SLUGS) and rows["count"] == 3
    one = Client().get(f"{BASE}remote-advisory/").json()
    assert one in rows["results"] and one["phase"] == "not_yet_claimable" and one["version"] == 1
    assert one["title"] == {"fa": "مشاورهٔ از راه دور", "en": "Remote advisory"}


def test_a_version_is_read_whole() -> None:
    listed = Client().get(f"{BASE}return-for-good/versions/").json()["results"]
    assert [(row["number"], row["state"]) for row in listed] == [(1, "published")]
    found = Client().get(f"{BASE}return-for-good/versions/1/").json()
    held = Version.objects.in_force("return-for-good")
    assert held is not None and found["document"] == json.loads(held.document)


@pytest.mark.parametrize(
    "path", ["nowhere/", "nowhere/versions/", "return-for-good/versions/7/", "return-for-good/versions/0/"]
)
def test_what_is_not_there_is_a_problem_document(path: str) -> None:
    answer = Client().get(BASE + path)
    assert answer.status_code == 404 and answer.json()["code"] == "absent"
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("slug", SLUGS)
def test_each_test_person_gets_what_is_expected(slug: str, settings: Any) -> None:
    for person in demo(slug).persons:
        answer = send("check", {"facts": dict(person.answers)}, slug).json()
        assert answer["eligible"] == person.expected.eligible
        assert answer["rules"] == dict(person.expected.rules)
        assert {key: str(value) for key, value in answer["incentives"].items()} == dict(
            person.expected.incentives
        )


def test_sentences_come_in_both_languages() -> None:
    answer = send("check", {"facts": {"salary_irr": "100000000", "iranian": True}}).json()
    row = next(one for one in answer["sentences"] if one["id"] == "fair_salary")
    assert row["verdict"] == "not_met" and "300,000,000" in row["sentence"]["en"]
    assert "۳۰۰٬۰۰۰٬۰۰۰" in row["sentence"]["fa"]
    assert "you lack 200,000,000" in row["changes"]["en"][0] and "۲۰۰٬۰۰۰٬۰۰۰" in row["changes"]["fa"][0]
    assert answer["headline"]["en"] and answer["headline"]["fa"] and answer["next"]["fact"] is None


def test_the_next_question_comes_along() -> None:
    answer = send("check", {"facts": {}}).json()
    assert answer["eligible"] == "unknown" and answer["next"]["open"] == 13
    assert answer["next"]["fact"] == "iranian" and answer["next"]["question"]["en"].startswith("Are you")


def test_lines_and_totals_are_exact_texts() -> None:
    facts = {"relatives": 2, "travel_cost": 2900.5, "job_start": "2027-04-01", "salary_irr": "600000000"}
    answer = send("calculate", {"facts": facts | {"host_company": True}}).json()
    lines = {line["id"]: line for line in answer["lines"]}
    assert lines["travel"]["each"] == "2550.00" and lines["salary_support"]["total"] == "2880000000.00"
    assert lines["travel"]["steps"]["en"][-1] == "2,900.5, but 2,550 at most: 2,550"
    assert lines["office"]["outcome"] == "unknown" and lines["office"]["missing"] == ["founds_company"]
    assert {"currency": "EUR", "every": None, "amount": "2550.00", "complete": True} in answer["totals"]


BAD: list[tuple[Any, str]] = [
    ({"facts": {"salary_irr": "-1"}}, "/salary_irr: negative"),
    ({"facts": {"salary_irr": "NaN"}}, "/salary_irr: not_a_number"),
    ({"facts": {"abroad_since": "1405-07-31"}}, "/abroad_since: not_a_day"),
    ({"facts": {"degree": "wizard"}}, "/degree: unknown_option"),
    ({"facts": {"iranian": "yes"}}, "/iranian: wrong_type"),
    ({"facts": {"lives_in": ["DE"]}}, "/lives_in: wrong_type"),
    ('{"facts": {"salary_irr": NaN}}', "not_a_number"),
    ('{"facts": {"age": 1, "age": 2}}', "duplicate_key"),
    ("[" * 100_000, "too_deep"),
    ("{", "not_json"),
    (b"\xff", "not_json"),
    ('{"facts": {"x": "' + "x" * 2_000_000 + '"}}', "too_large"),
]


@pytest.mark.parametrize(("body", "said"), BAD)
@pytest.mark.parametrize("verb", ["check", "calculate"])
def test_bad_answers_are_refused_with_place_and_fault(verb: str, body: Any, said: str) -> None:
    answer = send(verb, body)
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["detail"]) == ("bad_facts", said)


@pytest.mark.parametrize(
    "body", [{}, [], "1", '"x"', {"facts": []}, {"facts": None}, {"facts": {}, "version": 0}]
)
def test_what_is_no_question_is_refused(body: Any) -> None:
    answer = send("check", body)
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"


def test_other_facts_are_left_aside_and_an_unknown_version_is_absent() -> None:
    assert send("check", {"facts": {"shoe_size": 44}}).status_code == 200
    assert send("check", {"facts": {}, "version": 2}).status_code == 404
    assert send("check", {"facts": {}, "version": 1}).json()["in_force"] is True
    assert send("check", {"facts": {}}, "nowhere").status_code == 404


def test_a_signed_in_person_needs_no_token_and_gets_no_cookie(browse: Any, expert: Any) -> None:
    client = browse(expert)
    client.handler.enforce_csrf_checks = True
    for verb in ("check", "calculate"):
        answer = send(verb, {"facts": {}}, client=client)
        assert answer.status_code == 200 and not answer.cookies and "no-store" in answer["Cache-Control"]
