"""Two versions told apart, so that a page can say: abroad for 24 → 12 months."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings

from talent.programmes.difference import Change, Difference, differences
from talent.programmes.document.reading import read
from tests.talent.programmes.building import TREES, WORDS, document, group, grown, leaf, line

AWAY, FREE, PAID = (
    leaf("months", "at_least", "24", id="away"),
    leaf("bound", "is", False, id="free"),
    leaf("pay", "at_least", "9", id="paid"),
)
BASE = document({"all_of": [AWAY, FREE, {"any_of": [PAID, leaf("age", "at_least", "3", id="old")]}]}, incentives=[line("5")])  # fmt: skip


def told(**changes: Any) -> list[Difference]:
    """What is said of the document with other sections."""
    return list(differences(read(BASE), read(deepcopy(BASE) | changes)))


def rules(*parts: dict[str, Any]) -> dict[str, Any]:
    """The tree with other first parts."""
    return {"all_of": [*parts, BASE["rules"]["all_of"][2]]}


def test_two_versions_that_say_the_same_differ_in_nothing() -> None:
    assert told() == []


def test_a_value_says_before_and_after() -> None:
    assert told(rules=rules(AWAY | {"value": "12"}, FREE)) == [
        Difference(Change.CHANGED, "rules", "away", "value", "24", "12")
    ]


def test_a_rule_more_and_a_rule_less_are_told_whole_and_the_tree_has_moved() -> None:
    new = leaf("degree", "one_of", ["a"], id="schooled")
    removed, added, moved = told(rules=rules(AWAY, new))
    assert (removed.change, removed.id, removed.before["fact"]) == (Change.REMOVED, "free", "bound")
    assert (added.change, added.id, added.after["value"]) == (Change.ADDED, "schooled", ["a"])
    assert moved.change is Change.MOVED
    assert [moved.before["parts"][1], moved.after["parts"][1]] == ["free", "schooled"]


def test_rules_that_hang_together_otherwise_have_moved_and_nothing_else() -> None:
    (moved,) = told(rules={"at_least": 2, "of": [AWAY, FREE, BASE["rules"]["all_of"][2]]})
    assert (moved.change, moved.before["kind"], moved.after["kind"]) == (Change.MOVED, "all_of", "at_least")
    assert moved.after["number"] == 2


def test_a_part_without_a_name_changes_the_rule_above_it() -> None:
    whole = group("any_of", leaf("age", "at_least", "3"), {"not": leaf("pay", "at_least", "9")})
    other = deepcopy(whole)
    other["any_of"][1]["not"]["value"] = "8"
    (found,) = differences(read(document(whole)), read(document(other)))
    assert (found.change, found.id, found.part) == (Change.CHANGED, "whole", "any_of")
    named = {"all_of": [AWAY, group("not", leaf("pay", "at_least", "9"))]}
    changed = {"all_of": [AWAY, group("not", leaf("pay", "at_least", "8"))]}
    (found,) = differences(read(document(named)), read(document(changed)))
    assert (found.id, found.part, found.after["value"]) == ("whole", "not", "8")


@pytest.mark.parametrize(
    ("changes", "section", "key", "part"),
    [
        ({"title": {"fa": "متن", "en": "other"}}, "programme", "", "title"),
        ({"legal_basis": WORDS}, "programme", "", "legal_basis"),
        ({"incentives": [line("6")]}, "incentives", "grant", "amount"),
        ({"incentives": [line("5", payer="state")]}, "incentives", "grant", "payer"),
        ({"facts": [BASE["facts"][0] | {"stored": True}, *BASE["facts"][1:]]}, "facts", "age", "stored"),
        ({"clocks": [{"id": "answer", "within": {"days": 30}, "text": WORDS}]}, "clocks", "answer", ""),
        ({"documents": [{"id": "letter", "title": WORDS}]}, "documents", "letter", ""),
        ({"days": [{"id": "call", "day": "2024-01-01"}]}, "days", "call", ""),
        ({"indexes": [{"id": "wage", "label": WORDS}]}, "indexes", "wage", ""),
    ],
)
def test_every_section_is_compared(changes: dict[str, Any], section: str, key: str, part: str) -> None:
    (found,) = told(**changes)
    assert (found.section, found.id, found.part) == (section, key, part)
    assert found.change is (Change.CHANGED if part else Change.ADDED)


@given(TREES, TREES)
@settings(deadline=None)
def test_nothing_is_told_exactly_where_both_are_equal(one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = grown(one), grown(other)
    assert (differences(before, after) == ()) is (before == after)
