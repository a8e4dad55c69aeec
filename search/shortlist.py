"""The shortlist of a company: whom it has saved, as far as it is shown them now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from search import cards
from search.criteria import Criteria
from search.directory import Found, within_budget
from search.forms import note_form
from talent.experts.addressed import addressed, note
from talent.experts.models import Profile, Shortlisted, with_skills
from talent.experts.presence import Granted, present
from talent.experts.projection import project
from talent.experts.shortlist import saved_by
from talent.experts.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Saved:
    """Saved experts of whom the reader is shown anything, newest first. Whoever is not there any more leaves no gap:
    pages are cut from these rows alone, and nothing else is ever counted."""

    rows: list[Shortlisted]
    there: Mapping[int, tuple[Profile, Granted]]


def saved_for(reader: cards.Reader) -> Saved:
    """All of them (three SQL, whoever hides or has left)."""
    mine = saved_by(reader.audience.company or 0)
    there = present(reader.audience, mine.order_by().values_list("profile", flat=True), timezone.now())
    return Saved([row for row in mine if row.profile_id in there], there)


def delivered(
    reader: cards.Reader, saved: Saved, rows: Sequence[Shortlisted], *, words: Vocabulary, today: date
) -> tuple[list[tuple[Shortlisted, Found]], bool]:
    """One page of them as cards may show them, counted in the company's budget like a page of the directory; and
    whether the budget kept some of them back."""
    with_skills([saved.there[row.profile_id][0] for row in rows])
    found = [_found(reader, *saved.there[row.profile_id], words=words, today=today) for row in rows]
    shown, exhausted = within_budget(reader.audience, found, today)
    by_key = {one.pk: one for one in shown}
    return [(row, by_key[row.profile_id]) for row in rows if row.profile_id in by_key], exhausted


def _found(
    reader: cards.Reader, profile: Profile, granted: Granted, *, words: Vocabulary, today: date
) -> Found:
    seen = project(profile, reader.audience, words=words, today=today, granted=granted)
    assert seen is not None
    return Found(profile.pk, seen, ())


def lines(reader: cards.Reader, found: Sequence[tuple[Shortlisted, Found]]) -> list[dict[str, Any]]:
    """The rows of the page: card, note and what to do with it."""
    return [
        {
            "card": cards.card(one, Criteria(), reader),
            "handle": reader.handle(one.pk),
            "token": reader.token(one.pk),
            "note": kept.note,
            "saved_on": kept.saved_on,
            "version": kept.version,
            "form": note_form(kept, auto_id=f"id_%s_{number}"),
        }
        for number, (kept, one) in enumerate(found)
    ]


def profile_for(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> Profile:
    """The profile behind a token of this reader's relation, for a verb. That it is there costs as much as its card
    does. Raises Absent and BudgetUsed like the page of the expert."""
    found, _seen = addressed(reader.audience, token, words=words, today=today)
    note(reader.audience, found.pk, today, opened=False)
    return found
