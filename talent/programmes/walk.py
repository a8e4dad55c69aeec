"""A walk through the questions: what somebody has said so far, as the texts that a form carries along. Pure.

Nothing else holds the answers between two pages, and whoever sends the form may have written anything into it: what
cannot be read is as good as not said, so that its question is asked again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from talent.programmes.codes import FactType
from talent.programmes.document.facts import read_answer
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.values import (
    Answer,
    Fact,
    Facts,
    FactValue,
    Fallback,
    IndexValue,
    Line,
    Version,
)
from talent.programmes.document.walking import leaves, line_conditions, line_expressions

NOT_KNOWN, NOT_ME = "?", "-"
"""Said in place of an answer: "I do not know", and "that does not apply to me"."""
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Walk:
    """What was said, in this order: an answer (None does not apply), or that it is not known (`passed`)."""

    answers: Facts = field(default_factory=dict)
    order: tuple[str, ...] = ()

    @property
    def passed(self) -> tuple[str, ...]:
        """The questions that were answered by "I do not know"."""
        return tuple(fact for fact in self.order if fact not in self.answers)

    def without(self, fact: str) -> "Walk":
        """The walk in which this question has not been answered."""
        answers = {key: value for key, value in self.answers.items() if key != fact}
        return Walk(answers, tuple(one for one in self.order if one != fact))

    def saying(self, fact: str, answer: Answer) -> "Walk":
        """The walk one answer on."""
        before = self.without(fact)
        return Walk({**before.answers, fact: answer}, (*before.order, fact))

    def passing(self, fact: str) -> "Walk":
        """The walk one "I do not know" on."""
        before = self.without(fact)
        return Walk(before.answers, (*before.order, fact))

    def said(self) -> tuple[str, ...]:
        """The texts that a form carries: "age:30", in order."""
        return tuple(f"{fact}:{self._text(fact)}" for fact in self.order)

    def _text(self, fact: str) -> str:
        return written(self.answers[fact]) if fact in self.answers else NOT_KNOWN


def read_walk(facts: Iterable[Fact], said: Iterable[str]) -> Walk:
    """The walk that these texts tell, as far as they can be read; of several for one question the last counts."""
    known, walk = {fact.id: fact for fact in facts}, Walk()
    for text in said:
        key, _, raw = text[:LONGEST].partition(":")
        if key in known:
            walk = _one_on(walk, known[key], raw)
    return walk


def _one_on(walk: Walk, fact: Fact, raw: str) -> Walk:
    if raw == NOT_KNOWN:
        return walk.passing(fact.id)
    try:
        return walk.saying(fact.id, parsed(fact, raw))
    except BadDocument:
        return walk


def parsed(fact: Fact, raw: str) -> Answer:
    """The answer that `written` made this text of. Raises BadDocument."""
    if raw == NOT_ME:
        return None
    if fact.type is FactType.YES_NO:
        return read_answer(fact, {"yes": True, "no": False}.get(raw, raw), "")
    if fact.type is FactType.CHOICES:
        return read_answer(fact, raw.split(",") if raw else [], "")
    return read_answer(fact, raw, "")


def written(answer: Answer) -> str:
    """The answer as the text that `parsed` reads."""
    if answer is None:
        return NOT_ME
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, tuple):
        return ",".join(answer)
    if isinstance(answer, date):
        return answer.isoformat()
    return format(answer, "f") if isinstance(answer, Decimal) else answer


# What a version asks for what ---------------------------------------------------------------------------------------


def may_not_apply(version: Version) -> frozenset[str]:
    """The questions that may not apply to somebody: an amount says what holds then, or a test person says so."""
    told = {key for person in version.persons for key, value in person.answers if value is None}
    for line in version.incentives:
        for _, one in line_expressions(line, ""):
            if isinstance(one, Fallback) and isinstance(one.of, FactValue):
                told.add(one.of.fact)
    return frozenset(told)


def asked_for_amounts(version: Version) -> tuple[Fact, ...]:
    """The questions that the incentives need, in the document's order."""
    wanted = {fact for line in version.incentives for fact in _of_line(line)}
    return tuple(fact for fact in version.facts if fact.id in wanted)


def _of_line(line: Line) -> Iterator[str]:
    for _, node in line_conditions(line, ""):
        for leaf in leaves(node):
            yield from (leaf.fact, leaf.reference.fact)
    for _, one in line_expressions(line, ""):
        if isinstance(one, FactValue):
            yield one.fact
        if isinstance(one, IndexValue):
            yield one.year_of.fact
    for reference in (line.period.starts, line.claim.after if line.claim else None):
        yield reference.fact if reference else ""


def shared(versions: Iterable[Version]) -> Mapping[str, Fact]:
    """Every question of several versions once, in their order. The catalogue sees to it that they ask alike."""
    found: dict[str, Fact] = {}
    for version in versions:
        for fact in version.facts:
            found.setdefault(fact.id, fact)
    return found
