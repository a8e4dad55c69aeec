"""The form of a programme's document, declared once: what `document.read` accepts, what it writes, what the published
schema says. Pure."""

from decimal import Decimal
from typing import Any

from talent.programmes import operators
from talent.programmes.codes import (
    Audience,
    Every,
    FactType,
    LineKind,
    Part,
    Party,
    Track,
    Unit,
    Verdict,
)
from talent.programmes.days import Span
from talent.programmes.document import values as v
from talent.programmes.document.refusal import Fault
from talent.programmes.document.shapes import (
    CURRENCY_PATTERN,
    SLUG_PATTERN,
    Day,
    Field,
    Flag,
    Later,
    Many,
    Number,
    OneOf,
    Pattern,
    Record,
    Schema,
    Shape,
    Text,
    Whole,
    maybe,
)
from talent.programmes.document.unions import ByCode, ByKey, Either, Given, Pairs
from talent.programmes.operators import OPERATORS, Operand

FORMAT = 1
PARTS = 200

DAY, FLAG = Day(), Flag()
KEY: Shape[str] = Later("key", Pattern)
TEXT: Shape[str] = Later("text", Text)
NUMBER: Shape[Decimal] = Later("number", Number)
CURRENCY = Pattern(CURRENCY_PATTERN)
_WORDS = Record(v.Words, (Field("fa", TEXT), Field("en", TEXT)), absent=Fault.MISSING_LANGUAGE)
WORDS: Shape[v.Words] = Later("words", lambda: _WORDS)
_SPAN = Record(
    Span,
    (
        maybe("years", Whole(0, 100), 0),
        maybe("months", Whole(0, 1_200), 0),
        maybe("days", Whole(0, 36_500), 0),
    ),
    least=1,
)
SPAN: Shape[Span] = Later("span", lambda: _SPAN)
NODE: Shape[v.Node] = Later("node", lambda: _NODE)
EXPRESSION: Shape[v.Expression] = Later("expression", lambda: _EXPRESSION)
CONDITION = maybe("when", NODE, attribute="condition")
SOURCE = maybe("source", Text(300), "")

_REFERENCE: Shape[v.Reference] = ByKey(
    {
        "day": Record(v.Reference, (Field("day", KEY),)),
        "fact": Record(v.Reference, (Field("fact", KEY),)),
    },
    lambda reference: "fact" if reference.fact else "day",
)
REFERENCE: Shape[v.Reference] = Later("reference", lambda: _REFERENCE)

OPTION = Record(v.Option, (Field("id", KEY), Field("label", WORDS)))
FACT = Record(
    v.Fact,
    (
        Field("id", KEY),
        Field("type", OneOf(FactType)),
        Field("question", WORDS),
        maybe("help", WORDS, v.NO_WORDS),
        maybe("unit", OneOf(Unit)),
        maybe("options", Many(OPTION, 300), ()),
        maybe("stored", FLAG, False),
    ),
)
NAMED_DAY = Record(v.NamedDay, (Field("id", KEY), Field("day", DAY)))
YEAR_VALUE = Record(v.YearValue, (Field("year", Whole(1900, 2199)), Field("value", NUMBER)))
INDEX = Record(
    v.Index,
    (
        Field("id", KEY),
        Field("label", WORDS),
        maybe("values", Many(YEAR_VALUE, PARTS), ()),
        maybe("otherwise", NUMBER),
        SOURCE,
    ),
)

# Rules --------------------------------------------------------------------------------------------------------------

_INDEX_TIMES = Record(v.IndexTimes, (Field("index", KEY), maybe("times", NUMBER, Decimal(1))))
_AMOUNT = Either(NUMBER, _INDEX_TIMES, Decimal)
AMOUNT: Shape[v.Amount] = Later("amount", lambda: _AMOUNT)
OPERANDS: dict[Operand, Shape[Any]] = {
    Operand.FLAG: FLAG,
    Operand.CODES: Many(Pattern("[A-Za-z][A-Za-z0-9_]{0,59}"), 300, 1),
    Operand.AMOUNT: AMOUNT,
    Operand.RANGE: Record(v.Range, (Field("from", AMOUNT, "low"), Field("to", AMOUNT, "high"))),
    Operand.SPAN: SPAN,
    Operand.WINDOW: Record(v.Window, (Field("from", DAY, "first"), Field("to", DAY, "last"))),
}
_NAMED = (
    maybe("id", KEY, ""),
    maybe("sentence", WORDS, v.NO_WORDS),
    SOURCE,
    maybe("evidence", Many(KEY, PARTS), ()),
)


def _leaf(name: str, operator: operators.Operator) -> Record[v.Leaf]:
    """The condition with this operator: what stands beside it depends on it."""
    fields = [Field("fact", KEY)]
    if operator.operand is not Operand.NOTHING:
        fields.append(Field("value", OPERANDS[operator.operand], "wanted"))
    if operator.refers:
        fields.append(maybe("reference", REFERENCE, v.TODAY))
    if operator.waits:
        fields.append(maybe("not_yet", FLAG, False))

    def make(**held: Any) -> v.Leaf:
        return v.Leaf(operator=name, **held)

    return Record(make, (*fields, *_NAMED), fixed={"operator": name})


LEAF: Shape[v.Leaf] = ByCode(
    "operator",
    {name: _leaf(name, operator) for name, operator in OPERATORS.items()},
    Fault.UNKNOWN_OPERATOR,
)
NODES = Many(NODE, PARTS, 1)
_KEYS: dict[type[Any], str] = {
    v.AllOf: "all_of",
    v.AnyOf: "any_of",
    v.AtLeast: "at_least",
    v.Not: "not",
    v.Leaf: "fact",
}
_NODE: Shape[v.Node] = ByKey(
    {
        "all_of": Record(v.AllOf, (Field("all_of", NODES, "parts"), *_NAMED)),
        "any_of": Record(v.AnyOf, (Field("any_of", NODES, "parts"), *_NAMED)),
        "at_least": Record(
            v.AtLeast, (Field("at_least", Whole(1, PARTS), "number"), Field("of", NODES, "parts"), *_NAMED)
        ),
        "not": Record(v.Not, (Field("not", NODE, "part"), *_NAMED)),
        "fact": LEAF,
    },
    lambda node: _KEYS[type(node)],
)

# Money --------------------------------------------------------------------------------------------------------------

OPERATIONS = {
    "add": (1, PARTS),
    "subtract": (2, 2),
    "multiply": (1, PARTS),
    "divide": (2, 2),
    "percent": (2, 2),
    "min": (1, PARTS),
    "max": (1, PARTS),
}


def _operation(name: str, least: int, most: int) -> Record[v.Operation]:
    """An operation stands under its own name, with its parts."""

    def make(parts: tuple[v.Expression, ...]) -> v.Operation:
        return v.Operation(name, parts)

    return Record(make, (Field(name, Many(EXPRESSION, most, least), "parts"),))


class _Literal(Shape[v.Literal]):
    """A number written into an expression."""

    def read(self, raw: object, at: str) -> v.Literal:
        return v.Literal(NUMBER.read(raw, at))

    def write(self, value: v.Literal) -> Any:
        return NUMBER.write(value.value)

    def schema(self) -> Schema:
        return NUMBER.schema()


_CHOOSE = (Field("if", NODE, "condition"), Field("then", EXPRESSION), Field("else", EXPRESSION, "otherwise"))
_COMPOUND: dict[str, Shape[Any]] = {
    "fact": Record(v.FactValue, (Field("fact", KEY),)),
    "index": Record(v.IndexValue, (Field("index", KEY), maybe("year_of", REFERENCE, v.TODAY))),
    "line": Record(v.LineValue, (Field("line", KEY),)),
    "if": Record(v.Choose, _CHOOSE),
    "applies": Record(
        v.Fallback, (Field("applies", EXPRESSION, "of"), Field("else", EXPRESSION, "otherwise"))
    ),
    **{name: _operation(name, least, most) for name, (least, most) in OPERATIONS.items()},
}


def _key(one: Any) -> str:
    """The key by which an expression that is no plain number is told."""
    if isinstance(one, v.Operation):
        return str(one.name)
    kinds: dict[type[Any], str] = {
        v.FactValue: "fact",
        v.IndexValue: "index",
        v.LineValue: "line",
        v.Choose: "if",
        v.Fallback: "applies",
    }
    return kinds[type(one)]


_EXPRESSION: Shape[v.Expression] = Either(
    _Literal(), ByKey(_COMPOUND, _key, Fault.UNKNOWN_OPERATOR), v.Literal
)
PERIOD = Record(
    v.Period,
    (
        maybe("every", OneOf(Every), Every.ONCE),
        maybe("times", Whole(1, 1_200), 1),
        maybe("starts", REFERENCE),
    ),
)
CLAWBACK = Record(v.Clawback, (Field("share", NUMBER), Field("within", SPAN), Field("text", WORDS)))
CLAIM = Record(v.Claim, (Field("within", SPAN), Field("after", REFERENCE), Field("text", WORDS)))
LINE = Record(
    v.Line,
    (
        Field("id", KEY),
        Field("title", WORDS),
        Field("kind", OneOf(LineKind)),
        maybe("amount", EXPRESSION),
        maybe("cap", EXPRESSION),
        maybe("currency", CURRENCY, ""),
        CONDITION,
        maybe("payer", OneOf(Party)),
        maybe("payee", OneOf(Party)),
        maybe("period", PERIOD, v.ONCE),
        maybe("keep", SPAN),
        maybe("clawback", CLAWBACK),
        maybe("claim", CLAIM),
        SOURCE,
    ),
)
FIGURE = Record(v.Figure, (Field("id", KEY), Field("part", OneOf(Part)), maybe("line", KEY, "")))

# The rest, and the whole --------------------------------------------------------------------------------------------

PAPER = Record(
    v.Paper,
    (
        Field("id", KEY),
        Field("title", WORDS),
        maybe("help", WORDS, v.NO_WORDS),
        maybe("always", FLAG, False),
        CONDITION,
    ),
)
CLOCK = Record(
    v.Clock, (Field("id", KEY), Field("within", SPAN), Field("text", WORDS), maybe("working", FLAG, False))
)
EXPECTED = Record(
    v.Expected,
    (
        Field("eligible", OneOf(Verdict)),
        maybe("rules", Pairs(OneOf(Verdict)), ()),
        maybe("meets_on", Pairs(DAY), ()),
        maybe("incentives", Pairs(Text(60)), ()),
    ),
)
PERSON = Record(
    v.Person,
    (
        Field("id", KEY),
        Field("title", WORDS),
        Field("today", DAY),
        Field("facts", Pairs(Given()), "answers"),
        Field("expected", EXPECTED),
    ),
)
VERSION = Record(
    v.Version,
    (
        Field("slug", Pattern(SLUG_PATTERN)),
        Field("title", WORDS),
        Field("grantor", WORDS),
        maybe("legal_basis", WORDS, v.NO_WORDS),
        Field("audience", OneOf(Audience)),
        maybe("tracks", Many(OneOf(Track), len(Track)), ()),
        maybe("summary_text", WORDS, v.NO_WORDS),
        maybe("next_text", WORDS, v.NO_WORDS),
        maybe("days", Many(NAMED_DAY, PARTS), ()),
        Field("facts", Many(FACT, PARTS)),
        maybe("indexes", Many(INDEX, PARTS), ()),
        Field("rules", NODE),
        maybe("incentives", Many(LINE, PARTS), ()),
        maybe("summary", Many(FIGURE, PARTS), ()),
        maybe("documents", Many(PAPER, PARTS), ()),
        maybe("clocks", Many(CLOCK, PARTS), ()),
        maybe("persons", Many(PERSON, PARTS), ()),
    ),
    fixed={"format": FORMAT},
)


def schema() -> Schema:
    """The published JSON Schema, whole."""
    named: dict[str, Shape[Any]] = {
        "key": Pattern(),
        "text": Text(),
        "number": Number(),
        "words": _WORDS,
        "span": _SPAN,
        "reference": _REFERENCE,
        "amount": _AMOUNT,
        "node": _NODE,
        "expression": _EXPRESSION,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:talent-network:programme:1",
        "title": "One version of a programme",
        **VERSION.schema(),
        "$defs": {name: shape.schema() for name, shape in named.items()},
    }
