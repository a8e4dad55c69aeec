"""What would change a verdict, and from which day on."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings

from talent.programmes.codes import RemedyKind, Verdict
from talent.programmes.document.values import Answer, Leaf
from talent.programmes.document.walking import leaves
from talent.programmes.remedies import Remedy, findings, first_day, meets_on, remedy, way
from talent.programmes.rules import verdict
from talent.programmes.situation import Situation, situation
from tests.talent.programmes.building import (
    CALL,
    DUE,
    GIVEN,
    TODAY,
    TREES,
    WORDS,
    group,
    grown,
    leaf,
    version,
)


def held(rule: dict[str, Any], facts: dict[str, Answer], today: date = TODAY) -> tuple[Any, Situation]:
    """The tree of one rule, and the situation of somebody with these answers."""
    whole = version(rule | {"id": "whole", "sentence": WORDS}, days=[CALL], indexes=[DUE])
    return whole.rules, situation(whole, facts, today)


def only(rule: dict[str, Any], **facts: Answer) -> Remedy:
    """The one thing that would change a rule."""
    tree, now = held(rule, facts)
    (one,) = way(tree, now).remedies
    return one


# One condition ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "answer", "remedy"),
    [
        (leaf("pay", "at_least", "3000"), Decimal("2999.99"), ("raise", Decimal("0.01"), False)),
        (leaf("pay", "more_than", "3000"), Decimal(2999), ("raise", Decimal(1), True)),
        (leaf("pay", "at_most", "6"), Decimal(7), ("lower", Decimal(1), False)),
        (leaf("pay", "less_than", "6"), Decimal(7), ("lower", Decimal(1), True)),
        (leaf("pay", "between", {"from": "2", "to": "4"}), Decimal(1), ("raise", Decimal(1), False)),
        (leaf("pay", "between", {"from": "2", "to": "4"}), Decimal(9), ("lower", Decimal(5), False)),
        ({"not": leaf("pay", "at_least", "5")}, Decimal(7), ("lower", Decimal(2), True)),
        ({"not": leaf("pay", "more_than", "5")}, Decimal(7), ("lower", Decimal(2), False)),
        ({"not": leaf("pay", "at_most", "5")}, Decimal(3), ("raise", Decimal(2), True)),
        ({"not": leaf("pay", "between", {"from": "2", "to": "9"})}, Decimal(3), ("lower", Decimal(1), True)),
        ({"not": leaf("pay", "between", {"from": "2", "to": "9"})}, Decimal(8), ("raise", Decimal(1), True)),
        (leaf("pay", "at_least", {"index": "due", "times": "2"}), Decimal(1), ("raise", Decimal(5), False)),
    ],
)  # fmt: skip
def test_a_number_says_what_it_lacks(
    rule: dict[str, Any], answer: Decimal, remedy: tuple[str, Decimal, bool]
) -> None:
    found = only(rule, pay=answer)
    assert (found.kind.value, found.amount, found.beyond) == remedy
    step = Decimal("0.001") if found.beyond else Decimal(0)
    assert found.amount is not None
    moved = answer + (found.amount + step) * (1 if found.kind is RemedyKind.RAISE else -1)
    assert verdict(*held(rule, {"pay": moved})) is Verdict.MET


@pytest.mark.parametrize(
    ("rule", "facts", "kind", "day"),
    [
        (leaf("left", "passed", {"years": 3}), {"left": date(2022, 2, 28)}, "wait", date(2025, 2, 28)),
        (leaf("left", "before"), {"left": TODAY}, "wait", date(2024, 3, 1)),
        (leaf("left", "on_or_before"), {"left": date(2024, 5, 1)}, "wait", date(2024, 5, 1)),
        (leaf("left", "within_last", {"years": 1}), {"left": date(2024, 5, 1)}, "wait", date(2024, 5, 1)),
        ({"not": leaf("left", "within_last", {"years": 1})}, {"left": TODAY}, "wait", date(2025, 3, 1)),
        ({"not": leaf("left", "after")}, {"left": date(2024, 5, 1)}, "wait", date(2024, 5, 1)),
        (leaf("left", "within_last", {"years": 1}), {"left": date(2020, 5, 1)}, "nothing", None),
        (leaf("left", "after"), {"left": TODAY}, "later", date(2024, 3, 1)),
        (leaf("left", "on_or_after"), {"left": date(2024, 2, 1)}, "later", TODAY),
        (leaf("left", "in_window", {"from": "2024-01-01", "to": "2024-01-31"}), {"left": TODAY}, "earlier", date(2024, 1, 31)),
        (leaf("left", "in_window", {"from": "2024-03-01", "to": "2024-03-31"}), {"left": TODAY}, "later", date(2024, 3, 1)),
        ({"not": leaf("left", "in_window", {"from": "2024-01-01", "to": "2024-03-31"})}, {"left": TODAY}, "nothing", None),
        (leaf("left", "passed", {"years": 3}, reference={"fact": "start"}), {"left": TODAY, "start": TODAY}, "later", date(2027, 2, 28)),
        (leaf("left", "passed", {"years": 3}, reference={"day": "call"}), {"left": TODAY}, "nothing", None),
        (leaf("left", "before", reference={"fact": "start"}), {"left": TODAY, "start": TODAY}, "earlier", date(2024, 2, 28)),
        (leaf("left", "before", reference={"fact": "start"}, not_yet=True), {"start": TODAY}, "nothing", None),
        (leaf("left", "before"), {}, "answer", None),
        (leaf("left", "before"), {"left": None}, "nothing", None),
        (leaf("left", "before", reference={"fact": "start"}), {"left": TODAY}, "answer", None),
        (leaf("bound", "is", True), {"bound": None}, "nothing", None),
    ],
)  # fmt: skip
def test_a_day_says_when(rule: dict[str, Any], facts: dict[str, Answer], kind: str, day: date | None) -> None:
    found = only(rule, **facts)
    assert (found.kind.value, found.day) == (kind, day)


def test_a_choice_says_which_answers_would_do() -> None:
    chosen = only(leaf("degree", "one_of", ["a", "b"]), degree="c")
    assert (chosen.kind, chosen.options, chosen.beyond) == (RemedyKind.CHOOSE, ("a", "b"), False)
    assert only({"not": leaf("degree", "one_of", ["a"])}, degree="a").beyond
    assert only(leaf("bound", "is", False), bound=True).options == ("no",)
    assert only({"not": leaf("bound", "is", False)}, bound=False).options == ("yes",)


def test_a_year_without_index_is_the_programmes_to_mend() -> None:
    tree, now = held(leaf("pay", "at_least", {"index": "due"}), {"pay": Decimal(1)}, date(2025, 1, 1))
    assert [one.kind for one in way(tree, now).remedies] == [RemedyKind.INDEX]


def test_the_unknown_one_of_two_days_is_asked_for() -> None:
    rule = leaf("left", "before", reference={"fact": "start"})
    assert only(rule, start=TODAY).fact == "left"
    assert only(rule, left=TODAY).fact == "start"


# The whole ----------------------------------------------------------------------------------------------------------


def test_the_nearest_branch_is_shown() -> None:
    rule = {
        "all_of": [
            leaf("bound", "is", False, id="free"),
            {
                "any_of": [
                    {"all_of": [leaf("pay", "at_least", "9", id="paid"), leaf("age", "less_than", "30", id="young")]},
                    {"all_of": [leaf("months", "at_least", "24", id="away"), leaf("degree", "one_of", ["a"], id="deg")]},
                ]
            },
        ]
    }  # fmt: skip
    facts: dict[str, Answer] = {"bound": True, "pay": Decimal(1), "age": Decimal(50), "months": Decimal(20), "degree": "a"}  # fmt: skip
    whole = version(rule)
    found = way(whole.rules, situation(whole, facts, TODAY))
    assert [(one.rule, one.kind.value) for one in found.remedies] == [("free", "choose"), ("away", "raise")]
    assert found.branches == (("/rules/all_of/1", (1,)),)


def test_what_nothing_mends_is_the_longest_way() -> None:
    rule = group("any_of", leaf("bound", "is", True), group("all_of", leaf("pay", "at_least", "9"), leaf("age", "at_least", "9"), id=""))  # fmt: skip
    del rule["any_of"][1]["id"], rule["any_of"][1]["sentence"]
    whole = version(rule)
    now = situation(whole, {"bound": None, "pay": Decimal(1), "age": Decimal(1)}, TODAY)
    assert [one.kind for one in way(whole.rules, now).remedies] == [RemedyKind.RAISE, RemedyKind.RAISE]


def test_findings_hold_what_the_sentences_need() -> None:
    rule = {
        "all_of": [
            leaf("left", "passed", {"years": 3}, id="gone", reference={"fact": "start"}),
            leaf("pay", "at_least", {"index": "due", "times": "2"}, id="paid"),
            leaf("age", "less_than", "40", id="young"),
        ]
    }
    whole = version(rule, indexes=[DUE])
    facts: dict[str, Answer] = {"left": date(2022, 1, 1), "start": TODAY, "pay": Decimal(5)}
    gone, paid, young = findings(whole.rules, situation(whole, facts, TODAY))
    assert gone.values["answer"] == date(2022, 1, 1) and gone.values["reference"] == TODAY
    assert gone.values["day"] == gone.day == date(2025, 1, 1)
    assert (paid.values["value"], paid.values["missing"]) == (Decimal(6), Decimal(1))
    assert (young.verdict, young.values) == (Verdict.UNKNOWN, {"value": Decimal(40)})


def test_time_alone_is_nearer_than_another_answer_about_what_has_been() -> None:
    soon = leaf("left", "passed", {"years": 3}, id="gone")
    two = {"all_of": [soon, leaf("start", "passed", {"years": 9}, id="begun")]}
    facts: dict[str, Answer] = {"bound": True, "left": date(2022, 2, 28), "start": TODAY}
    for rule, waited_for in ((soon, ["gone"]), (two, ["gone", "begun"])):
        whole = version({"any_of": [leaf("bound", "is", False, id="free"), rule]})
        found = way(whole.rules, situation(whole, facts, TODAY))
        assert [one.rule for one in found.remedies] == waited_for
        assert {one.kind for one in found.remedies} == {RemedyKind.WAIT}


@given(TREES, GIVEN)
@settings(deadline=None)
def test_the_shortest_way_changes_as_few_conditions_as_can_be(
    tree: dict[str, Any], facts: dict[str, Answer]
) -> None:
    whole = grown(tree)
    now = situation(whole, facts, TODAY)
    found = way(whole.rules, now)
    assert (verdict(whole.rules, now) is Verdict.MET) is (found.remedies == ())
    pieces = list(leaves(whole.rules))
    hopeful = all(one.kind not in (RemedyKind.NOTHING, RemedyKind.INDEX) for one in found.remedies)
    if hopeful and len(pieces) <= 6:
        assert found.length[1:4] <= _cheapest(whole.rules, now, len(pieces))


def _cheapest(tree: Any, now: Situation, pieces: int) -> tuple[int, int, int]:
    """By trying every choice of conditions that something can mend: the fewest other answers, then waits, then open
    answers that make the whole met."""
    found = []
    for number in range(pieces + 1):
        for turned in combinations(range(pieces), number):
            kinds: list[RemedyKind] = []
            if _met(tree, now, set(turned), [0], kinds):
                waits, answers = kinds.count(RemedyKind.WAIT), kinds.count(RemedyKind.ANSWER)
                found.append((len(kinds) - waits - answers, waits, answers))
    return min(found)


def _met(
    node: Any,
    now: Situation,
    turned: set[int],
    place: list[int],
    kinds: list[RemedyKind],
    positive: bool = True,
) -> bool:
    if isinstance(node, Leaf):
        place[0] += 1
        if verdict(node, now, positive) is Verdict.MET or place[0] - 1 not in turned:
            return verdict(node, now, positive) is Verdict.MET
        kinds.append(remedy(node, now, positive).kind)
        return kinds[-1] not in (RemedyKind.NOTHING, RemedyKind.INDEX)
    negated = type(node).__name__ == "Not"
    parts = [_met(part, now, turned, place, kinds, positive is not negated) for part in node.parts]
    number = {"AllOf": len(parts), "AnyOf": 1, "Not": 1}.get(type(node).__name__, getattr(node, "number", 0))
    if negated:
        return parts[0]
    return sum(parts) >= (number if positive else len(parts) - number + 1)


# Time ---------------------------------------------------------------------------------------------------------------


@given(TREES, GIVEN)
@settings(deadline=None, max_examples=80)
def test_the_first_day_is_really_the_first(tree: dict[str, Any], facts: dict[str, Answer]) -> None:
    whole = grown(tree)
    now = situation(whole, facts, TODAY)
    found = first_day(whole.rules, now)
    for off in range(2_400):  # past every day that these answers can bring about
        day = TODAY + timedelta(days=off)
        if verdict(whole.rules, now.on(day)) is Verdict.MET:
            assert found == day
            return
    assert found is None


def test_a_rule_that_waits_on_two_days_waits_for_the_later_and_not_past_the_end() -> None:
    passed = leaf("left", "passed", {"months": 6})
    recent = leaf("start", "within_last", {"months": 3})
    tree, now = held({"all_of": [passed, recent]}, {"left": TODAY, "start": date(2024, 6, 1)})
    assert meets_on(tree, now) == date(2024, 8, 29)
    tree, now = held({"all_of": [passed, recent]}, {"left": TODAY, "start": date(2024, 5, 1)})
    assert meets_on(tree, now) is None


def test_a_known_index_of_next_year_is_a_day_too() -> None:
    tree, now = held({"not": leaf("pay", "at_least", {"index": "due"})}, {"pay": Decimal(4)})
    assert meets_on(tree, now) == date(2026, 1, 1)
