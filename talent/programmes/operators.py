"""What a condition may ask of a fact: one table. To add an operator, add a row; docs/programmes.md says how. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from talent.programmes.codes import NUMERIC, FactType
from talent.programmes.days import add


class Operand(Enum):
    """The form of what stands under `value`."""

    NOTHING = "nothing"
    FLAG = "flag"
    CODES = "codes"
    AMOUNT = "amount"
    RANGE = "range"
    SPAN = "span"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Operator:
    """`check(answer, wanted, reference)` says whether a known answer meets it. `refers`: it counts from a day.

    `strict`: the border itself does not meet it. `waits`: it may say `"absent": "not_yet"`, which takes an absent
    answer for a day that has not come by today.
    """

    fits: frozenset[FactType]
    operand: Operand
    check: Callable[[Any, Any, Any], bool]
    refers: bool = False
    strict: bool = False
    waits: bool = False


_DAY = frozenset({FactType.DAY})
_ONE = frozenset({FactType.CHOICE, FactType.COUNTRY})
_SEVERAL = frozenset({FactType.CHOICES})

OPERATORS = {
    "is": Operator(frozenset({FactType.YES_NO}), Operand.FLAG, lambda a, w, r: a is w),
    "one_of": Operator(_ONE, Operand.CODES, lambda a, w, r: a in w),
    "has_any": Operator(_SEVERAL, Operand.CODES, lambda a, w, r: any(one in a for one in w)),
    "has_all": Operator(_SEVERAL, Operand.CODES, lambda a, w, r: all(one in a for one in w)),
    "at_least": Operator(NUMERIC, Operand.AMOUNT, lambda a, w, r: a >= w),
    "at_most": Operator(NUMERIC, Operand.AMOUNT, lambda a, w, r: a <= w),
    "more_than": Operator(NUMERIC, Operand.AMOUNT, lambda a, w, r: a > w, strict=True),
    "less_than": Operator(NUMERIC, Operand.AMOUNT, lambda a, w, r: a < w, strict=True),
    "between": Operator(NUMERIC, Operand.RANGE, lambda a, w, r: w[0] <= a <= w[1]),
    "passed": Operator(_DAY, Operand.SPAN, lambda a, w, r: add(a, w) <= r, refers=True),
    "within_last": Operator(_DAY, Operand.SPAN, lambda a, w, r: a <= r <= add(a, w), refers=True),
    "before": Operator(_DAY, Operand.NOTHING, lambda a, w, r: a < r, refers=True, strict=True, waits=True),
    "on_or_before": Operator(_DAY, Operand.NOTHING, lambda a, w, r: a <= r, refers=True, waits=True),
    "after": Operator(_DAY, Operand.NOTHING, lambda a, w, r: a > r, refers=True, strict=True),
    "on_or_after": Operator(_DAY, Operand.NOTHING, lambda a, w, r: a >= r, refers=True),
    "in_window": Operator(_DAY, Operand.WINDOW, lambda a, w, r: w.first <= a <= w.last),
}
