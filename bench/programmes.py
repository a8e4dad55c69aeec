"""The engine of programmes alone: a tree of forty conditions, judged again and again; no server takes part."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from bench.report import Figure
from talent.programmes.asking import ask
from talent.programmes.document.reading import read
from talent.programmes.document.values import Answer, Version
from talent.programmes.remedies import findings
from talent.programmes.rules import evaluate
from talent.programmes.situation import situation

TIMES = 10_000
PEOPLE = 50
TODAY = date(2026, 3, 21)
WORDS = {"fa": "متن", "en": "text"}
_OPTIONS = [{"id": one, "label": WORDS} for one in ("a", "b", "c")]
_KINDS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("whole", {}, {"operator": "at_least", "value": "12"}),
    ("day", {}, {"operator": "passed", "value": {"years": 3}}),
    ("yes_no", {}, {"operator": "is", "value": True}),
    ("choice", {"options": _OPTIONS}, {"operator": "one_of", "value": ["a", "b"]}),
)


def tree_of_forty() -> Version:
    """Four any-of groups of ten conditions each, under one all-of; every condition is a rule on a fact of its own."""
    facts = [
        {"id": f"fact_{n}", "type": _KINDS[n % 4][0], "question": WORDS} | _KINDS[n % 4][1] for n in range(40)
    ]
    leaves = [
        {"id": f"rule_{n}", "fact": f"fact_{n}", "sentence": WORDS} | _KINDS[n % 4][2] for n in range(40)
    ]
    groups = [{"any_of": leaves[start : start + 10]} for start in range(0, 40, 10)]
    start = {"format": 1, "slug": "forty", "title": WORDS, "grantor": WORDS, "audience": "expert"}
    return read(start | {"facts": facts, "rules": {"all_of": groups}})


def people(seed: int) -> list[dict[str, Answer]]:
    """Different answers; every fifth is not known."""
    random = Random(seed)
    answers: tuple[Callable[[], Answer], ...] = (
        lambda: Decimal(random.randint(0, 20)),
        lambda: TODAY - timedelta(days=random.randint(0, 2_000)),
        lambda: random.random() < 0.3,
        lambda: random.choice("abc"),
    )
    return [
        {f"fact_{n}": answers[n % 4]() for n in range(40) if random.random() < 0.8} for _ in range(PEOPLE)
    ]


def figures(seed: int) -> list[Figure]:
    """How long ten thousand judgements take, and what the pages ask beside them."""
    version, crowd = tree_of_forty(), people(seed)

    def seconds(judge: Callable[[dict[str, Answer]], object], times: int) -> float:
        started = time.perf_counter()
        for turn in range(times):
            judge(crowd[turn % PEOPLE])
        return time.perf_counter() - started

    def explained(facts: dict[str, Answer]) -> object:
        return findings(version.rules, situation(version, facts, TODAY))

    judged = seconds(lambda facts: evaluate(version, facts, TODAY), TIMES)
    told = seconds(explained, 200) * 5
    asked = seconds(lambda facts: ask(version, facts, TODAY), 200) * 5
    return [
        Figure("10,000 verdicts of a tree of 40 conditions", judged * 1000, "ms", 1_000),
        Figure("every rule of that tree with its reason and remedy", told, "ms", 10),
        Figure("the next question of that tree", asked, "ms", 10),
    ]
