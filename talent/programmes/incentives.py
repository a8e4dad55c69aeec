"""What a programme is worth to somebody: line by line, how each came about, and the totals. Pure.

Every line is rounded half up to cents; totals are sums of rounded lines, so what is printed adds up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from talent.programmes.codes import Every, LineKind, Outcome, Part, Party, Verdict
from talent.programmes.days import Span, add
from talent.programmes.document.values import Facts, Figure, Line, Version
from talent.programmes.expressions import (
    LARGEST,
    NIL,
    Nothing,
    Step,
    Worked,
    cents,
    why_unknown,
    work_out,
    worst,
)
from talent.programmes.rules import verdict
from talent.programmes.situation import NotThere, Situation, situation

ZERO = Decimal("0.00")
_SUMMED = frozenset({LineKind.PAYMENT, LineKind.RELIEF})


@dataclass(frozen=True, slots=True)
class LineResult:
    """One line. `each` and `total` (each × times) are None while there is no amount; a line that is not granted or
    does not apply is nil. `trail`: the steps, None where there are none."""

    line: Line
    outcome: Outcome
    each: Decimal | None = None
    missing: tuple[str, ...] = ()
    about: str = ""
    year: int | None = None
    trail: Step | None = None
    starts: date | None = None
    ends_on: date | None = None
    kept_until: date | None = None
    claim_by: date | None = None

    @property
    def total(self) -> Decimal | None:
        """All payments of the line together."""
        return None if self.each is None else self.each * self.line.period.times


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of one currency: of one payment of the lines of one rhythm, or (`every` is None) of all of all lines.

    `complete`: no line of it is unknown, so that it is the sum and not only a part.
    """

    currency: str
    every: Every | None
    amount: Decimal
    complete: bool


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The payments of a share that come in one rhythm: together so much each, so many times."""

    every: Every
    times: int
    amount: Decimal
    complete: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What one party gets, or (relief) need not pay, in one currency: the whole, and rhythm by rhythm."""

    currency: str
    kind: LineKind
    payee: Party | None
    amount: Decimal
    complete: bool
    rhythms: tuple[Rhythm, ...]


@dataclass(frozen=True, slots=True)
class Calculation:
    lines: tuple[LineResult, ...]
    totals: tuple[Total, ...]

    def line(self, key: str) -> LineResult:
        """The result of the line with that id."""
        return next(one for one in self.lines if one.line.id == key)


def calculate(version: Version, facts: Facts, today: date) -> Calculation:
    """All lines and totals for somebody with these answers on this day. Never raises: a line that cannot be worked
    out says why in its outcome. Whether the person qualifies is not asked here."""
    held = situation(version, facts, today)
    worked: dict[str, Worked] = {}
    lines = []
    for line in version.incentives:
        found = _amount(line, held, worked)
        worked[line.id] = found
        lines.append(_dated(_result(line, found), held))
    return Calculation(tuple(lines), tuple(_totals(lines)))


def _amount(line: Line, held: Situation, above: dict[str, Worked]) -> Worked:
    """The rounded amount of a line. That it is not granted is told before anything that is unknown."""
    granted = verdict(line.condition, held) if line.condition else Verdict.MET
    if granted is Verdict.NOT_MET:
        return Nothing(Outcome.NOT_GRANTED)
    found = _rounded(_capped(line, held, above))
    if line.condition is None or granted is Verdict.MET:
        return found
    unknown = why_unknown(line.condition, held)
    if not isinstance(found, Nothing) or found.outcome is Outcome.NO_AMOUNT:
        return unknown
    return found if found.outcome in NIL else worst([unknown, found])


def _capped(line: Line, held: Situation, above: dict[str, Worked]) -> Worked:
    if line.amount is None:
        return Nothing(Outcome.NO_AMOUNT)
    found = work_out(line.amount, held, above)
    if line.cap is None or isinstance(found, Nothing):
        return found
    cap = work_out(line.cap, held, above)
    if isinstance(cap, Nothing):
        return cap
    return Step("cap", cap.result, steps=(found, cap)) if cap.result < found.result else found


def _rounded(found: Worked) -> Worked:
    if isinstance(found, Nothing):
        return found
    if found.result < 0:
        return Nothing(Outcome.NEGATIVE)
    if found.result > LARGEST:
        return Nothing(Outcome.TOO_LARGE)
    rounded = cents(found.result)
    if rounded == found.result:
        return replace(found, result=rounded)
    return Step("round", rounded, steps=(found,))


def _result(line: Line, found: Worked) -> LineResult:
    if isinstance(found, Step):
        return LineResult(line, Outcome.KNOWN, found.result, trail=found)
    each = ZERO if found.outcome in NIL and line.amount else None
    return LineResult(line, found.outcome, each, found.missing, found.about, found.year)


# Days ---------------------------------------------------------------------------------------------------------------


def _dated(result: LineResult, held: Situation) -> LineResult:
    """The days of a line. All are counted from its first day, so that a short month is not cut twice."""
    line = result.line
    starts = _day(held.day(line.period.starts)) if line.period.starts else None
    after = _day(held.day(line.claim.after)) if line.claim else None
    runs = _length(line)
    return replace(
        result,
        starts=starts,
        ends_on=add(starts, runs) if starts and runs else None,
        kept_until=add(starts, _together(runs or Span(), line.keep)) if starts and line.keep else None,
        claim_by=add(after, line.claim.within) if after and line.claim else None,
    )


def _day(day: date | NotThere | None) -> date | None:
    return day if isinstance(day, date) else None


def _length(line: Line) -> Span | None:
    """From the first day to the end of the last month or year that is paid."""
    times = line.period.times
    return {
        Every.ONCE: None,
        Every.MONTH: Span(months=times),
        Every.YEAR: Span(years=times),
    }[line.period.every]


def _together(one: Span, other: Span) -> Span:
    return Span(one.years + other.years, one.months + other.months, one.days + other.days)


# Totals and summary -------------------------------------------------------------------------------------------------


def _totals(results: list[LineResult]) -> Iterable[Total]:
    summed = [one for one in results if one.line.kind in _SUMMED]
    for currency in dict.fromkeys(one.line.currency for one in summed):
        of_it = [one for one in summed if one.line.currency == currency]
        for every in Every:
            rhythm = [one for one in of_it if one.line.period.every is every]
            if rhythm:
                yield _total(currency, every, [one.each for one in rhythm])
        yield _total(currency, None, [one.total for one in of_it])


def shares(found: Calculation) -> tuple[Share, ...]:
    """The totals of each party, in the document's order, what need not be paid apart and last: money of the employer is
    none of the expert's."""
    kinds = (LineKind.PAYMENT, LineKind.RELIEF)
    summed = sorted(
        (one for one in found.lines if one.line.kind in _SUMMED), key=lambda one: kinds.index(one.line.kind)
    )
    parties = dict.fromkeys((one.line.currency, one.line.kind, one.line.payee) for one in summed)
    return tuple(
        _share([one for one in summed if (one.line.currency, one.line.kind, one.line.payee) == party])
        for party in parties
    )


def _share(results: list[LineResult]) -> Share:
    line = results[0].line
    amount, complete = _sum([one.total for one in results])
    rhythms = dict.fromkeys((one.line.period.every, one.line.period.times) for one in results)
    each = (
        Rhythm(
            every,
            times,
            *_sum(
                [
                    one.each
                    for one in results
                    if (one.line.period.every, one.line.period.times) == (every, times)
                ]
            ),
        )
        for every, times in rhythms
    )
    return Share(line.currency, line.kind, line.payee, amount, complete, tuple(each))


def _sum(amounts: list[Decimal | None]) -> tuple[Decimal, bool]:
    """The sum of what is known, and whether that is all."""
    known = [one for one in amounts if one is not None]
    return sum(known, ZERO), len(known) == len(amounts)


def _total(currency: str, every: Every | None, amounts: list[Decimal | None]) -> Total:
    return Total(currency, every, *_sum(amounts))


def summary(version: Version, found: Calculation) -> dict[str, str | int]:
    """The numbers that the document names, as plain JSON. What is not known is left out; where no amount is known,
    there is no summary."""
    named = [(figure, _figure(figure, found)) for figure in version.summary]
    amounts = [value for figure, value in named if figure.part in (Part.EACH, Part.TOTAL)]
    if all(value is None for value in amounts):
        return {}
    return {figure.id: value for figure, value in named if value is not None}


def _figure(figure: Figure, found: Calculation) -> str | int | None:
    if figure.line:
        return _part(figure.part, found.line(figure.line))
    wholes = [one for one in found.totals if one.every is None]
    if len(wholes) != 1 or (figure.part is Part.TOTAL and not wholes[0].complete):
        return None
    return wholes[0].currency if figure.part is Part.CURRENCY else str(wholes[0].amount)


def _part(part: Part, one: LineResult) -> str | int | None:
    line = one.line
    held: dict[Part, object] = {
        Part.CURRENCY: line.currency or None,
        Part.PAYER: line.payer,
        Part.PAYEE: line.payee,
        Part.EACH: one.each,
        Part.TIMES: line.period.times,
        Part.TOTAL: one.total,
        Part.ENDS_ON: one.ends_on,
        Part.KEPT_UNTIL: one.kept_until,
        Part.CLAIM_BY: one.claim_by,
    }
    value = held[part]
    return value if value is None or isinstance(value, int) else str(value)
