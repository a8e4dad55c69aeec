"""Sums of Iranian money as people say them."""

from talent.lib.dates import digits


def tomans(sum: int, language: str) -> str:
    """What people say for a sum in tomans: whole millions as such («۳۰ میلیون تومان», "30 million tomans")."""
    millions, rest = divmod(sum, 1_000_000)
    if language != "fa":
        return f"{millions:,} million tomans" if millions and not rest else f"{sum:,} tomans"
    if millions and not rest:
        return f"{grouped(millions)} میلیون تومان"
    return f"{grouped(sum)} تومان"


def grouped(sum: int) -> str:
    """A number in Persian digits and groups."""
    return digits(f"{sum:,}".replace(",", "٬"), "fa")
