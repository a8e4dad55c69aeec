"""Versions told in words: values, what would change a verdict, conditions without a sentence, how sums came about."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.programmes.codes import FactType, RemedyKind, Unit
from talent.programmes.days import Span
from talent.programmes.document.facts import read_facts
from talent.programmes.document.reading import read
from talent.programmes.document.values import Fact, Leaf, Version, Words
from talent.programmes.incentives import calculate
from talent.programmes.operators import OPERATORS
from talent.programmes.remedies import findings, way
from talent.programmes.result import headline, result
from talent.programmes.sentences import condition, remedy, sentence, who_qualifies
from talent.programmes.situation import situation
from talent.programmes.sums import line, totals
from talent.programmes.walk import Walk
from talent.programmes.words import Voice, answer, counted, country, listed, money, number, span, until, voice
from tests.config.test_demo_programmes import SLUGS, demo
from tests.oracles import programmes
from tests.talent.programmes import building
from tests.talent.programmes.building import TODAY, group, leaf


def said(version: Version, language: str = "en", calendar: str = "") -> Voice:
    """The voice of a language, which the test has made the active one."""
    return voice(version, TODAY, calendar)


CASES = programmes.cases(programmes.HERE / "programmes.json")

# Values -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "currency", "fa", "en"),
    [
        ("2300", "EUR", "۲٬۳۰۰ یورو", "€2,300"),
        ("2300.5", "EUR", "۲٬۳۰۰٫۵۰ یورو", "€2,300.50"),
        ("1850000000", "IRR", "۱٬۸۵۰٬۰۰۰٬۰۰۰ ریال", "IRR\xa01,850,000,000"),
        ("0", "", "۰", "0"),
    ],
)
def test_money_is_said_with_its_currency(amount: str, currency: str, fa: str, en: str) -> None:
    for language, wanted in (("fa", fa), ("en", en)):
        with override(language):
            assert money(Decimal(amount), currency, language) == wanted


def test_numbers_spans_and_countries_are_said_in_the_reader_s_language() -> None:
    with override("fa"):
        assert number(Decimal("12500.5"), "fa") == "۱۲٬۵۰۰٫۵"
        assert span(Span(1, 6, 2), "fa") == "۱ سال،‏ ۶ ماه، و ۲ روز"
        assert counted(20, Unit.PERCENT, "fa") == "۲۰٪" and counted(3, Unit.RANK, "fa") == "رتبهٔ ۳"
        assert country("DE", "fa") == "آلمان"
    with override("en"):
        assert span(Span(1, 6), "en") == "1 year and 6 months" and span(Span(), "en") == "0 days"
        assert (
            counted(1, Unit.MONTH, "en") == "1 month"
            and counted(Decimal("1.5"), Unit.YEAR, "en") == "1.5 years"
        )
        assert listed(["a", "b", "c"], "en", either=True) == "a, b, or c"
        assert country("DE", "en") == "Germany" and country("QQ", "en") == "QQ"


@pytest.mark.parametrize(
    ("day", "away"),
    [
        ("2024-03-05", "5 days"),
        ("2024-04-28", "59 days"),
        ("2024-06-29", "4 months"),
        ("2027-03-01", "3 years"),
    ],
)
def test_how_long_one_waits_is_said_as_one_says_it(day: str, away: str) -> None:
    with override("en"):
        assert until(TODAY, date.fromisoformat(day), "en") == away


@pytest.mark.parametrize("calendar", ["", "jalali", "gregorian"])
def test_days_are_said_in_the_reader_s_calendar(calendar: str) -> None:
    wanted = {"": ("۱۰ اسفند ۱۴۰۲", "29 February 2024"), "jalali": ("۱۰ اسفند ۱۴۰۲", "10 Esfand 1402"),
              "gregorian": ("۲۹ فوریهٔ ۲۰۲۴", "29 February 2024")}[calendar]  # fmt: skip
    for language, day in zip(("fa", "en"), wanted, strict=True):
        with override(language):
            shown = said(building.version(), language, calendar).day(TODAY)
            assert shown == day or (calendar == "gregorian" and "۲۰۲۴" in shown)


def test_answers_are_said_as_one_would_say_them() -> None:
    version = building.version()
    facts = {one.id: one for one in version.facts}
    wanted = {"bound": (False, "No"), "degree": ("a", "text"), "tongues": ((), "None of these"), "age": (Decimal(30), "30 years"),
              "home": ("CA", "Canada"), "pay": (Decimal("9000.5"), "9,000.50"), "left": (None, "Does not apply")}  # fmt: skip
    with override("en"):
        assert {key: answer(facts[key], value, said(version)) for key, (value, _) in wanted.items()} == {
            key: text for key, (_, text) in wanted.items()
        }


# Rules --------------------------------------------------------------------------------------------------------------


def told(rule: dict[str, Any], facts: dict[str, Any], sentence_en: str = "text") -> tuple[str, list[str]]:
    """A rule's sentence and what would change it, in English."""
    rule = rule | {"id": "one", "sentence": {"fa": "متن", "en": sentence_en}}
    version = building.version(rule)
    with override("en"):
        speaker, held = said(version), situation(version, read_facts(version, facts), TODAY)
        found = findings(version.rules, held)[0]
        return sentence(speaker, found), [remedy(speaker, held, one) for one in found.way.remedies]


CHANGES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (leaf("pay", "at_least", "500"), {"pay": "300"}, "“text”: at least 500: you lack 200"),
    (leaf("pay", "at_most", "500"), {"pay": "700"}, "“text”: 500 at most: your answer is 200 too much"),
    (leaf("pay", "more_than", "500"), {"pay": "300"}, "“text”: more than 500: your answer is 200 below that"),
    (leaf("pay", "less_than", "500"), {"pay": "500"}, "“text”: less than 500"),
    (leaf("bound", "is", True), {"bound": False}, "“text”: the answer “Yes” would do"),
    (leaf("home", "one_of", ["DE", "CA"]), {"home": "IR"}, "“text”: the answer “Germany” or “Canada” would do"),
    ({"not": leaf("home", "one_of", ["IR"])}, {"home": "IR"}, "“text”: an answer other than “Iran” would do"),
    (leaf("left", "passed", {"years": 1}), {"left": "2023-04-15"}, "In 46 days, on 15 April 2024, this is met if nothing changes."),
    (leaf("left", "on_or_before", reference={"day": "today"}), {"left": "2025-03-02"}, "In 12 months, on 2 March 2025, this is met if nothing changes."),
    (leaf("left", "in_window", {"from": "2023-01-01", "to": "2023-12-31"}), {"left": "2024-01-05"}, "“text”: 31 December 2023 or earlier would do"),
    (leaf("left", "in_window", {"from": "2023-01-01", "to": "2023-12-31"}), {"left": "2022-01-05"}, "“text”: 1 January 2023 or later would do"),
    (leaf("pay", "at_least", "500"), {"pay": None}, "Neither time nor another answer changes this."),
    (leaf("pay", "at_least", "500"), {}, "It depends on your answer to “text”"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "facts", "change"), CHANGES)
def test_what_would_change_a_verdict_is_a_sentence(rule: Any, facts: Any, change: str) -> None:
    assert told(rule, facts)[1] == [change]


@pytest.mark.parametrize(
    ("rule", "answer", "en", "fa"),
    [
        (leaf("age", "at_least", "5"), "3", "At least 5 years: you lack 2 years", "دست‌کم ۵ سال؛ ۲ سال کم دارید"),
        (leaf("papers", "at_least", "3"), "2", "At least 3: you are 1 short", "دست‌کم ۳؛ ۱ تا کم دارید"),
        (leaf("papers", "at_most", "12"), "15", "12 at most: your answer is 3 too many", "حداکثر ۱۲؛ پاسخ شما ۳ تا بیشتر است"),
        (leaf("pay", "at_most", "12"), "15", "12 at most: your answer is 3 too much", "حداکثر ۱۲؛ پاسخ شما ۳ بیشتر است"),
        (leaf("bound", "is", True), False, "The answer “Yes” would do", "پاسخ «بله» کافی است"),
        (leaf("pay", "at_least", "5"), "?", "It depends on your answer.", "به پاسخ شما بستگی دارد."),
    ],
)  # fmt: skip
def test_a_rule_that_asks_for_one_thing_does_not_say_its_question_again(
    rule: Any, answer: Any, en: str, fa: str
) -> None:
    papers = {"id": "papers", "type": "whole", "question": building.WORDS}
    asked = building.facts() + [papers]
    version = building.version(rule | {"id": "one", "sentence": building.WORDS}, facts=asked)
    given_ = {} if answer == "?" else read_facts(version, {rule["fact"]: answer})
    walk = Walk(given_, (rule["fact"],))
    for language, wanted in (("en", en), ("fa", fa)):
        with override(language):
            shown = result(said(version), walk)
        assert shown.groups[0].rows[0].changes == (wanted,)
        assert [one.ways for one in shown.changes] in ([(wanted,)], [])


def test_every_kind_of_remedy_has_words() -> None:
    kinds = set(RemedyKind) - {RemedyKind.INDEX}
    seen = set()
    for rule, facts, _ in CHANGES:
        version = building.version(rule | {"id": "one", "sentence": building.WORDS})
        held = situation(version, read_facts(version, facts), TODAY)
        seen |= {one.kind for one in way(version.rules, held).remedies}
    assert seen == kinds


def test_a_sentence_is_filled_with_what_is_known() -> None:
    rule = leaf("pay", "at_least", "500")
    text = "{answer} of {value}, {missing} short"
    assert told(rule, {"pay": "300"}, text)[0] == "300 of 500, 200 short"
    assert told(rule, {}, text)[0] == "… of 500, … short"


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_who_qualifies_is_told_without_answers(slug: str, language: str) -> None:
    with override(language):
        whole = who_qualifies(said(demo(slug), language))
    told_rules = list(_flat(whole))
    assert len(told_rules) > 5 and all(told_rules)
    assert whole.joint == {"fa": "همهٔ این‌ها", "en": "All of these"}[language]
    assert not [text for text in told_rules if "{" in text]


def _flat(one: Any) -> Any:
    yield one.text or one.joint
    for part in one.parts:
        yield from _flat(part)


def test_groups_say_how_many_of_them_are_needed() -> None:
    with override("en"):
        whole = who_qualifies(said(demo("return-for-good")))
    assert [one.joint for one in whole.parts if one.joint] == [
        "One of these",
        "At least 2 of these",
        "One of these",
    ]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_operator_can_be_said_without_a_sentence(language: str) -> None:
    operands: dict[str, Any] = {
        "flag": True, "codes": ("a",), "amount": Decimal(3), "range": None, "span": Span(1), "window": None, "nothing": None,
    }  # fmt: skip
    fits = {FactType.YES_NO: "bound", FactType.CHOICE: "degree", FactType.CHOICES: "tongues", FactType.WHOLE: "age", FactType.DAY: "left"}  # fmt: skip
    with override(language):
        speaker = said(building.version(), language)
        for name, operator in OPERATORS.items():
            fact = next(key for kind, key in fits.items() if kind in operator.fits)
            text = condition(speaker, Leaf(fact, name, operands[operator.operand.value]))
            assert text.startswith("«متن»" if language == "fa" else "“text”"), name


def test_a_condition_of_several_parts_is_one_sentence() -> None:
    rules = group("any_of", leaf("age", "less_than", "30"), {"not": leaf("bound", "is", True)})
    with override("en"):
        text = condition(said(building.version(rules)), building.version(rules).rules)
    assert text == "“text” less than 30 years or not so: “text” Yes"


# Sums ---------------------------------------------------------------------------------------------------------------


def steps(amount: Any, facts: dict[str, Any], **more: Any) -> Any:
    """One line in words, in English."""
    version = building.version(incentives=[building.line(amount, **more)], indexes=[building.DUE])
    with override("en"):
        return line(said(version), calculate(version, read_facts(version, facts), TODAY).lines[0])


SUMS: list[tuple[Any, dict[str, Any], tuple[str, ...]]] = [
    ({"multiply": ["7", {"index": "due"}]}, {}, ("text (2024): 3", "7 × 3 = 21")),
    ({"percent": ["20", {"fact": "pay"}]}, {"pay": "50"}, ("Your answer to “text”: 50", "20% of 50 = 10")),
    ({"min": ["5", "3"]}, {}, ("the smallest of 5, 3: 3",)),
    ({"max": [{"add": ["1", "2"]}, "2"]}, {}, ("1 + 2 = 3", "the largest of 3, 2: 3")),
    ({"subtract": ["5", "3"]}, {}, ("5 − 3 = 2",)),
    ({"divide": ["2", "3"]}, {}, ("2 ÷ 3 = 0.666667", "rounded: 0.67")),
    ({"if": leaf("bound", "is", True), "then": {"add": ["1", "1"]}, "else": "0"}, {"bound": True}, ("1 + 1 = 2",)),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "facts", "wanted"), SUMS)
def test_each_line_says_how_it_came_about(
    amount: Any, facts: dict[str, Any], wanted: tuple[str, ...]
) -> None:
    assert steps(amount, facts).steps == wanted


def test_a_line_without_an_amount_says_why() -> None:
    fact = {"fact": "pay"}
    whys = [
        steps(fact, {}).why,
        steps(fact, {"pay": None}).why,
        steps(fact, {"bound": False}, when=leaf("bound", "is", True)).why,
        steps({"index": "due", "year_of": {"fact": "start"}}, {"start": "2031-01-01"}).why,
        steps({"divide": ["1", fact]}, {"pay": "0"}).why,
        steps({"subtract": ["1", fact]}, {"pay": "2"}).why,
    ]
    assert whys == [
        "Depends on: “text”",
        "Does not apply to you.",
        "Not with your answers.",
        "text has not been set for 2031 yet.",
        *["Cannot be worked out with these answers."] * 2,
    ]


def test_duties_and_deadlines_are_told_with_their_days() -> None:
    found = steps(
        "100", {"start": "2024-03-31"}, period={"every": "month", "times": 2, "starts": {"fact": "start"}}, keep={"years": 1},
        claim={"within": {"months": 1}, "after": {"fact": "start"}, "text": {"fa": "متن", "en": "Or it is lost."}},
        clawback={"share": "50", "within": {"years": 1}, "text": {"fa": "متن", "en": "if you leave."}},
    )  # fmt: skip
    assert found.amount == "€100" and found.rhythm == "a month, 2 times" and found.whole == "€200"
    assert found.notes == (
        "Starts on 31 March 2024.",
        "The last payment covers the time up to 31 May 2024.",
        "What it is paid for has to go on until 31 May 2025.",
    )
    assert found.lose == (
        "Claim it by 30 April 2024. Or it is lost.",
        "50% is paid back within 1 year if you leave.",
    )


@pytest.mark.parametrize(
    ("start", "told_at_line", "to_do"),
    [
        ("2024-01-29", "Claim it by 29 February 2024. text", ["29 February 2024"]),
        ("2024-01-28", "The day to claim it is past: 28 February 2024. text", []),
    ],
)
def test_a_deadline_that_is_past_is_said_to_be_past_and_is_nothing_to_do(
    start: str, told_at_line: str, to_do: list[str]
) -> None:
    claim = {"within": {"months": 1}, "after": {"fact": "start"}, "text": building.WORDS}
    version = building.version(incentives=[building.line("5", claim=claim)])
    with override("en"):
        shown = result(said(version), Walk(read_facts(version, {"start": start}), ("start",)))
    assert shown.lines[0].lose == (told_at_line,)
    assert [one.day for one in shown.deadlines] == to_do


def test_totals_of_which_nothing_is_known_are_left_out() -> None:
    lines = [building.line("5"), building.line({"fact": "pay"}, id="more", currency="IRR")]
    version = building.version(incentives=lines)
    with override("en"):
        speaker = said(version)
        found = totals(speaker, calculate(version, {}, TODAY))
    assert [(one.title, one.amount, one.complete) for one in found] == [("In all", "€5", True)]


def test_each_party_has_its_own_total_and_says_for_how_long() -> None:
    to_expert, to_employer = {"payee": "expert", "payer": "fund"}, {"payee": "employer", "payer": "state"}
    lines = [
        building.line("5", id="waived", kind="relief", period={"every": "month", "times": 24}, **to_employer),
        building.line("10", **to_expert),
        building.line("2", id="more", period={"every": "month", "times": 12}, **to_expert),
        building.line("7", id="wage", period={"every": "month", "times": 6}, **to_employer),
        building.line(None, id="desk", kind="in_kind"),
    ]
    version = building.version(incentives=lines)
    with override("en"):
        speaker, found = said(version), calculate(version, {}, TODAY)
        kinds = [line(speaker, one).kind for one in found.lines]
        shown = [(one.title, one.amount, one.parts) for one in totals(speaker, found)]
    assert shown == [
        ("To you, in all", "€34", (("once", "€10"), ("each month, for 12 months", "€2"))),
        ("To the employer, in all", "€42", (("each month, for 6 months", "€7"),)),
        ("What the employer need not pay, in all", "€120", (("each month, for 24 months", "€5"),)),
    ]
    assert kinds[0] == "Money that the employer need not pay" and kinds[1] == "Money that you get"
    assert kinds[3:] == ["Money that the employer gets", "In kind"]


# Any version at all -------------------------------------------------------------------------------------------------


@given(
    tree=building.TREES,
    answers=building.GIVEN,
    amount=building.AMOUNTS,
    language=st.sampled_from(["fa", "en"]),
)
@settings(deadline=None)
def test_whatever_the_document_and_the_answers_every_result_can_be_told(
    tree: dict[str, Any], answers: dict[str, Any], amount: Any, language: str
) -> None:
    rules = tree | {
        "id": "whole",
        "sentence": {"fa": "{value} {missing}", "en": "{answer} {day} {reference}"},
    }
    version = read(
        building.document(
            rules, days=[building.CALL], indexes=[building.DUE], incentives=[building.line(amount)]
        )
    )
    with override(language):
        speaker, held = said(version, language), situation(version, answers, TODAY)
        shown = result(speaker, Walk(answers, tuple(answers)))
        assert shown.headline == headline(speaker, held, way(version.rules, held)) != ""
        assert all(row.text for one in shown.groups for row in one.rows)
        assert all(change.ways and all(change.ways) for change in shown.changes)
        assert condition(speaker, version.rules)
        assert shown.lines[0].amount or shown.lines[0].why


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_published_case_can_be_told(case: dict[str, Any], language: str) -> None:
    version, today = programmes.programme(case["programme"]), date.fromisoformat(case["today"])
    answers = read_facts(version, case["facts"])
    with override(language):
        shown = result(voice(version, today), Walk(answers, tuple(answers)))
    assert shown.verdict == case["expected"]["eligible"] and shown.headline
    rows = [row.text for one in shown.groups for row in one.rows]
    assert len(rows) == len(set(rows)) > 0 and not [text for text in rows if "{" in text]
    assert {one.code for one in shown.groups} <= {"met", "not_met", "unknown", "needless"}


def test_a_text_without_the_language_stays_empty() -> None:
    fact = Fact("x", FactType.MONEY, Words("متن", ""))
    with override("en"):
        assert said(building.version()).text(fact.question) == ""
