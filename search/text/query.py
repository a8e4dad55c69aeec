"""Reads a typed query into chips of the vocabulary and the words that are left.

The longest phrase wins, wherever it stands; then phrases one edit away, marked as guessed.
A spelling that is also an everyday word is read as a skill only when it stands alone,
beside another skill or a role ("Go developer"), or after «زبان».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from search.text.normalise import INVISIBLE, QUERY_LIMIT, ZWNJ
from search.text.stop_words import STOP_WORDS
from search.text.tokens import Word, words
from search.text.vocabulary import Meaning, Row, Vocabulary
from search.text.years import read_years

__all__ = ["Chip", "Reading", "Row", "Vocabulary", "read"]

WORD_LIMIT = 20  # typed words that are read
RANKED_WORDS = 3  # left-over words that rank: the table of points counts no more
PHRASE_WORDS = 8  # five typed words, one or two of them compounds
GUESSED_WORDS = 3

_BESIDE = frozenset({"and", "or", "و", "یا", "با"})
_LANGUAGE_WORDS = frozenset({"زبان", "language"})
_BREAK = re.compile('[,،;؛|()\\[\\]{}«»"!?؟\n]')
_UNPRINTABLE = re.compile(f"[{INVISIBLE}\ud800-\udfff\u0000-\u001f\u007f-\u009f]+")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood: its kind and slug, the words as typed, and whether guessed.

    Kinds are those of the vocabulary, "years" (0-4, 5-9, 10-14, 15+) and "available" (now).
    """

    kind: str
    slug: str
    typed: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Chips in the order typed, and the tokens of the words that no chip took."""

    chips: tuple[Chip, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    guessed: bool = False


def read(query: str, vocabulary: Vocabulary) -> Reading:
    """Read a query as typed, in Persian, English or both; never raises.

    The first `QUERY_LIMIT` letters and `WORD_LIMIT` words count. Left-over words are index
    tokens without stop words and repetitions, at most `RANKED_WORDS`.
    """
    return _Reader(query[: 4 * QUERY_LIMIT], vocabulary).reading()


class _Reader:
    """One query on its way through: words, then years, exact phrases, guesses."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._words = list(islice(_within_limit(text), WORD_LIMIT))
        self._folded = [word.folded for word in self._words]
        self._taken: dict[int, _Match] = {}

    def reading(self) -> Reading:
        self._take_years()
        self._take_phrases()
        self._drop_everyday_words()
        self._take_guesses()
        return Reading(tuple(self._chips()), self._left_over())

    def _take_years(self) -> None:
        plus = ["+" in self._gap(at) or "+" in self._gap(at + 1) for at in range(len(self._words))]
        for at in range(len(self._words)):
            if at not in self._taken and (years := read_years(self._folded, plus, at)):
                meanings = tuple(Meaning("years", band) for band in years.bands)
                self._take(_Match(at, at + years.length, meanings))

    def _take_phrases(self) -> None:
        for start, end in self._spans(PHRASE_WORDS):
            meanings = self._vocabulary.exact("".join(self._folded[start:end]))
            if meanings and self._is_whole(start, end):
                self._take(_Match(start, end, meanings))

    def _take_guesses(self) -> None:
        for start, end in self._spans(GUESSED_WORDS):
            if not STOP_WORDS.isdisjoint(self._folded[start:end]) or not self._is_whole(start, end):
                continue
            if meanings := self._vocabulary.guess("".join(self._folded[start:end])):
                self._take(_Match(start, end, meanings, guessed=True))

    def _drop_everyday_words(self) -> None:
        matches = dict.fromkeys(self._taken.values())
        doubtful = [match for match in matches if match.meanings[0].everyday]
        for match in [match for match in doubtful if not self._is_meant(match)]:
            for at in range(match.start, match.end):
                del self._taken[at]

    def _is_meant(self, match: _Match) -> bool:
        alone = match.end - match.start == len(self._words)
        after_language = match.start > 0 and self._folded[match.start - 1] in _LANGUAGE_WORDS
        return alone or after_language or any(self._is_skill(at) for at in self._beside(match))

    def _beside(self, match: _Match) -> tuple[int, int]:
        before, after = match.start - 1, match.end
        if before >= 0 and self._folded[before] in _BESIDE:
            before -= 1
        if after < len(self._words) and self._folded[after] in _BESIDE:
            after += 1
        return before, after

    def _is_skill(self, at: int) -> bool:
        match = self._taken.get(at)
        return match is not None and match.meanings[0].kind in ("skill", "role")

    def _spans(self, longest: int) -> Iterator[tuple[int, int]]:
        """Stretches of free words without a break inside, the longest first, then from the start."""
        for length in range(min(longest, len(self._words)), 0, -1):
            for start in range(len(self._words) - length + 1):
                if self._is_free(start, start + length):
                    yield start, start + length

    def _is_free(self, start: int, end: int) -> bool:
        if any(at in self._taken for at in range(start, end)):
            return False
        return not any(_BREAK.search(self._gap(at)) for at in range(start + 1, end))

    def _is_whole(self, start: int, end: int) -> bool:
        """No half-space at the ends: the parts of a Persian compound mean nothing alone."""
        return self._gap(start) != ZWNJ and self._gap(end) != ZWNJ

    def _gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        start = self._words[at - 1].end if at > 0 else 0
        end = self._words[at].start if at < len(self._words) else start + 1
        return self._text[start:end]

    def _take(self, match: _Match) -> None:
        self._taken |= dict.fromkeys(range(match.start, match.end), match)

    def _chips(self) -> Iterator[Chip]:
        matches = dict.fromkeys(match for _, match in sorted(self._taken.items()))
        told: set[tuple[str, str]] = set()
        for match in matches:
            for meaning in match.meanings:
                if (meaning.kind, meaning.slug) not in told:
                    told.add((meaning.kind, meaning.slug))
                    yield Chip(meaning.kind, meaning.slug, self._typed(match), match.guessed)

    def _typed(self, match: _Match) -> str:
        start, end = self._words[match.start].start, self._words[match.end - 1].end
        start -= self._text[:start].endswith(".")  # ".NET"
        return " ".join(_UNPRINTABLE.sub(" ", self._text[start:end]).split())

    def _left_over(self) -> tuple[str, ...]:
        free = (word for at, word in enumerate(self._folded) if at not in self._taken)
        kept = dict.fromkeys(word for word in free if word not in STOP_WORDS and len(word) > 1)
        return tuple(islice(kept, RANKED_WORDS))


def _within_limit(text: str) -> Iterator[Word]:
    found = list(islice(words(text), WORD_LIMIT))
    letters = accumulate(len(word.folded) for word in found)
    return (word for word, used in zip(found, letters, strict=True) if used <= QUERY_LIMIT)
