"""Amounts in words, before anybody has answered."""

from typing import Any

import pytest
from django.utils.translation import override

from talent.programmes.formulas import line_formula
from talent.programmes.words import voice
from tests.talent.programmes.building import TODAY, document, line
from tests.talent.programmes.building import version as made

WAGE = {"id": "wage", "label": {"fa": "دستمزد", "en": "the wage"}, "values": [{"year": 2024, "value": "9"}]}
TOLD: list[tuple[dict[str, Any], str, str]] = [
    ({"amount": "500"}, "", ""),
    ({"amount": "0.50"}, "", ""),
    ({"amount": {"percent": ["40", {"fact": "pay"}]}}, "40% of “text” (in euros)", "۴۰٪ از «متن» (به یورو)"),
    (
        {"amount": {"fact": "pay"}, "cap": {"multiply": ["3", {"index": "wage"}]}},
        "“text”, at most 3 × the wage (9 in 2024) (in euros)",
        "«متن»، حداکثر ۳ × دستمزد (۹ در سال ۲۰۲۴) (به یورو)",
    ),
    (
        {"amount": {"multiply": ["2", {"add": ["1", {"fact": "age"}]}]}},
        "2 × (1 + “text”) (in euros)",
        "۲ × (۱ + «متن») (به یورو)",
    ),
    (
        {"amount": {"min": ["1", {"applies": {"fact": "pay"}, "else": "0"}]}},
        "the smallest of 1 and “text” (in euros)",
        "کمترین مقدار از میان ۱ و «متن» (به یورو)",
    ),
]


@pytest.mark.parametrize(("held", "english", "persian"), TOLD)
def test_an_amount_is_told_in_both_languages(held: dict[str, Any], english: str, persian: str) -> None:
    amount, *rest = held.items()
    version = made(incentives=[line(amount[1], **dict(rest))], indexes=[WAGE])
    for language, told in (("en", english), ("fa", persian)):
        with override(language):
            found = line_formula(voice(version, TODAY), version.incentives[0])
        assert found == told


def test_a_line_above_and_a_choice_are_named() -> None:
    raw = document(
        incentives=[
            line("500"),
            line(
                {
                    "if": {"fact": "bound", "operator": "is", "value": True},
                    "then": {"line": "grant"},
                    "else": "0",
                },
                id="more",
            ),
        ]
    )
    version = made(**{key: raw[key] for key in ("incentives",)})
    with override("en"):
        told = line_formula(voice(version, TODAY), version.incentives[1])
    assert told.startswith("“text” if “text”") and "else 0" in told
