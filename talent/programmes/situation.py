"""What a version is judged against: the answers, and the day. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from talent.programmes.document.values import (
    Amount,
    Answer,
    Facts,
    Index,
    IndexTimes,
    Range,
    Reference,
    Version,
    Wanted,
)


class NotThere:
    """An answer that has not been given: unknown, not "does not apply"."""


NOT_THERE: Final = NotThere()


class NoIndex(Exception):
    """The index has no value for this year. Caught where a verdict or an amount is made; never leaves the engine."""

    def __init__(self, index: str, year: int) -> None:
        super().__init__(index, year)
        self.index, self.year = index, year


@dataclass(frozen=True, slots=True)
class Situation:
    """One person on one day, before one version's named days and indexes."""

    facts: Facts
    today: date
    days: dict[str, date] = field(default_factory=dict)
    indexes: dict[str, Index] = field(default_factory=dict)

    def on(self, day: date) -> "Situation":
        """The same person on another day."""
        return replace(self, today=day)

    def day(self, reference: Reference) -> date | NotThere | None:
        """The day to count from; None where it does not apply."""
        if reference.fact:
            held = self.facts.get(reference.fact, NOT_THERE)
            return held if held is None or isinstance(held, (date, NotThere)) else NOT_THERE
        return self.today if reference.day == "today" else self.days[reference.day]

    def answer(self, fact: str) -> Answer | NotThere:
        """The answer, None where it does not apply, NOT_THERE where it is unknown."""
        return self.facts.get(fact, NOT_THERE)

    def index(self, name: str, year: int) -> Decimal:
        """The index of that year. Raises NoIndex."""
        index = self.indexes[name]
        for one in index.values:
            if one.year == year:
                return one.value
        if index.otherwise is None:
            raise NoIndex(name, year)
        return index.otherwise

    def amount(self, amount: Amount) -> Decimal:
        """A number, or so many times this year's index. Raises NoIndex."""
        if isinstance(amount, IndexTimes):
            return self.index(amount.index, self.today.year) * amount.times
        return amount

    def resolved(self, wanted: Wanted) -> object:
        """What a condition compares with, its indexes filled in. Raises NoIndex."""
        if isinstance(wanted, Range):
            return self.amount(wanted.low), self.amount(wanted.high)
        return self.amount(wanted) if isinstance(wanted, IndexTimes) else wanted


def situation(version: Version, facts: Facts, today: date) -> Situation:
    """The situation of somebody with these answers on this day."""
    days = {one.id: one.day for one in version.days}
    return Situation(facts, today, days, {one.id: one for one in version.indexes})
