"""A unique string in everything personal; then every page of every pattern as every role. Who meets which string is
a table, and it is held in both directions: nobody meets another one, and whoever may meet one does."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from rest_framework.throttling import SimpleRateThrottle

from cms.gate import OPEN, OURS
from config.demo.programmes import SLUGS, make_programmes
from config.keeping import personal
from jobs.applications.models import Application
from jobs.contacts.models import ContactRequest
from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.companies.actions import suspend_company
from talent.companies.models import Company
from talent.conversations.models import Attachment, Thread
from talent.experts import actions
from talent.experts.models import Listing
from talent.lib.dates import park_today
from talent.mentoring.models import Booking, Offer, Question, Relation, SharedNote
from talent.notifications.models import Delivery
from talent.programmes.models import Case
from talent.schedule.models import Holiday
from tests import cast, mentoring, planting
from tests.cms import test_doors
from tests.crawl import crawl, everything_of, route_of, routes
from tests.not_typed import NOT_TYPED
from tests.planting import SETTINGS, Canary

ROLES = (
    *("stranger", "network", "member", "other_member", "new_member", "suspended_member"),
    *("moderator", "editor", "privacy_officer", "operator", "case_officer", "superuser"),
)
TRAIL_PAGE = 25
QUERIES = ("q=python", "q=کافکا", "skill=python&sort=recent")


@dataclass(frozen=True)
class World:
    people: dict[str, User | None]
    experts: dict[str, User]
    companies: tuple[Company, ...]
    canaries: list[Canary]
    lost: Client
    asked: ContactRequest
    thread: Thread
    case: Case
    applied: Application


@pytest.fixture
def private(settings: Any, tmp_path: Path) -> None:
    """Files of this test alone; and rates have tests of their own."""
    described = settings.STORAGES["private"]
    options = described["OPTIONS"] | {"location": tmp_path / "private"}
    settings.STORAGES = settings.STORAGES | {"private": described | {"OPTIONS": options}}


@pytest.fixture
def people(moderator: Any, member: Any, other_member: Any) -> dict[str, User | None]:
    cast.open_public_directory()
    stopped = cast.company(moderator, "stopped")
    return {
        "stranger": None,
        "network": cast.expert("zq0@experts.example.org"),
        "member": member,
        "other_member": other_member,
        "suspended_member": _suspended(moderator, stopped),
        "moderator": moderator,
        **{name: cast.staff(RoleName(name)) for name in ROLES[7:11]},
        "superuser": cast.person("root@park.example.org", is_superuser=True),
    }


def _suspended(moderator: User, company: Company) -> User:
    found = cast.member(moderator, company, "member")
    suspend_company(actor=moderator, company=company)
    return found


@pytest.fixture
def world(
    people: dict[str, User | None], company: Company, other_company: Company, browse: Any, private: None
) -> World:
    """Four experts: unlisted, hiding from `company`, ticking `other_company` alone, and public. Only then a new
    company is verified: it waits."""
    moderator = people["moderator"]
    assert moderator
    make_programmes()
    Holiday.objects.create(code="own", day=park_today(), fa="نوروز", en="Nowruz")
    made = {
        name: planting.expert(f"zq{name}", listing, browse)
        for name, listing in (
            ("unlisted", Listing.NOBODY),
            ("hiding", Listing.COMPANIES),
            ("ticking", Listing.NOBODY),
            ("public", Listing.PUBLIC),
        )
    }
    found = _planted(made, moderator, company, other_company)
    asked, texts = planting.asked_of(made["public"], people["member"], company, browse)
    found.append(planting.kept_by(made["public"], people["member"], company, browse))
    thread, said = planting.said_to(asked, made["public"], people["member"], browse)
    found += planting.registrations_of(cast.person("zqfounder@zqfounder.example.net"), moderator, browse)
    fresh = cast.verify(moderator, cast.company(moderator, "fresh", verified=False))
    everybody = people | {"new_member": cast.member(moderator, fresh, "member")}
    case, told = planting.case_of(made["public"], browse)
    applied, letters = planting.applied_to(
        made["public"], people["member"], company, browse, frozenset(ROLES)
    )
    told += mentoring.offer_of(made["ticking"], browse, frozenset(ROLES) - {"stranger"})
    told += mentoring.booked_with(Offer.objects.get(), made["public"], browse)
    told += mentoring.questions_to(made["ticking"], made["public"], browse)
    told += mentoring.meeting(made["ticking"], made["public"], browse)
    lost, text = planting.typed_and_lost(made["hiding"])
    return World(everybody, made, (company, other_company, fresh), [*found, *texts, *said, *told, *letters, *_of_members(everybody), text], lost, asked, thread, case, applied)  # fmt: skip


def _planted(made: dict[str, User], moderator: User, company: Company, other: Company) -> list[Canary]:
    actions.hide_from(actor=made["hiding"], profile=cast.profile_of(made["hiding"]), company=company)
    found = planting.hides_of(made["hiding"], moderator)
    found += planting.choices_of(made["ticking"], moderator, other)
    found += planting.secrets_of(made["unlisted"])
    seen_by = {
        "unlisted": (),
        "hiding": ("other_member",),
        "ticking": ("other_member",),
        "public": ("member", "other_member"),
    }
    for name, user in made.items():
        found += planting.words_of(user, f"zq{name}", *seen_by[name])
        found += planting.details_of(user, f"zq{name}") + planting.keys_of(user)
        for one, role in ((company, "member"), (other, "other_member")):
            found += planting.alias_of(user, one, *{role} & set(seen_by[name]))
    return found


def _of_members(people: dict[str, User | None]) -> Iterator[Canary]:
    """Addresses of members: the moderator binds them, nobody else meets them but their owner."""
    for name in ("member", "other_member", "new_member", "suspended_member"):
        if user := people[name]:
            yield Canary(user.email, user, SETTINGS, frozenset({"moderator", name}), "companies.Membership.email")  # fmt: skip


def starts(world: World) -> list[str]:
    """Where everybody begins to walk: every pattern of the site in both languages, filled in with what is there,
    whether it is theirs or not; and lists with something asked."""
    paths = ["/robots.txt", "/sitemap.xml", "/sitemap-openings.xml", "/favicon.ico", "/nowhere/"]
    for language in ("fa", "en"):
        with override(language):
            paths += [path for route in routes() for path in _filled(route, world)]
    lists = [f"/{language}/{place}experts/" for language in ("fa", "en") for place in _places(world)]
    lists += [f"/api/v1/{place}experts/" for place in _places(world)]
    return paths + [f"{path}?{query}" for path in lists for query in QUERIES]


def _places(world: World) -> list[str]:
    return ["", *(f"c/{company.slug}/" for company in world.companies)]


OF_ADDRESSES = {
    "<slug:kind>": "skill",
    "<slug:slug>": "small",
    "<slug:programme>": "small",
    "((?:[a-z0-9\\-]+/)*)$": "programmes/small/",
    "<int:number>": "1",
    "^media/images/(?P<name>[\\w.\\-]+)$": "media/images/none.webp",
}


def _filled(route: str, world: World) -> Iterator[str]:
    """Addresses of a pattern: each company's, each person's for each company. The back office has its own list."""
    if route.startswith("back-office/"):
        return
    key = world.thread.key if "conversations/" in route else world.asked.key
    key = world.case.key if "cases/" in route else key
    key = world.applied.key if "applications/" in route else key
    key = Offer.objects.get().key if "mentors/" in route else key
    key = Question.objects.get(state="answered").key if "mentoring/questions/" in route else key
    key = Relation.objects.get().key if "mentoring/relations/" in route else key
    session = ("meetings/", "mentoring/sessions", "mentoring/propose/")
    key = Booking.objects.earliest("pk").key if any(one in route for one in session) else key
    fixed = {
        "<opening_verb:verb>": "withdraw",
        "<offer_verb:verb>": "pause",
        "<question_verb:verb>": "answer",
        "<relation_verb:verb>": "accept",
        "<origin:origin>": "booking",
        "<slug:origin>": "booking",
        "<uuid:note>": str(SharedNote.objects.get().key),
        "<session_verb:verb>": "cancel",
        "<feed_token:token>": "a" * 52,
        "<uuid:opening>": str(world.applied.opening.key),
        "<uuid:file>": str(Attachment.objects.get().key),
        "<uuid:key>": str(key),
        "<str:name>": "none.log",
        "<int:pk>": "1",
        "<slug:programme>": SLUGS[0],
        "<int:number>": "1",
        "<str:group>": "eu",
        "<seen_by_kind:kind>": "companies",
    }
    for name, value in (fixed | OF_ADDRESSES).items():
        route = route.replace(name, value)
    for company in world.companies if "<slug:company>" in route else (None,):
        plain = "/" + (route.replace("<slug:company>", company.slug) if company else route)
        if "<str:token>" in plain and company:
            tokens = (planting.token_of(user, company) for user in world.experts.values())
            yield from (plain.replace("<str:token>", token) for token in tokens)
        else:
            yield plain


def back_office() -> list[str]:
    """Every address of the back office that is in use, and every page of the trail; the other addresses are proven
    absent in tests/cms."""
    known = [
        (name, path) for name, path in test_doors.addresses() if name in OPEN or name.split(":")[0] in OURS
    ]
    pages = range(1, Entry.objects.count() // TRAIL_PAGE + 2)
    return [path for _, path in known] + [f"{reverse('entry:index')}?p={page}" for page in pages]


def test_every_canary_is_rendered_for_its_owner(browse: Callable[..., Client], world: World) -> None:
    for canary in world.canaries:
        if canary.page:
            browser = world.lost if "/kept/" in canary.page else browse(canary.owner)
            assert canary.text in everything_of(browser.get(canary.page)), canary


def test_every_personal_field_of_text_holds_a_canary(world: World) -> None:
    """A new personal field without a canary fails here, and so does a canary that its field does not hold."""
    planted = {canary.of: canary for canary in world.canaries}
    for model, name, _kept in personal():
        field, label = model._meta.get_field(name), f"{model._meta.label}.{name}"
        typed = isinstance(field, (models.CharField, models.TextField, models.JSONField))
        if label in NOT_TYPED or label.startswith("notifications.") or not (typed or label in planted):
            continue
        assert label in planted, f"{label} has no canary"
        held = {str(getattr(row, name)) for row in model._default_manager.order_by("pk")}
        assert any(planted[label].text in value for value in held), label


@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_its_canaries_and_no_other(
    browse: Callable[..., Client],
    world: World,
    index: Callable[[], int],
    role: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: Any,
) -> None:
    """In every page, answer, header, cookie, mail and log line of a walk through every pattern of the site."""
    index()
    for scope in ("person", "visitor"):  # rates have tests of their own
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, None)
    caplog.set_level(logging.DEBUG)
    met: dict[str, str] = {}
    visited: set[str] = set()
    for path, answer in crawl(browse(world.people[role]), [*starts(world), *back_office()]):
        assert answer.status_code < 500 or path == "/health/ready", path  # no broker runs beside the tests
        text = everything_of(answer)
        met |= {canary.text: path for canary in world.canaries if canary.text in text}
        visited.add(route_of(path))
    allowed = {canary.text for canary in world.canaries if role in canary.seen_by}
    assert {text: path for text, path in met.items() if text not in allowed} == {}
    assert allowed - set(met) == set(), "not met, so that not meeting the others proves little"
    logged = caplog.text + capsys.readouterr().out
    mailed = repr(
        list(Delivery.objects.values_list("subject", "text", "html"))
    )  # to whom: told in tests of rooms
    assert [canary.text for canary in world.canaries if canary.text in logged + mailed] == []
    assert unvisited(visited) == set()


def unvisited(visited: set[str]) -> set[str]:
    """Patterns of the site and addresses of the back office that a walk has not come by."""
    wanted = {route_of(path) for path in back_office()}
    for language in ("fa", "en"):
        with override(language):
            wanted |= {route for route in routes() if not route.startswith("back-office/")}
    return wanted - visited


def test_a_pattern_that_a_walk_leaves_out_is_noticed(db: None) -> None:
    assert {"en/experts/", "fa/profile/looks/", "api/v1/experts/"} < unvisited(set())
    assert route_of(reverse("company:index")) in unvisited(set())


def test_searching_for_a_hidden_word_finds_nobody(
    browse: Callable[..., Client], world: World, company: Any, index: Callable[[], int]
) -> None:
    index()
    member, stranger = browse(world.people["member"]), browse()
    words = [canary for canary in world.canaries if canary.text.startswith("zq") and canary.text.isalnum()]
    assert len(words) > 70
    for canary in words:
        ours = member.get(f"/en/c/{company.slug}/experts/", {"q": canary.text}).context["page"]
        asked = canary.of.startswith(
            (
                *("contacts.", "conversations.", "applications.", "openings.", "mentoring."),
                "experts.Shortlisted.",
            )
        )  # read by both sides, or by a company alone, and nothing to find anybody by
        assert ours.total == ("member" in canary.seen_by and not asked), canary
        assert stranger.get("/en/experts/", {"q": f"{canary.text} python"}).context["page"].total == 0


def test_hiding_is_not_written_where_the_company_can_read_it(
    browse: Callable[..., Client], world: World, company: Any, index: Callable[[], int]
) -> None:
    index()
    page = browse(world.people["member"]).get(f"/en/c/{company.slug}/experts/", {"skill": "rust"})
    assert page.context["page"].total == 1
    assert page.context["page"].facets["skill"]["rust"] == 1
