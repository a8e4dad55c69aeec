"""Skills named in a longer text, like a pasted CV. Pure; nothing is guessed, because prose is full of near misses."""

import re
from collections.abc import Iterator

from search.text.query import _Reader
from search.text.tokens import Word, words
from search.text.vocabulary import Vocabulary

LONGEST = 50_000
_WINDOW = 40
_OVERLAP = 8  # the longest phrase
_END = re.compile(r"[,،;؛|()\[\]{}«»\"!?؟\n\r\t•·/:]+|\.(?=\s)")


def skills_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Slugs of the skills that the first `LONGEST` letters name, in the order of the text, each once.

    A spelling that is also an everyday word counts where it stands alone between two marks, or beside a skill.
    """
    found: dict[str, None] = {}
    for piece in _END.split(text[:LONGEST]):
        for passage in _windows(piece):
            found |= dict.fromkeys(_Passage(passage, vocabulary).skills())
    return tuple(found)


class _Passage(_Reader):
    """A piece of text without a break in it."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._words: list[Word] = list(words(text))
        self._folded = [word.folded for word in self._words]
        self._taken = {}

    def skills(self) -> list[str]:
        """The skills of the piece."""
        self._take_phrases()
        self._drop_everyday_words()
        return [chip.slug for chip in self._chips() if chip.kind == "skill"]


def _windows(piece: str) -> Iterator[str]:
    """The piece in stretches that overlap by a phrase: reading costs the square of a stretch."""
    found = list(words(piece))
    for start in range(0, len(found), _WINDOW - _OVERLAP):
        stretch = found[start : start + _WINDOW]
        yield piece[stretch[0].start : stretch[-1].end]
        if start + _WINDOW >= len(found):
            return
