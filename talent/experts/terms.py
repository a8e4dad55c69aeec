"""Verbs on the vocabulary: the editor's, each checked here whatever page it came from."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.experts.models import ParkChoice, Term
from talent.lib.errors import Conflict, Refused

Fold = Callable[[str], str]
"""Two spellings are one when they fold to the same key; the room that reads queries knows how."""


class SpellingTaken(Conflict):
    code = "spelling_taken"


class SlugTaken(Conflict):
    code = "slug_taken"
    text = _("Another word of this kind has this short name.")


class Unspeakable(Refused):
    code = "unspeakable"
    text = _("A word needs letters or digits.")


def add_term(
    *, actor: User, kind: str, slug: str, fa: str, en: str, aliases_fa: str, aliases_en: str, fold: Fold
) -> Term:
    """Enters a word, last of its kind. Its slug stays for good.

    Raises SlugTaken, SpellingTaken where another word of the kind is spelled so, Unspeakable.
    """
    demand_role(actor, RoleName.EDITOR)
    term = Term(kind=kind, slug=slug, fa=fa, en=en, aliases_fa=aliases_fa, aliases_en=aliases_en)
    try:
        with transaction.atomic():
            _demand_own(term, frozenset(), fold)
            term.position = _after_last(kind)
            term.save()
            _told(actor, "term.added", term)
    except IntegrityError:
        raise SlugTaken(field="slug") from None
    return term


@transaction.atomic
def change_term(
    *, actor: User, term: Term, fa: str, en: str, aliases_fa: str, aliases_en: str, fold: Fold
) -> Term:
    """Changes how a word is said and which spellings are read as it. Pages show it at the next request.

    Raises SpellingTaken for a new spelling that another word of the kind has, Unspeakable. A spelling that
    words have shared so far ("Europe") stays shared.
    """
    demand_role(actor, RoleName.EDITOR)
    locked = Term.objects.select_for_update().get(pk=term.pk)
    before = frozenset(map(fold, _spellings(locked)))
    locked.fa, locked.en = fa, en
    locked.aliases_fa, locked.aliases_en = aliases_fa, aliases_en
    _demand_own(locked, before, fold)
    locked.save(update_fields=["fa", "en", "aliases_fa", "aliases_en"])
    _told(actor, "term.changed", locked)
    return locked


def _demand_own(term: Term, before: frozenset[str], fold: Fold) -> None:
    others = Term.objects.filter(kind=term.kind).exclude(pk=term.pk).order_by("position", "slug")
    taken = {fold(spelling): other for other in others for spelling in _spellings(other)}
    for field in ("fa", "en", "aliases_fa", "aliases_en"):
        for spelling in getattr(term, field).split("\n"):
            key = fold(spelling)
            if not key and (spelling.strip() or field in ("fa", "en")):
                raise Unspeakable(field=field)
            if key and key not in before and key in taken:
                raise SpellingTaken(_taken(spelling, taken[key]), field=field)


def _taken(spelling: str, other: Term) -> str:
    told = _("“%(spelling)s” is read as another word already: %(fa)s, %(en)s.")
    return str(told) % {"spelling": spelling.strip(), "fa": other.fa, "en": other.en}


def _spellings(term: Term) -> list[str]:
    return "\n".join((term.fa, term.en, term.aliases_fa, term.aliases_en)).split("\n")


def _after_last(kind: str) -> int:
    last = Term.objects.filter(kind=kind).order_by().aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _told(actor: User, verb: str, term: Term) -> None:
    ParkChoice.vocabulary_changed()
    record(actor=actor.audit_key, verb=verb, kind="term", key=term.pk)
