"""What a month of an opening pays at least, and which of the steps that people look for that reaches."""

import json
from functools import cache
from pathlib import Path

from jobs.openings.models import Edition

_FILE = Path(__file__).resolve().parents[2] / "data" / "pay_steps.json"
DAYS, HOURS, MONTHS = 21, 168, 12
"""Working days and hours of a month, months of a year."""


@cache
def steps() -> dict[str, tuple[int, ...]]:
    """Sums a month by currency, in the order of the page."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    return {currency: tuple(sums) for currency, sums in rows.items() if currency != "source"}


def all_floors() -> tuple[str, ...]:
    """Every value of the facet ("eur-2000") in the order of the page."""
    return tuple(f"{currency.lower()}-{sum}" for currency, sums in steps().items() for sum in sums)


def monthly(amount: int, period: str) -> int | None:
    """What an amount for a period comes to in a month, rounded down; None where it is paid once for the whole."""
    months = {"hour": amount * HOURS, "day": amount * DAYS, "month": amount, "year": amount // MONTHS}
    return months.get(period)


def floors(edition: Edition) -> tuple[str, ...]:
    """The steps that the lower end of its range reaches; none where no lower end is named."""
    least = monthly(edition.pay_min, edition.pay_period) if edition.pay_min else None
    reached = steps().get(edition.pay_currency, ()) if least else ()
    return tuple(f"{edition.pay_currency.lower()}-{step}" for step in reached if step <= (least or 0))
