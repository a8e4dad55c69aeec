"""Verdicts: what each operator says at its borders, and what holds for any tree."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.programmes.codes import Verdict
from talent.programmes.days import Span, add
from talent.programmes.document.values import Answer, Leaf, Node, Not
from talent.programmes.operators import OPERATORS
from talent.programmes.rules import evaluate
from tests.talent.programmes import building
from tests.talent.programmes.building import (
    ANSWERS,
    CALL,
    DUE,
    GIVEN,
    TODAY,
    TREES,
    WORDS,
    grown,
    leaf,
    version,
)

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
ORDER = [NOT_MET, UNKNOWN, MET]


def judged(rule: dict[str, Any], today: date = TODAY, **facts: Answer) -> Verdict:
    """The verdict of one rule."""
    named = rule | {"id": "whole", "sentence": WORDS}
    return evaluate(version(named, days=[CALL], indexes=[DUE]), facts, today).eligible


# Operators ----------------------------------------------------------------------------------------------------------

CASES: list[tuple[str, str, Any, Answer, Verdict]] = [
    ("bound", "is", True, True, MET),
    ("bound", "is", True, False, NOT_MET),
    ("bound", "is", False, False, MET),
    ("degree", "one_of", ["a", "b"], "b", MET),
    ("degree", "one_of", ["a", "b"], "c", NOT_MET),
    ("home", "one_of", ["DE"], "DE", MET),
    ("tongues", "has_any", ["a", "b"], ("b", "c"), MET),
    ("tongues", "has_any", ["a"], (), NOT_MET),
    ("tongues", "has_all", ["a", "b"], ("a", "b", "c"), MET),
    ("tongues", "has_all", ["a", "b"], ("a",), NOT_MET),
    ("pay", "at_least", "3000", Decimal("3000.00"), MET),
    ("pay", "at_least", "3000", Decimal("2999.99"), NOT_MET),
    ("pay", "at_most", "6", Decimal(6), MET),
    ("pay", "at_most", "6", Decimal("6.01"), NOT_MET),
    ("pay", "more_than", "6", Decimal(6), NOT_MET),
    ("pay", "more_than", "6", Decimal("6.01"), MET),
    ("age", "less_than", "40", Decimal(39), MET),
    ("age", "less_than", "40", Decimal(40), NOT_MET),
    ("age", "between", {"from": "25", "to": "40"}, Decimal(25), MET),
    ("age", "between", {"from": "25", "to": "40"}, Decimal(40), MET),
    ("age", "between", {"from": "25", "to": "40"}, Decimal(41), NOT_MET),
    ("age", "between", {"from": "25", "to": "40"}, Decimal(24), NOT_MET),
    ("pay", "at_least", {"index": "due", "times": "1.5"}, Decimal("4.5"), MET),
    ("pay", "at_least", {"index": "due", "times": "1.5"}, Decimal("4.49"), NOT_MET),
    ("left", "passed", {"years": 1}, date(2023, 2, 28), MET),
    ("left", "passed", {"years": 1}, date(2023, 3, 1), NOT_MET),
    ("left", "passed", {"months": 3}, date(2023, 11, 30), MET),
    ("left", "passed", {"days": 30}, date(2024, 1, 30), MET),
    ("left", "passed", {"days": 30}, date(2024, 1, 31), NOT_MET),
    ("left", "within_last", {"months": 12}, date(2023, 2, 28), NOT_MET),
    ("left", "within_last", {"months": 12}, date(2023, 3, 1), MET),
    ("left", "within_last", {"months": 12}, date(2024, 2, 29), MET),
    ("left", "within_last", {"months": 12}, date(2024, 3, 1), NOT_MET),
    ("left", "before", None, date(2024, 2, 28), MET),
    ("left", "before", None, date(2024, 2, 29), NOT_MET),
    ("left", "on_or_before", None, date(2024, 2, 29), MET),
    ("left", "on_or_before", None, date(2024, 3, 1), NOT_MET),
    ("left", "after", None, date(2024, 2, 29), NOT_MET),
    ("left", "after", None, date(2024, 3, 1), MET),
    ("left", "on_or_after", None, date(2024, 2, 29), MET),
    ("left", "on_or_after", None, date(2024, 2, 28), NOT_MET),
    ("left", "in_window", {"from": "2024-01-01", "to": "2024-01-31"}, date(2024, 1, 1), MET),
    ("left", "in_window", {"from": "2024-01-01", "to": "2024-01-31"}, date(2024, 1, 31), MET),
    ("left", "in_window", {"from": "2024-01-01", "to": "2024-01-31"}, date(2024, 2, 1), NOT_MET),
]


@pytest.mark.parametrize(("fact", "operator", "value", "answer", "verdict"), CASES)
def test_each_operator_knows_its_border(
    fact: str, operator: str, value: Any, answer: Answer, verdict: Verdict
) -> None:
    rule = leaf(fact, operator, value)
    assert judged(rule, **{fact: answer}) is verdict
    turned = {MET: NOT_MET, NOT_MET: MET}[verdict]
    assert judged({"not": rule}, **{fact: answer}) is turned


def test_every_operator_is_tried_on_both_sides() -> None:
    assert {(case[1], case[4]) for case in CASES} == {
        (name, one) for name in OPERATORS for one in (MET, NOT_MET)
    }


def _form(name: str) -> tuple[str, Any]:
    case = next(case for case in CASES if case[1] == name)
    return case[0], case[2]


@pytest.mark.parametrize("operator", OPERATORS)
def test_what_is_absent_is_unknown_and_what_does_not_apply_is_not_met(operator: str) -> None:
    fact, value = _form(operator)
    rule = leaf(fact, operator, value)
    assert [judged(rule), judged({"not": rule})] == [UNKNOWN, UNKNOWN]
    assert [judged(rule, **{fact: None}), judged({"not": rule}, **{fact: None})] == [NOT_MET, NOT_MET]


@pytest.mark.parametrize("operator", [name for name, one in OPERATORS.items() if one.refers])
def test_a_day_to_count_from_may_be_unknown_or_not_apply_too(operator: str) -> None:
    fact, value = _form(operator)
    rule = leaf(fact, operator, value, reference={"fact": "start"})
    assert judged(rule, left=TODAY) is UNKNOWN
    assert judged(rule, left=TODAY, start=None) is NOT_MET
    assert judged({"not": rule}, start=None) is NOT_MET


def test_a_named_day_counts_instead_of_today() -> None:
    rule = leaf("left", "passed", {"years": 1}, reference={"day": "call"})
    assert judged(rule, left=date(2023, 3, 31), today=date(2020, 1, 1)) is MET
    assert judged(rule, left=date(2023, 4, 1), today=date(2030, 1, 1)) is NOT_MET


@pytest.mark.parametrize(
    ("operator", "day", "verdict"),
    [("before", 28, UNKNOWN), ("before", 29, NOT_MET), ("on_or_before", 29, UNKNOWN), ("on_or_before", 30, NOT_MET)],
)  # fmt: skip
def test_what_has_not_come_by_today_cannot_come_before_today(
    operator: str, day: int, verdict: Verdict
) -> None:
    rule = leaf("left", operator, reference={"fact": "start"}, not_yet=True)
    turned = {UNKNOWN: UNKNOWN, NOT_MET: MET}[verdict]
    today, start = date(2024, 1, day), date(2024, 1, 29)
    assert judged(rule, today=today, start=start) is verdict
    assert judged({"not": rule}, today=today, start=start) is turned


def test_a_year_without_index_leaves_the_verdict_open() -> None:
    rule = leaf("pay", "at_least", {"index": "due"})
    assert judged(rule, today=date(2025, 1, 1), pay=Decimal(9)) is UNKNOWN
    assert judged({"not": rule}, today=date(2025, 1, 1), pay=Decimal(9)) is UNKNOWN
    assert judged(rule, today=date(2025, 1, 1), pay=None) is NOT_MET


# Groups -------------------------------------------------------------------------------------------------------------

YES, NO, OPEN = leaf("bound", "is", True), leaf("bound", "is", False), leaf("pay", "at_least", "1")
NEVER_MIND = leaf("age", "at_least", "1")


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ({"all_of": [YES, OPEN]}, UNKNOWN),
        ({"all_of": [NO, OPEN]}, NOT_MET),
        ({"any_of": [YES, OPEN]}, MET),
        ({"any_of": [NO, OPEN]}, UNKNOWN),
        ({"at_least": 2, "of": [YES, OPEN, NO]}, UNKNOWN),
        ({"at_least": 2, "of": [YES, YES, NO]}, MET),
        ({"at_least": 3, "of": [YES, OPEN, NO]}, NOT_MET),
        ({"not": {"all_of": [YES, OPEN]}}, UNKNOWN),
        ({"not": {"all_of": [NO, OPEN]}}, MET),
        ({"not": {"any_of": [NO, NO]}}, MET),
        ({"not": {"at_least": 2, "of": [YES, NO, NO]}}, MET),
        ({"not": {"at_least": 2, "of": [YES, YES, OPEN]}}, NOT_MET),
        ({"not": {"not": YES}}, MET),
        ({"any_of": [YES, NEVER_MIND]}, MET),
        ({"all_of": [YES, NEVER_MIND]}, NOT_MET),
        ({"not": {"not": NEVER_MIND}}, NOT_MET),
        ({"not": {"any_of": [NO, NEVER_MIND]}}, NOT_MET),
        ({"not": {"all_of": [NO, NEVER_MIND]}}, MET),
    ],
)
def test_groups_count_three_values(rule: dict[str, Any], verdict: Verdict) -> None:
    assert judged(rule, bound=True, age=None) is verdict


# For any tree -------------------------------------------------------------------------------------------------------


def _plain(node: Node, facts: dict[str, Answer]) -> bool:
    """The same by plain two-valued logic, for answers that are all there and all apply."""
    if isinstance(node, Leaf):
        alone = Not(Not(node))  # the verdict of one condition, through the engine
        return evaluate(_with(alone), facts, TODAY).eligible is MET
    parts = [_plain(part, facts) for part in node.parts]
    if isinstance(node, Not):
        return not parts[0]
    return sum(parts) >= {"AllOf": len(parts), "AnyOf": 1}.get(
        type(node).__name__, getattr(node, "number", 0)
    )


def _with(node: Node) -> Any:
    return replace(grown(leaf("bound", "is", True)), rules=node)


@given(TREES, st.fixed_dictionaries(ANSWERS))
@settings(deadline=None)
def test_where_all_is_known_it_is_plain_logic(tree: dict[str, Any], facts: dict[str, Answer]) -> None:
    whole = grown(tree)
    assert evaluate(whole, facts, TODAY).eligible is (MET if _plain(whole.rules, facts) else NOT_MET)


@given(TREES, GIVEN, st.data())
@settings(deadline=None)
def test_an_answer_more_never_contradicts_a_verdict(
    tree: dict[str, Any], facts: dict[str, Answer], data: st.DataObject
) -> None:
    whole = grown(tree)
    before = evaluate(whole, facts, TODAY).eligible
    absent = sorted(set(ANSWERS) - set(facts))
    more = {
        fact: data.draw(st.one_of(st.none(), ANSWERS[fact]), fact)
        for fact in absent
        if data.draw(st.booleans())
    }
    after = evaluate(whole, facts | more, TODAY).eligible
    assert before is UNKNOWN or after is before


@given(st.lists(TREES, min_size=1, max_size=3), building.leaves(), GIVEN)
@settings(deadline=None)
def test_a_part_more_of_an_any_of_never_makes_it_worse(
    parts: list[dict[str, Any]], more: dict[str, Any], facts: dict[str, Answer]
) -> None:
    before = evaluate(grown({"any_of": parts}), facts, TODAY).eligible
    after = evaluate(grown({"any_of": [*parts, more]}), facts, TODAY).eligible
    assert ORDER.index(after) >= ORDER.index(before)


@given(TREES, GIVEN, st.randoms())
@settings(deadline=None)
def test_the_order_of_facts_never_matters(
    tree: dict[str, Any], facts: dict[str, Answer], random: Any
) -> None:
    shuffled = list(facts.items())
    random.shuffle(shuffled)
    asked = building.facts(reversed(building.FACTS))
    named = tree | {"id": "whole", "sentence": WORDS}
    turned = version(named, facts=asked, days=[CALL], indexes=[DUE])
    assert evaluate(turned, dict(shuffled), TODAY).eligible is evaluate(grown(tree), facts, TODAY).eligible


# Days ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "span", "reached"),
    [
        (date(2020, 2, 29), Span(years=3), date(2023, 2, 28)),
        (date(2020, 2, 29), Span(years=4), date(2024, 2, 29)),
        (date(2024, 1, 31), Span(months=1), date(2024, 2, 29)),
        (date(2024, 8, 31), Span(months=6), date(2025, 2, 28)),
        (date(2024, 12, 31), Span(months=2, days=1), date(2025, 3, 1)),
        (date(2024, 2, 29), Span(years=1, months=12), date(2026, 2, 28)),
        (date(9990, 1, 1), Span(years=20), date.max),
        (date(9999, 12, 1), Span(days=400), date.max),
    ],
)
def test_spans_end_with_the_month_where_the_day_lacks(day: date, span: Span, reached: date) -> None:
    assert add(day, span) == reached


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 1200))
def test_months_are_added_as_a_calendar_shows_them(day: date, months: int) -> None:
    reached = add(day, Span(months=months))
    assert (reached.year * 12 + reached.month) - (day.year * 12 + day.month) == months
    assert reached.day == day.day or (reached.day < day.day and (add(reached, Span(days=1))).day == 1)
