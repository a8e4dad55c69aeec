"""Whether a tree can be met at all: what each of its ways demands of each fact. Pure.

A way (one choice of parts of every any-of) demands of every fact it names a set of values: numbers or days between two
borders, or some of the codes. Where two demands of one fact have nothing in common, the way cannot be gone. Days that
move with today, and answers of several codes, demand nothing here: what is told impossible is so, not the other way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from typing import Any, TypeAlias

from talent.programmes.codes import FactType
from talent.programmes.document import values as v
from talent.programmes.operators import OPERATORS, Operand
from talent.programmes.rules import needed
from talent.programmes.situation import NoIndex, Situation

MOST_WAYS = 500
_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Between:
    """From `low` to `high`; `above` and `below` shut the border itself out."""

    low: Decimal = -_INFINITE
    high: Decimal = _INFINITE
    above: bool = False
    below: bool = False

    def __bool__(self) -> bool:
        return self.low < self.high or (self.low == self.high and not (self.above or self.below))

    def __and__(self, other: "Between") -> "Between":
        low, above = max((self.low, self.above), (other.low, other.above))
        high, reached = min((self.high, not self.below), (other.high, not other.below))
        return Between(low, high, above, not reached)


Demand: TypeAlias = Between | frozenset[Any]
Way: TypeAlias = Mapping[str, Demand]


class TooMany(Exception):
    """More ways than are worth looking at: then nothing is said."""


def possible(node: v.Node, version: v.Version, held: Situation) -> bool:
    """False where no answers at all meet the node in this year; True also where that cannot be told."""
    try:
        return bool(_ways(node, version, held, True))
    except TooMany:
        return True


def _ways(node: v.Node, version: v.Version, held: Situation, positive: bool) -> list[Way]:
    if isinstance(node, v.Leaf):
        fact = version.fact(node.fact)
        assert fact is not None  # the reader has seen to it
        return [{fact.id: one} if one is not None else {} for one in _demands(node, fact, held, positive)]
    below = positive is not isinstance(node, v.Not)
    parts = [_ways(part, version, held, below) for part in node.parts]
    found: list[Way] = []
    for chosen in combinations(parts, needed(node, positive)):
        found += _together(chosen)
        if len(found) > MOST_WAYS:
            raise TooMany
    return found


def _together(chosen: tuple[list[Way], ...]) -> Iterator[Way]:
    """The ways that go one way of each part and can be gone."""
    count = 1
    for ways in chosen:
        count *= len(ways)
    if count > MOST_WAYS:
        raise TooMany
    for several in product(*chosen):
        merged = _merged(several)
        if merged is not None:
            yield merged


def _merged(ways: tuple[Way, ...]) -> Way | None:
    merged: dict[str, Demand] = {}
    for way in ways:
        for fact, demand in way.items():
            held = merged.get(fact, demand)
            common = held & demand  # type: ignore[operator]
            if not common:
                return None
            merged[fact] = common
    return merged


# What one condition demands; None: nothing that can be told ---------------------------------------------------------


def _demands(leaf: v.Leaf, fact: v.Fact, held: Situation, positive: bool) -> list[Demand | None]:
    operator = OPERATORS[leaf.operator]
    if operator.operand is Operand.FLAG:
        return [frozenset({leaf.wanted is positive})]
    if leaf.operator == "one_of":
        return [_codes(leaf, fact, positive)]
    if operator.operand in (Operand.AMOUNT, Operand.RANGE):
        return _within(_number_borders(leaf, held), positive, Between(low=Decimal(0)))
    if fact.type is FactType.DAY:
        return _within(_day_borders(leaf, held), positive, Between())
    return [None]


def _codes(leaf: v.Leaf, fact: v.Fact, positive: bool) -> Demand | None:
    wanted = frozenset(leaf.wanted) if isinstance(leaf.wanted, tuple) else frozenset()
    if positive:
        return wanted
    return frozenset(one.id for one in fact.options) - wanted if fact.options else None


def _within(borders: Between | None, positive: bool, whole: Between) -> list[Demand | None]:
    """The values between the borders, or those outside, as far as there can be any."""
    if borders is None:
        return [None]
    if positive:
        return [one for one in [borders & whole] if one]
    outside = (
        Between(high=borders.low, below=not borders.above),
        Between(low=borders.high, above=not borders.below),
    )
    return [one & whole for one in outside if abs(one.low) != abs(one.high) and one & whole]


def _number_borders(leaf: v.Leaf, held: Situation) -> Between | None:
    try:
        wanted: Any = held.resolved(leaf.wanted)
    except NoIndex:
        return None
    if isinstance(wanted, tuple):
        return Between(*wanted)
    strict = OPERATORS[leaf.operator].strict
    if leaf.operator in ("at_least", "more_than"):
        return Between(low=wanted, above=strict)
    return Between(high=wanted, below=strict)


def _day_borders(leaf: v.Leaf, held: Situation) -> Between | None:
    """Days by their number; only such as stand still."""
    if isinstance(leaf.wanted, v.Window):
        first, last = leaf.wanted.first, leaf.wanted.last
        return Between(Decimal(first.toordinal()), Decimal(last.toordinal()))
    if leaf.wanted is not None or leaf.reference.fact or leaf.reference == v.TODAY:
        return None
    border, strict = Decimal(held.days[leaf.reference.day].toordinal()), OPERATORS[leaf.operator].strict
    if leaf.operator in ("before", "on_or_before"):
        return Between(high=border, below=strict)
    return Between(low=border, above=strict)
