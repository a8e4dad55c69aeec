"""What an editor is warned of before publishing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.programmes.codes import Verdict
from talent.programmes.document.values import Answer
from talent.programmes.lint import Doubt, lint
from talent.programmes.rules import evaluate
from talent.programmes.situation import situation
from talent.programmes.ways import possible
from tests.oracles import programmes
from tests.talent.programmes.building import (
    ANSWERS,
    CALL,
    DUE,
    TODAY,
    TREES,
    WORDS,
    facts,
    group,
    grown,
    leaf,
    line,
    version,
)


def remarks(
    rule: dict[str, Any] | None = None, doubt: Doubt | None = None, **more: Any
) -> list[tuple[str, str]]:
    """Pointer and culprit of each remark of that kind."""
    found = lint(version(rule, **more), TODAY)
    return [(one.pointer, one.about) for one in found if doubt in (None, one.doubt)]


def test_a_fact_is_used_by_rules_conditions_amounts_and_days() -> None:
    more: dict[str, Any] = {
        "period": {"starts": {"fact": "start"}},
        "when": leaf("degree", "one_of", ["a"]),
    }
    used = remarks(
        leaf("bound", "is", True, id="free"),
        Doubt.FACT_NEVER_USED,
        incentives=[
            line({"multiply": [{"fact": "pay"}, {"index": "due", "year_of": {"fact": "left"}}]}, **more)
        ],
        indexes=[DUE],
        documents=[{"id": "p", "title": WORDS, "when": leaf("age", "at_least", "1")}],
    )
    assert [about for _, about in used] == ["months", "tongues", "home"]
    assert used[0] == ("/facts/2", "months")


IMPOSSIBLE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (leaf("age", "at_least", "40"), leaf("age", "less_than", "40")),
    (leaf("age", "more_than", "40"), leaf("age", "at_most", "40")),
    (leaf("age", "between", {"from": "2", "to": "4"}), leaf("age", "between", {"from": "5", "to": "6"})),
    (leaf("bound", "is", True), leaf("bound", "is", False)),
    (leaf("bound", "is", True), {"not": leaf("bound", "is", True)}),
    (leaf("degree", "one_of", ["a", "b"]), leaf("degree", "one_of", ["c"])),
    (leaf("degree", "one_of", ["a", "b"]), {"not": leaf("degree", "one_of", ["b", "a"])}),
    (leaf("pay", "at_least", {"index": "due"}), leaf("pay", "less_than", "3")),
    (leaf("left", "in_window", {"from": "2020-01-01", "to": "2020-12-31"}), leaf("left", "after", reference={"day": "call"})),
    ({"not": {"any_of": [leaf("age", "less_than", "40"), leaf("bound", "is", True)]}}, leaf("age", "less_than", "20")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), IMPOSSIBLE)
def test_two_demands_that_exclude_each_other_can_never_be_met(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    given_: dict[str, Any] = {"days": [CALL], "indexes": [DUE]}
    assert remarks(group("all_of", one, other), Doubt.RULE_NEVER_MET, **given_) == [("/rules", "whole")]
    assert remarks(group("any_of", one, other), Doubt.RULE_NEVER_MET, **given_) == []


def test_the_smallest_impossible_part_is_named() -> None:
    backwards = leaf("age", "between", {"from": "9", "to": "3"}, id="between")
    below = leaf("pay", "less_than", "0", id="below")
    rule = {"all_of": [backwards, {"any_of": [below, leaf("bound", "is", True, id="free")]}]}
    assert remarks(rule, Doubt.RULE_NEVER_MET) == [
        ("/rules/all_of/0", "between"),
        ("/rules/all_of/1/any_of/0", "below"),
    ]


def test_a_condition_outside_the_rules_is_looked_at_too() -> None:
    never = {"all_of": [leaf("bound", "is", True), leaf("bound", "is", False)]}
    assert remarks(None, Doubt.RULE_NEVER_MET, incentives=[line("1", when=never)]) == [
        ("/incentives/0/when", "")
    ]


def test_a_tree_with_too_many_ways_is_left_alone() -> None:
    pair = {"any_of": [leaf("age", "at_least", "1"), leaf("pay", "at_least", "1")]}
    assert remarks(group("all_of", *[pair] * 12), Doubt.RULE_NEVER_MET) == []


@given(TREES, st.fixed_dictionaries(ANSWERS))
@settings(deadline=None)
def test_what_is_called_impossible_is_never_met(tree: dict[str, Any], answers: dict[str, Answer]) -> None:
    whole = grown(tree)
    if not possible(whole.rules, whole, situation(whole, {}, TODAY)):
        assert evaluate(whole, answers, TODAY).eligible is not Verdict.MET


def test_a_text_without_a_word_in_one_language_is_named_by_its_place() -> None:
    half = {"fa": "متن", "en": " "}
    found = remarks(None, Doubt.LANGUAGE_MISSING, legal_basis=half, facts=[facts(["bound"])[0] | {"question": {"fa": "", "en": "Bound?"}}])  # fmt: skip
    assert found == [("/legal_basis/en", "en"), ("/facts/0/question/fa", "fa")]


def test_an_index_needs_this_years_value_only_where_it_is_used() -> None:
    old = {"id": "old", "label": WORDS, "values": [{"year": 2023, "value": "1"}]}
    fixed = {"id": "fixed", "label": WORDS, "otherwise": "1"}
    rule = leaf("pay", "at_least", {"index": "old"}, id="paid")
    assert remarks(rule, Doubt.INDEX_WITHOUT_YEAR, indexes=[fixed, old]) == [("/indexes/1", "old")]
    amount = line({"index": "old"})
    assert remarks(None, Doubt.INDEX_WITHOUT_YEAR, indexes=[old], incentives=[amount]) == [
        ("/indexes/0", "old")
    ]
    assert remarks(None, Doubt.INDEX_WITHOUT_YEAR, indexes=[old, fixed, DUE]) == []


def test_a_document_is_asked_for_by_a_rule_or_always() -> None:
    papers = [
        {"id": "letter", "title": WORDS},
        {"id": "photo", "title": WORDS},
        {"id": "form", "title": WORDS, "always": True},
    ]
    rule = leaf("bound", "is", True, id="free", evidence=["letter"])
    assert remarks(rule, Doubt.DOCUMENT_NOT_ASKED_FOR, documents=papers) == [("/documents/1", "photo")]


def test_a_condition_that_still_says_what_its_question_asks_needs_words() -> None:
    (fact,) = facts(["bound"])
    asked, told = fact["question"], {"fa": "متعهد هستید.", "en": "You are bound."}
    for sentence in (asked, told | {"fa": asked["fa"]}, told | {"en": f" {asked['en']} "}):
        rule = leaf("bound", "is", True, id="free") | {"sentence": sentence}
        assert remarks(rule, Doubt.SENTENCE_IS_QUESTION) == [("/rules", "free")]
    said = leaf("bound", "is", True, id="free") | {"sentence": told}
    assert remarks(said, Doubt.SENTENCE_IS_QUESTION) == []


@pytest.mark.parametrize("key", ["all_of", "any_of"])
def test_a_group_of_one_is_named_by_itself_or_by_its_part(key: str) -> None:
    alone = leaf("bound", "is", True, id="free")
    assert remarks({key: [alone]}, Doubt.GROUP_OF_ONE) == [("/rules", "free")]
    assert remarks(group(key, leaf("bound", "is", True)), Doubt.GROUP_OF_ONE) == [("/rules", "whole")]
    nested = {"all_of": [alone, {"any_of": [leaf("age", "at_least", "1", id="old")]}]}
    assert remarks(nested, Doubt.GROUP_OF_ONE) == [("/rules/all_of/1", "old")]
    assert (
        remarks({"not": leaf("bound", "is", True)} | {"id": "whole", "sentence": WORDS}, Doubt.GROUP_OF_ONE)
        == []
    )


@pytest.mark.parametrize("name", ["rep", "regressar", "rebrain", "serbia", "tubitak"])
def test_the_real_programmes_give_no_cause(name: str) -> None:
    assert lint(programmes.programme(name), TODAY) == ()
