"""What the search box of the board understands, and which facet values exist there."""

import json
from collections.abc import Iterator
from pathlib import Path

from jobs.openings.models import Kind, Mode
from jobs.openings.places import known_places, place_label
from search.indexes.pay import all_floors
from search.lexicon import rows_of, slugs_of
from search.text.query import Row
from search.text.query import Vocabulary as Spellings
from talent.experts.models import TermKind
from talent.experts.vocabulary import Vocabulary

_FILE = Path(__file__).resolve().parent.parent / "data" / "opening_words.json"
_READ = (TermKind.SKILL, TermKind.LANGUAGE, TermKind.SENIORITY)
_CHOICES = {"kind": Kind, "mode": Mode}
_held: tuple[Vocabulary, Spellings] | None = None


def spellings(words: Vocabulary) -> Spellings:
    """How what is typed is read: skills, languages, seniority; kinds, modes and places of openings. One for each
    vocabulary."""
    global _held
    if _held is None or _held[0] is not words:
        _held = words, Spellings([*rows_of(words, _READ), *_choices(), *_places()])
    return _held[1]


def allowed(words: Vocabulary, companies: frozenset[str]) -> dict[str, frozenset[str]]:
    """The values of each facet that exist."""
    choices = {name: frozenset(choice.values) for name, choice in _CHOICES.items()}
    places, floors = frozenset(known_places()), frozenset(all_floors())
    return slugs_of(words, _READ) | choices | {"place": places, "pay": floors, "company": companies}


def _choices() -> Iterator[Row]:
    written = json.loads(_FILE.read_text(encoding="utf-8"))
    for name, choice in _CHOICES.items():
        for value in choice.values:
            yield Row(name, value, tuple(written[name][value]))


def _places() -> Iterator[Row]:
    """A short name of a country is often another word too («مالی», "Chad"): it is read only where it stands alone or
    beside a skill."""
    for slug in known_places():
        labels = (place_label(slug, "en"), place_label(slug, "fa"))
        yield Row("place", slug, labels, everyday=not slug.startswith("ir"))
