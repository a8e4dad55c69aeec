"""What would change a verdict: the first day it will be met, the number that lacks, the shortest way for the whole.
Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from talent.programmes.codes import RemedyKind, Verdict
from talent.programmes.days import Span, add
from talent.programmes.document.values import TODAY, IndexTimes, Leaf, Node, Not, Window
from talent.programmes.document.walking import amounts, leaves, part_pointers
from talent.programmes.operators import OPERATORS, Operand
from talent.programmes.rules import needed, verdict
from talent.programmes.situation import NoIndex, NotThere, Situation

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that would have to change. `rule`: the id of the rule it belongs to."""

    kind: RemedyKind
    fact: str
    rule: str = ""
    day: date | None = None
    amount: Decimal | None = None
    options: tuple[str, ...] = ()
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest list of things to change. `branches`: for every any-of (and at-least) that was chosen from, its
    pointer and the places of the parts that are nearest."""

    remedies: tuple[Remedy, ...] = ()
    branches: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def length(self) -> tuple[int, int, int, int, date]:
        """What makes a way long, the worst first: what nothing mends, which answers would have to be others, what one
        waits for, what must be answered, and how long one waits. What time does alone is near for an honest reader;
        another answer about what has been is not."""
        kinds = [one.kind for one in self.remedies]
        hopeless = sum(kind in (RemedyKind.NOTHING, RemedyKind.INDEX) for kind in kinds)
        waits, answers = kinds.count(RemedyKind.WAIT), kinds.count(RemedyKind.ANSWER)
        days = [one.day for one in self.remedies if one.kind is RemedyKind.WAIT and one.day]
        others = len(kinds) - hopeless - waits - answers
        return hopeless, others, waits, answers, max(days, default=date.min)


def way(node: Node, held: Situation, pointer: str = "/rules", rule: str = "", positive: bool = True) -> Way:
    """The shortest way to a node that is met; an empty one where it is."""
    own = node.id or rule
    if verdict(node, held, positive) is Verdict.MET:
        return Way()
    if isinstance(node, Leaf):
        return Way((replace(remedy(node, held, positive), rule=own),))
    below = positive is not isinstance(node, Not)
    ways = [
        way(part, held, at, own, below)
        for part, at in zip(node.parts, part_pointers(node, pointer), strict=True)
    ]
    return _joined(ways, needed(node, positive), pointer)


def _joined(ways: list[Way], number: int, pointer: str) -> Way:
    """The `number` shortest of these ways, in the document's order."""
    nearest = sorted(sorted(range(len(ways)), key=lambda place: ways[place].length)[:number])
    chosen = [ways[place] for place in nearest]
    branches = ((pointer, tuple(nearest)),) if number < len(ways) else ()
    remedies = dict.fromkeys(one for way_ in chosen for one in way_.remedies)
    return Way(tuple(remedies), branches + tuple(one for way_ in chosen for one in way_.branches))


def remedy(leaf: Leaf, held: Situation, positive: bool = True) -> Remedy:
    """What would make a condition met that is not."""
    operator = OPERATORS[leaf.operator]
    answer = held.answer(leaf.fact)
    reference = held.day(leaf.reference) if operator.refers else held.today
    if answer is None or reference is None:
        return Remedy(RemedyKind.NOTHING, leaf.fact)
    if verdict(leaf, held, positive) is Verdict.UNKNOWN:
        return _to_answer(leaf, answer, reference)
    day = first_day(leaf, held, positive) if operator.refers else None
    if day is not None:
        return Remedy(RemedyKind.WAIT, leaf.fact, day=day)
    if isinstance(answer, NotThere) or isinstance(reference, NotThere):
        return Remedy(RemedyKind.NOTHING, leaf.fact)
    return _other_answer(leaf, answer, reference, held, positive)


def _to_answer(leaf: Leaf, answer: object, reference: object) -> Remedy:
    if isinstance(answer, NotThere):
        return Remedy(RemedyKind.ANSWER, leaf.fact)
    if isinstance(reference, NotThere):
        return Remedy(RemedyKind.ANSWER, leaf.reference.fact)
    return Remedy(RemedyKind.INDEX, leaf.fact)


def _other_answer(leaf: Leaf, answer: Any, reference: date, held: Situation, positive: bool) -> Remedy:
    operand = OPERATORS[leaf.operator].operand
    if operand is Operand.FLAG:
        return Remedy(RemedyKind.CHOOSE, leaf.fact, options=("no" if answer else "yes",))
    if operand is Operand.CODES:
        options = leaf.wanted if isinstance(leaf.wanted, tuple) else ()
        return Remedy(RemedyKind.CHOOSE, leaf.fact, options=options, beyond=not positive)
    if operand in (Operand.AMOUNT, Operand.RANGE):
        return _number(leaf, answer, held.resolved(leaf.wanted), positive)
    return _other_day(leaf, answer, reference, positive)


def _number(leaf: Leaf, answer: Decimal, wanted: Any, positive: bool) -> Remedy:
    """The number that lacks. Outside a range that must not be: the nearer border."""
    if isinstance(wanted, tuple):
        under, over = answer - wanted[0], wanted[1] - answer
        if not positive:
            return _lower(leaf, under, True) if under <= over else _raise(leaf, over, True)
        return _raise(leaf, -under) if under < 0 else _lower(leaf, -over)
    up = (leaf.operator in ("at_least", "more_than")) is positive
    beyond = OPERATORS[leaf.operator].strict is positive
    return _raise(leaf, wanted - answer, beyond) if up else _lower(leaf, answer - wanted, beyond)


def _raise(leaf: Leaf, amount: Decimal, beyond: bool = False) -> Remedy:
    return Remedy(RemedyKind.RAISE, leaf.fact, amount=amount, beyond=beyond)


def _lower(leaf: Leaf, amount: Decimal, beyond: bool = False) -> Remedy:
    return Remedy(RemedyKind.LOWER, leaf.fact, amount=amount, beyond=beyond)


def _other_day(leaf: Leaf, answer: date, reference: date, positive: bool) -> Remedy:
    """Where time alone does not do it: the other day that would have to move, if there is one."""
    other = leaf.reference.fact
    if leaf.operator == "passed" and other and positive:
        return Remedy(RemedyKind.LATER, other, day=add(answer, _span(leaf)))
    first, last = _borders(leaf, reference)
    if positive and last and answer > last:
        return Remedy(RemedyKind.EARLIER, leaf.fact, day=last)
    if positive and first and answer < first:
        return Remedy(RemedyKind.LATER, leaf.fact, day=first)
    return Remedy(RemedyKind.NOTHING, leaf.fact)


def _borders(leaf: Leaf, reference: date) -> tuple[date | None, date | None]:
    """The first and the last day that would do, for the operators that compare days."""
    if isinstance(leaf.wanted, Window):
        return leaf.wanted.first, leaf.wanted.last
    borders: dict[str, tuple[date | None, date | None]] = {
        "before": (None, reference - ONE_DAY),
        "on_or_before": (None, reference),
        "after": (reference + ONE_DAY, None),
        "on_or_after": (reference, None),
    }
    return borders.get(leaf.operator, (None, None))


# Time ---------------------------------------------------------------------------------------------------------------


def first_day(node: Node, held: Situation, positive: bool = True) -> date | None:
    """The first day, from today on, on which the node is met if no answer changes; None where time never does it.

    A verdict can only change on a turning day of one of its conditions, so only those are tried.
    """
    days = {day for leaf in leaves(node) for day in _turns(leaf, held) if day > held.today}
    tried = sorted(days | {held.today})
    return next((day for day in tried if verdict(node, held.on(day), positive) is Verdict.MET), None)


def _turns(leaf: Leaf, held: Situation) -> Iterator[date]:
    """The days on which a condition's verdict may change as today moves on."""
    yield from _turns_of_years(leaf, held)
    if not OPERATORS[leaf.operator].refers:
        return
    answer, reference = held.answer(leaf.fact), held.day(leaf.reference)
    days = [reference] if leaf.not_yet and isinstance(reference, date) else []
    if isinstance(answer, date) and leaf.reference == TODAY:
        days += [answer, add(answer, _span(leaf))]
    for day in days:
        yield day
        yield min(day, date.max - ONE_DAY) + ONE_DAY


def _span(leaf: Leaf) -> Span:
    """The span that a condition counts; none where it compares days alone."""
    return leaf.wanted if isinstance(leaf.wanted, Span) else Span()


def _turns_of_years(leaf: Leaf, held: Situation) -> Iterator[date]:
    """New Year of every year for which an index of the condition has a value, and of the year after."""
    for amount in amounts(leaf):
        if isinstance(amount, IndexTimes):
            for one in held.indexes[amount.index].values:
                yield date(one.year, 1, 1)
                yield date(one.year + 1, 1, 1)


def meets_on(node: Node, held: Situation) -> date | None:
    """The day from which a rule that is not met would be: by time alone, or the day that another date would need."""
    if verdict(node, held) is not Verdict.NOT_MET:
        return None
    day = first_day(node, held)
    if day is None and isinstance(node, Leaf):
        found = remedy(node, held)
        later = found.kind is RemedyKind.LATER and found.fact != node.fact
        return found.day if later else None
    return day


# What a sentence needs ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule as a reader sees it. `values` fill the placeholders of its sentence: codes, numbers, days, spans."""

    rule: str
    verdict: Verdict
    values: dict[str, Any]
    way: Way
    day: date | None


def findings(tree: Node, held: Situation) -> tuple[Finding, ...]:
    """Every rule with an id, in the document's order."""
    found: list[Finding] = []
    _find(tree, held, "/rules", found)
    return tuple(found)


def _find(node: Node, held: Situation, pointer: str, found: list[Finding]) -> None:
    if node.id:
        values = _values(node, held) if isinstance(node, Leaf) else {}
        own = verdict(node, held)
        found.append(Finding(node.id, own, values, way(node, held, pointer), meets_on(node, held)))
    if not isinstance(node, Leaf):
        for part, at in zip(node.parts, part_pointers(node, pointer), strict=True):
            _find(part, held, at, found)


def _values(leaf: Leaf, held: Situation) -> dict[str, Any]:
    """What is known of: answer, value, reference, day, missing."""
    values: dict[str, Any] = {"answer": held.answer(leaf.fact), "value": _wanted(leaf, held)}
    if OPERATORS[leaf.operator].refers:
        values["reference"] = held.day(leaf.reference)
    if verdict(leaf, held) is Verdict.NOT_MET:
        found = remedy(leaf, held)
        values |= {"day": found.day, "missing": found.amount}
    return {
        key: value for key, value in values.items() if not isinstance(value, NotThere) and value is not None
    }


def _wanted(leaf: Leaf, held: Situation) -> object:
    try:
        return held.resolved(leaf.wanted)
    except NoIndex:
        return None
