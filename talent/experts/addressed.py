"""The expert behind an address of one relation: looked up in the database, counted, and noted in the expert's log."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.experts import handles
from talent.experts.audience import Audience
from talent.experts.looks import spend, spend_on_nobody
from talent.experts.models import Profile, parts_of
from talent.experts.presence import present
from talent.experts.projection import Seen, project
from talent.experts.vocabulary import Vocabulary
from talent.lib.errors import Absent, Exhausted


class BudgetUsed(Exhausted):
    code = "budget_used"
    text = _(
        "Your company has seen as many new profiles as it may for now. Profiles you have seen already stay open to you."
    )


def addressed(audience: Audience, token: str, *, words: Vocabulary, today: date) -> tuple[Profile, Seen]:
    """The profile behind a token of this audience's relation, and all that the audience sees of it.

    Raises Absent for every other token with the same SQL and at the same cost, BudgetUsed beyond the budget for
    what is new, be somebody there or not. Whoever gets an answer calls `note` with it.
    """
    pk = handles.opened(token, relation=audience.relation, key=settings.RELATION_KEY)
    there = present(audience, [pk], timezone.now())
    if pk not in there:  # before anything more is read
        note_nobody(audience, token, today)
        raise Absent()
    found, granted = there[pk]
    seen = project(found, audience, words=words, today=today, granted=granted, parts=parts_of(found))
    assert seen is not None
    return found, seen


def name_in(audience: Audience, pk: int, language: str) -> str:
    """The name by which this audience knows an expert, in one language and with Latin digits."""
    return handles.label(pk, relation=audience.relation, key=settings.RELATION_KEY, language=language)


def note(audience: Audience, pk: int, today: date, *, opened: bool = True) -> None:
    """Notes that the audience has opened the profile, or only learned that it is there. Raises BudgetUsed."""
    assert audience.company is not None
    if pk not in spend(audience.company, [pk], today=today, limits=_limits(), opened=opened):
        raise BudgetUsed()


def note_nobody(audience: Audience, token: str, today: date) -> None:
    """Counts an address that leads nowhere as a profile would be. Raises BudgetUsed."""
    assert audience.company is not None
    digest = handles.digest(token, relation=audience.relation, key=settings.RELATION_KEY)
    if not spend_on_nobody(audience.company, digest, today=today, limits=_limits()):
        raise BudgetUsed()


def _limits() -> tuple[int, int]:
    return settings.LOOKS_PER_DAY, settings.LOOKS_PER_MONTH
