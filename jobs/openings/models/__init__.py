"""Openings of companies: what they say, and where each of them stands."""

from jobs.openings.models.editions import (
    CURRENCIES,
    Edition,
    Kind,
    Mode,
    NoPay,
    Period,
    Relocation,
)
from jobs.openings.models.openings import Comment, Opening, OpeningQuerySet, OpeningStep, Reviewer

__all__ = [
    "CURRENCIES",
    "Comment",
    "Edition",
    "Kind",
    "Mode",
    "NoPay",
    "Opening",
    "OpeningQuerySet",
    "OpeningStep",
    "Period",
    "Relocation",
    "Reviewer",
]
