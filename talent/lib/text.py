"""Typed text made safe to keep and show: no control or direction marks that could deceive. Pure."""

import re
import unicodedata
from uuid import UUID

_KEPT = {"\n", "\u200c", "\u200d"}  # a half-space is Persian spelling; a joiner holds emoji together
_INVISIBLE = {"Cc", "Cf", "Cs", "Co"}


def clean_line(text: str) -> str:
    """One line: runs of blanks become one, invisible marks go, edges are trimmed."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Lines kept (at most one blank one between), control, bidi and zero-width marks but ZWNJ taken out."""
    unified = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = "".join(
        letter for letter in unified if letter in _KEPT or unicodedata.category(letter) not in _INVISIBLE
    )
    lines = "\n".join(line.strip() for line in shown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


_ONE_LETTER = str.maketrans("يىكةۀؤإأٱ", "ییکههوااا")


def folded(text: str) -> str:
    """For comparing only: one case, one form of each letter and digit, no marks above letters, no stretching."""
    plain = unicodedata.normalize("NFKD", text.translate(_ONE_LETTER)).casefold()
    shown = (letter for letter in plain if not unicodedata.combining(letter) and letter != "\u0640")
    return "".join(str(unicodedata.digit(letter, letter)) for letter in shown).translate(_ONE_LETTER)


def latin_digits(text: str) -> str:
    """The text with every decimal digit, Persian and Arabic ones too, as 0–9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def uuid_or_none(text: str) -> UUID | None:
    """The key that somebody's text is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
