"""The answers for programs: what the engine says, as plain values, and its sentences in both languages."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.utils import translation

from talent.programmes.asking import ask
from talent.programmes.checking import check
from talent.programmes.document import values as v
from talent.programmes.incentives import Calculation, LineResult, calculate, summary
from talent.programmes.models import Version
from talent.programmes.remedies import Finding, findings, way
from talent.programmes.result import headline
from talent.programmes.sentences import sentence
from talent.programmes.sentences import way as way_in_words
from talent.programmes.situation import Situation, situation
from talent.programmes.states import State
from talent.programmes.sums import line
from talent.programmes.words import Voice, voice

T = TypeVar("T")


def both(content: v.Version, today: date, say: Callable[[Voice], T]) -> dict[str, T]:
    """The same in both languages."""
    said = {}
    for language in ("fa", "en"):
        with translation.override(language):
            said[language] = say(voice(content, today))
    return said


def words(text: v.Words) -> dict[str, str]:
    """A text of the document."""
    return {"fa": text.fa, "en": text.en}


def programme(version: Version, today: date) -> dict[str, Any]:
    """A programme by its version in force."""
    held, content = version.programme, version.content
    return {
        "slug": held.slug,
        "title": words(content.title),
        "grantor": words(content.grantor),
        "summary": words(content.summary_text),
        "audience": content.audience,
        "phase": held.phase(today),
        "opens_on": held.opens_on,
        "closes_on": held.closes_on,
        "claims_from": held.claims_from,
        "quota": held.quota,
        "version": version.number,
    }


def _judged(version: Version, today: date) -> dict[str, Any]:
    return {
        "programme": version.programme.slug,
        "version": version.number,
        "in_force": version.state == State.PUBLISHED,
        "today": today,
    }


def checked(version: Version, facts: v.Facts, today: date) -> dict[str, Any]:
    """The verdict, as the command prints it and in sentences."""
    content = version.content
    held = situation(content, facts, today)
    whole, asked = way(content.rules, held), ask(content, facts, today)
    fact = content.fact(asked.fact) if asked.fact else None
    following = {
        "fact": asked.fact,
        "question": words(fact.question) if fact else None,
        "open": asked.open,
    }
    return _judged(version, today) | check(content, facts, today) | {
        "headline": both(content, today, lambda speaker: headline(speaker, held, whole)),
        "sentences": [_rule(content, held, one) for one in findings(content.rules, held)],
        "next": following,
    }  # fmt: skip


def _rule(content: v.Version, held: Situation, one: Finding) -> dict[str, Any]:
    return {
        "id": one.rule,
        "verdict": one.verdict,
        "meets_on": one.day,
        "sentence": both(content, held.today, lambda speaker: sentence(speaker, one)),
        "changes": both(content, held.today, lambda speaker: way_in_words(speaker, held, one.way)),
    }


def calculated(version: Version, facts: v.Facts, today: date) -> dict[str, Any]:
    """Every line with its steps, and the totals."""
    found: Calculation = calculate(version.content, facts, today)
    return _judged(version, today) | {
        "incentives": summary(version.content, found),
        "lines": [_line(version.content, today, one) for one in found.lines],
        "totals": [
            {
                "currency": one.currency,
                "every": one.every,
                "amount": str(one.amount),
                "complete": one.complete,
            }
            for one in found.totals
        ],
    }


def _line(content: v.Version, today: date, one: LineResult) -> dict[str, Any]:
    of = one.line
    return {
        "id": of.id,
        "title": words(of.title),
        "kind": of.kind,
        "outcome": one.outcome,
        "currency": of.currency,
        "each": None if one.each is None else str(one.each),
        "every": of.period.every,
        "times": of.period.times,
        "total": None if one.total is None else str(one.total),
        "missing": list(one.missing),
        "steps": both(content, today, lambda speaker: line(speaker, one).steps),
        "starts": one.starts,
        "ends_on": one.ends_on,
        "kept_until": one.kept_until,
        "claim_by": one.claim_by,
    }
