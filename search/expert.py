"""One expert as a company sees them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search import cards
from search.criteria import Criteria
from search.directory import Found
from search.wording import Wording
from talent.accounts.models import User
from talent.experts import handles
from talent.experts.audience import Kind
from talent.experts.groups import FACTS
from talent.experts.looks import spend, spend_on_nobody
from talent.experts.models import Cv, Grant, Profile, parts_of
from talent.experts.pages import cv_line, education_rows, work_rows
from talent.experts.projection import Seen, project, sees
from talent.experts.vocabulary import Vocabulary
from talent.lib.errors import Absent, Exhausted


class BudgetUsed(Exhausted):
    code = "budget_used"
    text = _(
        "Your company has seen as many new profiles as it may for now. Profiles you have seen already stay open to you."
    )


def found_for(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> Found:
    """The profile behind a token of this reader's relation, whole; noted in the expert's log.

    Raises Absent for every other token with the same SQL and at the same cost, BudgetUsed beyond the budget for
    what is new, be somebody there or not.
    """
    found, seen = _seen(reader, token, words=words, today=today)
    _note(reader, found.pk, today)
    return Found(found.pk, seen, ())


def expert_for(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> dict[str, Any]:
    """The same in words, for a page."""
    found = found_for(reader, token, words=words, today=today)
    return shown(found.seen, reader.wording) | {
        "handle": reader.handle(found.pk),
        "title_line": cards.title_line(found.pk, found.seen, reader),
        "cv_url": _cv_url(reader, token) if found.seen.cv else "",
    }


def cv_for(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> Cv:
    """The CV behind a token of this reader's relation; counted and noted like the page.

    Raises Absent where there is no such expert, no CV, or none for this company; BudgetUsed like the page.
    """
    found, seen = _seen(reader, token, words=words, today=today)
    kept = Cv.objects.filter(profile=found).first()
    if not seen.cv or kept is None:
        _note_nobody(reader, token, today)
        raise Absent()
    _note(reader, found.pk, today)
    return kept


def _seen(reader: cards.Reader, token: str, *, words: Vocabulary, today: date) -> tuple[Profile, Seen]:
    pk = handles.opened(token, relation=reader.audience.relation, key=settings.RELATION_KEY)
    found = Profile.objects.visible_to(reader.audience).filter(pk=pk).first()
    granted = Grant.objects.live(reader.audience, timezone.now()).filter(profile=pk).groups()
    if not found or not sees(found, FACTS, reader.audience, granted):  # before anything more is read
        _note_nobody(reader, token, today)
        raise Absent()
    parts = parts_of(found)
    seen = project(found, reader.audience, words=words, today=today, granted=granted, parts=parts)
    assert seen is not None
    return found, seen


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


def _cv_url(reader: cards.Reader, token: str) -> str:
    return reverse("expert_cv", kwargs={"company": reader.company_slug, "token": token})


def _note(reader: cards.Reader, pk: int, today: date) -> None:
    assert reader.audience.company is not None
    if pk not in spend(reader.audience.company, [pk], today=today, limits=_limits(), opened=True):
        raise BudgetUsed()


def _note_nobody(reader: cards.Reader, token: str, today: date) -> None:
    assert reader.audience.company is not None
    digest = handles.digest(token, relation=reader.audience.relation, key=settings.RELATION_KEY)
    if not spend_on_nobody(reader.audience.company, digest, today=today, limits=_limits()):
        raise BudgetUsed()


def _limits() -> tuple[int, int]:
    return settings.LOOKS_PER_DAY, settings.LOOKS_PER_MONTH


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
        **cards.places(seen, wording),
    }
