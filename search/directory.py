"""The directory: one search of one audience, from criteria to the cards that are delivered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from django.conf import settings
from django.utils.functional import cached_property

from search.asking import ask, at_least_one, facets_of, still_matches
from search.criteria import PAGE_SIZE, Criteria
from search.indexes.experts import document, index_of, reaches
from search.plan import Part, Plan, scoring_parts
from search.points import asked_parts, skill_parts, standing_parts, word_parts
from talent.changes.models import Change
from talent.experts.audience import Audience, Kind
from talent.experts.looks import spend
from talent.experts.models import Profile
from talent.experts.projection import Seen, project
from talent.experts.shortlist import telling_saved
from talent.experts.vocabulary import Vocabulary
from talent.lib.counting import rounded_down

PUBLIC_FILTERS = 2
TEXTS = ("headline", "summary", "experience")
FIELDS = {
    "skill": "skills",
    "way": "ways",
    "seniority": "seniority",
    "years": "years",
    "region": "region",
    "language": "languages",
    "overlap": "overlap",
    "free": "free",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One expert of a page: what the audience sees, the parts that gave the points, and whether the audience's
    company has saved them."""

    pk: int
    seen: Seen
    parts: tuple[Part, ...]
    saved: bool = False

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Page:
    """One delivered page. `total` and `facets` are rounded for anonymous readers; `ignored` holds what they
    asked beyond two filters; `exhausted` says that the company's budget of new profiles is used up."""

    criteria: Criteria
    total: int
    found: tuple[Found, ...]
    facets: dict[str, dict[str, int]]
    ignored: tuple[tuple[str, str], ...] = ()
    exhausted: bool = False

    @cached_property
    def pages(self) -> int:
        return min(-(-self.total // PAGE_SIZE), 500)


def look_up(audience: Audience, asked: Criteria, *, words: Vocabulary, today: date) -> Page:
    """Searches the audience's index and delivers one page of it. Raises SearchDown.

    Without a criterion only facets come back: nobody leafs through people.
    """
    public = audience.kind == Kind.PUBLIC
    asked, ignored = limited(asked) if public else (asked, ())
    plan = plan_for(audience, asked)
    answer = ask(plan)
    total = rounded_down(answer.total) if public else answer.total
    facets = {name: shown_counts(counts, public) for name, counts in answer.facets.items()}
    if asked.empty:
        return Page(asked, total, (), facets, ignored)
    hits = {hit.id: hit.version for hit in answer.hits[: max(total - plan.offset, 0)]}
    found = _delivered(audience, plan, hits, words=words, today=today)
    if public:
        return Page(asked, total, tuple(found), facets, ignored)
    shown, exhausted = within_budget(audience, found, today)
    return Page(asked, total, tuple(shown), facets, ignored, exhausted)


def plan_for(audience: Audience, asked: Criteria) -> Plan:
    """The plan of a search: ticks filter, read skills and words rank, whom to leave out comes last."""
    required = asked.selected("skill")
    ranking = asked.ranking
    words = asked.words if audience.kind != Kind.PUBLIC else ()
    parts = [part for slug in dict.fromkeys((*required, *ranking)) for part in skill_parts(slug)]
    parts += [*asked_parts(asked.ticked), *word_parts(words), *standing_parts()]
    return Plan(
        index=index_of(audience).name,
        filters=() if audience.kind == Kind.PUBLIC else (reaches(audience),),
        at_least_one=at_least_one(ranking, words, bool(required), TEXTS),
        excluded=excluded(audience),
        parts=tuple(parts),
        facets=facets_of(asked, FIELDS),
        sort=asked.sort,
        offset=(asked.page - 1) * PAGE_SIZE,
        limit=0 if asked.empty else PAGE_SIZE,
    )


def excluded(audience: Audience) -> frozenset[str]:
    """Index ids that this audience must not find: who hides from it, and whose narrowing the index may not
    know yet. One SQL, read at every search."""
    hidden = Profile.objects.hidden_in_search(audience).order_by().values_list("key")
    narrowed = Change.objects.filter(kind="expert", narrowing=True).order_by().values_list("key")
    return frozenset(key.hex for (key,) in hidden.union(narrowed))


def limited(asked: Criteria) -> tuple[Criteria, tuple[tuple[str, str], ...]]:
    """The first two filters of an anonymous reader, read skills and ticks together; and the ones left out."""
    wanted = [*asked.ticked, *(("skill", slug) for slug in asked.ranking)]
    kept, ignored = wanted[:PUBLIC_FILTERS], tuple(wanted[PUBLIC_FILTERS:])
    skills = tuple(chip for chip in asked.skills if ("skill", chip.slug) in kept)
    ticked = tuple(pair for pair in asked.ticked if pair in kept)
    # One order only: two orders of a rounded list would together show whom each of them leaves out.
    return replace(asked, skills=skills, ticked=ticked, words=(), sort="points"), ignored


def _delivered(
    audience: Audience, plan: Plan, hits: dict[str, int], *, words: Vocabulary, today: date
) -> list[Found]:
    """Hits as the database has them now: one that is stale is projected anew, or dropped."""
    visible = Profile.objects.visible_to(audience).filter(key__in=hits).order_by()
    if audience.company:
        visible = telling_saved(visible, audience.company)
    profiles = {profile.key.hex: profile for profile in visible.with_skills()}
    texts = any(part.code in TEXTS for part in plan.parts)
    found = []
    for id, version in hits.items():
        profile = profiles.get(id)
        seen = profile and project(profile, audience, words=words, today=today)
        if not profile or not seen:
            continue
        made = document(seen, texts=texts)
        if seen.version == version or still_matches(plan, made):
            saved = bool(getattr(profile, "is_saved", False))
            found.append(Found(profile.pk, seen, scoring_parts(plan, made), saved))
    return found


class OfPerson(Protocol):
    """Something that is shown of one profile."""

    @property
    def pk(self) -> int: ...


Shown = TypeVar("Shown", bound=OfPerson)


def within_budget(audience: Audience, found: Sequence[Shown], today: date) -> tuple[list[Shown], bool]:
    """Those of a page's cards that the company may be shown, noted in the experts' logs; and whether its budget kept
    some of them back."""
    assert audience.company is not None
    limits = (settings.LOOKS_PER_DAY, settings.LOOKS_PER_MONTH)
    wanted = [one.pk for one in found]
    allowed = spend(audience.company, wanted, today=today, limits=limits, opened=False)
    shown = [one for one in found if one.pk in allowed]
    return shown, len(shown) < len(found)


def shown_counts(counts: Mapping[str, int], public: bool) -> dict[str, int]:
    """Counts of a facet as a reader gets them: rounded down to fives for visitors, without those below."""
    if not public:
        return dict(counts)
    rounded = {value: rounded_down(count) for value, count in counts.items()}
    return {value: count for value, count in rounded.items() if count}
