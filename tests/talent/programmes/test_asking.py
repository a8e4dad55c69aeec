"""Questions come in the order that decides soonest, none that no longer matters, and progress never goes back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.programmes.asking import ask, ask_on
from talent.programmes.codes import Verdict
from talent.programmes.document.values import Answer, Version
from talent.programmes.incentives import calculate
from talent.programmes.rules import evaluate
from tests.oracles import programmes
from tests.talent.programmes import building
from tests.talent.programmes.building import (
    AMOUNTS,
    ANSWERS,
    CALL,
    DUE,
    TODAY,
    TREES,
    WORDS,
    grown,
    leaf,
    line,
    version,
)

BRANCHES = {
    "all_of": [
        {
            "any_of": [
                {"all_of": [leaf("pay", "at_least", "3", id="paid"), leaf("age", "at_least", "3", id="old")]},
                leaf("months", "at_least", "3", id="away"),
            ]
        },
        leaf("bound", "is", False, id="free"),
    ]
}


@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        ({}, "bound"),
        ({"bound": True}, None),
        ({"bound": False}, "months"),
        ({"bound": False, "months": None}, "pay"),
        ({"bound": False, "months": None, "pay": None}, None),
    ],
)
def test_first_what_can_end_it_alone_then_the_shorter_branch(
    facts: dict[str, Answer], fact: str | None
) -> None:
    assert ask(version(BRANCHES), facts, TODAY).fact == fact


def test_what_one_does_not_know_is_passed_over_while_others_may_decide() -> None:
    whole = version(BRANCHES)
    assert ask(whole, {}, TODAY, ["bound"]).fact == "months"
    assert ask(whole, {"months": None, "bound": False}, TODAY, ["pay"]).fact == "age"
    assert ask(whole, {"months": None}, TODAY, ["pay", "bound"]).fact == "age"


def test_a_fact_that_a_decided_branch_wants_is_needless() -> None:
    asking = ask(version(BRANCHES), {"months": None, "bound": False, "pay": None}, TODAY)
    assert asking.fact is None and "age" in asking.needless
    assert "age" not in ask(version(BRANCHES), {"bound": False}, TODAY).needless


def test_both_days_of_a_condition_are_asked_for() -> None:
    whole = version(leaf("left", "before", id="early", reference={"fact": "start"}))
    assert ask(whole, {}, TODAY).fact == "left"
    assert ask(whole, {"left": TODAY}, TODAY).fact == "start"
    assert ask(whole, {"left": TODAY}, TODAY, ["start"]).fact is None


def test_amounts_are_asked_after_the_rules_and_only_where_they_can_be_had() -> None:
    choice = {"if": leaf("degree", "one_of", ["a"]), "then": {"fact": "pay"}, "else": {"fact": "months"}}
    lines = [
        line(choice, period={"starts": {"fact": "start"}}),
        line("5", id="more", when=leaf("age", "at_least", "3")),
    ]
    whole = version(incentives=lines)
    order: list[str] = []
    facts: dict[str, Answer] = {}
    answers: dict[str, Answer] = {"bound": True, "degree": "b", "months": None, "age": None, "start": TODAY}
    while (asking := ask(whole, facts, TODAY, amounts=True)).fact:
        order.append(asking.fact)
        facts[asking.fact] = answers[asking.fact]
    assert order == ["bound", "degree", "months", "age"]
    assert ask(whole, {}, TODAY).open == 1
    assert ask(whole, {"bound": False}, TODAY, amounts=True).fact is None
    assert ask(whole, {"bound": True, "age": None}, TODAY, ["degree"], amounts=True).fact is None


@pytest.mark.parametrize("name", ["rep", "regressar", "rebrain", "serbia", "tubitak"])
def test_a_real_programme_asks_no_more_than_it_must(name: str) -> None:
    whole = programmes.programme(name)
    for case in programmes.cases(programmes.HERE / "programmes.json"):
        if case["programme"] == name:
            full = programmes.read_facts(whole, case["facts"])
            asked, facts = _walk(whole, full)
            assert evaluate(whole, facts, TODAY).eligible is evaluate(whole, full, TODAY).eligible
            assert len(asked) == len(set(asked)) <= len(whole.facts)


def _walk(
    whole: Version, full: dict[str, Answer], amounts: bool = False
) -> tuple[list[str], dict[str, Answer]]:
    """Answers every question from `full`, "I do not know" where it is not there."""
    facts: dict[str, Answer] = {}
    passed: list[str] = []
    asked: list[str] = []
    progress = 0.0
    while (asking := ask(whole, facts, TODAY, passed, amounts=amounts)).fact:
        assert asking.progress >= progress and asking.open >= 1
        progress = asking.progress
        asked.append(asking.fact)
        if asking.fact in full:
            facts[asking.fact] = full[asking.fact]
        else:
            passed.append(asking.fact)
    assert asking.open == 0
    return asked, facts


@given(TREES, st.fixed_dictionaries({}, optional=ANSWERS))
@settings(deadline=None)
def test_the_questions_lead_to_the_verdict_of_all_answers_together(
    tree: dict[str, Any], full: dict[str, Answer]
) -> None:
    whole = grown(tree)
    asked, facts = _walk(whole, full)
    assert len(asked) == len(set(asked))
    assert evaluate(whole, facts, TODAY).eligible is evaluate(whole, full, TODAY).eligible


@given(TREES, st.fixed_dictionaries({}, optional=ANSWERS), st.data())
@settings(deadline=None)
def test_what_is_needless_changes_nothing(
    tree: dict[str, Any], facts: dict[str, Answer], data: st.DataObject
) -> None:
    whole = grown(tree)
    needless = ask(whole, facts, TODAY).needless
    more = {fact: data.draw(ANSWERS[fact], fact) for fact in needless if fact in ANSWERS}
    assert evaluate(whole, facts | more, TODAY).eligible is evaluate(whole, facts, TODAY).eligible


@given(TREES, st.fixed_dictionaries({}, optional=ANSWERS))
@settings(deadline=None)
def test_nothing_is_asked_once_the_verdict_is_there(tree: dict[str, Any], facts: dict[str, Answer]) -> None:
    whole = grown(tree)
    asking = ask(whole, facts, TODAY)
    if evaluate(whole, facts, TODAY).eligible is not Verdict.UNKNOWN:
        assert (asking.fact, asking.open, asking.progress) == (None, 0, 1.0)


@given(TREES, AMOUNTS, building.leaves(), st.fixed_dictionaries({}, optional=ANSWERS))
@settings(deadline=None)
def test_amounts_are_asked_for_until_nothing_more_can_be_known(
    tree: dict[str, Any], amount: Any, when: dict[str, Any], full: dict[str, Answer]
) -> None:
    lines = [line(amount, period={"starts": {"fact": "start"}}), line("5", id="more", when=when)]
    named = tree | {"id": "whole", "sentence": WORDS}
    whole = version(named, incentives=lines, days=[CALL], indexes=[DUE])
    asked, facts = _walk(whole, full, amounts=True)
    assert len(asked) == len(set(asked))
    if evaluate(whole, facts, TODAY).eligible is not Verdict.NOT_MET:
        passed = set(asked) - set(full)
        known, all_known = calculate(whole, facts, TODAY), calculate(whole, full, TODAY)
        for one, other in zip(known.lines, all_known.lines, strict=True):
            assert set(one.missing) & passed or (one.outcome, one.each) == (other.outcome, other.each)


@given(trees=st.lists(building.TREES, min_size=1, max_size=3), answers=building.GIVEN)
def test_whoever_wants_to_know_of_every_rule_is_asked_each_question_once_and_ever_fewer(
    trees: list[dict[str, Any]], answers: dict[str, Any]
) -> None:
    version = building.grown({"all_of": trees})
    passed: list[str] = []
    asked = ask_on(version, answers, building.TODAY)
    while asked.fact is not None:
        assert asked.fact not in passed and asked.fact not in answers
        passed.append(asked.fact)
        after = ask_on(version, answers, building.TODAY, passed)
        assert after.open < asked.open and after.progress >= asked.progress
        asked = after
    assert asked.open == 0
    whole = ask(version, answers, building.TODAY)
    assert whole.fact is None or len(passed) > 0
