"""Small shapes that know three things about a part of a document: to read it, to write it, to describe it as JSON
Schema. One declaration serves all three, so that they cannot disagree. Pure."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from inspect import getdoc
from typing import Any, Generic, TypeVar

from talent.programmes.document.refusal import BadDocument, Fault, deeper

T = TypeVar("T")
Schema = dict[str, Any]

LONGEST = 2_000
MOST = Decimal("999999999999999")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
DAY_PATTERN = "(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
NUMBER_PATTERN = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?"
KEY_PATTERN = "[a-z][a-z0-9_]{0,59}"
SLUG_PATTERN = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
CURRENCY_PATTERN = "[A-Z]{3}"
_UNWRITABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Shape(ABC, Generic[T]):
    @abstractmethod
    def read(self, raw: object, at: str) -> T:
        """The value. Raises BadDocument, with the pointer of the fault."""

    @abstractmethod
    def write(self, value: T) -> Any:
        """The value as plain JSON, in the one form that `write` ever gives it."""

    @abstractmethod
    def schema(self) -> Schema:
        """What JSON Schema (draft 2020-12) says about it."""


def _text(raw: object, at: str) -> str:
    if not isinstance(raw, str):
        raise BadDocument(Fault.WRONG_TYPE, at)
    return raw


@dataclass(frozen=True)
class Text(Shape[str]):
    """Words for people: any script, line breaks, no control characters."""

    longest: int = LONGEST

    def read(self, raw: object, at: str) -> str:
        text = _text(raw, at)
        if len(text) > self.longest:
            raise BadDocument(Fault.TOO_LONG, at)
        if _UNWRITABLE.search(text):
            raise BadDocument(Fault.UNWRITABLE, at)
        return text

    def write(self, value: str) -> str:
        return value

    def schema(self) -> Schema:
        allowed = r"^[^\u0000-\u0009\u000b-\u001f\u007f\ud800-\udfff\ufffe\uffff]*$"
        return {"type": "string", "maxLength": self.longest, "pattern": allowed}


@dataclass(frozen=True)
class Pattern(Shape[str]):
    """A code of a fixed form: ids, the slug, a currency."""

    pattern: str = KEY_PATTERN

    def read(self, raw: object, at: str) -> str:
        text = _text(raw, at)
        if len(text) > 60 or not re.fullmatch(self.pattern, text):
            raise BadDocument(Fault.BAD_ID, at, text)
        return text

    def write(self, value: str) -> str:
        return value

    def schema(self) -> Schema:
        return {"type": "string", "maxLength": 60, "pattern": f"^{self.pattern}$"}


class Flag(Shape[bool]):
    def read(self, raw: object, at: str) -> bool:
        if not isinstance(raw, bool):
            raise BadDocument(Fault.WRONG_TYPE, at)
        return raw

    def write(self, value: bool) -> bool:
        return value

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Whole(Shape[int]):
    least: int
    most: int

    def read(self, raw: object, at: str) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise BadDocument(Fault.WRONG_TYPE, at)
        if raw < 0 <= self.least:
            raise BadDocument(Fault.NEGATIVE, at, raw)
        if not self.least <= raw <= self.most:
            raise BadDocument(Fault.OUT_OF_RANGE, at)
        return raw

    def write(self, value: int) -> int:
        return value

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Number(Shape[Decimal]):
    """A number that is not negative, exact: a text such as "522.50", or a whole JSON number; never a float."""

    def read(self, raw: object, at: str) -> Decimal:
        if isinstance(raw, (bool, dict, list)) or raw is None:
            raise BadDocument(Fault.WRONG_TYPE, at)
        text = str(raw) if isinstance(raw, int) and abs(raw) <= MOST else raw
        if not isinstance(text, str):
            raise BadDocument(Fault.NOT_A_NUMBER, at)
        if text.startswith("-") and re.fullmatch(NUMBER_PATTERN, text[1:]):
            raise BadDocument(Fault.NEGATIVE, at, text)
        if not re.fullmatch(NUMBER_PATTERN, text):
            raise BadDocument(Fault.NOT_A_NUMBER, at, text)
        return Decimal(text)

    def write(self, value: Decimal) -> str:
        return str(value)

    def schema(self) -> Schema:
        whole = {"type": "integer", "minimum": 0, "maximum": int(MOST)}
        return {"anyOf": [{"type": "string", "pattern": f"^{NUMBER_PATTERN}$"}, whole]}


class Day(Shape[date]):
    """A day of the years 1900 to 2199 as YYYY-MM-DD."""

    def read(self, raw: object, at: str) -> date:
        text = _text(raw, at)
        if not re.fullmatch(DAY_PATTERN, text):
            raise BadDocument(Fault.NOT_A_DAY, at, text)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadDocument(Fault.NOT_A_DAY, at, text) from None

    def write(self, value: date) -> str:
        return value.isoformat()

    def schema(self) -> Schema:
        return {"type": "string", "format": "date", "pattern": f"^{DAY_PATTERN}$"}


E_ = TypeVar("E_", bound=StrEnum)


@dataclass(frozen=True)
class OneOf(Shape[E_]):
    """One code of a list."""

    codes: type[E_]

    def read(self, raw: object, at: str) -> E_:
        try:
            return self.codes(_text(raw, at))
        except ValueError:
            raise BadDocument(Fault.UNKNOWN_CODE, at, raw) from None

    def write(self, value: E_) -> str:
        return value.value

    def schema(self) -> Schema:
        return {"enum": [one.value for one in self.codes]}


@dataclass(frozen=True)
class Many(Shape[tuple[T, ...]]):
    part: Shape[T]
    most: int
    least: int = 0

    def read(self, raw: object, at: str) -> tuple[T, ...]:
        if not isinstance(raw, (list, tuple)):
            raise BadDocument(Fault.WRONG_TYPE, at)
        if len(raw) > self.most:
            raise BadDocument(Fault.TOO_MANY, at)
        if len(raw) < self.least:
            raise BadDocument(Fault.TOO_FEW, at)
        return tuple(self.part.read(one, deeper(at, place)) for place, one in enumerate(raw))

    def write(self, value: tuple[T, ...]) -> list[Any]:
        return [self.part.write(one) for one in value]

    def schema(self) -> Schema:
        return {
            "type": "array",
            "items": self.part.schema(),
            "minItems": self.least,
            "maxItems": self.most,
        }


@dataclass(frozen=True)
class Field:
    """A field of a record: `name` in the document, `attribute` of the value; `default` where it may be left out."""

    name: str
    shape: Shape[Any]
    attribute: str = ""
    optional: bool = False
    default: Any = None

    @property
    def of(self) -> str:
        """The value's attribute."""
        return self.attribute or self.name


def maybe(name: str, shape: Shape[Any], default: Any = None, attribute: str = "") -> Field:
    """A field that may be left out: it is `default` then, and is not written when it is."""
    return Field(name, shape, attribute, True, default)


@dataclass(frozen=True)
class Record(Shape[T]):
    """An object with these fields and no others. `fixed`: what stands in every one of them, and tells them apart."""

    make: Callable[..., T]
    fields: tuple[Field, ...]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    absent: Fault = Fault.MISSING
    least: int = 0

    def read(self, raw: object, at: str) -> T:
        if not isinstance(raw, Mapping):
            raise BadDocument(Fault.WRONG_TYPE, at)
        self._only_known(raw, at)
        if len(raw) < self.least:
            raise BadDocument(Fault.TOO_FEW, at)
        return self.make(**{one.of: self._field(one, raw, at) for one in self.fields})

    def _field(self, one: Field, raw: Mapping[str, object], at: str) -> Any:
        if one.name in raw:
            return one.shape.read(raw[one.name], deeper(at, one.name))
        if not one.optional:
            raise BadDocument(self.absent, deeper(at, one.name))
        return one.default

    def _only_known(self, raw: Mapping[str, object], at: str) -> None:
        known = {one.name for one in self.fields} | set(self.fixed)
        for key in raw:
            if key not in known:
                raise BadDocument(Fault.UNKNOWN_KEY, deeper(at, key), key)
        for key, value in self.fixed.items():
            if raw.get(key) != value or type(raw[key]) is not type(value):
                raise BadDocument(Fault.UNKNOWN_CODE if key in raw else Fault.MISSING, deeper(at, key))

    def write(self, value: T) -> dict[str, Any]:
        written = dict(self.fixed)
        for one in self.fields:
            held = getattr(value, one.of)
            if not one.optional or held != one.default:
                written[one.name] = one.shape.write(held)
        if len(written) < self.least:  # a span of nothing is written as no years
            one = self.fields[0]
            written[one.name] = one.shape.write(getattr(value, one.of))
        return written

    def schema(self) -> Schema:
        fixed = {key: {"const": value} for key, value in self.fixed.items()}
        schema: Schema = {
            "type": "object",
            "properties": fixed | {one.name: one.shape.schema() for one in self.fields},
            "required": [*fixed, *(one.name for one in self.fields if not one.optional)],
            "additionalProperties": False,
        }
        return self._described() | schema | ({"minProperties": self.least} if self.least else {})

    def _described(self) -> Schema:
        """What the value says of itself; a dataclass without words of its own has only its signature there."""
        text = getdoc(self.make) or ""
        own = text and not text.startswith(f"{getattr(self.make, '__name__', '')}(")
        return {"description": " ".join(text.split())} if own else {}


@dataclass(frozen=True)
class Later(Shape[T]):
    """A shape that stands under `$defs`, so that it may hold itself."""

    name: str
    shape: Callable[[], Shape[T]]

    def read(self, raw: object, at: str) -> T:
        return self.shape().read(raw, at)

    def write(self, value: T) -> Any:
        return self.shape().write(value)

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.name}"}
