"""One expert as a company sees them."""

from datetime import date
from typing import Any

from django.urls import reverse

from jobs.contacts.pages import open_request
from search import cards
from search.criteria import Criteria
from search.directory import Found
from search.forms import KeepForm, note_form
from search.wording import Wording
from talent.accounts.models import User
from talent.experts.addressed import addressed, note, note_nobody
from talent.experts.audience import Kind
from talent.experts.models import Cv, Profile, parts_of
from talent.experts.pages import cv_line, education_rows, work_rows
from talent.experts.projection import Seen, project
from talent.experts.shortlist import saved_by
from talent.experts.vocabulary import Vocabulary
from talent.lib.errors import Absent


def found_for(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> Found:
    """The profile behind a token of this reader's relation, whole; noted in the expert's log.

    Raises Absent for every other token with the same SQL and at the same cost, BudgetUsed beyond the budget for
    what is new, be somebody there or not.
    """
    found, seen = addressed(reader.audience, token, words=words, today=today)
    note(reader.audience, found.pk, today)
    return Found(found.pk, seen, ())


def expert_for(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> dict[str, Any]:
    """The same in words, for a page."""
    found = found_for(reader, token, words=words, today=today)
    return shown(found.seen, reader.wording) | {
        "handle": reader.handle(found.pk),
        "title_line": cards.title_line(found.pk, found.seen, reader),
        "cv_url": _cv_url(reader, token) if found.seen.cv else "",
        "ask_url": _ask_url(reader, token) if reader.asks else "",
        "writes": reader.asks,
        "open_request": open_request(reader.audience.company or 0, found.pk),
        "kept": saved_by(reader.audience.company or 0).filter(profile=found.pk).first(),
    }


def expert_page(
    reader: cards.Reader, token: str, *, words: Vocabulary, today: date, form: KeepForm | None = None
) -> dict[str, Any]:
    """What the page of an expert shows; `form`: a note that was refused, with what was typed."""
    found = expert_for(reader, token, words=words, today=today)
    return {"expert": found, "token": token, "form": form or note_form(found["kept"])}


def cv_for(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> Cv:
    """The CV behind a token of this reader's relation; counted and noted like the page.

    Raises Absent where there is no such expert, no CV, or none for this company; BudgetUsed like the page.
    """
    found, seen = addressed(reader.audience, token, words=words, today=today)
    kept = Cv.objects.filter(profile=found).first()
    if not seen.cv or kept is None:
        note_nobody(reader.audience, token, today)
        raise Absent()
    note(reader.audience, found.pk, today)
    return kept


def own_profile(user: User, reader: cards.Reader, *, words: Vocabulary, today: date) -> dict[str, Any]:
    """One's own profile as `reader` gets it: `expert` in words and `card`, both None where they see nothing."""
    public = reader.audience.kind == Kind.PUBLIC
    mine = (
        Profile.objects.visible_to(reader.audience)
        if public
        else Profile.objects.filter(user__is_active=True)
    )
    found = mine.filter(user=user).first()
    seen = found and project(found, reader.audience, words=words, today=today, parts=parts_of(found))
    if not found or not seen:
        return {"expert": None, "card": None}
    name = {"handle": reader.handle(found.pk), "title_line": cards.title_line(found.pk, seen, reader)}
    card = cards.card(Found(found.pk, seen, ()), Criteria(), reader)
    return {"expert": shown(seen, reader.wording) | name, "card": card}


def _ask_url(reader: cards.Reader, token: str) -> str:
    return reverse("ask_expert", kwargs={"company": reader.company_slug, "token": token})


def _cv_url(reader: cards.Reader, token: str) -> str:
    return reverse("expert_cv", kwargs={"company": reader.company_slug, "token": token})


def shown(seen: Seen, wording: Wording) -> dict[str, Any]:
    """A projection in words, for the pages that show a whole profile."""
    headline, headline_language = cards.headline(seen, wording.language)
    return {
        "headline": headline,
        "headline_language": headline_language,
        "title": cards.title(seen, wording),
        "facts": cards.facts_line(seen, wording),
        "skills": [
            cards.skill_tag(skill, wording, False) | {"used": wording.used(skill.used)}
            for skill in seen.skills
        ],
        "summaries": [
            {"language": language, "text": seen.summary[language]}
            for language in sorted(seen.summary, key=lambda one: one != wording.language)
        ],
        "confirmed": wording.confirmed(seen.confirmed),
        "names": seen.names,
        "experience": work_rows(seen.experience),
        "education": education_rows(seen.education),
        "links": seen.links,
        "contact": seen.contact,
        "cv": cv_line(seen.cv) if seen.cv else "",
        "cv_url": "",
        "ask_url": "",
        "writes": False,
        "open_request": None,
        "kept": None,
        **cards.places(seen, wording),
    }
