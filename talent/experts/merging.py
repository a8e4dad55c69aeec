"""Merging two skills of the vocabulary that mean the same: one stays, and profiles say that one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.changes.actions import mark_many
from talent.experts.models import Listing, ParkChoice, Profile, ProfileSkill, Term, TermKind
from talent.experts.terms import Fold
from talent.lib.counting import rounded_down
from talent.lib.errors import Refused

BATCH = 500
when_merged: list[Callable[[str, str], None]] = []
"""What the rooms above do with the slug that goes and the one that stays. Filled in AppConfig.ready()."""


class NotTwoSkills(Refused):
    code = "not_two_skills"
    text = _("Only two different skills can be merged.")


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger does: profiles that change and those of them that say both words already (rounded down to
    fives: an exact number would tell the editor of somebody who is not listed), the spellings that the kept word
    gains, and the narrower words that it takes over."""

    profiles: int
    both: int
    gained_fa: tuple[str, ...]
    gained_en: tuple[str, ...]
    narrower: tuple[Term, ...]


def preview(*, keep: Term, lose: Term, fold: Fold) -> Merger:
    """What `merge_terms` would do now; it writes nothing. Raises NotTwoSkills."""
    _demand_two_skills(keep, lose)
    knowing = ProfileSkill.objects.filter(skill=lose).order_by()
    both = ProfileSkill.objects.filter(skill=keep, profile__in=knowing.values("profile"))
    gained_fa, gained_en = _gained(keep, lose, fold)
    narrower = lose.narrower.exclude(pk=keep.pk).order_by("position", "slug")
    return Merger(
        rounded_down(knowing.count()), rounded_down(both.count()), gained_fa, gained_en, tuple(narrower)
    )


@transaction.atomic
def merge_terms(*, actor: User, keep: Term, lose: Term, fold: Fold) -> int:
    """Makes every profile that says `lose` say `keep`, moves spellings and narrower words, and removes `lose`.
    Returns how many profiles changed. A profile that has both keeps the higher level and the later year.

    Raises NotTwoSkills. The short name goes along as a spelling: by it the loader knows that the word is gone.
    """
    demand_role(actor, RoleName.EDITOR)
    _demand_two_skills(keep, lose)
    held = {term.pk: term for term in _locked(keep, lose)}
    if len(held) < 2:
        raise NotTwoSkills()
    kept, lost = held[keep.pk], held[lose.pk]
    changed = sum(_rewrite(batch, kept, lost) for batch in _batches(lost))
    _take_over(kept, lost, fold)
    for rename in when_merged:
        rename(lost.slug, kept.slug)
    lost.delete()
    ParkChoice.vocabulary_changed()
    record(actor=actor.audit_key, verb="term.merged", kind="term", key=kept.pk)
    return changed


def _demand_two_skills(keep: Term, lose: Term) -> None:
    if keep.pk == lose.pk or {keep.kind, lose.kind} != {TermKind.SKILL}:
        raise NotTwoSkills()


def _locked(*terms: Term) -> list[Term]:
    pks = [term.pk for term in terms]
    return list(Term.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def _batches(lost: Term) -> Iterator[list[tuple[int, UUID, int, str]]]:
    """The profiles that say the word, locked, 500 at a time, with the version that each will have."""
    last, saying = 0, Profile.objects.select_for_update(of=("self",)).filter(skills__skill=lost)
    raised = saying.annotate(next=F("version") + 1).order_by("pk")
    while batch := list(raised.filter(pk__gt=last).values_list("pk", "key", "next", "listing")[:BATCH]):
        yield batch
        last = batch[-1][0]


def _rewrite(batch: list[tuple[int, UUID, int, str]], kept: Term, lost: Term) -> int:
    """Nobody sees less of these profiles, so the marks narrow nothing."""
    pks = [pk for pk, *_rest in batch]
    _join_rows(pks, kept, lost)
    ProfileSkill.objects.filter(profile__in=pks, skill=lost).update(skill=kept)
    Profile.objects.filter(pk__in=pks).update(version=F("version") + 1)
    mark_many(
        kind="expert",
        subjects=[(key, version) for _pk, key, version, listing in batch if listing != Listing.NOBODY],
    )
    return len(pks)


def _join_rows(pks: list[int], kept: Term, lost: Term) -> None:
    """Where a profile has both: the higher level, the later year, and one row."""
    other = ProfileSkill.objects.filter(profile=OuterRef("profile"), skill=lost).order_by()
    mine = ProfileSkill.objects.filter(profile__in=pks, skill=kept)
    both = mine.filter(profile__skills__skill=lost).order_by().values_list("profile", flat=True)
    doubled = list(both)
    values = {name: _later(name, other) for name in ("level", "last_used")}
    ProfileSkill.objects.filter(profile__in=doubled, skill=kept).update(**values)
    ProfileSkill.objects.filter(profile__in=doubled, skill=lost).delete()


def _later(name: str, other: object) -> Greatest:
    """The greater of two numbers of which either may be missing: SQLite's answer is none where one is."""
    theirs = Subquery(other.values(name)[:1], output_field=IntegerField())  # type: ignore[attr-defined]
    return Greatest(Coalesce(F(name), theirs), Coalesce(theirs, F(name)))


def _take_over(kept: Term, lost: Term, fold: Fold) -> None:
    fa, en = _gained(kept, lost, fold)
    kept.aliases_fa = "\n".join([*_lines(kept.aliases_fa), *fa])
    kept.aliases_en = "\n".join([*_lines(kept.aliases_en), *en])
    if kept.broader_id == lost.pk:
        kept.broader = lost.broader
    kept.save(update_fields=["aliases_fa", "aliases_en", "broader"])
    lost.narrower.exclude(pk=kept.pk).update(broader=kept)


def _gained(keep: Term, lose: Term, fold: Fold) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The spellings in Persian and in English that the kept word does not have yet, and the short name."""
    known = {
        fold(spelling) for spelling in (keep.fa, keep.en, *_lines(keep.aliases_fa), *_lines(keep.aliases_en))
    }
    fa = _new([lose.fa, *_lines(lose.aliases_fa)], known, fold)
    en = _new([lose.en, *_lines(lose.aliases_en)], known, fold)
    slug = [lose.slug] if lose.slug not in (*en, *_lines(keep.aliases_en)) else []
    return tuple(fa), (*en, *slug)


def _new(spellings: list[str], known: set[str], fold: Fold) -> list[str]:
    """Those not known yet, each once; from then on they are known."""
    gained = []
    for spelling in spellings:
        if fold(spelling) not in known:
            known.add(fold(spelling))
            gained.append(spelling)
    return gained


def _lines(aliases: str) -> list[str]:
    return [line.strip() for line in aliases.split("\n") if line.strip()]
