"""Matches as lists: openings for one expert, and experts for one opening as its company may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from jobs.matching import Match
from jobs.openings.fitting import expert_of, fit, offer_of
from jobs.openings.models import Opening
from search.asking import ask
from search.board import left_out, on_board
from search.criteria import PAGE_SIZE
from search.directory import excluded, within_budget
from search.indexes.experts import index_of, reaches
from search.indexes.openings import INDEX
from search.match_plans import parts_for_expert, parts_for_offer
from search.plan import Clause, Has, Hit, Part, Plan
from talent.accounts.models import User
from talent.experts.audience import ME, Audience
from talent.experts.models import Profile
from talent.experts.models.profiles import with_skills
from talent.experts.projection import Seen, project
from talent.experts.shortlist import telling_saved
from talent.experts.vocabulary import Vocabulary

MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class OpeningMatch:
    opening: Opening
    match: Match


@dataclass(frozen=True, slots=True)
class ExpertMatch:
    pk: int
    seen: Seen
    match: Match
    saved: bool


Matched = TypeVar("Matched", OpeningMatch, ExpertMatch)


@dataclass(frozen=True, slots=True)
class OpeningMatches:
    """One page. `nothing`: the profile names no skill, so that nothing can be matched."""

    found: tuple[OpeningMatch, ...] = ()
    total: int = 0
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class ExpertMatches:
    """One page; `exhausted`: the company's budget of new profiles kept some of them back."""

    found: tuple[ExpertMatch, ...] = ()
    total: int = 0
    exhausted: bool = False


def openings_for(profile: Profile, *, number: int, words: Vocabulary, today: date) -> OpeningMatches:
    """Openings on the board that name a skill of the profile, the best match first. Nobody learns that they were looked
    at. Raises SearchDown."""
    seen = own(profile, words, today)
    if not seen.skills:
        return OpeningMatches(nothing=True)
    plan = _plan(
        INDEX.name,
        tuple(parts_for_expert(expert_of(seen))),
        tuple(skill.slug for skill in seen.skills),
        left_out(profile.user_id, today),
        number,
    )
    answer = ask(plan)
    rows = on_board(profile.user_id, today).filter(key__in=_keys(answer.hits)).order_by()
    openings = {one.key.hex: one for one in rows.defer("shown__text_fa", "shown__text_en")}
    there = [openings[hit.id] for hit in answer.hits if hit.id in openings]
    matched = (OpeningMatch(one, fit(seen, one.shown)) for one in there if one.shown)
    return OpeningMatches(_best_first(one for one in matched if _fits(one.match)), answer.total)


def own_match(user: object, opening: Opening, words: Vocabulary, today: date) -> Match | None:
    """How the reader's own profile fits an opening, for nobody else to see; None where they have none, or it names no
    skill."""
    mine = Profile.objects.filter(user=user).first() if isinstance(user, User) else None
    seen = own(mine, words, today) if mine else None
    return fit(seen, opening.shown) if seen and seen.skills and opening.shown else None


def own(profile: Profile, words: Vocabulary, today: date) -> Seen:
    """One's own profile: the facts that companies match by, whether it is listed or not."""
    seen = project(with_skills([profile])[0], ME, words=words, today=today)
    assert seen is not None
    return seen


def experts_for(
    opening: Opening, audience: Audience, *, number: int, words: Vocabulary, today: date
) -> ExpertMatches:
    """Experts whom the company sees and who name a skill of its opening, the best match first; counted in its budget
    like every list. Raises SearchDown."""
    assert opening.shown and audience.company
    offer = offer_of(opening.shown)
    plan = _plan(
        index_of(audience).name,
        tuple(parts_for_offer(offer)),
        tuple(one.slug for one in offer.skills),
        excluded(audience),
        number,
        (reaches(audience),),
    )
    answer = ask(plan)
    visible = Profile.objects.visible_to(audience).filter(key__in=_keys(answer.hits)).order_by()
    profiles = {one.key.hex: one for one in telling_saved(visible, audience.company).with_skills()}
    there = [profiles[hit.id] for hit in answer.hits if hit.id in profiles]
    matched = (_matched(one, audience, opening, words, today) for one in there)
    found = _best_first(one for one in matched if one and _fits(one.match))
    shown, exhausted = within_budget(audience, found, today)
    return ExpertMatches(tuple(shown), answer.total, exhausted)


def _matched(
    profile: Profile, audience: Audience, opening: Opening, words: Vocabulary, today: date
) -> ExpertMatch | None:
    seen = project(profile, audience, words=words, today=today)
    if seen is None or opening.shown is None:
        return None
    return ExpertMatch(profile.pk, seen, fit(seen, opening.shown), bool(getattr(profile, "is_saved", False)))


def _plan(
    index: str,
    parts: tuple[Part, ...],
    skills: tuple[str, ...],
    excluded: frozenset[str],
    number: int,
    filters: tuple[Clause, ...] = (),
) -> Plan:
    """Whatever names one of the skills, the best first; one page of it."""
    return Plan(
        index=index,
        filters=filters,
        at_least_one=tuple(Has("skills", slug) for slug in skills),
        excluded=excluded,
        parts=parts,
        offset=(number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )


def _best_first(found: Iterable[Matched]) -> tuple[Matched, ...]:
    """In the order of the matches as they are now: the index may be a second behind. Equals stay as they came."""
    return tuple(sorted(found, key=lambda one: one.match.order))


def _fits(found: Match) -> bool:
    return any(reason.code == "skill" for reason in found.reasons)


def _keys(hits: Iterable[Hit]) -> list[UUID]:
    return [UUID(hit.id) for hit in hits]
