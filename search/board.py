"""The board: one search of the openings by one reader, from criteria to the cards that are delivered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.functional import cached_property

from jobs.openings.models import Kind, Mode, Opening, OpeningQuerySet
from jobs.openings.states import LIVE
from search.asking import ask, at_least_one, facets_of, still_matches
from search.criteria import PAGE_SIZE, Criteria, Shape
from search.indexes.openings import INDEX, KIND, document
from search.indexes.pay import all_floors
from search.plan import Has, Hit, Part, Plan, scoring_parts
from search.points import asked_parts, said_parts, wanted_parts
from talent.changes.models import Change
from talent.companies.models import Company
from talent.companies.models import State as CompanyState
from talent.experts.models.hiding import companies_hidden_from

TEXTS = ("title", "text")
FIELDS = {
    "skill": "skills",
    "kind": "kind",
    "mode": "mode",
    "seniority": "seniority",
    "place": "place",
    "pay": "pay",
    "company": "company",
    "language": "languages",
}
BOARD = Shape(
    tuple(FIELDS),
    ("points", "recent", "closing"),
    frozenset({"skill", "kind", "mode", "place"}),
    {"kind": tuple(Kind.values), "mode": tuple(Mode.values), "pay": all_floors()},
)
MOST_PAGES = 500
MOST_WITHOUT = 5
SIMILAR, SIMILAR_READ = 4, 24
_LISTED = (
    *("key", "version", "tie", "published_on", "ends_on", "state", "company"),
    *(f"company__{name}" for name in ("slug", "name_fa", "name_en")),
    *(f"shown__{name}" for name in ("title_fa", "title_en", "kind", "seniority", "skills", "languages")),
    *(f"shown__{name}" for name in ("mode", "overlap_hours", "country", "city", "no_pay")),
    *(f"shown__{name}" for name in ("pay_min", "pay_max", "pay_currency", "pay_period")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One opening of a page, and the parts that gave its points."""

    opening: Opening
    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Page:
    """One delivered page. `without`: where nothing fits, each ticked value (("", "") for the text) with how many would
    fit without it."""

    criteria: Criteria
    total: int
    found: tuple[Found, ...]
    facets: dict[str, dict[str, int]]
    without: tuple[tuple[tuple[str, str], int], ...] = ()

    @cached_property
    def pages(self) -> int:
        return min(-(-self.total // PAGE_SIZE), MOST_PAGES)


def look_up(person: int | None, asked: Criteria, *, today: date, texts: bool = False) -> Page:
    """Searches for the person with that key (None: a visitor) and delivers one page, with the texts of its openings
    where they are shown. Raises SearchDown."""
    plan = plan_for(asked, left_out(person, today))
    answer = ask(plan)
    found = delivered(plan, answer.hits, person=person, today=today, texts=texts)
    facets = {name: dict(counts) for name, counts in answer.facets.items()}
    without = () if answer.total else tuple(_without(asked, plan.excluded))
    return Page(asked, answer.total, tuple(found), facets, without)


def plan_for(asked: Criteria, excluded: frozenset[str]) -> Plan:
    """The plan of a search: ticks filter, read skills and words rank, what to leave out comes last."""
    required, ranking = asked.selected("skill"), asked.ranking
    parts = [part for slug in dict.fromkeys((*required, *ranking)) for part in wanted_parts(slug)]
    parts += [*asked_parts(asked.ticked), *said_parts(asked.words)]
    return Plan(
        index=INDEX.name,
        at_least_one=at_least_one(ranking, asked.words, bool(required), TEXTS),
        excluded=excluded,
        parts=tuple(parts),
        facets=facets_of(asked, FIELDS),
        sort=asked.sort,
        offset=(asked.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )


def left_out(person: int | None, today: date) -> frozenset[str]:
    """Index ids that this reader must not find: of companies that are not verified or that they hide from, what is
    over though no clock has written it yet, and what the index may not know yet. One SQL, read at every search."""
    closed = Company.objects.exclude(state=CompanyState.VERIFIED).order_by()
    off = Q(company__in=closed.values("pk")) | Q(ends_on__lt=today)  # a join would be made for every row
    off |= Q(company__in=companies_hidden_from(person))
    gone = Opening.objects.filter(off, state__in=LIVE).order_by().values_list("key")
    narrowed = Change.objects.filter(kind=KIND, narrowing=True).order_by().values_list("key")
    return frozenset(key.hex for (key,) in gone.union(narrowed))


def readable(person: int | None) -> OpeningQuerySet:
    """Openings of verified companies that this reader does not hide from, with company and shown edition."""
    verified = Opening.objects.filter(company__state=CompanyState.VERIFIED)
    return verified.exclude(company__in=companies_hidden_from(person)).select_related("company", "shown")


def on_board(person: int | None, today: date) -> OpeningQuerySet:
    """What this reader finds on the board now, with company and shown edition."""
    return readable(person).live(today)


def delivered(
    plan: Plan, hits: Sequence[Hit], *, person: int | None, today: date, texts: bool = False
) -> list[Found]:
    """Hits as the database has them now: one that is stale is read anew, or dropped."""
    keys = [UUID(hit.id) for hit in hits]
    scored = any(part.code in TEXTS for part in plan.parts)
    rows = _listed(on_board(person, today).filter(key__in=keys).order_by(), texts=texts or scored)
    openings = {opening.key.hex: opening for opening in rows}
    found = []
    for hit in hits:
        if opening := openings.get(hit.id):
            if opening.version == hit.version and not plan.parts:
                found.append(Found(opening, ()))
                continue
            made = document(opening, texts=scored)
            if opening.version == hit.version or still_matches(plan, made):
                found.append(Found(opening, scoring_parts(plan, made)))
    return found


def similar(opening: Opening, *, person: int | None, today: date) -> list[Opening]:
    """Up to four openings that name most of the same skills, at most two of them of the same company and never these
    alone. Raises SearchDown."""
    assert opening.shown
    slugs = [row["slug"] for row in opening.shown.skills]
    if not slugs:
        return []
    plan = Plan(
        index=INDEX.name,
        at_least_one=tuple(Has("skills", slug) for slug in slugs),
        excluded=left_out(person, today) | {opening.key.hex},
        parts=tuple(part for slug in slugs for part in wanted_parts(slug)),
        limit=SIMILAR_READ,
    )
    found = delivered(plan, ask(plan).hits, person=person, today=today)
    return _mixed(opening, [one.opening for one in found])


def newest(person: int | None, today: date, count: int) -> list[Opening]:
    """The openings that came on the board last, read from the database alone."""
    rows = _listed(on_board(person, today).order_by("-published_on", "-tie"), texts=False)
    return list(rows[:count])


def company_names(person: int | None, language: str) -> dict[str, str]:
    """The names of the companies whose openings this reader may see, by slug."""
    rows = Company.objects.verified().exclude(pk__in=companies_hidden_from(person)).order_by()
    return dict(rows.values_list("slug", f"name_{language}"))


def reads(user: object) -> int | None:
    """The key of whoever is signed in, None for a visitor."""
    return getattr(user, "pk", None)


def _listed(rows: OpeningQuerySet, *, texts: bool) -> OpeningQuerySet:
    """The same with no more columns than cards and points need: whole rows of two more tables took longer than the
    search."""
    return rows.only(*_LISTED, *(("shown__text_fa", "shown__text_en") if texts else ()))


def _mixed(opening: Opening, found: Iterable[Opening]) -> list[Opening]:
    kept: list[Opening] = []
    own = 0
    for one in found:
        if one.company_id == opening.company_id:
            own += 1
        if (one.company_id != opening.company_id or own <= SIMILAR // 2) and len(kept) < SIMILAR:
            kept.append(one)
    return kept if any(one.company_id != opening.company_id for one in kept) else []


def _without(asked: Criteria, excluded: frozenset[str]) -> Iterable[tuple[tuple[str, str], int]]:
    """What would fit if one ticked value, or the text, were not asked: values without which nothing fits left out."""
    looser = [
        (pair, replace(asked, ticked=tuple(one for one in asked.ticked if one != pair), page=1))
        for pair in asked.ticked
    ]
    if asked.ranking or asked.words:
        looser.append((("", ""), replace(asked, text="", skills=(), words=(), page=1)))
    for pair, criteria in looser[:MOST_WITHOUT]:
        plan = plan_for(criteria, excluded)
        if total := ask(replace(plan, limit=0)).total:
            yield pair, total
