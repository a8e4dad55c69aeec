"""What is asked of a list: the address, read into one state of chips and facets. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from zlib import crc32

from search.text.normalise import fold
from search.text.query import Chip, Vocabulary, read

_FACET_OF_CHIP = {"available": "free"}
PAGE_SIZE = 20
MAX_TICKED = 20
MAX_PAGE = 500


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be asked of one list. `facets` in the order of the page, each is a parameter of the address; `sorts`,
    the usual one first; `opened`: facets that are unfolded from the start; `fixed`: the values of facets that have an
    order of their own."""

    facets: tuple[str, ...]
    sorts: tuple[str, ...]
    opened: frozenset[str]
    fixed: Mapping[str, tuple[str, ...]]


DIRECTORY = Shape(
    ("skill", "way", "seniority", "years", "region", "language", "overlap", "free"),
    ("points", "recent"),
    frozenset({"skill", "way", "seniority", "region"}),
    {
        "years": ("0-4", "5-9", "10-14", "15+"),
        "overlap": ("1", "3", "5", "7"),
        "free": ("now", "quarter"),
    },
)


@dataclass(frozen=True, slots=True)
class Criteria:
    """`skills` rank (read from the text), `ticked` filter; `words` are what no vocabulary knows."""

    text: str = ""
    skills: tuple[Chip, ...] = ()
    words: tuple[str, ...] = ()
    ticked: tuple[tuple[str, str], ...] = ()
    sort: str = "points"
    page: int = 1

    def selected(self, facet: str) -> tuple[str, ...]:
        """The ticked values of one facet."""
        return tuple(value for name, value in self.ticked if name == facet)

    @property
    def ranking(self) -> tuple[str, ...]:
        """Slugs of skills that rank and do not filter."""
        required = self.selected("skill")
        return tuple(dict.fromkeys(chip.slug for chip in self.skills if chip.slug not in required))

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.skills or self.words or self.ticked)

    @property
    def mark(self) -> str:
        """The mark of the text, which the form sends back."""
        return mark_of(self.text)

    def address(self, **changes: object) -> str:
        """The query string of this state with changes: the address is the state."""
        state = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        pairs = [("q", state.text), ("read", mark_of(state.text))] if state.text else []
        pairs += state.ticked
        if state.sort != "points":
            pairs.append(("sort", state.sort))
        if state.page > 1:
            pairs.append(("page", str(state.page)))
        return urlencode(pairs)

    def with_tick(self, facet: str, value: str) -> str:
        """The address in which a value is ticked too."""
        return self.address(ticked=(*self.ticked, (facet, value)))

    def without_tick(self, facet: str, value: str) -> str:
        """The address in which a value is not ticked."""
        return self.address(ticked=tuple(pair for pair in self.ticked if pair != (facet, value)))

    def without_text(self) -> str:
        """The address without what was typed; what is ticked stays."""
        return self.address(text="")

    def without_typed(self, typed: str, slug: str) -> str:
        """The address without a skill that was read from the text: its words leave the box."""
        text = " ".join(self.text.replace(typed, " ", 1).split())
        ticked = tuple(pair for pair in self.ticked if pair != ("skill", slug))
        return self.address(text=text, ticked=ticked)


def mark_of(text: str) -> str:
    """A short mark of the text whose places, ways and the like have been turned into ticks.

    The form sends it back: with the same text, the ticks alone decide (an unticked region stays unticked);
    with another text, its words are read anew.
    """
    return f"{crc32(fold(text).encode('utf-8', 'replace')):08x}"


def criteria(
    parameters: Mapping[str, Sequence[str]],
    vocabulary: Vocabulary,
    allowed: Mapping[str, frozenset[str]],
    shape: Shape = DIRECTORY,
) -> Criteria:
    """Reads an address. Unknown parameters and values are dropped; a page that is no number is the first.

    `parameters` maps names to lists of values, `allowed` maps facets to their known values.
    """
    text = " ".join(_first(parameters, "q").replace("\0", " ").split())[:200]
    reading = read(text, vocabulary)
    ticked = [
        (facet, value)
        for facet in shape.facets
        for value in dict.fromkeys(parameters.get(facet, ()))
        if value in allowed[facet]
    ]
    skills = tuple(chip for chip in reading.chips if chip.kind == "skill")
    sort = _first(parameters, "sort")
    if text and _first(parameters, "read") != mark_of(text):
        ticked += _ticks(reading.chips, allowed)
    return Criteria(
        text=text,
        skills=skills,
        words=reading.words,
        ticked=tuple(dict.fromkeys(ticked))[:MAX_TICKED],
        sort=sort if sort in shape.sorts else "points",
        page=_page(_first(parameters, "page")),
    )


def _ticks(chips: Sequence[Chip], allowed: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    named = ((_FACET_OF_CHIP.get(chip.kind, chip.kind), chip.slug) for chip in chips if chip.kind != "skill")
    return [(facet, slug) for facet, slug in named if slug in allowed.get(facet, ())]


def _first(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters.get(name) or [""]
    return values[0]


def _page(text: str) -> int:
    try:
        return min(max(int(text), 1), MAX_PAGE)
    except ValueError:
        return 1
