"""Answers, read by the type of their fact. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from talent.programmes.codes import NUMERIC, FactType
from talent.programmes.document.refusal import BadDocument, Fault, deeper
from talent.programmes.document.shapes import Day, Flag, Number
from talent.programmes.document.values import Answer, Fact, Facts, Version


def read_facts(version: Version, raw: object, at: str = "") -> dict[str, Answer]:
    """The answers that this version asks for; others are left out, so that several programmes may share one file.

    null stays None: it does not apply. Raises BadDocument where an answer does not fit its question.
    """
    if not isinstance(raw, Mapping):
        raise BadDocument(Fault.WRONG_TYPE, at)
    return {
        fact.id: read_answer(fact, raw[fact.id], deeper(at, fact.id))
        for fact in version.facts
        if fact.id in raw
    }


def read_answer(fact: Fact, raw: object, at: str) -> Answer:
    """One answer. Raises BadDocument."""
    if raw is None:
        return None
    if fact.type in NUMERIC:
        return _number(fact.type, raw, at)
    return _READERS[fact.type](fact, raw, at)


def write_facts(facts: Facts) -> dict[str, Any]:
    """Answers as plain JSON, which `read_facts` reads as the same answers."""
    return {key: _plain(value) for key, value in facts.items()}


def _plain(value: Answer) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _number(kind: FactType, raw: object, at: str) -> Decimal:
    """An answer may be a JSON number with a point too; a float stands for the shortest number that it prints as."""
    raw = Decimal(repr(raw)) if isinstance(raw, float) else raw
    found = Number().read(_written(raw) if isinstance(raw, Decimal) else raw, at)
    if kind is FactType.WHOLE and found != found.to_integral_value():
        raise BadDocument(Fault.OUT_OF_RANGE, at, raw)
    return found


def _written(number: Decimal) -> object:
    """The number as text, unless it is so large or so fine that the text would be endless."""
    small = number.is_finite() and number.adjusted() < 15 and number.as_tuple().exponent in range(-6, 15)
    return format(number, "f") if small else number


def _code(fact: Fact, raw: object, at: str) -> str:
    if not isinstance(raw, str):
        raise BadDocument(Fault.WRONG_TYPE, at)
    if raw not in {one.id for one in fact.options}:
        raise BadDocument(Fault.UNKNOWN_OPTION, at, raw)
    return raw


def _codes(fact: Fact, raw: object, at: str) -> tuple[str, ...]:
    if not isinstance(raw, (list, tuple)):
        raise BadDocument(Fault.WRONG_TYPE, at)
    return tuple(sorted({_code(fact, one, deeper(at, place)) for place, one in enumerate(raw)}))


def _country(fact: Fact, raw: object, at: str) -> str:
    if not isinstance(raw, str):
        raise BadDocument(Fault.WRONG_TYPE, at)
    if not re.fullmatch("[A-Z]{2}", raw):
        raise BadDocument(Fault.UNKNOWN_OPTION, at, raw)
    return raw


_READERS: dict[FactType, Callable[[Fact, Any, str], Answer]] = {
    FactType.YES_NO: lambda fact, raw, at: Flag().read(raw, at),
    FactType.DAY: lambda fact, raw, at: Day().read(raw, at),
    FactType.CHOICE: _code,
    FactType.CHOICES: _codes,
    FactType.COUNTRY: _country,
}
