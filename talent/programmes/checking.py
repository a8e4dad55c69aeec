"""One person before one version, as plain JSON: what the command prints and what test persons are held against. Pure."""

from datetime import date
from typing import Any

from talent.programmes.document.facts import read_facts
from talent.programmes.document.values import Facts, Person, Version
from talent.programmes.incentives import calculate, summary
from talent.programmes.remedies import meets_on
from talent.programmes.rules import evaluate, named


def check(version: Version, facts: Facts, today: date) -> dict[str, Any]:
    """Verdict, verdicts by rule, days from which unmet rules would be met, and the summary of the incentives."""
    found = evaluate(version, facts, today)
    days = {node.id: meets_on(node, found.situation) for node in named(found.tree)}
    return {
        "eligible": found.eligible.value,
        "rules": {rule: one.value for rule, one in found.rules.items()},
        "meets_on": {rule: day.isoformat() for rule, day in days.items() if day is not None},
        "incentives": summary(version, calculate(version, facts, today)),
    }


def disagreements(version: Version, person: Person) -> list[str]:
    """Where a test person gets something else than expected: "eligible", "rules/phd", "incentives/total" …"""
    found = check(version, read_facts(version, dict(person.answers)), person.today)
    expected = person.expected
    wrong = [] if found["eligible"] == expected.eligible else ["eligible"]
    for part, pairs in (
        ("rules", expected.rules),
        ("meets_on", [(rule, day.isoformat()) for rule, day in expected.meets_on]),
        ("incentives", expected.incentives),
    ):
        wrong += [f"{part}/{key}" for key, value in pairs if str(found[part].get(key)) != value]
    return wrong
