"""Money in words: each line, how it came about step by step, its days and duties, and the totals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from talent.programmes.codes import Audience, Every, LineKind, Outcome, Party, Unit
from talent.programmes.document.values import Line
from talent.programmes.expressions import Step
from talent.programmes.incentives import Calculation, LineResult, Rhythm, Share, shares
from talent.programmes.sentences import condition
from talent.programmes.words import Voice, counted, money, number, span


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line for a page. `amount`: one payment, or "" where there is none; `whole`: all payments of the line, where
    there are several; `why`: why there is no amount; `notes`: days and duties; `lose`: how one loses it."""

    id: str
    title: str
    kind: str
    amount: str
    rhythm: str
    whole: str
    why: str
    when: str
    between: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    lose: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What one party gets in all: `complete` says whether all of its lines are known. `parts`: what comes more than
    once, as rhythm and amount."""

    title: str
    amount: str
    complete: bool
    parts: tuple[tuple[str, str], ...] = ()


def lines(speaker: Voice, found: Calculation) -> tuple[SumLine, ...]:
    """Every line, in the document's order."""
    return tuple(line(speaker, one) for one in found.lines)


def line(speaker: Voice, one: LineResult) -> SumLine:
    """One line in words."""
    times = one.line.period.times
    shown = one.each is not None and one.outcome is Outcome.KNOWN
    return SumLine(
        id=one.line.id,
        title=speaker.text(one.line.title),
        kind=_kind(speaker, one.line),
        amount=_money(speaker, one.each, one.line) if shown else "",
        rhythm=rhythm(speaker, one.line),
        whole=_money(speaker, one.total, one.line) if shown and times > 1 else "",
        why=_why(speaker, one),
        when=condition(speaker, one.line.condition) if one.line.condition else "",
        between=_between(one.line),
        steps=tuple(_steps(speaker, one.trail, one.line)) if one.trail else (),
        notes=tuple(_notes(speaker, one)),
        lose=tuple(_losses(speaker, one)),
    )


def _money(speaker: Voice, amount: Decimal | None, of: Line) -> str:
    return "" if amount is None else money(amount, of.currency, speaker.language)


def _kind(speaker: Voice, of: Line) -> str:
    others = of.payee if of.payee not in (None, _reader(speaker)) else None
    if others and of.kind in (LineKind.PAYMENT, LineKind.RELIEF):
        relief = of.kind is LineKind.RELIEF
        said = (
            gettext("Money that %(party)s need not pay") if relief else gettext("Money that %(party)s gets")
        )
        return said % {"party": party(others)}
    return {
        LineKind.PAYMENT: gettext("Money that you get"),
        LineKind.RELIEF: gettext("Money that you need not pay"),
        LineKind.FIGURE: gettext("For your information, not counted"),
        LineKind.IN_KIND: gettext("In kind"),
    }[of.kind]


def _reader(speaker: Voice) -> Party:
    """The party that reads: whom the programme is for."""
    return Party.EXPERT if speaker.version.audience is Audience.EXPERT else Party.EMPLOYER


def party(one: Party) -> str:
    """Who pays, or is paid."""
    return {
        Party.STATE: gettext("the state"),
        Party.MUNICIPALITY: gettext("the municipality"),
        Party.PARK: gettext("the park"),
        Party.FUND: gettext("the fund"),
        Party.EMPLOYER: gettext("the employer"),
        Party.EXPERT: gettext("the expert"),
        Party.FAMILY: gettext("the family"),
    }[one]


def _between(of: Line) -> str:
    if of.kind is not LineKind.PAYMENT or not of.payer:
        return ""
    return gettext("from %(payer)s") % {"payer": party(of.payer)}


def rhythm(speaker: Voice, of: Line) -> str:
    """ "a month, 12 times"; "" for what is paid once."""
    every, times = of.period.every, of.period.times
    if every is Every.ONCE:
        return ""
    said = {
        Every.MONTH: ngettext("a month, %(times)s time", "a month, %(times)s times", times),
        Every.YEAR: ngettext("a year, %(times)s time", "a year, %(times)s times", times),
    }[every]
    return said % {"times": number(times, speaker.language)}


def _why(speaker: Voice, one: LineResult) -> str:
    """Why a line has no amount; "" where it has one, or is in kind and granted."""
    questions = " ".join(speaker.quoted(speaker.question(fact)) for fact in one.missing)
    index = next((speaker.text(held.label) for held in speaker.version.indexes if held.id == one.about), "")
    year = speaker.digits(one.year or "")
    return {
        Outcome.KNOWN: "",
        Outcome.NO_AMOUNT: "",
        Outcome.UNKNOWN: gettext("Depends on: %(questions)s") % {"questions": questions},
        Outcome.NOT_GRANTED: gettext("Not with your answers."),
        Outcome.DOES_NOT_APPLY: gettext("Does not apply to you."),
        Outcome.NO_INDEX: gettext("%(index)s has not been set for %(year)s yet.")
        % {"index": index, "year": year},
        Outcome.DIVISION_BY_ZERO: gettext("Cannot be worked out with these answers."),
        Outcome.NEGATIVE: gettext("Cannot be worked out with these answers."),
        Outcome.TOO_LARGE: gettext("Cannot be worked out with these answers."),
    }[one.outcome]


# Days and duties ----------------------------------------------------------------------------------------------------


def _notes(speaker: Voice, one: LineResult) -> list[str]:
    said: list[tuple[str, date | None]] = [
        (gettext("Starts on %(day)s."), one.starts),
        (gettext("The last payment covers the time up to %(day)s."), one.ends_on),
        (gettext("What it is paid for has to go on until %(day)s."), one.kept_until),
    ]
    notes = [text % {"day": speaker.day(day)} for text, day in said if day]
    if one.line.keep and one.kept_until is None:
        length = span(one.line.keep, speaker.language)
        notes.append(
            gettext("What it is paid for has to go on for %(span)s after its end.") % {"span": length}
        )
    return notes


def _losses(speaker: Voice, one: LineResult) -> list[str]:
    """What the reader loses if they do not act in time, or do not stay."""
    losses = []
    if one.line.claim:
        losses.append(f"{_claim(speaker, one)} {speaker.text(one.line.claim.text)}".strip())
    if one.line.clawback:
        losses.append(f"{_clawback(speaker, one)} {speaker.text(one.line.clawback.text)}".strip())
    return losses


def _claim(speaker: Voice, one: LineResult) -> str:
    claim = one.line.claim
    if claim is None:
        return ""
    if one.claim_by:
        past = one.claim_by < speaker.today
        said = gettext("The day to claim it is past: %(day)s.") if past else gettext("Claim it by %(day)s.")
        return said % {"day": speaker.day(one.claim_by)}
    said = gettext("Claim it within %(span)s.")
    return said % {"span": span(claim.within, speaker.language)}


def _clawback(speaker: Voice, one: LineResult) -> str:
    back = one.line.clawback
    if back is None:
        return ""
    values = {
        "share": number(back.share, speaker.language),
        "span": span(back.within, speaker.language),
    }
    return gettext("%(share)s%% is paid back within %(span)s") % values


# How it came about --------------------------------------------------------------------------------------------------


def _steps(speaker: Voice, step: Step, of: Line) -> list[str]:
    """The steps in the order in which one would work them out by hand."""
    above = [text for part in step.steps for text in _steps(speaker, part, of)]
    own = _step(speaker, step, of)
    return [*above, own] if own else above


def _step(speaker: Voice, step: Step, of: Line) -> str:
    """One step; "" for a number, which stands in the step that uses it, and for a branch, which only passes it on."""
    result = number(step.result, speaker.language)
    if step.name in _SIGNS:
        parts = f" {_SIGNS[step.name]} ".join(number(one.result, speaker.language) for one in step.steps)
        return f"{parts} = {result}"
    values = {"result": result, "about": _about(speaker, step)}
    if step.name in ("min", "max", "percent", "cap", "round"):
        return _worked(speaker, step) % values
    said = {
        "fact": gettext("Your answer to %(about)s: %(result)s"),
        "index": gettext("%(about)s: %(result)s"),
        "line": gettext("%(about)s, from above: %(result)s"),
        "number": "",
    }
    return said.get(step.name, "") % values


_SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}


def _worked(speaker: Voice, step: Step) -> str:
    shown = [number(one.result, speaker.language) for one in step.steps]
    listed = ("، " if speaker.language == "fa" else ", ").join(shown)
    said = {
        "min": gettext("the smallest of %(parts)s: %(result)s"),
        "max": gettext("the largest of %(parts)s: %(result)s"),
        "percent": gettext("%(first)s%% of %(second)s = %(result)s"),
        "cap": gettext("%(first)s, but %(second)s at most: %(result)s"),
        "round": gettext("rounded: %(result)s"),
    }[step.name]
    values = {"parts": listed, "first": shown[0], "second": shown[-1]}
    for name, value in values.items():
        said = said.replace(f"%({name})s", value)
    return said


def _about(speaker: Voice, step: Step) -> str:
    if step.name == "fact":
        return speaker.quoted(speaker.question(step.about))
    if step.name == "line":
        titles = [one.title for one in speaker.version.incentives if one.id == step.about]
        return speaker.quoted(speaker.text(titles[0]))
    if step.name == "index":
        label = next(one.label for one in speaker.version.indexes if one.id == step.about)
        return f"{speaker.text(label)} ({speaker.digits(step.year)})"
    return ""


# Totals -------------------------------------------------------------------------------------------------------------


def totals(speaker: Voice, found: Calculation) -> tuple[Sum, ...]:
    """What each party gets in each currency, what need not be paid apart. That of which nothing is known is left out."""
    return tuple(_sum(speaker, one) for one in shares(found) if one.complete or one.amount)


def _sum(speaker: Voice, one: Share) -> Sum:
    parts = tuple(
        (_each(speaker, part), money(part.amount, one.currency, speaker.language))
        for part in one.rhythms
        if part.amount and (len(one.rhythms) > 1 or part.every is not Every.ONCE)
    )
    return Sum(_to_whom(speaker, one), money(one.amount, one.currency, speaker.language), one.complete, parts)


def _to_whom(speaker: Voice, one: Share) -> str:
    relief = one.kind is LineKind.RELIEF
    if one.payee is None:
        return gettext("Need not be paid, in all") if relief else gettext("In all")
    if one.payee is _reader(speaker):
        return gettext("What you need not pay, in all") if relief else gettext("To you, in all")
    said = gettext("What %(party)s need not pay, in all") if relief else gettext("To %(party)s, in all")
    return said % {"party": party(one.payee)}


def _each(speaker: Voice, one: Rhythm) -> str:
    """ "each month, for 12 months": other lines may come for longer."""
    if one.every is Every.ONCE:
        return gettext("once")
    if one.every is Every.MONTH:
        length = counted(one.times, Unit.MONTH, speaker.language)
        return gettext("each month, for %(months)s") % {"months": length}
    return gettext("each year, for %(years)s") % {"years": counted(one.times, Unit.YEAR, speaker.language)}
