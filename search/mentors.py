"""The directory of mentors: one search of one reader, from criteria to the cards that are delivered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.functional import cached_property

from jobs.points import TABLE, skill_points
from search.asking import ask, at_least_one, facets_of, still_matches
from search.criteria import PAGE_SIZE, Criteria, Shape
from search.directory import limited, shown_counts
from search.indexes.mentors import GROUP, WRITING, document, index_of
from search.plan import AnyOf, Clause, Has, Part, Plan, scoring_parts
from talent.accounts.models import User
from talent.changes.models import Change
from talent.experts.audience import Audience, Kind
from talent.lib.counting import rounded_down
from talent.lib.dates import zone
from talent.mentoring.free import QUARTER
from talent.mentoring.marking import KIND
from talent.mentoring.models import ForWhom, Offer
from talent.mentoring.projection import REACHED, Seen, project
from talent.mentoring.wanted import LENGTHS
from talent.schedule.availability import availability_of, free_spans, holidays_around, schedule_of
from talent.schedule.slots import (
    Hours,
    Schedule,
    Span,
    UnknownZone,
    Weekly,
)

TEXTS = ("headline", "text")
FIELDS = {"skill": "skills", "language": "languages", "how": "formats", "for_whom": "for_whom"}
FORMATS = (*map(str, LENGTHS), GROUP, WRITING)
MENTORS = Shape(
    (*FIELDS, "free"),
    ("points",),
    frozenset({"skill", "how", "for_whom", "free"}),
    {"how": FORMATS, "for_whom": tuple(ForWhom.values), "free": ("week",)},
)
WEEK = timedelta(days=7)
SHORTEST = timedelta(minutes=min(LENGTHS))
AWAKE = Hours(8 * 60, 22 * 60)
"""The hours of somebody who has said none."""


@dataclass(frozen=True, slots=True)
class Found:
    """One offer of a page: what the reader sees, and the parts that gave its points."""

    seen: Seen
    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Page:
    """One delivered page. For visitors without an account `total` and `facets` are rounded; `ignored` holds what they
    asked beyond two filters."""

    criteria: Criteria
    total: int
    found: tuple[Found, ...]
    facets: dict[str, dict[str, int]]
    ignored: tuple[tuple[str, str], ...] = ()

    @cached_property
    def pages(self) -> int:
        return min(-(-self.total // PAGE_SIZE), 500)


def look_up(audience: Audience, asked: Criteria, *, reader: User | None, now: datetime, today: date) -> Page:
    """Searches the audience's index and delivers one page of it. Raises SearchDown.

    Without a criterion only facets come back: nobody leafs through people.
    """
    public = audience.kind == Kind.PUBLIC
    asked, ignored = limited(asked) if public else (asked, ())
    week = week_of(reader, now) if reader else ()
    plan = plan_for(audience, asked, week)
    answer = ask(plan)
    total = rounded_down(answer.total) if public else answer.total
    facets = {name: shown_counts(counts, public) for name, counts in answer.facets.items()}
    facets |= {"free": {"week": _free(plan, asked, week)}} if week else {}
    hits = {hit.id: hit.version for hit in answer.hits[: max(total - plan.offset, 0)]}
    return Page(asked, total, tuple(_delivered(audience, plan, hits)), facets, ignored)


def plan_for(audience: Audience, asked: Criteria, week: tuple[str, ...] = ()) -> Plan:
    """The plan of a search: ticks filter, read topics and words rank, what to leave out comes last. `week`: the
    quarter-hours in which the reader is there, for who asks for them."""
    required, ranking = asked.selected("skill"), asked.ranking
    words = asked.words if audience.kind != Kind.PUBLIC else ()
    return Plan(
        index=index_of(audience).name,
        filters=(_in_week(week),) if asked.selected("free") and week else (),
        at_least_one=at_least_one(ranking, words, bool(required), TEXTS),
        excluded=excluded(audience),
        parts=tuple(_parts((*required, *ranking), words)),
        facets=facets_of(asked, FIELDS),
        offset=(asked.page - 1) * PAGE_SIZE,
        limit=0 if asked.empty else PAGE_SIZE,
    )


def excluded(audience: Audience) -> frozenset[str]:
    """Index ids that this audience must not find: who hides from it, what is not open now, and what the index may not
    know yet. One SQL, read at every search."""
    kept = Offer.objects.kept_from(audience, REACHED[audience.kind]).order_by().values_list("key")
    narrowed = Change.objects.filter(kind=KIND, narrowing=True).order_by().values_list("key")
    return frozenset(key.hex for (key,) in kept.union(narrowed))


def week_of(reader: User, now: datetime) -> tuple[str, ...]:
    """The quarter-hours of the next seven days in which a session may begin in the reader's own hours: those that they
    have said, without what they have given away; of somebody who has said none the hours of the day."""
    window = Span(now, now + WEEK)
    spans = free_spans(_own_schedule(reader, now), reader, window, now)
    return tuple(str(quarter) for span in spans for quarter in _quarters(span))


def _own_schedule(reader: User, now: datetime) -> Schedule:
    mine = availability_of(reader)
    try:
        if mine and any(mine.weekly):
            return schedule_of(mine, holidays_around(now))
    except UnknownZone:
        pass
    return Schedule(zone(reader.time_zone), (Weekly(frozenset(range(7)), AWAKE),))


def _quarters(span: Span) -> Iterator[int]:
    first, last = (int(one.timestamp()) for one in (span.start, span.end - SHORTEST))
    yield from range(-(-first // QUARTER), last // QUARTER + 1)


def _in_week(week: tuple[str, ...]) -> Clause:
    return AnyOf(tuple(Has("free", quarter) for quarter in week))


def _free(plan: Plan, asked: Criteria, week: tuple[str, ...]) -> int:
    """How many of what is asked are free in the reader's week."""
    if asked.selected("free"):
        return ask(replace(plan, limit=0, offset=0)).total
    return ask(replace(plan, filters=(_in_week(week),), limit=0, offset=0)).total


def _parts(slugs: tuple[str, ...], words: tuple[str, ...]) -> Iterator[Part]:
    """So much for each topic that was asked, and for each word in headline and text, as the published table says."""
    for slug in dict.fromkeys(slugs):
        yield Part("skill", Has("skills", slug), skill_points(0), (slug, "0"))
    for word in list(words)[: TABLE["words"]]:
        yield Part("headline", Has("headline", word), TABLE["headline_word"], (word,))
        yield Part("text", Has("text", word), TABLE["summary_word"], (word,))


def _delivered(audience: Audience, plan: Plan, hits: dict[str, int]) -> Iterator[Found]:
    """Hits as the database has them now: one that is stale is projected anew, or dropped."""
    visible = Offer.objects.visible_to(audience).filter(key__in=hits).select_related("profile__user")
    offers = {offer.key.hex: offer for offer in visible.order_by()}
    texts = any(part.code in TEXTS for part in plan.parts)
    for id, version in hits.items():
        offer = offers.get(id)
        seen = offer and project(offer, audience)
        if not offer or not seen:
            continue
        made = document(offer, seen, texts=texts)
        if offer.version == version or still_matches(plan, made):
            yield Found(seen, scoring_parts(plan, made))
