"""The page "What we keep", made from the inventories of all models."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from config.kept_mentoring import MENTORING
from config.kept_reasons import BESIDE, NEVER, PURPOSES, READERS, UNTIL
from config.kept_words import FIELDS, Words
from talent.accounts.authority_requests import by_year
from talent.audit.models import AuthorityRequests
from talent.lib.dates import digits, show_day
from talent.lib.inventory import Kept, Purpose, Readers, Until

WORDS = FIELDS | MENTORING


@dataclass(frozen=True, slots=True)
class Line:
    """Things that are kept alike: `what` in words, who sees them at the widest, until when."""

    what: list[Words]
    readers: Words
    until: Words


@dataclass(frozen=True, slots=True)
class Section:
    """One purpose and all that is kept for it."""

    title: Words
    lead: Words
    lines: list[Line]


def personal() -> Iterator[tuple[type[models.Model], str, Kept]]:
    """Every declared personal field: (model, name, what its inventory says)."""
    for model in apps.get_models():
        for name, kept in getattr(model, "inventory", {}).items():
            if kept:
                yield model, name, kept


def wordless() -> list[str]:
    """Personal fields that the page has no words for, and words for fields that are not (any more)."""
    declared = {(model._meta.label, name) for model, name, _kept in personal()}
    said = {(label, name) for label, words in WORDS.items() for name in words}
    return sorted(".".join(one) for one in declared ^ said)


def sections() -> list[Section]:
    """What is kept, by purpose; within one, the most widely seen comes first."""
    kept: dict[Purpose, dict[tuple[Readers, Until], list[Words]]] = {}
    for model, name, line in personal():
        alike = kept.setdefault(line.purpose, {}).setdefault((line.audience, line.until), [])
        if (words := WORDS[model._meta.label][name]) not in alike:
            alike.append(words)
    return [Section(*PURPOSES[purpose], _lines(kept[purpose])) for purpose in PURPOSES if purpose in kept]


def _lines(alike: dict[tuple[Readers, Until], list[Words]]) -> list[Line]:
    widest, longest = list(Readers), list(Until)
    ordered = sorted(alike, key=lambda one: (-widest.index(one[0]), longest.index(one[1])))
    return [Line(alike[one], READERS[one[0]], UNTIL[one[1]]) for one in ordered]


def what_we_keep(request: HttpRequest) -> HttpResponse:
    """What is kept, for what, who sees it, until when; what is not; and how often authorities asked."""
    years = [_year(year, counted) for year, counted in by_year()]
    shown = {"sections": sections(), "years": years, "nevers": NEVER, "beside": BESIDE}
    return render(request, "what_we_keep.html", shown)


def _year(year: int, counted: AuthorityRequests | None) -> dict[str, Any]:
    """With the first and the last day of the year in the other calendar."""
    language = get_language() or "fa"
    ends = (date(year, 1, 1), date(year, 12, 31))
    first, last = (show_day(day, calendar="jalali", language=language) for day in ends)
    return {"year": digits(year, language), "first": first, "last": last, "counted": counted}
