"""What an audience must not see changes no byte that it gets: total, order, facets, headers included."""

import os
from collections.abc import Callable
from random import Random, SystemRandom
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from talent.companies.actions import change_company
from talent.companies.models import Company
from talent.experts import actions
from talent.experts.details import save_details, save_row
from talent.experts.grants import grant_groups
from talent.experts.levels import set_level
from talent.experts.models import Listing
from tests import cast

pytestmark = pytest.mark.journey
WORDS = [
    "python",
    "کافکا",
    "go",
    "docker",
    "remote",
    "اروپا",
    "london",
    "senior",
    "bank",
    "زیرساخت",
    "rust",
    "now",
    "10+ years",
    "zq",
]
TICKS = {
    "skill": ["python", "apache-kafka", "rust", "docker"],
    "region": ["western-europe", "uk-and-ireland"],
    "way": ["remote", "advise", "return"],
    "language": ["fa", "en", "de"],
    "seniority": ["senior", "lead"],
    "years": ["10-14", "15+"],
    "overlap": ["3", "5"],
    "free": ["now"],
}


def queries(count: int, seed: int) -> list[str]:
    """One query for each skill alone, so that whoever may see a difference does, then `count` random ones."""
    random, made = Random(seed), [urlencode([("skill", skill)]) for skill in TICKS["skill"]]
    for _ in range(count):
        pairs = [("q", " ".join(random.sample(WORDS, random.randint(0, 3))))]
        for facet in random.sample(sorted(TICKS), random.randint(0, 2)):
            pairs += [
                (facet, value)
                for value in random.sample(TICKS[facet], random.randint(1, min(2, len(TICKS[facet]))))
            ]
        pairs += random.choice([[], [("sort", "recent")], [("page", "2")]])
        made.append(urlencode(pairs))
    return made


@pytest.fixture(autouse=True)
def no_throttle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rates have tests of their own; here they would cut the comparison short."""
    for scope in ("person", "visitor"):
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, None)


@pytest.fixture
def crowd(moderator: Any, other_company: Any, index: Callable[[], int]) -> dict[str, Any]:
    """Thirty experts whom all may see, and four with something to hide."""
    cast.open_public_directory()
    for slug in ("strange", "stranger-still"):
        cast.company(moderator, slug)
    random = Random(5)
    for number in range(30):
        skills = tuple(
            f"{slug}:{random.randint(1, 5)}" for slug in random.sample(TICKS["skill"] + ["go", "java"], 4)
        )
        region = cast.term("region", random.choice(TICKS["region"]))
        listing = random.choice([Listing.COMPANIES, Listing.PUBLIC])
        cast.expert(f"p{number}@experts.example.org", skills=skills, region=region, listing=listing)
    made = {
        name: cast.expert(
            f"{name}@experts.example.org", skills=("python:5", "rust:5", "docker:1"), listing=listing
        )
        for name, listing in (
            ("unlisted", Listing.NOBODY),
            ("hiding", Listing.COMPANIES),
            ("public", Listing.PUBLIC),
        )
    }
    return made | {"ticking": _ticking(other_company)}


def _ticking(company: Any) -> Any:
    """Somebody whom one company alone may find."""
    user = cast.expert("ticking@experts.example.org", skills=("python:5", "rust:5", "go:1"), listing=Listing.NOBODY)  # fmt: skip
    profile = cast.profile_of(user)
    actions.set_listing(actor=user, profile=profile, listing=Listing.TICKED, ticked=[company])
    return user


def change_the_absent(hidden: dict[str, Any], other_company: Any) -> None:
    """Other words, other facts, another hide list, one more person: of those who are absent for a company."""
    for name in ("unlisted", "hiding"):
        profile = cast.profile_of(hidden[name])
        actions.set_skill(
            actor=hidden[name], profile=profile, skill=cast.term("skill", "apache-kafka"), level=5
        )
        facts = {"region": cast.term("region", "uk-and-ireland"), "ways": ["return"], "languages": ["de"]}
        version = profile.version
        actions.save_facts(actor=hidden[name], profile=profile, version=version, **(cast.FACTS() | facts))
        change_the_words(hidden[name])
    actions.hide_from(
        actor=hidden["unlisted"], profile=cast.profile_of(hidden["unlisted"]), company=other_company
    )
    cast.expert("late@experts.example.org", listing=Listing.NOBODY)


def tell(user: Any, word: str) -> None:
    """Names, experience and education at "by my yes", with `word` in them."""
    profile = cast.profile_of(user)
    mine: dict[str, Any] = {"actor": user, "profile": profile}
    names = {"name_native": f"{word} نام", "name_latin": word}
    save_details(**mine, version=profile.version, part="names", **names)
    work = {"title": word, "employer": word, "from_year": 2019, "to_year": None, "text": f"bank {word}"}
    save_row(**mine, version=profile.version, part="experience", **work)
    study = {"degree": word, "field": "rust", "institution": word, "year": 2011}
    save_row(**mine, version=profile.version, part="education", **study)


def change_what_is_closed(hidden: dict[str, Any], other_company: Any, moderator: Any) -> None:
    """Ticks, hosts, families, levels and grants: all that a company could learn only about somebody else."""
    strange = Company.objects.get(slug="strange")
    for name in ("public", "hiding", "ticking"):
        tell(hidden[name], "zq")
    ticking = hidden["ticking"]
    set_listing = {"actor": ticking, "profile": cast.profile_of(ticking), "listing": Listing.TICKED}
    actions.set_listing(**set_listing, ticked=[other_company, strange])
    hiding = hidden["hiding"]
    mine = {"actor": hiding, "profile": cast.profile_of(hiding)}
    actions.hide_from(**mine, company=strange)
    actions.hide_from_domain(**mine, domain="nobody-of-ours.example.net")
    set_level(**mine, group="experience", level="companies")
    grant_groups(
        **mine, company=other_company, groups=["names", "education"], source="zq", now=timezone.now()
    )
    details = {"parent": Company.objects.get(slug="stranger-still")}
    change_company(actor=moderator, company=strange, **{**DETAILS_OF(strange), **details})


def DETAILS_OF(company: Any) -> dict[str, Any]:
    """What a company says now."""
    names = ("slug", "name_fa", "name_en", "domain", "national_id", "contract_number")
    return {name: getattr(company, name) for name in names}


def change_the_words(user: Any) -> None:
    """What companies may read and visitors may not."""
    profile = cast.profile_of(user)
    words = {"headline_fa": "زیرساخت بانک", "headline_en": "bank zq", "summary_fa": "", "summary_en": "bank"}
    actions.save_words(actor=user, profile=profile, version=profile.version, **words)


def answers(browser: Client, path: str, asked: list[str]) -> list[tuple[bytes, list[tuple[str, str]]]]:
    """Body and headers of each query."""
    got = [browser.get(f"{path}?{query}") for query in asked]
    return [(answer.content, sorted(answer.headers.items())) for answer in got]


ANYONE = ("stranger", "expert", "stranger by API")
OUR_COMPANY = ("member", "member by API")


def prove(
    browse: Any,
    crowd: Any,
    moderator: Any,
    member: Any,
    other_member: Any,
    company: Any,
    other: Any,
    index: Any,
    count: int,
) -> None:
    """Four corpora, `count` queries per role: equal for those from whom the change is hidden, and different
    for somebody from whom it is not."""
    seed = int(os.environ.get("SEED") or SystemRandom().randrange(10**6))
    print(f"seed {seed}, {count} queries per role")
    asked = queries(count, seed)
    actions.hide_from(actor=crowd["hiding"], profile=cast.profile_of(crowd["hiding"]), company=company)
    roles = {
        "stranger": (browse(), "/fa/experts/"),
        "expert": (browse(crowd["unlisted"]), "/en/experts/"),
        "member": (browse(member), f"/fa/c/{company.slug}/experts/"),
        "other": (browse(other_member), f"/fa/c/{other.slug}/experts/"),
        "stranger by API": (browse(), "/api/v1/experts/"),
        "member by API": (browse(member), f"/api/v1/c/{company.slug}/experts/"),
    }

    def corpus() -> dict[str, list[Any]]:
        index()
        return {role: answers(browser, path, asked) for role, (browser, path) in roles.items()}

    first = corpus()
    change_the_absent(crowd, other)
    second = corpus()
    change_what_is_closed(crowd, other, moderator)
    closed = corpus()
    change_the_words(crowd["public"])
    third = corpus()
    pairs = zip((first, second, closed), (second, closed, third), strict=True)
    assert all(one["other"] != two["other"] for one, two in pairs), "the corpora do not differ for anybody"
    for role in ANYONE + OUR_COMPANY:
        assert first[role] == second[role] == closed[role], role
    for role in ANYONE:
        assert closed[role] == third[role], role
    assert closed["member"] != third["member"], "a company sees a public expert's words"


def test_hidden_data_change_no_byte_of_an_answer(
    browse: Any,
    crowd: Any,
    moderator: Any,
    member: Any,
    other_member: Any,
    company: Any,
    other_company: Any,
    index: Any,
) -> None:
    prove(browse, crowd, moderator, member, other_member, company, other_company, index, 50)


@pytest.mark.faults
def test_hidden_data_change_no_byte_of_any_of_many_answers(
    browse: Any,
    crowd: Any,
    moderator: Any,
    member: Any,
    other_member: Any,
    company: Any,
    other_company: Any,
    index: Any,
) -> None:
    prove(
        browse,
        crowd,
        moderator,
        member,
        other_member,
        company,
        other_company,
        index,
        500 if not os.environ.get("FAULTS") else 20,
    )


def test_whether_the_relay_is_dead_changes_no_byte_for_who_leaves(
    browse: Any, crowd: Any, other_member: Any, other_company: Any, index: Any
) -> None:
    """Between the leaving and its carrying the guard answers; after it the index does. Nobody can tell which."""
    asked = queries(20, 7)
    paths = [(browse(), "/fa/experts/"), (browse(other_member), f"/fa/c/{other_company.slug}/experts/")]
    index()
    for browser, path in paths:
        browser.get(path)
    there = [answers(browser, path, asked) for browser, path in paths]
    for name in ("public", "hiding"):
        actions.set_listing(actor=crowd[name], profile=cast.profile_of(crowd[name]), listing=Listing.NOBODY)
    dead = [answers(browser, path, asked) for browser, path in paths]
    assert index() == 2
    carried = [answers(browser, path, asked) for browser, path in paths]
    assert there[1] != dead[1], "nobody noticed the leaving"
    assert dead == carried
