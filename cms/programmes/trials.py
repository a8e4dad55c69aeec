"""Test persons before a version: what comes out, held against what is expected."""

from dataclasses import dataclass
from typing import Any

from cms.programmes.expected import figure_name, figure_value, verdict
from cms.programmes.telling import Teller, said
from talent.programmes.checking import check, disagreements
from talent.programmes.document import values as v
from talent.programmes.document.facts import read_facts
from talent.programmes.rules import named


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is expected: what it is, what is expected, what comes out."""

    label: str
    expected: str
    found: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """One person: whether all is as expected, and each row."""

    id: str
    name: str
    day: str
    agrees: bool
    verdict: Row
    rows: tuple[Row, ...]


def tried(version: v.Version, calendar: str) -> list[Trial]:
    """Every test person of a version."""
    teller = Teller(version, calendar=calendar)
    return [trial(version, person, teller) for person in version.persons]


def trial(version: v.Version, person: v.Person, teller: Teller) -> Trial:
    """One test person; what comes out stands beside what is expected, and amounts that nobody expects do too."""
    found = check(version, read_facts(version, dict(person.answers)), person.today)
    wrong = set(disagreements(version, person))
    rows = [*_rules(version, person, found, wrong, teller), *_amounts(version, person, found, wrong, teller)]
    whole = Row("", verdict(person.expected.eligible), verdict(found["eligible"]), "eligible" in wrong)
    day = teller.day(person.today.isoformat())
    return Trial(person.id, said(person.title), day, not wrong, whole, tuple(rows))


def _rules(
    version: v.Version, person: v.Person, found: dict[str, Any], wrong: set[str], teller: Teller
) -> list[Row]:
    sentences = {one.id: teller.filled(one) for one in named(version.rules)}
    rows = [
        Row(
            sentences.get(key, key),
            verdict(value),
            verdict(found["rules"].get(key, "—")),
            f"rules/{key}" in wrong,
        )
        for key, value in person.expected.rules
    ]
    for key, day in person.expected.meets_on:
        came = found["meets_on"].get(key)
        shown = teller.day(came) if came else "—"
        rows.append(
            Row(sentences.get(key, key), teller.day(day.isoformat()), shown, f"meets_on/{key}" in wrong)
        )
    return rows


def _amounts(
    version: v.Version, person: v.Person, found: dict[str, Any], wrong: set[str], teller: Teller
) -> list[Row]:
    expected = dict(person.expected.incentives)
    return [
        Row(
            figure_name(figure, teller),
            figure_value(figure.part, expected.get(figure.id), teller),
            figure_value(figure.part, found["incentives"].get(figure.id), teller),
            f"incentives/{figure.id}" in wrong,
        )
        for figure in version.summary
        if figure.id in expected or figure.id in found["incentives"]
    ]
