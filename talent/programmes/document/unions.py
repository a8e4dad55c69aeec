"""Shapes for what is one of several things, and for answers, which are read by the fact they belong to. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from talent.programmes.document.refusal import BadDocument, Fault, deeper
from talent.programmes.document.shapes import KEY_PATTERN, MOST, Pattern, Schema, Shape, Text

T = TypeVar("T")


@dataclass(frozen=True)
class ByKey(Shape[T]):
    """Told apart by a key that only one of them has; `among` finds the key of a value."""

    shapes: Mapping[str, Shape[Any]]
    among: Callable[[T], str]
    unknown: Fault = Fault.UNKNOWN_KEY

    def read(self, raw: object, at: str) -> T:
        if not isinstance(raw, Mapping):
            raise BadDocument(Fault.WRONG_TYPE, at)
        for key, shape in self.shapes.items():
            if key in raw:
                found: T = shape.read(raw, at)
                return found
        raise BadDocument(self.unknown, at, next(iter(raw), ""))

    def write(self, value: T) -> Any:
        return self.shapes[self.among(value)].write(value)

    def schema(self) -> Schema:
        return {"oneOf": [shape.schema() for shape in self.shapes.values()]}


@dataclass(frozen=True)
class ByCode(Shape[T]):
    """Told apart by the code that stands under `key`."""

    key: str
    shapes: Mapping[str, Shape[Any]]
    unknown: Fault = Fault.UNKNOWN_CODE

    def read(self, raw: object, at: str) -> T:
        if not isinstance(raw, Mapping):
            raise BadDocument(Fault.WRONG_TYPE, at)
        if self.key not in raw:
            raise BadDocument(Fault.MISSING, deeper(at, self.key))
        code = raw[self.key]
        if not isinstance(code, str) or code not in self.shapes:
            raise BadDocument(self.unknown, deeper(at, self.key), code)
        found: T = self.shapes[code].read(raw, at)
        return found

    def write(self, value: T) -> Any:
        return self.shapes[getattr(value, self.key)].write(value)

    def schema(self) -> Schema:
        return {"oneOf": [shape.schema() for shape in self.shapes.values()]}


@dataclass(frozen=True)
class Either(Shape[Any]):
    """An object, or else something plain."""

    plain: Shape[Any]
    record: Shape[Any]
    plain_type: type

    def read(self, raw: object, at: str) -> Any:
        return (self.record if isinstance(raw, Mapping) else self.plain).read(raw, at)

    def write(self, value: Any) -> Any:
        return (self.plain if isinstance(value, self.plain_type) else self.record).write(value)

    def schema(self) -> Schema:
        return {"anyOf": [self.plain.schema(), self.record.schema()]}


@dataclass(frozen=True)
class Pairs(Shape[tuple[tuple[str, Any], ...]]):
    """An object whose keys are ids of the document's own, kept and written in the order of the alphabet."""

    part: Shape[Any]
    most: int = 200

    def read(self, raw: object, at: str) -> tuple[tuple[str, Any], ...]:
        if not isinstance(raw, Mapping):
            raise BadDocument(Fault.WRONG_TYPE, at)
        if len(raw) > self.most:
            raise BadDocument(Fault.TOO_MANY, at)
        key = Pattern()
        pairs = ((key.read(one, deeper(at, one)), self.part.read(raw[one], deeper(at, one))) for one in raw)
        return tuple(sorted(pairs, key=lambda pair: pair[0]))

    def write(self, value: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
        return {key: self.part.write(held) for key, held in value}

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{KEY_PATTERN}$", "maxLength": 60},
            "additionalProperties": self.part.schema(),
            "maxProperties": self.most,
        }


class Given(Shape[object]):
    """An answer as given: null, yes or no, a whole number, a text (also a number's or a day's), codes."""

    def read(self, raw: object, at: str) -> object:
        if raw is None or isinstance(raw, bool):
            return raw
        if isinstance(raw, (list, tuple)):
            return self._codes(raw, at)
        if isinstance(raw, int):
            if abs(raw) > MOST:
                raise BadDocument(Fault.OUT_OF_RANGE, at)
            return raw
        return Text(200).read(raw, at)

    def _codes(self, raw: list[Any] | tuple[Any, ...], at: str) -> tuple[str, ...]:
        if len(raw) > 200:
            raise BadDocument(Fault.TOO_MANY, at)
        return tuple(Pattern().read(one, deeper(at, place)) for place, one in enumerate(raw))

    def write(self, value: object) -> Any:
        return list(value) if isinstance(value, tuple) else value

    def schema(self) -> Schema:
        codes = {"type": "array", "items": Pattern().schema(), "maxItems": 200}
        number = {"type": "integer", "minimum": -int(MOST), "maximum": int(MOST)}
        return {"anyOf": [{"type": "null"}, {"type": "boolean"}, number, Text(200).schema(), codes]}
