"""A unique string in every hidden field that some page renders for its owner; then every page as every role."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import RoleName, User
from talent.companies.actions import suspend_company
from talent.experts import actions
from talent.experts.details import FIELDS, save_details, save_row
from talent.experts.models import Cv, Listing
from talent.lib.dates import park_today
from talent.notifications.models import Delivery
from tests import cast
from tests.crawl import crawl, everything_of

ROLES = (
    "stranger",
    "other_expert",
    "member",
    "other_member",
    "moderator",
    "editor",
    "privacy_officer",
    "operator",
)
WORDS = ("headline_fa", "headline_en", "summary_fa", "summary_en")
ROW_WORDS = {
    "experience": ("title", "employer", "text"),
    "education": ("degree", "field", "institution"),
}
QUERIES = (
    "q=python",
    "q=کافکا",
    "skill=python",
    "region=western-europe",
    "way=remote",
    "q=python&sort=recent",
    "q=zq",
)


@dataclass(frozen=True)
class Canary:
    """A string, who owns it, on which of the owner's pages it stands ("": on none, like a key of the index),
    and which other roles may meet it."""

    text: str
    owner: User
    page: str
    seen_by: frozenset[str] = frozenset()


@pytest.fixture
def people(moderator: Any, member: Any, other_member: Any) -> dict[str, Any]:
    cast.open_public_directory()
    staff = {name: cast.staff(RoleName(name)) for name in ROLES[5:]}
    others = {"stranger": None, "other_expert": cast.expert("zq0@experts.example.org")}
    return others | {"member": member, "other_member": other_member, "moderator": moderator} | staff


@pytest.fixture
def canaries(people: dict[str, Any], company: Any) -> list[Canary]:
    """Three experts: one unlisted, one who hides from `company`, one public; all of their hidden strings."""
    unlisted = _expert("zqunlisted", Listing.NOBODY)
    hiding = _expert("zqhiding", Listing.COMPANIES)
    actions.hide_from(actor=hiding, profile=cast.profile_of(hiding), company=company)
    public = _expert("zqpublic", Listing.PUBLIC)
    found = [*_of(unlisted, "zqunlisted", ()), *_of(hiding, "zqhiding", ("other_member",))]
    found += _of(public, "zqpublic", ("member", "other_member"))
    return [*found, *_of_members(people), _of_a_hide_list(hiding, people["moderator"]), _of_a_host(hiding)]


def _of_members(people: dict[str, Any]) -> list[Canary]:
    """Addresses of members: the moderator binds them, nobody else meets them but their owner."""
    page = "/en/account/settings/"
    return [
        Canary(people[name].email, people[name], page, frozenset({"moderator", name}))
        for name in ("member", "other_member")
    ]


def _of_a_hide_list(owner: User, moderator: User) -> Canary:
    """The name of a company that is on a hide list and nowhere else: it is not verified any more."""
    quiet = cast.company(moderator, "zqquiet")
    actions.hide_from(actor=owner, profile=cast.profile_of(owner), company=quiet)
    suspend_company(actor=moderator, company=quiet)
    return Canary(quiet.name_en, owner, "/en/profile/hidden/", frozenset({"moderator"}))


def _of_a_host(owner: User) -> Canary:
    """A host that somebody hides from: not even staff read it."""
    actions.hide_from_domain(actor=owner, profile=cast.profile_of(owner), domain="zqhost.example.net")
    return Canary("zqhost.example.net", owner, "/en/profile/hidden/")


def _expert(name: str, listing: Listing) -> User:
    words = {field: f"{name}{field.replace('_', '')}" for field in WORDS}
    user = cast.expert(
        f"{name}@experts.example.org", skills=("python:5", "rust:2", "go:1"), listing=listing, **words
    )
    _tell_everything(user, name)
    return user


def _tell_everything(user: User, name: str) -> None:
    """A canary in every detail; all of them stay at the levels that they begin with."""
    profile = cast.profile_of(user)
    for part, fields in FIELDS.items():
        typed: dict[str, Any] = {field: f"{name}{field.replace('_', '')}" for field in fields}
        if part == "links":
            typed = {"links": [f"https://{name}links.example.net/"]}
        save_details(actor=user, profile=profile, version=profile.version, part=part, **typed)
    years: dict[str, dict[str, Any]] = {
        "experience": {"from_year": 2019, "to_year": None},
        "education": {"year": 2011},
    }
    for part, fields in ROW_WORDS.items():
        row = {field: f"{name}{part}{field}" for field in fields} | years[part]
        save_row(actor=user, profile=profile, version=profile.version, part=part, **row)


def _of(owner: User, name: str, seen_by: tuple[str, ...]) -> list[Canary]:
    words = [
        Canary(f"{name}{field.replace('_', '')}", owner, "/en/profile/", frozenset(seen_by))
        for field in WORDS
    ]
    details = [field.replace("_", "") for fields in FIELDS.values() for field in fields]
    details += [f"{part}{field}" for part, fields in ROW_WORDS.items() for field in fields]
    words += [Canary(f"{name}{field}", owner, "/en/profile/") for field in details]
    key = Canary(cast.profile_of(owner).key.hex, owner, "")
    kept = Cv.objects.create(
        profile=cast.profile_of(owner), file=f"cv/{name}file", kind="pdf", size=1, added_on=park_today()
    )
    return [
        Canary(kept.file, owner, ""),
        *words,
        Canary(owner.email, owner, "/en/account/settings/"),
        key,
        Canary(str(owner.audit_key), owner, ""),
    ]


def starts(role: str, company: str) -> list[str]:
    """Where a role begins to walk: both languages, the pages that nothing links to, and what it must not reach."""
    paths = ["/", "/robots.txt", "/sitemap.xml", "/api/v1/schema/", "/health/ready", "/back-office/"]
    for language in ("fa", "en"):
        paths += [
            f"/{language}/",
            f"/{language}/start/",
            f"/{language}/profile/",
            f"/{language}/skills/?q=py",
        ]
        for directory in (
            f"/{language}/experts/",
            f"/{language}/c/{company}/experts/",
            f"/{language}/c/parto/experts/",
        ):
            paths += [f"{directory}?{query}" for query in QUERIES]
    for path in ("/api/v1/experts/", f"/api/v1/c/{company}/experts/", "/api/v1/c/parto/experts/"):
        paths += [f"{path}?{query}" for query in QUERIES]
    return paths


def test_every_canary_is_rendered_for_its_owner(
    browse: Callable[..., Client], canaries: list[Canary]
) -> None:
    for canary in canaries:
        if canary.page:
            assert canary.text in browse(canary.owner).get(canary.page).content.decode(), canary.text


def test_every_allowed_role_meets_its_canaries(
    browse: Callable[..., Client], people: dict[str, Any], canaries: list[Canary], index: Callable[[], int]
) -> None:
    index()
    seen = browse(people["other_member"]).get("/fa/c/parto/experts/", {"q": "python"}).content.decode()
    assert "zqhidingheadlinefa" in seen and "zqpublicheadlinefa" in seen


@pytest.mark.parametrize("role", ROLES)
def test_no_page_answer_mail_or_log_line_shows_a_canary_to_anybody_else(
    browse: Callable[..., Client],
    people: dict[str, Any],
    canaries: list[Canary],
    company: Any,
    index: Callable[[], int],
    role: str,
    caplog: pytest.LogCaptureFixture,
    capsys: Any,
) -> None:
    index()
    caplog.set_level(logging.DEBUG)
    leaks, pages = [], 0
    for path, answer in crawl(browse(people[role]), starts(role, company.slug)):
        pages += 1
        assert answer.status_code < 500 or path == "/health/ready", path  # no broker runs beside the tests
        text = everything_of(answer)
        leaks += [
            (path, canary.text) for canary in canaries if canary.text in text and role not in canary.seen_by
        ]
    assert leaks == []
    logged = caplog.text + capsys.readouterr().out
    mailed = repr(list(Delivery.objects.values_list("address", "subject", "text", "html")))
    assert [canary.text for canary in canaries if canary.text in logged + mailed] == []
    print(f"{role}: {pages} pages, {len(canaries)} canaries")
    assert pages > 40


def test_searching_for_a_hidden_word_finds_nobody(
    browse: Callable[..., Client],
    people: dict[str, Any],
    canaries: list[Canary],
    company: Any,
    index: Callable[[], int],
) -> None:
    index()
    for word in [
        canary.text for canary in canaries if canary.text.startswith("zq") and "@" not in canary.text
    ]:
        shown = "headline" in word or "summary" in word
        ours = browse(people["member"]).get(f"/en/c/{company.slug}/experts/", {"q": word}).context["page"]
        assert ours.total == (shown and "zqpublic" in word), word
        assert browse().get("/en/experts/", {"q": f"{word} python"}).context["page"].total == 0


def test_hiding_is_not_written_where_the_company_can_read_it(
    browse: Callable[..., Client],
    people: dict[str, Any],
    canaries: list[Canary],
    company: Any,
    index: Callable[[], int],
) -> None:
    index()
    page = browse(people["member"]).get(f"/en/c/{company.slug}/experts/", {"skill": "rust"})
    assert page.context["page"].total == 1
    assert page.context["page"].facets["skill"]["rust"] == 1
