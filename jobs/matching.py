"""An expert and an opening: what is met, what is missing, and the points, the same for both sides. Pure.

What must be there comes first: a match that lacks fewer must-haves stands before one with more points. Points are
those of the published table (`jobs.points`). A level below what is asked counts as what it is; one above counts as
what is asked, so that nobody gains by being over-qualified. Nothing here knows age, sex, origin or school, and nothing
here refuses anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jobs.points import TABLE, skill_points, used_points

LADDER = ("junior", "mid", "senior", "lead", "principal")
"""Seniorities above each other; the others stand for themselves."""
WAYS = {
    "on_site": ("return",),
    "hybrid": ("return",),
    "remote": ("remote",),
    "visit": ("visit",),
    "return": ("return",),
}
"""Which ways to work fit a mode of an opening."""
ADVISORY, ADVISE = "advisory", "advise"


@dataclass(frozen=True, slots=True)
class Known:
    """A skill of an expert: `level` 1–5 or 0 (not said), `used` "now", "recent" or anything else."""

    slug: str
    level: int = 0
    used: str = ""


@dataclass(frozen=True, slots=True)
class Expert:
    """What an expert says, in slugs and bands. `overlap` in hours of a day with Tehran, None where it is not said."""

    skills: tuple[Known, ...] = ()
    seniority: str = ""
    languages: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    overlap: int | None = None
    free: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill of an opening: `level` 1–5 or 0 (any)."""

    slug: str
    level: int = 0
    must: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """What an opening asks, in slugs."""

    skills: tuple[Wanted, ...] = ()
    seniority: str = ""
    languages: tuple[str, ...] = ()
    kind: str = ""
    mode: str = ""
    overlap: int | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """Ways to work that fit it."""
        return WAYS.get(self.mode, ()) + ((ADVISE,) if self.kind == ADVISORY else ())


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that is met. code "skill": `slug`, `has` and `asks` are levels, `used` a band, `must` whether it has to
    be there; "seniority", "language", "way", "overlap", "free", "confirmed": `slug` is the value."""

    code: str
    slug: str
    points: int
    has: int = 0
    asks: int = 0
    used: str = ""
    must: bool = False

    @property
    def partly(self) -> bool:
        """Whether a level is asked that is not reached, or not said."""
        return self.code == "skill" and self.has < self.asks


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is asked and not there."""

    code: str
    slug: str
    must: bool = False
    asks: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """`musts`: how many skills have to be there; `lacking`: how many of them are not."""

    reasons: tuple[Reason, ...]
    missing: tuple[Lack, ...]
    musts: int
    lacking: int

    @property
    def points(self) -> int:
        """All points together."""
        return sum(reason.points for reason in self.reasons)

    @property
    def order(self) -> tuple[int, int]:
        """For sorting, the best first."""
        return self.lacking, -self.points


def match(expert: Expert, offer: Offer) -> Match:
    """What of the offer the expert meets, and what is missing; the same whichever side asks."""
    reasons = (*_skills(expert, offer), *_asked(expert, offer), *_standing(expert))
    missing = (*_missing_skills(expert, offer), *_missing(expert, offer))
    musts = [one for one in offer.skills if one.must]
    known = {one.slug for one in expert.skills}
    return Match(reasons, missing, len(musts), sum(one.slug not in known for one in musts))


def counted(has: int, asks: int) -> int:
    """The level that counts: at most the one that is asked; where any will do, the one that is there. 0: not said."""
    return min(has, asks) if has and asks else has


def enough(seniority: str) -> tuple[str, ...]:
    """The seniorities that fit one that is asked: itself, and what stands above it."""
    return LADDER[LADDER.index(seniority) :] if seniority in LADDER else (seniority,)


def _skills(expert: Expert, offer: Offer) -> Iterator[Reason]:
    """What must be there first, in the order of the offer."""
    known = {one.slug: one for one in expert.skills}
    for wanted in sorted(offer.skills, key=lambda one: not one.must):
        if has := known.get(wanted.slug):
            points = skill_points(counted(has.level, wanted.level)) + used_points(has.used)
            yield Reason("skill", wanted.slug, points, has.level, wanted.level, has.used, wanted.must)


def _asked(expert: Expert, offer: Offer) -> Iterator[Reason]:
    points = TABLE["asked"]
    if offer.seniority and expert.seniority in enough(offer.seniority):
        yield Reason("seniority", expert.seniority, points["seniority"])
    for language in offer.languages:
        if language in expert.languages:
            yield Reason("language", language, points["language"])
    if way := next((one for one in offer.ways if one in expert.ways), ""):
        yield Reason("way", way, points["way"])
    if offer.overlap is not None and expert.overlap is not None and expert.overlap >= offer.overlap:
        yield Reason("overlap", str(offer.overlap), points["overlap"])


def _standing(expert: Expert) -> Iterator[Reason]:
    for code, band in (("free", expert.free), ("confirmed", expert.confirmed)):
        if points := TABLE[code].get(band):
            yield Reason(code, band, points)


def _missing_skills(expert: Expert, offer: Offer) -> Iterator[Lack]:
    known = {one.slug for one in expert.skills}
    for wanted in sorted(offer.skills, key=lambda one: not one.must):
        if wanted.slug not in known:
            yield Lack("skill", wanted.slug, wanted.must, wanted.level)


def _missing(expert: Expert, offer: Offer) -> Iterator[Lack]:
    if offer.seniority and expert.seniority not in enough(offer.seniority):
        yield Lack("seniority", offer.seniority)
    yield from (Lack("language", one) for one in offer.languages if one not in expert.languages)
    if offer.ways and not set(offer.ways) & expert.ways:
        yield Lack("way", offer.ways[0])
    if offer.overlap is not None and (expert.overlap is None or expert.overlap < offer.overlap):
        yield Lack("overlap", str(offer.overlap))
