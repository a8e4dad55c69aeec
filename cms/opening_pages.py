"""What the back office shows of an opening: each thing that it says, beside what stands on the board."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jobs.openings.checks import Check, hints
from jobs.openings.forms import EditionForm
from jobs.openings.models import Edition, Kind, Mode, NoPay, Opening, Period, Relocation
from jobs.openings.models.editions import SAID
from jobs.openings.places import place_name
from jobs.openings.states import WAITING
from talent.experts.models import Level, TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import digits, park_today, show_day

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


def compared(opening: Opening, *, hidden: bool) -> list[dict[str, Any]]:
    """Rows of label, value now, value on the board, and whether they differ. `hidden`: the text being written is its
    company's alone, so that only what is on the board is shown."""
    new = opening.shown if hidden or opening.draft is None else opening.draft
    old = opening.shown if new is not opening.shown else None
    if new is None:
        return []
    return [row for name in SAID if (row := _row(name, new, old))]


def _row(name: str, new: Edition, old: Edition | None) -> dict[str, Any] | None:
    now, before = told(name, new), told(name, old) if old else ""
    if not now and not before:
        return None
    label = EditionForm.base_fields[name].label
    return {"label": label, "now": now, "before": before, "differs": bool(old) and now != before}


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
    "country": lambda _e, _l: "",
    "city": lambda edition, language: place_name(edition.country, edition.city, language),
}
