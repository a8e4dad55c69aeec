"""Text to index tokens: one reading for documents and queries on both engines.

A compound ("نرم‌افزار", "full-stack", "node.js") gives its parts and the parts written as
one word, so that it is found however it is typed. "C++", "C#" and ".NET" stay themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.text.normalise import INVISIBLE, MARKS, TOKEN_LIMIT, ZWNJ, fold, squash

JOINERS = f"{ZWNJ}\\-._'’\u2010\u2011"
COMPOUND_PARTS = 6  # longer chains of joined words are lists or addresses, not one word

_LETTER = r"[^\W_]"
_SIGN = r"(?:\+\+|[+#](?![^\W_]))"
_PART = re.compile(rf"{_LETTER}+(?:(?<=[^\W\d_]){_SIGN})?")
_COMPOUND = re.compile(rf"(?<![^\s(,،/])\.(?={_LETTER})|{_PART.pattern}(?:[{JOINERS}]{_PART.pattern})*")
_STEM = re.compile(r"^(\w{3,})[+#]+$")
_RAW = rf"{_LETTER}(?:[{MARKS}{INVISIBLE}]|{_LETTER})*"
_RAW_WORD = re.compile(rf"{_RAW}(?:(?<!\d){_SIGN})?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in the original text, and the same word folded."""

    start: int
    end: int
    folded: str


def tokenise(text: str) -> list[str]:
    """Return the index tokens of a text in reading order; duplicates stay.

    Never raises. Each token has 1 to `TOKEN_LIMIT` characters and no blanks.
    """
    tokens: list[str] = []
    dotted = False
    for found in _COMPOUND.finditer(fold(text)):
        if found.group() == ".":
            dotted = True
            continue
        tokens += _of_compound(found.group(), dotted=dotted)
        dotted = False
    return tokens


def _of_compound(compound: str, *, dotted: bool) -> list[str]:
    parts = [part[:TOKEN_LIMIT] for part in _PART.findall(compound)]
    tokens = [f".{parts[0]}"[:TOKEN_LIMIT]] if dotted else []
    tokens += parts
    tokens += [stem.group(1) for part in parts if (stem := _STEM.match(part))]
    if 1 < len(parts) <= COMPOUND_PARTS and not all(map(str.isdigit, parts)):
        tokens.append("".join(parts)[:TOKEN_LIMIT])
    return tokens


def words(text: str) -> Iterator[Word]:
    """Yield the words of the original text with their places; compounds come in parts.

    Never raises; `text[word.start : word.end]` is the word as typed.
    """
    for found in _RAW_WORD.finditer(text):
        if folded := squash(found.group()):
            yield Word(found.start(), found.end(), folded)
