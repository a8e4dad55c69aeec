"""Matching: the published points, the same reasons for both sides, and its worst cases."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jobs.matching import LADDER, Expert, Known, Match, Offer, Wanted, match

SLUGS = ("python", "go", "kafka", "rust", "sql")
LANGUAGES = ("fa", "en", "de")
skills = some.lists(some.sampled_from(SLUGS), unique=True)
experts = some.builds(
    Expert,
    skills=some.lists(
        some.builds(
            Known,
            some.sampled_from(SLUGS),
            some.integers(0, 5),
            some.sampled_from(["now", "recent", "old", ""]),
        ),
        unique_by=lambda one: one.slug,
    ).map(tuple),
    seniority=some.sampled_from([*LADDER, "academic", ""]),
    languages=some.frozensets(some.sampled_from(LANGUAGES)),
    ways=some.frozensets(some.sampled_from(["remote", "return", "visit", "advise", "mentor"])),
    overlap=some.none() | some.integers(0, 8),
    free=some.sampled_from(["now", "quarter", "later", ""]),
    confirmed=some.sampled_from(["month", "quarter", "half", "old"]),
)
offers = some.builds(
    Offer,
    skills=some.lists(
        some.builds(Wanted, some.sampled_from(SLUGS), some.integers(0, 5), some.booleans()),
        unique_by=lambda one: one.slug,
    ).map(tuple),
    seniority=some.sampled_from([*LADDER, "academic", ""]),
    languages=some.lists(some.sampled_from(LANGUAGES), unique=True).map(tuple),
    kind=some.sampled_from(["employment", "advisory"]),
    mode=some.sampled_from(["on_site", "hybrid", "remote", "visit", "return", ""]),
    overlap=some.none() | some.integers(1, 8),
)


@pytest.mark.parametrize(
    ("has", "asks", "points", "partly"),
    [
        (Known("go", 3), Wanted("go", 3), 30, False),
        (Known("go", 2), Wanted("go", 4), 25, True),
        (Known("go", 5), Wanted("go", 3), 30, False),
        (Known("go", 5), Wanted("go", 0), 40, False),
        (Known("go", 0), Wanted("go", 4), 25, True),
        (Known("go", 3, "now"), Wanted("go", 3), 35, False),
        (Known("go", 3, "recent"), Wanted("go", 3), 32, False),
        (Known("go", 3, "old"), Wanted("go", 3), 30, False),
    ],
)
def test_a_skill_counts_as_the_published_table_says(
    has: Known, asks: Wanted, points: int, partly: bool
) -> None:
    found = match(Expert(skills=(has,)), Offer(skills=(asks,)))
    assert (found.points, found.reasons[0].partly, found.lacking) == (points, partly, 0)


def test_what_must_be_there_comes_before_points() -> None:
    offer = Offer(skills=(Wanted("go"), Wanted("python", must=False), Wanted("sql", must=False)))
    one = match(Expert(skills=(Known("go", 1),)), offer)
    other = match(Expert(skills=(Known("python", 5, "now"), Known("sql", 5, "now"))), offer)
    assert one.points < other.points and one.order < other.order
    assert [(lack.slug, lack.must) for lack in other.missing] == [("go", True)]


@pytest.mark.parametrize(
    ("seniority", "asked", "met"),
    [
        ("senior", "senior", True),
        ("principal", "senior", True),
        ("mid", "senior", False),
        ("academic", "senior", False),
    ],
)
def test_a_higher_seniority_fits_and_counts_no_more(seniority: str, asked: str, met: bool) -> None:
    found = match(Expert(seniority=seniority), Offer(seniority=asked))
    assert (found.points, bool(found.missing)) == ((10, False) if met else (0, True))


@given(experts, offers, some.sampled_from(SLUGS), some.integers(0, 5))
def test_asking_for_one_more_skill_that_i_have_never_lowers_my_points(
    expert: Expert, offer: Offer, slug: str, level: int
) -> None:
    if slug not in {one.slug for one in expert.skills} or slug in {one.slug for one in offer.skills}:
        return
    more = replace(offer, skills=(*offer.skills, Wanted(slug, level)))
    assert match(expert, more).points > match(expert, offer).points
    assert match(expert, more).lacking == match(expert, offer).lacking


@given(experts, offers, some.sampled_from(SLUGS), some.integers(0, 4))
def test_knowing_more_never_makes_a_match_worse(expert: Expert, offer: Offer, slug: str, level: int) -> None:
    others = tuple(one for one in expert.skills if one.slug != slug)
    less = replace(expert, skills=(*others, Known(slug, level))) if level else replace(expert, skills=others)
    more = replace(expert, skills=(*others, Known(slug, level + 1)))
    if level or slug in {one.slug for one in offer.skills}:
        assert match(more, offer).order <= match(less, offer).order


@given(experts, offers)
def test_everything_that_is_asked_is_met_or_missing(expert: Expert, offer: Offer) -> None:
    found: Match = match(expert, offer)
    met = {one.slug for one in found.reasons if one.code == "skill"}
    lacking = {one.slug for one in found.missing if one.code == "skill"}
    assert met | lacking == {one.slug for one in offer.skills} and not met & lacking
    assert found.lacking == sum(one.must for one in found.missing if one.code == "skill") <= found.musts


@given(experts, offers, some.permutations(SLUGS))
def test_the_order_in_which_skills_are_named_changes_nothing(
    expert: Expert, offer: Offer, order: list[str]
) -> None:
    turned = replace(expert, skills=tuple(sorted(expert.skills, key=lambda one: order.index(one.slug))))
    assert match(turned, offer) == match(expert, offer)
