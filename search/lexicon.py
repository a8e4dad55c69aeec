"""The vocabulary as the reader of queries needs it: spellings, and which facet values exist. One per number."""

import json
from dataclasses import dataclass
from pathlib import Path

from search.indexes.experts import OVERLAP_STEPS
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
        _held = Lexicon(words, _spellings(words), _allowed(words), choice.public_directory_open)
    return _held


def _spellings(words: Vocabulary) -> Spellings:
    rows = []
    for kind in _READ:
        for word in words.of_kind(kind):
            labels = (word.labels["en"], word.labels["fa"], *word.aliases)
            rows.append((kind.value, word.slug, labels, _is_everyday(kind, word.slug)))
    return Spellings(rows)


def _is_everyday(kind: str, slug: str) -> bool:
    return slug in _EVERYDAY.get(kind, ())


def _allowed(words: Vocabulary) -> dict[str, frozenset[str]]:
    named = {kind.value: frozenset(word.slug for word in words.of_kind(kind)) for kind in _READ}
    return named | {
        "years": frozenset(YearsBand.values),
        "overlap": frozenset(str(step) for step in OVERLAP_STEPS),
        "free": frozenset({"now", "quarter"}),
    }


def forget() -> None:
    """Drops what is held: for tests, whose database goes back in time."""
    global _held
    _held = None
