"""The vocabulary as the reader of queries needs it: spellings, and which facet values exist. One per number."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from search.indexes.experts import OVERLAP_STEPS
from search.text.query import Row
from search.text.query import Vocabulary as Spellings
from talent.experts.models import ParkChoice, TermKind, YearsBand
from talent.experts.vocabulary import Vocabulary, vocabulary

_EVERYDAY = json.loads((Path(__file__).resolve().parent.parent / "data" / "everyday_words.json").read_text())
_READ = (TermKind.SKILL, TermKind.REGION, TermKind.LANGUAGE, TermKind.SENIORITY, TermKind.WAY)
_held: "Lexicon | None" = None


@dataclass(frozen=True)
class Lexicon:
    """`words` for labels, `spellings` for reading what is typed, `allowed` values of each facet."""

    words: Vocabulary
    spellings: Spellings
    allowed: dict[str, frozenset[str]]
    public_open: bool


def lexicon() -> Lexicon:
    """The current lexicon: one small SQL, rebuilt when a word has changed."""
    global _held
    choice = ParkChoice.current()
    words = vocabulary(choice)
    if _held is None or _held.words is not words or _held.public_open != choice.public_directory_open:
        _held = Lexicon(
            words, Spellings(rows_of(words, _READ)), _allowed(words), choice.public_directory_open
        )
    return _held


def rows_of(words: Vocabulary, kinds: Iterable[TermKind]) -> Iterator[Row]:
    """The words of these kinds as the reader of queries takes them."""
    for kind in kinds:
        for word in words.of_kind(kind):
            labels = (word.labels["en"], word.labels["fa"], *word.aliases)
            yield Row(kind.value, word.slug, labels, _is_everyday(kind, word.slug))


def slugs_of(words: Vocabulary, kinds: Iterable[TermKind]) -> dict[str, frozenset[str]]:
    """The slugs of these kinds, by kind."""
    return {kind.value: frozenset(word.slug for word in words.of_kind(kind)) for kind in kinds}


def _is_everyday(kind: str, slug: str) -> bool:
    return slug in _EVERYDAY.get(kind, ())


def _allowed(words: Vocabulary) -> dict[str, frozenset[str]]:
    return slugs_of(words, _READ) | {
        "years": frozenset(YearsBand.values),
        "overlap": frozenset(str(step) for step in OVERLAP_STEPS),
        "free": frozenset({"now", "quarter"}),
    }


def forget() -> None:
    """Drops what is held: for tests, whose database goes back in time."""
    global _held
    _held = None
