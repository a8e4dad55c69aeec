"""Small documents and random ones, for the tests of this room."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from talent.programmes.document.reading import read
from talent.programmes.document.values import Answer, Version

TODAY = date(2024, 2, 29)
WORDS = {"fa": "متن", "en": "text"}
OPTIONS = [{"id": one, "label": WORDS} for one in ("a", "b", "c")]
FACTS: dict[str, dict[str, Any]] = {
    "age": {"type": "whole", "unit": "year"},
    "pay": {"type": "money"},
    "months": {"type": "duration", "unit": "month"},
    "bound": {"type": "yes_no"},
    "left": {"type": "day"},
    "start": {"type": "day"},
    "degree": {"type": "choice", "options": OPTIONS},
    "tongues": {"type": "choices", "options": OPTIONS},
    "home": {"type": "country"},
}


def facts(keys: Iterable[str] = FACTS) -> list[dict[str, Any]]:
    """The questions of that name."""
    return [{"id": key, "question": WORDS, **FACTS[key]} for key in keys]


def document(rules: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A whole document around these rules."""
    rule = rules or leaf("bound", "is", True, id="free")
    start = {"format": 1, "slug": "small", "title": WORDS, "grantor": WORDS, "audience": "expert"}
    return start | {"facts": facts(), "rules": rule} | more


def leaf(fact: str, operator: str, value: Any = None, **more: Any) -> dict[str, Any]:
    """A condition; with an `id` it is a rule."""
    held: dict[str, Any] = {"fact": fact, "operator": operator}
    held |= {} if value is None else {"value": value}
    return held | more | ({"sentence": WORDS} if "id" in more else {})


def group(key: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """all_of, any_of, not."""
    return {key: parts[0] if key == "not" else list(parts), "id": "whole", "sentence": WORDS} | more


def version(rules: dict[str, Any] | None = None, **more: Any) -> Version:
    """The version of a small document."""
    return read(document(rules, **more))


def line(amount: Any, **more: Any) -> dict[str, Any]:
    """An incentive of that amount, in euros."""
    return {
        "id": "grant",
        "title": WORDS,
        "kind": "payment",
        "currency": "EUR",
    } | ({"amount": amount} if amount is not None else {}) | more  # fmt: skip


# Random trees -------------------------------------------------------------------------------------------------------

_NUMBERS = st.integers(0, 6).map(str)
_SPANS = st.fixed_dictionaries({"years": st.integers(0, 2), "months": st.integers(0, 14)})
_REFERENCES = st.sampled_from([{"day": "today"}, {"day": "call"}, {"fact": "start"}])
_CODES = st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True)
CALL = {"id": "call", "day": "2024-03-31"}
DUE = {
    "id": "due",
    "label": WORDS,
    "values": [{"year": year, "value": str(year - 2021)} for year in (2023, 2024, 2026)],
}


@st.composite
def leaves(draw: st.DrawFn) -> dict[str, Any]:
    """A random condition."""
    number = st.sampled_from(["age", "pay", "months"])
    kind = draw(
        st.sampled_from(["number", "index", "range", "flag", "code", "codes", "span", "day", "window"])
    )
    if kind == "number":
        return leaf(
            draw(number),
            draw(st.sampled_from(["at_least", "at_most", "more_than", "less_than"])),
            draw(_NUMBERS),
        )
    if kind == "index":
        return leaf(draw(number), draw(st.sampled_from(["at_least", "less_than"])), {"index": "due"})
    if kind == "range":
        return leaf(draw(number), "between", {"from": draw(_NUMBERS), "to": draw(_NUMBERS)})
    if kind == "flag":
        return leaf("bound", "is", draw(st.booleans()))
    if kind == "code":
        return leaf("degree", "one_of", draw(_CODES))
    if kind == "codes":
        return leaf("tongues", draw(st.sampled_from(["has_any", "has_all"])), draw(_CODES))
    if kind == "span":
        operator = draw(st.sampled_from(["passed", "within_last"]))
        return leaf("left", operator, draw(_SPANS), reference=draw(_REFERENCES))
    if kind == "window":
        return leaf("left", "in_window", {"from": "2023-03-01", "to": "2024-05-31"})
    operator = draw(st.sampled_from(["before", "on_or_before", "after", "on_or_after"]))
    return leaf("left", operator, reference=draw(_REFERENCES))


def _grown(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(parts, min_size=1, max_size=4)
    return st.one_of(
        several.map(lambda found: {"all_of": found}),
        several.map(lambda found: {"any_of": found}),
        several.flatmap(
            lambda found: st.integers(1, len(found)).map(lambda number: {"at_least": number, "of": found})
        ),
        parts.map(lambda found: {"not": found}),
    )


TREES = st.recursive(leaves(), _grown, max_leaves=8)


def grown(tree: dict[str, Any]) -> Version:
    """The version whose one rule is this tree."""
    return version(tree | {"id": "whole", "sentence": WORDS}, days=[CALL], indexes=[DUE])


_DAYS = st.integers(-1100, 1100).map(lambda off: TODAY + timedelta(days=off))
ANSWERS: dict[str, st.SearchStrategy[Answer]] = {
    "age": st.integers(0, 7).map(Decimal),
    "pay": st.integers(0, 7).map(Decimal),
    "months": st.integers(0, 7).map(Decimal),
    "bound": st.booleans(),
    "left": _DAYS,
    "start": _DAYS,
    "degree": st.sampled_from("abc"),
    "tongues": st.lists(st.sampled_from("abc"), unique=True).map(tuple),
}
GIVEN: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {}, optional={key: st.one_of(st.none(), held) for key, held in ANSWERS.items()}
)


# Random amounts -----------------------------------------------------------------------------------------------------

_SUMS = st.one_of(
    st.sampled_from(["0", "1", "0.005", "7.25", "999999999999999"]),
    st.sampled_from([{"fact": "pay"}, {"fact": "age"}, {"fact": "months"}, {"index": "due"}]),
    st.just({"index": "due", "year_of": {"fact": "start"}}),
)


def _reckoned(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many, two = st.lists(parts, min_size=1, max_size=3), st.lists(parts, min_size=2, max_size=2)
    return st.one_of(
        *(many.map(lambda found, name=name: {name: found}) for name in ("add", "multiply", "min", "max")),
        *(two.map(lambda found, name=name: {name: found}) for name in ("subtract", "divide", "percent")),
        two.map(lambda found: {"if": leaf("bound", "is", True), "then": found[0], "else": found[1]}),
        two.map(lambda found: {"applies": found[0], "else": found[1]}),
    )


AMOUNTS = st.recursive(_SUMS, _reckoned, max_leaves=8)
