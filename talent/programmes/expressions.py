"""Amounts as expressions: a tree of data, worked out in exact decimals, with the steps that led there. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TypeAlias

from talent.programmes.codes import Outcome, Verdict
from talent.programmes.document import values as v
from talent.programmes.rules import open_leaves, verdict
from talent.programmes.situation import NoIndex, NotThere, Situation

CENT = Decimal("0.01")
LARGEST = Decimal("1e15")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow])
_HUNDRED = Decimal(100)


def cents(amount: Decimal) -> Decimal:
    """The one rounding rule: half up, to cents."""
    return _EXACT.quantize(amount, CENT)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of how an amount came about. `name`: fact, index, line, number, an operation, if, applies, cap, round.

    `about` is the name of a fact, an index or a line, or the branch that was taken; `year` an index's.
    """

    name: str
    result: Decimal
    about: str = ""
    year: int | None = None
    steps: "tuple[Step, ...]" = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """No amount, and why. `missing`: the facts that are unknown; `about`, `year`: the index that lacks."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    about: str = ""
    year: int | None = None


Worked: TypeAlias = Step | Nothing
NOT_APPLYING = Nothing(Outcome.DOES_NOT_APPLY)
NIL = frozenset({Outcome.NOT_GRANTED, Outcome.DOES_NOT_APPLY})
"""A line with such an outcome is worth nothing: that is a known amount."""
_WORST = (
    Outcome.DIVISION_BY_ZERO,
    Outcome.NO_INDEX,
    Outcome.TOO_LARGE,
    Outcome.NEGATIVE,
    Outcome.DOES_NOT_APPLY,
    Outcome.UNKNOWN,
)


def work_out(one: v.Expression, held: Situation, lines: Mapping[str, Worked]) -> Worked:
    """The amount of an expression, exact, or why there is none. `lines`: the lines above, by id."""
    match one:
        case v.Literal(value):
            return Step("number", value)
        case v.FactValue(fact):
            return _fact(fact, held)
        case v.IndexValue():
            return _index(one, held)
        case v.LineValue(line):
            return _line(line, lines)
        case v.Choose():
            return _choose(one, held, lines)
        case v.Fallback():
            return _fallback(one, held, lines)
    return _operation(one.name, [work_out(part, held, lines) for part in one.parts])


def _fact(fact: str, held: Situation) -> Worked:
    answer = held.answer(fact)
    if answer is None:
        return NOT_APPLYING
    if isinstance(answer, NotThere) or not isinstance(answer, Decimal):
        return Nothing(Outcome.UNKNOWN, (fact,))
    return Step("fact", answer, fact)


def _index(one: v.IndexValue, held: Situation) -> Worked:
    day = held.day(one.year_of)
    if day is None:
        return NOT_APPLYING
    if isinstance(day, NotThere):
        return Nothing(Outcome.UNKNOWN, (one.year_of.fact,))
    try:
        return Step("index", held.index(one.index, day.year), one.index, day.year)
    except NoIndex as lack:
        return Nothing(Outcome.NO_INDEX, about=lack.index, year=lack.year)


def _line(line: str, lines: Mapping[str, Worked]) -> Worked:
    found = lines[line]
    if isinstance(found, Nothing):
        return Step("line", Decimal(0), line) if found.outcome in NIL else found
    return Step("line", found.result, line)


def _choose(one: v.Choose, held: Situation, lines: Mapping[str, Worked]) -> Worked:
    """While the condition is unknown there is an amount only where both ways lead to the same."""
    found = verdict(one.condition, held)
    ways = {
        "then": work_out(one.then, held, lines) if found is not Verdict.NOT_MET else None,
        "else": work_out(one.otherwise, held, lines) if found is not Verdict.MET else None,
    }
    worked = [(name, way) for name, way in ways.items() if way is not None]
    sums = {way.result if isinstance(way, Step) else None for _, way in worked}
    if len(sums) > 1 or (found is Verdict.UNKNOWN and None in sums):
        return why_unknown(one.condition, held)
    name, way = worked[0]
    return way if isinstance(way, Nothing) else Step("if", way.result, name, steps=(way,))


def why_unknown(node: v.Node, held: Situation) -> Nothing:
    """Why a condition has no verdict: the facts without an answer, in the document's order, or an index that lacks."""
    asked: dict[str, None] = {}
    for leaf in open_leaves(node, held):
        for fact in (leaf.fact, leaf.reference.fact):
            if fact and isinstance(held.answer(fact), NotThere):
                asked[fact] = None
    return Nothing(Outcome.UNKNOWN, tuple(asked)) if asked else _lacking_index(node, held)


def _lacking_index(node: v.Node, held: Situation) -> Nothing:
    for leaf in open_leaves(node, held):
        try:
            held.resolved(leaf.wanted)
        except NoIndex as lack:
            return Nothing(Outcome.NO_INDEX, about=lack.index, year=lack.year)
    return Nothing(Outcome.UNKNOWN)


def _fallback(one: v.Fallback, held: Situation, lines: Mapping[str, Worked]) -> Worked:
    found = work_out(one.of, held, lines)
    if found == NOT_APPLYING:
        found = work_out(one.otherwise, held, lines)
        return found if isinstance(found, Nothing) else Step("applies", found.result, "else", steps=(found,))
    return found


def _operation(name: str, parts: list[Worked]) -> Worked:
    nothing = [one for one in parts if isinstance(one, Nothing)]
    if nothing:
        return worst(nothing)
    steps = tuple(one for one in parts if isinstance(one, Step))
    try:
        result = _OPERATIONS[name]([one.result for one in steps])
    except (DivisionByZero, InvalidOperation):
        return Nothing(Outcome.DIVISION_BY_ZERO)
    except Overflow:
        return Nothing(Outcome.TOO_LARGE)
    return Nothing(Outcome.TOO_LARGE) if abs(result) > LARGEST else Step(name, result, steps=steps)


def worst(nothing: list[Nothing]) -> Nothing:
    """One reason for several: what cannot be mended by an answer stands first; unknown facts are gathered."""
    first = min(nothing, key=lambda one: _WORST.index(one.outcome))
    if first.outcome is not Outcome.UNKNOWN:
        return first
    return Nothing(Outcome.UNKNOWN, tuple(dict.fromkeys(fact for one in nothing for fact in one.missing)))


def _added(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for one in numbers:
        total = _EXACT.add(total, one)
    return total


def _multiplied(numbers: list[Decimal]) -> Decimal:
    total = Decimal(1)
    for one in numbers:
        total = _EXACT.multiply(total, one)
    return total


_OPERATIONS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "add": _added,
    "multiply": _multiplied,
    "subtract": lambda two: _EXACT.subtract(two[0], two[1]),
    "divide": lambda two: _EXACT.divide(two[0], two[1]),
    "percent": lambda two: _EXACT.divide(_EXACT.multiply(two[0], two[1]), _HUNDRED),
    "min": lambda numbers: min(numbers),
    "max": lambda numbers: max(numbers),
}
