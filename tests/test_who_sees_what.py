"""The table of who sees what: each group of a profile at each level and listing, for every audience, asked through
every channel that shows a person. It is held in both directions: who may see a group does see it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from talent.accounts.models import RoleName, User
from talent.companies.actions import suspend_company
from talent.companies.models import Company
from talent.experts import actions
from talent.experts.grants import grant_groups, withdraw_grant
from talent.experts.models import Grant
from tests import cast, planting
from tests.crawl import everything_of

COMPANIES = {"granted": "alborz", "company": "parto", "hidden": "shadow", "waiting": "fresh", "suspended": "stopped"}  # fmt: skip
STAFF = ("moderator", "editor", "privacy_officer", "operator")
AUDIENCES = ("me", "stranger", "network", *COMPANIES, "uncoded", *STAFF, "superuser")
EVERYBODY = frozenset(AUDIENCES)

LISTED = {
    "nobody": {"me"},
    "ticked": {"me", "granted"},
    "companies": {"me", "granted", "company"},
    "public": EVERYBODY,
}
"""Whom a listing reaches. The owner ticks one company, hides from another (where not public: one excludes the
other), and chose before the waiting one was verified. Granted is a company with a yes to every group."""
LEVEL = {
    "me": {"me"},
    "by_my_yes": {"me", "granted"},
    "companies": {"me", "granted", "company"},
    "public": EVERYBODY,
}
LOOSEST = {
    "facts": "public",
    "words": "companies",
    "experience": "companies",
    "employers": "companies",
    "education": "companies",
    "links": "companies",
    "cv": "companies",
    "names": "by_my_yes",
    "contact": "by_my_yes",
}
NEEDS = dict.fromkeys(LOOSEST, "facts") | {"employers": "experience"}
"""Nobody sees anything of a profile whose facts they do not see, nor an employer of work that they do not see."""
MARKS = {
    "facts": ("kubernetes",),
    "words": ("zqherheadlinefa", "zqherheadlineen", "zqhersummaryfa", "zqhersummaryen"),
    "experience": ("zqherexperiencetitle", "zqherexperiencetext"),
    "employers": ("zqherexperienceemployer",),
    "education": ("zqhereducationdegree", "zqhereducationfield", "zqhereducationinstitution"),
    "links": ("zqherlinks.example.net",),
    "cv": ("zqhercvtext",),
    "names": ("zqhernamenative", "zqhernamelatin"),
    "contact": ("zqherphone", "zqhermessenger", "zqherotheremail"),
}
NEVER = ("zqhercvname", "zqher@zqher.example.net")
ORDER = ("me", "by_my_yes", "companies", "public")
OWN_PAGES = ("/en/profile/", "/en/profile/cv/file/", "/en/account/leave/data/")


@dataclass(frozen=True)
class Table:
    her: User
    readers: dict[str, Client]
    companies: dict[str, Company]
    index: Callable[[], int]


def seen(group: str, levels: dict[str, str], listing: str) -> set[str]:
    """Who sees a group by the table."""
    level = min(levels.get(group, "public"), LOOSEST[group], key=ORDER.index)
    own = set(LEVEL[level]) & set(LISTED[listing])
    return own & seen(NEEDS[group], levels, listing) if group != "facts" else own


@pytest.fixture
def table(
    moderator: User, browse: Any, index: Callable[[], int], settings: Any, tmp_path: Path, monkeypatch: Any
) -> Table:
    """Her with a mark in every group, four public neighbours (fewer than five cards are shown to nobody), and a
    reader of every audience."""
    private = settings.STORAGES["private"]
    options = private["OPTIONS"] | {"location": tmp_path / "private"}
    settings.STORAGES = settings.STORAGES | {"private": private | {"OPTIONS": options}}
    for scope in ("person", "visitor"):  # rates have tests of their own
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, None)
    cast.open_public_directory()
    companies = {name: cast.company(moderator, slug) for name, slug in COMPANIES.items()}
    her = _her(companies, browse)
    for number in range(4):
        cast.expert(f"{number}@experts.example.org", skills=("python:1", "go:1", "rust:1"), listing="public")
    readers = {name: browse(user) for name, user in _readers(moderator, her, companies).items()}
    suspend_company(actor=moderator, company=companies["suspended"])
    return Table(her, readers, companies, index)


def _her(companies: dict[str, Company], browse: Any) -> User:
    her = planting.expert("zqher", planting.Listing.NOBODY, browse)
    actions.set_skill(actor=her, profile=cast.profile_of(her), skill=cast.term("skill", "kubernetes"))
    return her


def _yes(her: User, company: Company, *groups: str) -> Grant:
    mine: dict[str, Any] = {"actor": her, "profile": cast.profile_of(her), "company": company}
    return grant_groups(**mine, groups=groups, source="request", now=timezone.now())


def _readers(moderator: User, her: User, companies: dict[str, Company]) -> dict[str, User | None]:
    members = {name: cast.member(moderator, company, "member") for name, company in companies.items()}
    staff = {name: cast.staff(RoleName(name)) for name in STAFF[1:]}
    return {
        "me": her,
        "stranger": None,
        "network": cast.person("somebody@experts.example.org"),
        "uncoded": cast.member(moderator, companies["company"], "uncoded", code=False),
        "moderator": moderator,
        "superuser": cast.person("root@park.example.org", is_superuser=True),
        **members,
        **staff,
    }


def arrange(table: Table, listing: str, levels: dict[str, str], moderator: User) -> None:
    """Her choices through her own forms, and a company that is verified (again) only after them."""
    me = table.readers["me"]
    _send(me, "/en/profile/hidden/hide/", company="shadow", show="1")
    _send(me, "/en/profile/listing/", listing="nobody")
    for group, level in levels.items():
        _send(me, "/en/profile/level/", group=group, level=min(level, LOOSEST[group], key=ORDER.index))
    ticked = [table.companies[name].slug for name in ("granted", "suspended")]
    _send(me, "/en/profile/listing/", listing=listing, **({"ticked": ticked[:1]} if listing == "ticked" else {}))  # fmt: skip
    if listing != "public":
        _send(me, "/en/profile/hidden/hide/", company="shadow")
    _yes(table.her, table.companies["granted"], *LOOSEST)  # the one before ended when nobody saw her
    fresh = Company.objects.get(pk=table.companies["waiting"].pk)
    suspend_company(actor=moderator, company=fresh)
    cast.verify(moderator, fresh)
    table.index()


def _send(browser: Client, path: str, **form: Any) -> None:
    assert browser.post(path, form).status_code == 302, (path, form)


def read(table: Table, audience: str) -> str:
    """All that an audience gets through every channel that shows a person, its own company's and another's."""
    own = table.companies[
        "company" if audience == "uncoded" else audience if audience in COMPANIES else "granted"
    ]
    paths = [
        "/en/experts/?q=python&sort=recent",
        "/fa/experts/?skill=python",
        "/api/v1/experts/?skill=python",
    ]
    for company in {own.pk: own, table.companies["granted"].pk: table.companies["granted"]}.values():
        token = planting.token_of(table.her, company)
        place = f"c/{company.slug}/experts/"
        paths += [f"/en/{place}{token}/", f"/en/{place}{token}/cv/", f"/api/v1/{place}{token}/"]
        paths += [f"/fa/{place}?skill=python", f"/api/v1/{place}?q=python"]
    paths = [*(OWN_PAGES if audience in ("me", "network", "company") else ()), *dict.fromkeys(paths)]
    return "\n".join(everything_of(table.readers[audience].get(path)) for path in paths).lower()


def wrong(table: Table, expected: dict[str, set[str]], asked: set[str]) -> list[tuple[str, str, str]]:
    """(group, audience, mark) wherever what is met is not what the table says."""
    found = []
    for audience in sorted(asked):
        text = read(table, audience)
        for group, marks in MARKS.items():
            allowed = audience in expected[group]
            found += [(group, audience, mark) for mark in marks if (mark in text) != allowed]
        found += [("never", audience, mark) for mark in NEVER if mark in text and audience != "me"]
    return found


OPEN = dict.fromkeys(LOOSEST, "companies") | {"facts": "public"}
EVERY_CASE = [
    (listing, dict.fromkeys(LOOSEST, level) | {"facts": "public"})
    for listing, level in product(LISTED, ("me", "by_my_yes", "companies"))
]
EVERY_CASE += [
    (listing, OPEN | {"facts": facts}) for listing in ("companies", "public") for facts in ORDER[:3]
]
EVERY_CASE += [("companies", OPEN | {"experience": level}) for level in ORDER[:2]]
EVERY_CASE += [("public", OPEN | {"facts": "companies"})]
CASES = [
    case for case in EVERY_CASE if case[1] == OPEN or case[0] == "companies" and case[1]["facts"] != "me"
]
CASES += EVERY_CASE[-1:]


def prove(
    table: Table, moderator: User, cases: list[tuple[str, dict[str, str]]], few: frozenset[str]
) -> None:
    """Her choices one after another; after each, what every audience gets is what the table says. Those in `few`
    are asked only where all is as open as it can be: elsewhere there is less to see."""
    for listing, levels in cases:
        arrange(table, listing, levels, moderator)
        expected = {group: seen(group, levels, listing) for group in LOOSEST}
        if listing == "public":  # it waits at its own pages, and sees the public card like anybody
            expected = {group: who if group == "facts" else who - {"waiting"} for group, who in expected.items()}  # fmt: skip
        skipped = {"hidden"} if listing == "public" else set()
        asked = set(AUDIENCES) - skipped - (few if levels != OPEN else set())
        assert wrong(table, expected, asked) == [], (listing, levels)


def test_every_group_is_seen_by_exactly_those_whom_the_table_names(table: Table, moderator: User) -> None:
    prove(table, moderator, CASES, few=frozenset({*STAFF, "superuser", "uncoded", "suspended"}))


@pytest.mark.faults
def test_every_group_at_every_level_under_every_listing(table: Table, moderator: User) -> None:
    prove(table, moderator, EVERY_CASE, few=frozenset())


def test_a_yes_opens_the_group_that_it_names_and_no_other(table: Table, moderator: User) -> None:
    arrange(table, "companies", dict.fromkeys(LOOSEST, "by_my_yes") | {"facts": "public"}, moderator)
    company = table.companies["granted"]
    for given in Grant.objects.all():
        withdraw_grant(actor=table.her, grant=given, now=timezone.now())
    for group in (*LOOSEST, "experience employers"):
        yes = _yes(table.her, company, *group.split())
        text = read(table, "granted")
        met = {named for named, marks in MARKS.items() if all(mark in text for mark in marks)}
        partly = {named for named, marks in MARKS.items() if any(mark in text for mark in marks)}
        alone = {"facts"} if group == "employers" else {"facts", *group.split()}
        assert met == partly == alone, group
        withdraw_grant(actor=table.her, grant=yes, now=timezone.now())
    text = read(table, "granted")
    assert [mark for group in LOOSEST if group != "facts" for mark in MARKS[group] if mark in text] == []
