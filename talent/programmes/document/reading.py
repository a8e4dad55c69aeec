"""From JSON to a version and back. What is written is always the same bytes for the same version. Pure."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from talent.programmes.document.form import VERSION
from talent.programmes.document.refusal import BadDocument, Fault, deeper
from talent.programmes.document.soundness import demand_sound
from talent.programmes.document.values import Version

LARGEST = 2_000_000
DEEPEST = 40
MOST_PARTS = 8_000


def load(text: str | bytes) -> Any:
    """Strict JSON, numbers exact, or BadDocument: no NaN, no Infinity, no key twice, no endless nesting."""
    if len(text) > LARGEST:
        raise BadDocument(Fault.TOO_LARGE)
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_key_twice
        )
    except RecursionError:
        raise BadDocument(Fault.TOO_DEEP) from None
    except ValueError as error:  # also a text that is not UTF-8, and a number of thousands of digits
        raise BadDocument(Fault.NOT_JSON, about=error) from None


def _no_constant(name: str) -> object:
    raise BadDocument(Fault.NOT_A_NUMBER, about=name)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadDocument(Fault.DUPLICATE_KEY, about=key)
        found[key] = value
    return found


def read(raw: object) -> Version:
    """The version that this document (parsed JSON, or its text) describes. Raises BadDocument."""
    document = load(raw) if isinstance(raw, (str, bytes)) else raw
    _weigh(document, "", [MOST_PARTS], set())
    version = VERSION.read(document, "")
    demand_sound(version)
    return version


def _weigh(raw: object, at: str, left: list[int], above: set[int]) -> None:
    """Refuses what holds itself, is nested too deep or has too many parts, before anything else looks at it."""
    if not isinstance(raw, (Mapping, list, tuple)):
        return
    left[0] -= 1
    if id(raw) in above:
        raise BadDocument(Fault.CYCLIC, at)
    if len(above) >= DEEPEST:
        raise BadDocument(Fault.TOO_DEEP, at)
    if left[0] < 0:
        raise BadDocument(Fault.TOO_LARGE, at)
    for key, part in _parts(raw):
        _weigh(part, deeper(at, key), left, above | {id(raw)})


def _parts(raw: Any) -> Iterable[tuple[object, object]]:
    """What an object or a list holds, each with its key or place."""
    return raw.items() if isinstance(raw, Mapping) else enumerate(raw)


def write(version: Version) -> str:
    """The document of a version: two spaces, fields in the form's order, nothing that goes without saying."""
    return json.dumps(VERSION.write(version), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
