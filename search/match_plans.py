"""Matching as plans: the engine adds up what `jobs.matching` counts, so that one query brings the best first. Pure.

Each must-have that is there weighs more than all points together: what lacks fewer of them comes first.
"""

from collections.abc import Iterator

from jobs.matching import ADVISE, ADVISORY, LADDER, WAYS, Expert, Offer, Wanted, counted, enough
from jobs.points import LEVELS, TABLE, skill_points, used_points
from search.plan import AnyOf, Clause, Has, Part

MUST = 2_000
"""More than a match can have in points: thirty skills at most, forty-five points each, and what is asked beside."""
MOST_MUSTS = 30
KNOWN_LEVELS = (0, *LEVELS)


def parts_for_offer(offer: Offer) -> Iterator[Part]:
    """What an expert's document earns for an opening."""
    for wanted in offer.skills:
        yield from _parts_for_skill(wanted)
    if offer.seniority:
        yield _asked("seniority", _any("seniority", enough(offer.seniority)))
    for language in offer.languages:
        yield _asked("language", Has("languages", language))
    if offer.ways:
        yield _asked("way", _any("ways", offer.ways))
    if offer.overlap is not None:
        yield _asked("overlap", _any("hours", tuple(str(hours) for hours in range(offer.overlap, 25))))
    for code, field in (("free", "free_band"), ("confirmed", "confirmed")):
        for band, points in TABLE[code].items():
            yield Part(code, Has(field, band), points)


def _parts_for_skill(wanted: Wanted) -> Iterator[Part]:
    if wanted.must:
        yield Part("must", Has("skills", wanted.slug), MUST)
    for level in KNOWN_LEVELS:
        points = skill_points(counted(level, wanted.level))
        yield Part("skill", Has("levels", f"{wanted.slug}:{level}"), points)
    for band in TABLE["used"]:
        yield Part("used", Has("used", f"{wanted.slug}:{band}"), used_points(band))


def parts_for_expert(expert: Expert) -> Iterator[Part]:
    """What an opening's document earns for an expert. What counts for every opening alike is left out: it moves none."""
    for count in range(MOST_MUSTS + 1):
        yield Part("musts", Has("must_count", str(count)), MUST * (MOST_MUSTS - count))
    for known in expert.skills:
        yield Part("must", Has("musts", known.slug), MUST)
        for level in KNOWN_LEVELS:
            points = skill_points(counted(known.level, level)) + used_points(known.used)
            yield Part("skill", Has("levels", f"{known.slug}:{level}"), points)
    if fitting := seniorities(expert.seniority):
        yield _asked("seniority", _any("seniority", fitting))
    for language in sorted(expert.languages):
        yield _asked("language", Has("languages", language))
    if ways := tuple(_of_ways(expert)):
        yield _asked("way", AnyOf(ways))
    if expert.overlap is not None:
        yield _asked("overlap", _any("hours", tuple(str(hours) for hours in range(1, expert.overlap + 1))))


def seniorities(mine: str) -> tuple[str, ...]:
    """The seniorities that somebody of this one fits, when they are asked."""
    return tuple(one for one in (*LADDER, mine) if one and mine in enough(one))


def _of_ways(expert: Expert) -> Iterator[Clause]:
    yield from (Has("mode", mode) for mode, ways in WAYS.items() if set(ways) & expert.ways)
    if ADVISE in expert.ways:
        yield Has("kind", ADVISORY)


def _asked(name: str, clause: Clause) -> Part:
    return Part(name, clause, TABLE["asked"][name])


def _any(field: str, values: tuple[str, ...]) -> Clause:
    return AnyOf(tuple(Has(field, value) for value in dict.fromkeys(values)))
