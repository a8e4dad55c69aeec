"""The national ID of an Iranian legal person (شناسهٔ ملی): eleven digits, the last one a check digit. Pure."""

from talent.lib.dates import LATIN_DIGITS

LENGTH = 11
_WEIGHTS = (29, 27, 23, 19, 17)


def check_digit(first_ten: str) -> int:
    """The eleventh digit that belongs to ten others: a sum weighted modulo 11, ten counting as zero."""
    lift = int(first_ten[9]) + 2
    total = sum((lift + int(digit)) * _WEIGHTS[place % 5] for place, digit in enumerate(first_ten))
    return total % 11 % 10


def read(text: str) -> str:
    """The ID in Latin digits, as typed in any digits with blanks or hyphens. Raises ValueError for none."""
    digits = "".join(text.translate(LATIN_DIGITS).replace("-", "").split())
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise ValueError("eleven digits")
    if check_digit(digits[:10]) != int(digits[10]):
        raise ValueError("check digit")
    return digits
