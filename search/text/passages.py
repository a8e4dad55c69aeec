"""Skills named in a longer text, like a pasted CV. Pure; nothing is guessed, because prose is full of near misses."""

import re

from search.text.query import PHRASE_WORDS, _Match, _Reader
from search.text.tokens import Word, words
from search.text.vocabulary import Vocabulary

LONGEST = 50_000
_END = re.compile(r"[,،;؛|()\[\]{}«»\"!?؟\n\r\t•·/:]+|\.(?=\s)")


def skills_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Slugs of the skills that the first `LONGEST` letters name, in the order of the text, each once.

    A spelling that is also an everyday word counts where it stands alone between two marks, or beside a skill.
    """
    found: dict[str, None] = {}
    for piece in _END.split(text[:LONGEST]):
        found |= dict.fromkeys(_Passage(piece, vocabulary).skills())
    return tuple(found)


class _Passage(_Reader):
    """A piece of text without a break in it, however long: read once, from left to right."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._words: list[Word] = list(words(text))
        self._folded = [word.folded for word in self._words]
        self._taken = {}

    def skills(self) -> list[str]:
        """The skills of the piece, in its order."""
        at = 0
        while at < len(self._words):
            at = self._take_longest(at)
        self._drop_everyday_words()
        matches = dict.fromkeys(match for _, match in sorted(self._taken.items()))
        return [found.slug for match in matches for found in match.meanings if found.kind == "skill"]

    def _take_longest(self, start: int) -> int:
        """Takes the longest phrase that begins at this word; returns where to go on."""
        for end in range(min(len(self._words), start + PHRASE_WORDS), start, -1):
            meanings = self._vocabulary.exact("".join(self._folded[start:end]))
            if meanings and self._is_whole(start, end):
                self._take(_Match(start, end, meanings))
                return end
        return start + 1
