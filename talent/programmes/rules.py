"""Verdicts: a tree of rules over answers, of which some are unknown. Pure.

An absent answer is unknown. One that is None does not apply to this person, and what does not apply is not met, also
under a negation. So negation is carried down to the conditions (not all of a, b = not a or not b), and only there a
verdict is turned round.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from talent.programmes.codes import Verdict
from talent.programmes.document.values import AllOf, AtLeast, Facts, Group, Leaf, Node, Not, Version
from talent.programmes.operators import OPERATORS
from talent.programmes.situation import NOT_THERE, NoIndex, NotThere, Situation, situation

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: the verdict of the whole, and of each rule with an id, in the document's order."""

    tree: Node
    situation: Situation
    eligible: Verdict
    rules: dict[str, Verdict]


def evaluate(version: Version, facts: Facts, today: date) -> Evaluation:
    """Judges a version for somebody with these answers on this day."""
    held = situation(version, facts, today)
    rules: dict[str, Verdict] = {}
    return Evaluation(version.rules, held, verdict(version.rules, held, seen=rules), rules)


def named(node: Node) -> Iterable[Node]:
    """The nodes that readers see as rules, in the document's order."""
    if node.id:
        yield node
    if not isinstance(node, Leaf):
        for part in node.parts:
            yield from named(part)


def verdict(
    node: Node, held: Situation, positive: bool = True, seen: dict[str, Verdict] | None = None
) -> Verdict:
    """The verdict of a node; `positive` is False below a negation. `seen` takes the verdicts of rules with an id."""
    if seen is not None and node.id:
        seen[node.id] = UNKNOWN  # keeps its place before the rules below it
    if isinstance(node, Leaf):
        found = _leaf(node, held, positive)
    elif isinstance(node, Not):
        found = verdict(node.part, held, not positive, seen)
    else:
        parts = [verdict(part, held, positive, seen) for part in node.parts]
        found = counted(parts, needed(node, positive))
    if seen is not None and node.id:
        seen[node.id] = found
    return found


def open_leaves(node: Node, held: Situation, positive: bool = True) -> Iterator[Leaf]:
    """The conditions on which a verdict that is unknown still depends, in the document's order."""
    if verdict(node, held, positive) is not UNKNOWN:
        return
    if isinstance(node, Leaf):
        yield node
        return
    for part in node.parts:
        yield from open_leaves(part, held, positive is not isinstance(node, Not))


def needed(node: Group, positive: bool = True) -> int:
    """How many parts a group needs. Negated, all-of needs one that is not so, any-of all, at least n of k: k − n + 1."""
    size = len(node.parts)
    wanted = size if isinstance(node, (AllOf, Not)) else node.number if isinstance(node, AtLeast) else 1
    return wanted if positive else size - wanted + 1


def counted(verdicts: list[Verdict], number: int) -> Verdict:
    """Whether at least `number` of these are met: yes, no, or not yet to be told."""
    met = verdicts.count(MET)
    if met >= number:
        return MET
    return UNKNOWN if met + verdicts.count(UNKNOWN) >= number else NOT_MET


def _leaf(leaf: Leaf, held: Situation, positive: bool) -> Verdict:
    answer = held.facts.get(leaf.fact, NOT_THERE)
    operator = OPERATORS[leaf.operator]
    reference = held.day(leaf.reference) if operator.refers else None
    if answer is None or (reference is None and operator.refers):
        return NOT_MET
    if isinstance(reference, NotThere):
        return UNKNOWN
    if isinstance(answer, NotThere):
        return _not_given(leaf, held.today, reference, positive)
    try:
        met = operator.check(answer, held.resolved(leaf.wanted), reference)
    except NoIndex:
        return UNKNOWN
    return MET if met is positive else NOT_MET


def _not_given(leaf: Leaf, today: date, reference: date | None, positive: bool) -> Verdict:
    """An answer that is not there is unknown; but where its absence means that the day has not come yet, it cannot
    come in time any more once today is too late."""
    if not leaf.not_yet or OPERATORS[leaf.operator].check(today, None, reference):
        return UNKNOWN
    return NOT_MET if positive else MET
