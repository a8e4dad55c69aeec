"""Which question comes next: the one after which the verdict may be known soonest. Pure.

In a group that needs all its parts, the part that can fail with the fewest answers; in a group that needs some, the
part that can be met with the fewest; where two are equal, the document's order. What cannot change the verdict any
more is not asked.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from talent.programmes.codes import Outcome, Verdict
from talent.programmes.document.values import (
    AllOf,
    Facts,
    FactValue,
    IndexValue,
    Leaf,
    Line,
    Node,
    Not,
    Version,
)
from talent.programmes.document.walking import leaves, line_conditions, line_expressions
from talent.programmes.expressions import NIL
from talent.programmes.incentives import LineResult, calculate
from talent.programmes.rules import needed, verdict
from talent.programmes.situation import NotThere, Situation, situation

NEVER = 1_000_000
"""More answers than there are questions: what no answer brings about."""


@dataclass(frozen=True, slots=True)
class Asking:
    """`fact` is the next question (None: there is none left that matters), `open` how many may still come at most,
    `needless` the facts that no longer matter."""

    fact: str | None
    answered: int
    open: int
    needless: tuple[str, ...]

    @property
    def progress(self) -> float:
        """From 0 to 1; it never goes back, since the questions that may come only become fewer."""
        return self.answered / (self.answered + self.open) if self.answered + self.open else 1.0


def ask(
    version: Version,
    facts: Facts,
    today: date,
    passed: Collection[str] = (),
    *,
    amounts: bool = False,
) -> Asking:
    """The next question after these answers. `passed`: questions answered by "I do not know". `amounts`: ask also
    what only the incentives need, once the rules have been asked and unless they are not met."""
    held = situation(version, facts, today)
    matters = list(_of_rules(version.rules, held, passed))
    first = [_next(version.rules, held, passed)] if matters else []
    if amounts and verdict(version.rules, held) is not Verdict.NOT_MET:
        matters += _of_amounts(version, facts, today, passed)
    closed, still = {*facts, *passed}, dict.fromkeys([*first, *matters])
    return Asking(
        fact=next(iter(still), None),
        answered=sum(one.id in closed for one in version.facts),
        open=len(still),
        needless=tuple(one.id for one in version.facts if one.id not in closed and one.id not in still),
    )


def ask_on(version: Version, facts: Facts, today: date, passed: Collection[str] = ()) -> Asking:
    """The next question for somebody who wants to know of every rule, also where the verdict of the whole is clear:
    the parts of the whole are asked for one by one."""
    whole = version.rules
    parts = whole.parts if isinstance(whole, AllOf) else (whole,)
    asked = [ask(replace(version, rules=part), facts, today, passed) for part in parts]
    needless = set.intersection(*(set(one.needless) for one in asked))
    left = [one.id for one in version.facts if one.id not in {*facts, *passed, *needless}]
    return Asking(
        fact=next((one.fact for one in asked if one.fact), None),
        answered=asked[0].answered,
        open=len(left),
        needless=tuple(one.id for one in version.facts if one.id in needless),
    )


# Rules --------------------------------------------------------------------------------------------------------------


def _missing(leaf: Leaf, held: Situation) -> list[str]:
    """The facts that a condition lacks."""
    return [
        fact for fact in (leaf.fact, leaf.reference.fact) if fact and isinstance(held.answer(fact), NotThere)
    ]


def _of_rules(node: Node, held: Situation, passed: Collection[str], positive: bool = True) -> Iterator[str]:
    """The facts that may still change the node's verdict: those of open conditions under open nodes alone."""
    if min(fewest(node, held, passed, goal, positive) for goal in (True, False)) in (0, NEVER):
        return
    if isinstance(node, Leaf):
        yield from _missing(node, held)
        return
    for part in node.parts:
        yield from _of_rules(part, held, passed, positive is not isinstance(node, Not))


def fewest(node: Node, held: Situation, passed: Collection[str], goal: bool, positive: bool = True) -> int:
    """The fewest answers after which the node may be met (`goal`) or not met; NEVER where no answers do that."""
    found = verdict(node, held, positive)
    if found is not Verdict.UNKNOWN:
        return 0 if (found is Verdict.MET) is goal else NEVER
    if isinstance(node, Leaf):
        missing = _missing(node, held)
        return len(missing) if missing and not set(missing) & set(passed) else NEVER
    below = positive is not isinstance(node, Not)
    costs = sorted(fewest(part, held, passed, goal, below) for part in node.parts)
    number = needed(node, positive)
    return min(sum(costs[: number if goal else len(costs) - number + 1]), NEVER)


def _next(node: Node, held: Situation, passed: Collection[str], positive: bool = True) -> str:
    """The fact to ask for in a node that some answer may still decide."""
    if isinstance(node, Leaf):
        return _missing(node, held)[0]
    below = positive is not isinstance(node, Not)
    goal = needed(node, positive) < len(node.parts)
    live = [part for part in node.parts if any(True for _ in _of_rules(part, held, passed, below))]
    nearest = min(live, key=lambda part: fewest(part, held, passed, goal, below))
    return _next(nearest, held, passed, below)


# Amounts ------------------------------------------------------------------------------------------------------------


def _of_amounts(version: Version, facts: Facts, today: date, passed: Collection[str]) -> Iterator[str]:
    """The facts that the lines and their days still lack; a line that lacks what the person does not know is given
    up. What a line lacks now comes before what it may lack then."""
    held = situation(version, facts, today)
    results = [one for one in calculate(version, facts, today).lines if not set(one.missing) & set(passed)]
    for one in results:
        yield from one.missing if one.outcome is Outcome.UNKNOWN else ()
    for one in results:
        for fact in _of_line(one):
            if isinstance(held.answer(fact), NotThere) and fact not in passed:
                yield fact


def _of_line(result: LineResult) -> Iterator[str]:
    """The facts that a line may still need: all of its amount while that is unknown, those of its days unless it is
    nil."""
    if result.outcome is Outcome.UNKNOWN:
        yield from _of_sum(result.line)
    if result.outcome not in NIL:
        starts, claim = result.line.period.starts, result.line.claim
        yield from (one.fact for one in (starts, claim and claim.after) if one and one.fact)


def _of_sum(line: Line) -> Iterator[str]:
    for _, node in line_conditions(line, ""):
        for leaf in leaves(node):
            yield from (fact for fact in (leaf.fact, leaf.reference.fact) if fact)
    for _, one in line_expressions(line, ""):
        if isinstance(one, FactValue):
            yield one.fact
        if isinstance(one, IndexValue) and one.year_of.fact:
            yield one.year_of.fact
