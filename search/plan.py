"""The engine-neutral search plan: what is asked, what is stored, what comes back.

Both engines compile the same `Plan`. `matches` and `scoring_parts` evaluate it in plain
Python on one document: they say why a hit was found, and their points equal the engine's.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from search.text.edits import NEAR_MINIMUM, near
from search.text.normalise import TOKEN_LIMIT

DEEPEST = 10_000
POINTS_CEILING = 2**24  # engines add points as 32-bit floats, which are exact up to here
TIE_BITS = 40
STEPS = 2**22  # of recency and of each named order: with the tie they stay a 63-bit number
FACET_VALUES = 10_000  # a field that is counted has at most this many values
RESERVED = frozenset({"id", "version", "rank", "dead", "points", "recent"})


class PlanTooDeep(ValueError):
    """A page beyond the first `DEEPEST` hits was asked for."""


@dataclass(frozen=True, slots=True)
class Has:
    """The field holds exactly this token."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class HasPrefix:
    """The field holds a token that begins with `prefix` (never empty)."""

    field: str
    prefix: str

    def __post_init__(self) -> None:
        if not self.prefix:
            raise ValueError("an empty prefix matches everything")


@dataclass(frozen=True, slots=True)
class HasNear:
    """The field holds a token at most one edit away: insertion, deletion, change, transposition.

    Tokens shorter than `NEAR_MINIMUM` characters match exactly.
    """

    field: str
    token: str

    @property
    def exact(self) -> Has | None:
        """The same question without slips, where the token is too short for them."""
        return Has(self.field, self.token) if len(self.token) < NEAR_MINIMUM else None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one clause matches; without clauses nothing does."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every clause matches; without clauses everything does."""

    clauses: tuple["Clause", ...]


Clause = Has | HasPrefix | HasNear | AnyOf | AllOf


@dataclass(frozen=True, slots=True)
class Part:
    """Points for a matched clause; `code` and `args` name it in the text of "why this hit"."""

    code: str
    clause: Clause
    points: int
    args: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.points < 0:
            raise ValueError("points are never negative")


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts over one token field, and what is ticked in it.

    mode "any": a document needs one of the ticked values, and the counts ignore this
    facet's own ticks. mode "all": every ticked value filters, and the counts are taken
    within what is ticked.
    """

    name: str
    field: str
    selected: tuple[str, ...] = ()
    mode: Literal["any", "all"] = "any"

    @property
    def clause(self) -> Clause | None:
        """The filter that the ticked values make; None when nothing is ticked."""
        if not self.selected:
            return None
        ticked = tuple(Has(self.field, value) for value in self.selected)
        return AllOf(ticked) if self.mode == "all" else AnyOf(ticked)


@dataclass(frozen=True, slots=True)
class Plan:
    """One search.

    A document matches when it passes all `filters` and all ticked facets, at least one
    clause of `at_least_one` (when there are any), and is neither excluded nor dead.
    sort "points": points, then recency, then tie, each descending; "recent": recency,
    then tie; the name of an order of the index: what documents say in it, then tie.
    Raises PlanTooDeep and ValueError for a plan that no engine can answer.
    """

    index: str
    filters: tuple[Clause, ...] = ()
    at_least_one: tuple[Clause, ...] = ()
    excluded: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    facets: tuple[Facet, ...] = ()
    sort: str = "points"
    offset: int = 0
    limit: int = 20

    def __post_init__(self) -> None:
        if self.offset < 0 or self.limit < 0:
            raise ValueError("offset and limit are never negative")
        if self.offset + self.limit > DEEPEST:
            raise PlanTooDeep(f"only the first {DEEPEST} hits can be paged through")
        if sum(part.points for part in self.parts) >= POINTS_CEILING:
            raise ValueError(f"the points of a plan stay under {POINTS_CEILING}")
        if len({facet.name for facet in self.facets}) < len(self.facets):
            raise ValueError("two facets have one name")

    @property
    def order(self) -> str | None:
        """The field that alone gives the order, None where points come first."""
        return {"points": None, "recent": "rank"}.get(self.sort, self.sort)


@dataclass(frozen=True, slots=True)
class Document:
    """What an index holds of one thing, for one audience.

    `tie` is unique within the index; a bigger `recency` is fresher. `tokens` are
    whole values, `texts` are lists of tokens made by `search.text.tokens.tokenise`.
    `orders` say how far up the document stands in each named order of the index, 0 where it says nothing.
    Raises ValueError for a value that the engines would read differently.
    """

    id: str
    version: int
    tie: int
    recency: int
    tokens: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    orders: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_version(self.id, self.version)
        steps = (self.recency, *self.orders.values())
        if not (0 <= self.tie < 2**TIE_BITS and all(0 <= step < STEPS for step in steps)):
            raise ValueError("tie, recency or order out of range")
        for values in self.tokens.values():
            _check_tokens(values)
        for values in self.texts.values():
            _check_tokens(values)
            # Engines split text on blanks, Java on more kinds of them than ASCII has.
            if " ".join(values).split() != list(values):
                raise ValueError("a token of a text holds a blank")

    @property
    def rank(self) -> int:
        """Recency and tie as one unique number, the order of equal points."""
        return (self.recency << TIE_BITS) | self.tie

    def rank_in(self, order: str) -> int:
        """Its place in a named order and tie as one unique number."""
        return (self.orders.get(order, 0) << TIE_BITS) | self.tie


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The document is gone since this version; keeps late writes from bringing it back."""

    id: str
    version: int

    def __post_init__(self) -> None:
        check_version(self.id, self.version)


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document: its id, the version that was found, its points."""

    id: str
    version: int
    points: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`total` matches, one page of hits, and per facet name the count of each value.

    Counts are sorted by count descending, then by value; values without matches are left out.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class IndexSchema:
    """The fields of an index: `tokens` can be counted as facets, `texts` only searched; `orders` are further
    orders of hits beside points and recency."""

    name: str
    tokens: frozenset[str]
    texts: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        named = [*self.tokens, *self.texts, *self.orders]
        if len(set(named)) < len(named) or RESERVED.intersection(named):
            raise ValueError("a field is named twice, or like one of the engine's own")

    @property
    def fields(self) -> frozenset[str]:
        """The names of all fields that can be asked."""
        return self.tokens | self.texts


def check_version(document_id: str, version: int) -> None:
    """Raise ValueError unless the id is a short text and the version a positive 63-bit number."""
    if not document_id or len(document_id) > TOKEN_LIMIT:
        raise ValueError(f"an id has 1 to {TOKEN_LIMIT} characters")
    if not 0 <= version < 2**63:
        raise ValueError("a version is a 63-bit number, 0 or more")


def _check_tokens(values: Iterable[str]) -> None:
    for value in values:
        if not value or len(value) > TOKEN_LIMIT:
            raise ValueError(f"a token has 1 to {TOKEN_LIMIT} characters")
        value.encode()  # a lone surrogate is refused here, not in the middle of a batch


def matches(clause: Clause, document: Document) -> bool:
    """Whether the clause holds for the document, as both engines decide it."""
    if isinstance(clause, AnyOf):
        return any(matches(inner, document) for inner in clause.clauses)
    if isinstance(clause, AllOf):
        return all(matches(inner, document) for inner in clause.clauses)
    values = document.tokens.get(clause.field) or document.texts.get(clause.field) or ()
    return any(map(_test_of(clause), values))


def _test_of(clause: Has | HasPrefix | HasNear) -> Callable[[str], bool]:
    if isinstance(clause, HasPrefix):
        return lambda value: value.startswith(clause.prefix)
    if isinstance(clause, HasNear):
        return lambda value: near(value, clause.token)
    return lambda value: value == clause.token


def scoring_parts(plan: Plan, document: Document) -> tuple[Part, ...]:
    """The parts of the plan that the document earns, in the plan's order.

    Their points add up to the points that an engine gives to the hit.
    """
    return tuple(part for part in plan.parts if matches(part.clause, document))
