"""Years of experience in a typed query: "10+ years", «۵ تا ۹ سال», "over five years"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

BANDS = (("0-4", 0, 4), ("5-9", 5, 9), ("10-14", 10, 14), ("15+", 15, 99))
UNITS = frozenset({"years", "year", "yrs", "yr", "سال", "ساله"})

_DIGITS = re.compile(r"\d{1,2}")
_JOINED = re.compile(r"(\d{1,2})(years?|yrs?|ساله?)")
_RANGE_WORDS = frozenset({"to", "تا"})
_ENGLISH = "one two three four five six seven eight nine ten"
_PERSIAN = "یک دو سه چهار پنج شش هفت هشت نه ده"
_NUMBER_WORDS = {
    **dict(zip(_ENGLISH.split(), range(1, 11), strict=True)),
    **dict(zip(_PERSIAN.split(), range(1, 11), strict=True)),
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "دوازده": 12,
    "پانزده": 15,
    "بیست": 20,
    "سی": 30,
}
_OPEN_BEFORE = (("over",), ("more", "than"), ("at", "least"), ("minimum",), ("min",)) + (
    ("بیش", "از"), ("بیشتر", "از"), ("بالای",), ("حداقل",), ("دست", "کم"), ("دستکم",)
)  # fmt: skip
_OPEN_AFTER = (("plus",), ("or", "more"), ("به", "بالا"), ("و", "بیشتر"), ("یا", "بیشتر"))


@dataclass(frozen=True, slots=True)
class Years:
    """A phrase of `length` words that names these bands."""

    length: int
    bands: tuple[str, ...]


def read_years(words: Sequence[str], plus: Sequence[bool], at: int) -> Years | None:
    """Read a phrase of years that begins with the folded word `at`, or return None.

    `plus` says which words have a plus sign after or before them. "10 years" is one band,
    "5 to 12 years" the bands it touches, "10+ years" its band and all above.
    """
    if joined := _JOINED.fullmatch(words[at]):
        low, high, length = int(joined.group(1)), int(joined.group(1)), 1
    elif found := _counted(words, at):
        low, high, length = found
    else:
        return None
    is_open = any(plus[at : at + length]) or _is_open(words, at, at + length)
    return Years(length, _bands(low, 99 if is_open else high))


def _counted(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    low = _number(words, at)
    if low is None:
        return None
    if _word(words, at + 1) in UNITS:
        return low, low, 2
    second = at + 2 if _word(words, at + 1) in _RANGE_WORDS else at + 1
    high = _number(words, second)
    if high is None or high < low or _word(words, second + 1) not in UNITS:
        return None
    return low, high, second + 2 - at


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _number(words: Sequence[str], at: int) -> int | None:
    word = _word(words, at)
    return int(word) if _DIGITS.fullmatch(word) else _NUMBER_WORDS.get(word)


def _is_open(words: Sequence[str], start: int, end: int) -> bool:
    before = any(tuple(words[max(start - len(phrase), 0) : start]) == phrase for phrase in _OPEN_BEFORE)
    return before or any(tuple(words[end : end + len(phrase)]) == phrase for phrase in _OPEN_AFTER)


def _bands(low: int, high: int) -> tuple[str, ...]:
    return tuple(slug for slug, first, last in BANDS if first <= high and low <= last)
