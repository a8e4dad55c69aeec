"""Amounts: every line with its steps, one rounding rule, totals of rounded lines, and a name for what cannot be."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.programmes.codes import Every, Outcome
from talent.programmes.document.values import Answer
from talent.programmes.expressions import Step
from talent.programmes.incentives import Calculation, LineResult, calculate, shares, summary
from tests.talent.programmes.building import (
    AMOUNTS,
    ANSWERS,
    CALL,
    DUE,
    GIVEN,
    TODAY,
    WORDS,
    leaf,
    line,
    version,
)


def worked(*lines: dict[str, Any], today: date = TODAY, **facts: Answer) -> Calculation:
    """The calculation of these lines."""
    return calculate(version(incentives=list(lines), indexes=[DUE], days=[CALL]), facts, today)


def one(amount: Any, facts: dict[str, Answer] | None = None, **more: Any) -> LineResult:
    """The result of one line."""
    return worked(line(amount, **more), **(facts or {})).lines[0]


PAY = {"fact": "pay"}
THREE: dict[str, Answer] = {"pay": Decimal("3.00"), "age": Decimal(2)}


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("12.5", "12.50"),
        ({"add": ["1", PAY, PAY]}, "7.00"),
        ({"subtract": ["10", PAY]}, "7.00"),
        ({"multiply": ["2", PAY, PAY]}, "18.00"),
        ({"divide": ["10", PAY]}, "3.33"),
        ({"percent": ["70", PAY]}, "2.10"),
        ({"min": ["10", PAY]}, "3.00"),
        ({"max": ["0", {"subtract": [PAY, "10"]}]}, "0.00"),
        ({"index": "due"}, "3.00"),
        ({"index": "due", "year_of": {"fact": "start"}}, "5.00"),
        ({"index": "due", "year_of": {"day": "call"}}, "3.00"),
        ({"if": leaf("pay", "at_least", "3"), "then": "1", "else": "2"}, "1.00"),
        ({"if": leaf("pay", "more_than", "3"), "then": "1", "else": "2"}, "2.00"),
        ({"if": leaf("bound", "is", True), "then": "2", "else": "2.00"}, "2.00"),
        ({"applies": {"fact": "months"}, "else": "4"}, "4.00"),
        ({"applies": PAY, "else": "4"}, "3.00"),
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("2.675", "2.68"),
    ],
)
def test_each_form_of_an_amount(amount: Any, expected: str) -> None:
    found = one(amount, THREE | {"months": None, "start": date(2026, 7, 1)})
    assert (found.outcome, str(found.each)) == (Outcome.KNOWN, expected)


@pytest.mark.parametrize(
    ("amount", "more", "outcome"),
    [
        ({"divide": ["1", {"subtract": [PAY, "3"]}]}, {}, Outcome.DIVISION_BY_ZERO),
        ({"divide": [{"subtract": [PAY, "3"]}, {"subtract": [PAY, "3"]}]}, {}, Outcome.DIVISION_BY_ZERO),
        ({"index": "due", "year_of": {"fact": "start"}}, {}, Outcome.NO_INDEX),
        ({"subtract": ["1", PAY]}, {}, Outcome.NEGATIVE),
        ({"multiply": ["999999999999999", "999999999999999"]}, {}, Outcome.TOO_LARGE),
        ({"multiply": ["999999999999999", PAY]}, {}, Outcome.TOO_LARGE),
        ({"multiply": [PAY, {"fact": "months"}]}, {}, Outcome.UNKNOWN),
        ({"if": leaf("bound", "is", True), "then": "1", "else": "2"}, {}, Outcome.UNKNOWN),
        ({"if": leaf("pay", "at_least", {"index": "old"}), "then": "1", "else": "2"}, {}, Outcome.NO_INDEX),
        ("5", {"when": leaf("bound", "is", True)}, Outcome.UNKNOWN),
        ("5", {"when": leaf("pay", "at_least", "4")}, Outcome.NOT_GRANTED),
        ({"multiply": ["5", {"fact": "age"}]}, {}, Outcome.DOES_NOT_APPLY),
        ({"divide": ["1", "0"]}, {"when": leaf("pay", "at_least", "4")}, Outcome.NOT_GRANTED),
    ],
)
def test_what_cannot_be_worked_out_has_a_name(amount: Any, more: dict[str, Any], outcome: Outcome) -> None:
    old = {"id": "old", "label": WORDS, "values": []}
    whole = version(incentives=[line(amount, **more)], indexes=[DUE, old])
    facts: dict[str, Answer] = {"pay": Decimal(3), "age": None, "start": date(2025, 1, 1)}
    found = calculate(whole, facts, TODAY).lines[0]
    assert found.outcome is outcome
    assert (found.each == 0) is (outcome in (Outcome.NOT_GRANTED, Outcome.DOES_NOT_APPLY))
    assert found.trail is None


def test_an_unknown_line_names_the_facts_that_lack_and_a_missing_index_its_year() -> None:
    amount = {"multiply": [PAY, {"fact": "age"}, {"fact": "months"}]}
    assert one(amount, {"age": Decimal(1)}).missing == ("pay", "months")
    lacking = one({"index": "due", "year_of": {"fact": "start"}}, {"start": date(2025, 5, 5)})
    assert (lacking.about, lacking.year) == ("due", 2025)
    decided = {"any_of": [leaf("age", "at_least", "1"), leaf("degree", "one_of", ["a"])]}
    when = {"all_of": [decided, leaf("bound", "is", True)]}
    assert one("5", {"age": Decimal(1)}, when=when).missing == ("bound",)


def test_a_cap_holds_and_is_a_step() -> None:
    capped = one({"multiply": ["4", PAY]}, THREE, cap={"multiply": ["3", {"index": "due"}]})
    assert (capped.each, capped.trail and capped.trail.name) == (Decimal(9), "cap")
    assert one("8.99", THREE, cap="9").each == Decimal("8.99")
    assert one("8", cap=PAY).outcome is Outcome.UNKNOWN


def test_the_trail_tells_every_step_down_to_what_was_given() -> None:
    found = one({"percent": ["33.333", {"multiply": [PAY, {"index": "due"}]}]}, {"pay": Decimal("10.01")})
    trail = found.trail
    assert trail is not None and (trail.name, trail.result) == ("round", Decimal("10.01"))
    (percent,) = trail.steps
    assert (percent.name, [step.name for step in percent.steps]) == ("percent", ["number", "multiply"])
    given = percent.steps[1].steps
    assert given == (Step("fact", Decimal("10.01"), "pay"), Step("index", Decimal(3), "due", 2024))


def test_a_line_counts_from_the_rounded_line_above() -> None:
    both = worked(line({"divide": ["10", "3"]}), line({"multiply": ["3", {"line": "grant"}]}, id="three"))
    assert both.line("three").each == Decimal("9.99")
    nil = worked(
        line("5", when=leaf("bound", "is", True)),
        line({"add": ["1", {"line": "grant"}]}, id="more"),
        bound=False,
    )
    assert nil.line("more").each == Decimal("1.00")
    assert worked(line(PAY), line({"line": "grant"}, id="more")).line("more").missing == ("pay",)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 900),
            st.sampled_from(["payment", "relief"]),
            st.sampled_from(["expert", "employer", "family"]),
            st.sampled_from(["EUR", "IRR"]),
            st.sampled_from([{}, {"period": {"every": "month", "times": 3}}]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_each_party_gets_adds_up_to_the_whole_and_to_its_rhythms(rows: list[Any]) -> None:
    found = worked(
        *(
            line(str(amount), id=f"line_{place}", kind=kind, payee=payee, currency=currency, **period)
            for place, (amount, kind, payee, currency, period) in enumerate(rows)
        )
    )
    told = shares(found)
    wholes = {one.currency: one.amount for one in found.totals if one.every is None}
    for currency, amount in wholes.items():
        assert sum(one.amount for one in told if one.currency == currency) == amount
    assert all(sum(part.amount * part.times for part in one.rhythms) == one.amount for one in told)
    assert len({(one.currency, one.kind, one.payee) for one in told}) == len(told)
    assert [one.kind for one in told] == sorted(one.kind for one in told)


def test_totals_are_sums_of_rounded_lines_by_currency_and_rhythm() -> None:
    monthly = {"every": "month", "times": 12}
    found = worked(
        line({"divide": ["10", "3"]}, id="one"),
        line({"divide": ["10", "3"]}, id="two"),
        line({"divide": ["10", "3"]}, id="wage", period=monthly),
        line("7", id="dollars", currency="USD"),
        line("99", id="number", kind="figure"),
        line(None, id="desk", kind="in_kind"),
        line(PAY, id="unknown", period=monthly),
    )
    totals = {(one.currency, one.every): (str(one.amount), one.complete) for one in found.totals}
    assert totals == {
        ("EUR", Every.ONCE): ("6.66", True),
        ("EUR", Every.MONTH): ("3.33", False),
        ("EUR", None): ("46.62", False),
        ("USD", Every.ONCE): ("7.00", True),
        ("USD", None): ("7.00", True),
    }


def test_days_are_counted_from_the_first_day() -> None:
    more: dict[str, Any] = {
        "period": {"every": "month", "times": 1, "starts": {"fact": "start"}},
        "keep": {"months": 1},
        "claim": {"within": {"months": 6}, "after": {"fact": "left"}, "text": WORDS},
    }
    found = one("1", {"start": date(2024, 1, 31), "left": date(2024, 8, 31)}, **more)
    assert (found.ends_on, found.kept_until) == (date(2024, 2, 29), date(2024, 3, 31))
    assert found.claim_by == date(2025, 2, 28)
    absent = one("1", {"start": None}, **more)
    assert (absent.starts, absent.ends_on, absent.kept_until, absent.claim_by) == (None,) * 4
    once = one("1", {"start": TODAY}, period={"starts": {"fact": "start"}}, keep={"years": 1})
    assert (once.ends_on, once.kept_until) == (None, date(2025, 2, 28))


def test_a_benefit_in_kind_is_there_open_or_not_granted() -> None:
    when = leaf("bound", "is", True)
    outcomes = [
        one(None, given, kind="in_kind", when=when).outcome
        for given in ({"bound": True}, {}, {"bound": False})
    ]
    assert outcomes == [Outcome.NO_AMOUNT, Outcome.UNKNOWN, Outcome.NOT_GRANTED]


def test_the_summary_leaves_out_what_is_not_known_and_is_empty_without_an_amount() -> None:
    lines = [line(PAY, id="a", payer="state"), line({"fact": "months"}, id="b")]
    figures = [
        {"id": "money", "part": "currency"},
        {"id": "payer", "part": "payer", "line": "a"},
        {"id": "payee", "part": "payee", "line": "a"},
        {"id": "a", "part": "each", "line": "a"},
        {"id": "sum", "part": "total"},
    ]
    whole = version(incentives=lines, summary=figures)

    def said(**facts: Answer) -> dict[str, str | int]:
        return summary(whole, calculate(whole, facts, TODAY))

    assert said() == {}
    assert said(pay=Decimal(5)) == {"money": "EUR", "payer": "state", "a": "5.00"}
    assert said(pay=Decimal(5), months=None)["sum"] == "5.00"


# For any amount -----------------------------------------------------------------------------------------------------


@given(AMOUNTS, GIVEN)
@settings(deadline=None)
def test_nothing_ever_comes_out_but_an_amount_or_a_name(amount: Any, facts: dict[str, Answer]) -> None:
    found = one(amount, facts)
    if found.outcome is Outcome.KNOWN:
        assert found.each is not None and found.each >= 0 and found.each.as_tuple().exponent == -2
    else:
        assert found.each in (None, Decimal(0))


@given(AMOUNTS, GIVEN, st.data())
@settings(deadline=None)
def test_an_answer_more_never_changes_an_amount_that_is_known(
    amount: Any, facts: dict[str, Answer], data: st.DataObject
) -> None:
    before = one(amount, facts)
    absent = sorted(set(ANSWERS) - set(facts))
    after = one(amount, facts | {fact: data.draw(ANSWERS[fact], fact) for fact in absent})
    assert before.outcome is not Outcome.KNOWN or after.each == before.each
