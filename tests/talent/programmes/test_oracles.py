"""Five real programmes, written as data, say what was computed from their published rules by hand."""

import gzip
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from talent.programmes.checking import check
from talent.programmes.document.facts import read_facts
from tests.oracles import programmes

CASES = programmes.cases(programmes.HERE / "programmes.json")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_each_case_comes_out_as_published(case: dict[str, Any]) -> None:
    assert programmes.actual(case) == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_command_says_the_same_without_a_database(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(json.dumps(case["facts"]))
    document = programmes.HERE / "programmes" / f"{case['programme']}.json"
    said = StringIO()
    given = [str(document), "--facts", str(tmp_path / "facts.json"), "--today", case["today"]]
    call_command("programme", "check", *given, stdout=said)
    answer = json.loads(said.getvalue())
    assert set(answer) == {"eligible", "rules", "meets_on", "incentives"}
    assert {key: answer[key] for key in case["expected"]} == case["expected"]


def test_a_file_is_run_whole_and_its_failures_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = CASES[0] | {"id": "wrong", "expected": CASES[0]["expected"] | {"eligible": "unknown"}}
    broken = CASES[0] | {"id": "broken", "programme": "nowhere"}
    (tmp_path / "more.json.gz").write_bytes(gzip.compress(json.dumps([wrong, broken, CASES[0]]).encode()))
    assert programmes.run([tmp_path / "more.json.gz", programmes.HERE / "programmes.json"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "wrong: eligible: met instead of unknown"
    assert lines[1].startswith("broken: FileNotFoundError")
    assert lines[2] == "36 passed, 2 failed"


# Variations on the published rules ----------------------------------------------------------------------------------


def _said(case: str, today: str = "", **changes: Any) -> dict[str, Any]:
    """What comes out for that case with some answers changed; `...` takes one away."""
    held = next(one for one in CASES if one["id"] == case)
    facts = {key: value for key, value in (held["facts"] | changes).items() if value is not ...}
    version = programmes.programme(held["programme"])
    return check(version, read_facts(version, facts), date.fromisoformat(today or held["today"]))


REQUIRED = {
    "rep-01": [
        "is_national", "abroad_since", "employed_abroad_since", "home_income_last_3_years", "still_abroad",
        "has_scholarship_bond", "employer_requires_return",
    ],
    "regressar-01": ["months_abroad", "left_on", "job_start", "taxes_in_order", "earlier_default", "contract"],
    "rebrain-01": ["age", "degree", "months_abroad", "monthly_salary"],
    "serbia-01": ["papers_complete_on", "first_salary_on", "months_abroad", "monthly_salary"],
    "tubitak-03": ["works_abroad_on_call_day", "months_at_home_last_3_years", "research_years", "private_research_years", "subject_rank"],
}  # fmt: skip
EACH = [(case, fact) for case, keys in REQUIRED.items() for fact in keys]


@pytest.mark.parametrize(("case", "fact"), EACH)
def test_without_a_fact_that_decides_the_verdict_is_open(case: str, fact: str) -> None:
    assert _said(case)["eligible"] == "met"
    assert _said(case, **{fact: ...})["eligible"] == "unknown"


@pytest.mark.parametrize(("case", "fact"), EACH)
def test_a_fact_that_does_not_apply_is_not_met(case: str, fact: str) -> None:
    assert _said(case, **{fact: None})["eligible"] == "not_met"


@pytest.mark.parametrize(
    ("case", "changes", "rule", "verdict"),
    [
        ("rebrain-01", {"age": 25}, "age_25_to_40", "met"),
        ("rebrain-01", {"age": 24}, "age_25_to_40", "not_met"),
        ("rebrain-01", {"age": 40}, "age_25_to_40", "met"),
        ("rebrain-01", {"degree": "phd"}, "master_or_higher", "met"),
        ("rebrain-01", {"months_abroad": 12}, "abroad_1_year", "met"),
        ("rebrain-01", {"months_abroad": 11}, "abroad_1_year", "not_met"),
        ("regressar-01", {"contract": "fixed_term", "contract_months": ...}, "contract", "unknown"),
        ("regressar-01", {"contract": "fixed_term", "contract_months": None}, "contract", "not_met"),
        ("regressar-01", {"contract": ..., "contract_months": 6}, "contract", "unknown"),
        ("regressar-01", {"contract": "internship", "contract_months": 24}, "contract", "not_met"),
        ("serbia-01", {"monthly_salary": "439692"}, "a_salary", "met"),
        ("serbia-03", {"age": 40}, "b_under_40", "not_met"),
        ("serbia-01", {"papers_complete_on": "2026-04-04"}, "papers_before_first_salary", "met"),
        ("serbia-01", {"first_salary_on": ...}, "papers_before_first_salary", "unknown"),
        ("serbia-01", {"first_salary_on": ..., "papers_complete_on": None}, "papers_before_first_salary", "not_met"),
        ("tubitak-01", {"subject_rank": 100}, "top_100_subject", "met"),
        ("tubitak-01", {"employer_rd_rank": 2501}, "top_2500_rd_firm", "not_met"),
        ("tubitak-03", {"private_research_years": 2}, "private_3_years", "not_met"),
    ],
)  # fmt: skip
def test_the_border_belongs_to_the_side_that_was_published(
    case: str, changes: dict[str, Any], rule: str, verdict: str
) -> None:
    assert _said(case, **changes)["rules"][rule] == verdict


@pytest.mark.parametrize(("day", "verdict"), [("2026-04-04", "unknown"), ("2026-04-05", "not_met"), ("2027-01-01", "not_met")])  # fmt: skip
def test_papers_can_come_until_the_day_before_the_first_salary(day: str, verdict: str) -> None:
    assert _said("serbia-06", today=day)["rules"]["papers_before_first_salary"] == verdict


def test_a_negated_answer_is_not_needed_where_another_branch_decides() -> None:
    assert _said("tubitak-01", research_years=..., private_research_years=...)["eligible"] == "met"


@pytest.mark.parametrize(
    ("case", "changes", "figures"),
    [
        ("regressar-01", {"relatives": None}, {"household": "0.00", "travel": "653.13", "total": "5225.01"}),
        ("regressar-01", {"interior": None}, {"interior": "0.00"}),
        (
            "regressar-02",
            {"relatives": 3, "from_europe": False},
            {"household": "1567.50", "travel": "1567.50"},
        ),
        ("rebrain-01", {"job_start": "2024-01-31"}, {"paid_until": "2025-01-31", "keep_until": "2026-01-31"}),
        ("rep-09", {"car_duty": None}, {"car_duty_exemption": "0.00", "total_5_years": "80500.00"}),
        ("serbia-01", {"first_salary_on": "2024-02-29"}, {"until": "2029-02-28"}),
    ],
)
def test_amounts_follow_the_published_formula(
    case: str, changes: dict[str, Any], figures: dict[str, str]
) -> None:
    found = _said(case, **changes)["incentives"]
    assert {key: found[key] for key in figures} == figures


def test_a_figure_that_is_not_known_is_left_out() -> None:
    assert _said("rep-09", car_duty=...)["incentives"] == {
        "currency": "MYR",
        "tax_saving_per_year": "16100.00",
    }
    assert _said("rebrain-01", monthly_salary=...)["incentives"] == {}
