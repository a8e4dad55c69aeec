"""Marks the words that were searched for in a text that is shown."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from search.text.normalise import ZWNJ
from search.text.tokens import JOINERS, Word, tokenise, words

TEXT_LIMIT = 20_000  # characters of one text that are looked at; the rest is shown unmarked


def highlight(text: str, searched: Iterable[str]) -> list[tuple[str, bool]]:
    """Cut the text into segments, each with whether it is a searched word.

    `searched` are words as typed or folded. Words are compared as index tokens, so that
    «نرمافزار», «نرم افزار» and «نرم‌افزار» mark the same. Never raises; the segments joined
    are the text, and neighbours differ in their mark.
    """
    wanted = {token for word in searched for token in tokenise(word)}
    marks = _marks(text, wanted) if wanted else []
    segments = _segments(text, marks)
    return [
        ("".join(part for part, _ in group), marked)
        for marked, group in groupby(segments, key=lambda segment: segment[1])
    ]


def _segments(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    shown = 0
    for start, end in marks:
        if start > shown:
            yield text[shown:start], False
        yield text[start:end], True
        shown = end
    if shown < len(text):
        yield text[shown:], False


def _marks(text: str, wanted: set[str]) -> Iterator[tuple[int, int]]:
    for compound in _compounds(text[:TEXT_LIMIT]):
        if "".join(word.folded for word in compound) in wanted:
            yield compound[0].start, compound[-1].end
        else:
            yield from ((word.start, word.end) for word in compound if word.folded in wanted)


def _compounds(text: str) -> Iterator[list[Word]]:
    """Words that one joiner (half-space, hyphen, dot) holds together."""
    compound: list[Word] = []
    for word in words(text):
        if compound and text[compound[-1].end : word.start] not in _JOINERS:
            yield compound
            compound = []
        compound.append(word)
    if compound:
        yield compound


_JOINERS = frozenset(JOINERS.replace("\\", "")) | {ZWNJ}
