"""What the back office shows of an opening: each thing that it says, beside what stands on the board."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jobs.openings.checks import Check, hints
from jobs.openings.forms import EditionForm
from jobs.openings.models import Edition, Kind, Mode, NoPay, Opening, Period, Relocation
from jobs.openings.models.editions import SAID
from jobs.openings.models.openings import REMARKS
from jobs.openings.places import place_name
from jobs.openings.states import WAITING, Remark
from jobs.openings.states import Verb as Steps
from talent.experts.models import Level, TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import digits, park_day, park_today, show_day

CHECKS = {
    Check.NO_PAY: _("No pay is named."),
    Check.SHUTS_OUT: _("This may shut people out:"),
    Check.LINK: _("This leads outside:"),
    Check.ONE_LANGUAGE: _("It is in one language only."),
    Check.MANY_MUSTS: _("More than eight skills are a must: hardly anybody has them all."),
}
_CHOICES: dict[str, Any] = {
    "kind": Kind,
    "mode": Mode,
    "pay_period": Period,
    "no_pay": NoPay,
}

_OTHER_TEXT = (Steps.PUBLISH, Steps.AMEND, Steps.DROP_CHANGE)
"""After these what was returned is no more what is being written."""
_HINTED = {Remark.DISCRIMINATION: Check.SHUTS_OUT, Remark.LINKS: Check.LINK}
_ABOUT: dict[Remark, tuple[str, ...]] = {
    Remark.TITLE: ("title_fa", "title_en"),
    Remark.TEXT: ("text_fa", "text_en", "kind", "seniority"),
    Remark.SKILLS: ("skills", "languages"),
    Remark.PAY: ("pay_min", "pay_max", "pay_currency", "pay_period", "no_pay"),
    Remark.PLACE: ("mode", "overlap_hours", "country", "city", "site", "relocation"),
    Remark.QUESTIONS: ("questions",),
    Remark.OTHER: ("places", "closes_on", "contact", "answer_days", "is_blind"),
}
"""What a remark speaks of."""


def compared(opening: Opening, *, hidden: bool) -> list[dict[str, Any]]:
    """Rows of label, value now, value on the board and in the text that was returned, and whether they differ.
    `hidden`: the text being written is its company's alone, so that only what is on the board is shown."""
    new = opening.shown if hidden or opening.draft is None else opening.draft
    old = opening.shown if new is not opening.shown else None
    if new is None:
        return []
    returned = None if hidden else opening.returned
    return [row for name in SAID if (row := _row(name, new, old, returned))]


def _row(name: str, new: Edition, old: Edition | None, returned: Edition | None) -> dict[str, Any] | None:
    now, before = told(name, new), told(name, old) if old else ""
    was = told(name, returned) if returned else ""
    if not now and not before and not was:
        return None
    differs = {"differs": bool(old) and now != before, "mended": bool(returned) and now != was}
    return {"label": _label(name), "now": now, "before": before, "returned": was} | differs


def returned_comments(opening: Opening) -> list[tuple[date | None, list[tuple[Any, str]]]]:
    """What the park has said each time it returned the text that is being written: the day, and remarks with what they
    are about; the last time first."""
    told = opening.steps.filter(verb__in=(Steps.SEND_BACK, *_OTHER_TEXT)).order_by("-pk")
    steps = takewhile(lambda step: step.verb == Steps.SEND_BACK, told.prefetch_related("comments"))
    return [
        (park_day(step.at), [(REMARKS[Remark(one.about)], one.text) for one in step.comments.all()])
        for step in steps
    ]


def beside(opening: Opening, remark: Remark) -> list[tuple[Any, str]]:
    """The parts of the text that is decided about of which such a remark speaks: label and words."""
    edition = opening.draft if opening.state in WAITING else opening.shown
    if edition is None:
        return []
    if check := _HINTED.get(remark):
        return [("", found) for kind, found in dict.fromkeys(hints(edition.said())) if kind == check]
    return [(_label(name), said) for name in _ABOUT[remark] if (said := told(name, edition))]


def _label(name: str) -> Any:
    return EditionForm.base_fields[name].label


def hints_of(opening: Opening, *, hidden: bool) -> Iterator[tuple[Check, str]]:
    """What to look at first in the text that waits."""
    edition = opening.shown if hidden or opening.draft is None else opening.draft
    return iter(dict.fromkeys(hints(edition.said()))) if edition else iter(())


def told(name: str, edition: Edition) -> str:
    """One field of an edition in words; "" where it says nothing."""
    value, language = getattr(edition, name), get_language() or "fa"
    if name in _CHOICES:
        return str(_CHOICES[name](value).label) if value else ""
    if name in _READ:
        return str(_READ[name](edition, language))
    if isinstance(value, bool):
        return str(_("yes")) if value else ""
    return digits(value, language) if value not in (None, "") else ""


def late_or_day(opening: Opening, reader: Any = None) -> str:
    """The day that the park has promised, and whether it is over; "—" where nothing waits."""
    if opening.state not in WAITING or opening.answer_by is None:
        return "—"
    language = get_language() or "fa"
    calendar = getattr(reader, "calendar", "jalali" if language == "fa" else "gregorian")
    day = show_day(opening.answer_by, calendar=calendar, language=language)
    return f"{day} · {_('overdue')}" if opening.answer_by < park_today() else day


def _skills(edition: Edition, language: str) -> str:
    words = vocabulary()
    rows = [
        f"{'★ ' if row['must'] else ''}{words.label(TermKind.SKILL, row['slug'], language)}"
        + (f" ({Level(row['level']).label})" if row["level"] else "")
        for row in edition.skills
    ]
    return "\n".join(rows)


def _languages(edition: Edition, language: str) -> str:
    words = vocabulary()
    return "\n".join(words.label(TermKind.LANGUAGE, slug, language) for slug in edition.languages)


def _day(edition: Edition, language: str) -> str:
    calendar = "jalali" if language == "fa" else "gregorian"
    return show_day(edition.closes_on, calendar=calendar, language=language) if edition.closes_on else ""


_READ: dict[str, Any] = {
    "skills": _skills,
    "languages": _languages,
    "relocation": lambda edition, _l: "\n".join(str(Relocation(one).label) for one in edition.relocation),
    "questions": lambda edition, _l: "\n".join(row["text"] for row in edition.questions),
    "closes_on": _day,
    "seniority": lambda edition, language: (
        vocabulary().label(TermKind.SENIORITY, edition.seniority, language) if edition.seniority else ""
    ),
    "country": lambda edition, language: "" if edition.city else place_name(edition.country, "", language),
    "city": lambda edition, language: (
        place_name(edition.country, edition.city, language) if edition.city else ""
    ),
}
