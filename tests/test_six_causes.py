"""Six causes of absence, one answer: whoever saw a person once cannot tell why they are there no more, for a month."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from search import lexicon
from search.indexes.engine import engine
from search.indexes.experts import INDEXES
from search.relay.whole import rebuild
from search.tasks import age_bands
from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.changes.sweeping import sweep
from talent.companies.models import Company
from talent.experts import actions, curriculum, tasks, vocabulary
from talent.experts.freshness import unlist_stale
from talent.experts.handles import token
from talent.experts.levels import set_level
from talent.experts.looks import budget_of
from talent.experts.models import Flag, Listing, Look, Profile
from talent.lib import dates
from talent.notifications.models import Delivery
from tests import cast
from tests.harness import statements
from tests.talent.lib import files

pytestmark = pytest.mark.journey
Step = list[tuple[Any, ...]]
Index = Callable[[], int]
LIMITS = 30, 25  # both near enough to be felt
NOBODY, NOBODY_ELSE = 10**9, 10**9 + 1
KEPT = ("/en/c/alborz/shortlist/", "/api/v1/c/alborz/shortlist/")
LISTS = (
    "/en/c/alborz/experts/",
    "/fa/c/alborz/experts/?q=python",
    "/en/c/alborz/experts/?q=zqword",
    "/en/c/alborz/experts/?skill=python&region=western-europe&sort=recent",
    "/api/v1/c/alborz/experts/?skill=python",
)


class Clock:
    """The park's day and the moment now, moved by whole days."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.days = 0
        monkeypatch.setattr(dates, "datetime", _moved(self))
        real = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=self.days))


def _moved(clock: Clock) -> type[datetime]:
    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Moved":
            return super().now(tz) + timedelta(days=clock.days)

    return Moved


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    """A clock to be moved; the session lasts as long as the walk, and rates have tests of their own."""
    settings.SESSION_COOKIE_AGE = 400 * 24 * 3600
    for scope in ("person", "visitor"):
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, None)
    return Clock(monkeypatch)


@pytest.fixture
def crowd(member: User, settings: Any, tmp_path: Path) -> None:
    """Five others who stay, and a place for files."""
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "private"},
    }
    settings.STORAGES = settings.STORAGES | {"private": private}
    for number in range(5):
        cast.expert(f"{number}@experts.example.org", skills=("python:3", "go:2", "rust:1"))


def hide_from_host(her: User, company: Company) -> None:
    """Hides from whoever has an address at the company's host."""
    actions.hide_from_domain(actor=her, profile=cast.profile_of(her), domain=company.domain)


def hide(her: User, company: Company) -> None:
    """Hides from the company by name."""
    actions.hide_from(actor=her, profile=cast.profile_of(her), company=company)


def unlist(her: User, company: Company) -> None:
    """Leaves search."""
    actions.set_listing(actor=her, profile=cast.profile_of(her), listing=Listing.NOBODY)


def go_stale(her: User, company: Company) -> None:
    """Has not confirmed for months, and the night takes notice."""
    before = dates.park_today() - timedelta(days=200)
    Profile.objects.filter(user=her).update(confirmed_on=before, asked_on=before + timedelta(days=150))
    assert unlist_stale(dates.park_today()) == 1


def leave(her: User, company: Company) -> None:
    """Deletes the account."""
    erase_account(actor=her)
    sweep()


CAUSES: dict[str, Callable[[User, Company], None] | None] = {
    "the host is hidden": hide_from_host,
    "the company is hidden": hide,
    "unlisted": unlist,
    "gone stale": go_stale,
    "erased": leave,
    "never existed": None,
}


def made() -> User:
    """The person of whom it will be asked: found by a word of her own, with a CV that companies may open."""
    her = cast.expert("her@experts.example.org", headline_en="Builder of zqword", skills=("python:5", "go:4", "java:3"))  # fmt: skip
    profile = cast.profile_of(her)
    set_level(actor=her, profile=profile, group="cv", level="companies")
    curriculum.save_cv(actor=her, profile=profile, version=cast.profile_of(her).version, data=files.pdf())
    return her


@contextmanager
def world() -> Iterator[None]:
    """Whatever happens in it has not happened afterwards."""
    with transaction.atomic():
        vocabulary.forget()
        lexicon.forget()
        cache.clear()
        yield
        transaction.set_rollback(True)
    vocabulary.forget()
    lexicon.forget()


def index_anew() -> None:
    """Indexes that have never heard of another world."""
    for schema in INDEXES:
        rebuild(engine(), schema)


def address_of(pk: int, company: Company) -> str:
    return token(pk, relation=f"company:{company.pk}", key=django_settings.RELATION_KEY)


def addresses(address: str) -> tuple[str, ...]:
    """Everything that stands at a person's address."""
    page = f"/c/alborz/experts/{address}/"
    return f"/en{page}", f"/fa{page}", f"/en{page}cv/", f"/api/v1{page}"


def see(browser: Client, address: str, *, there: bool) -> None:
    """The member looks at the list, opens the person and her CV, and keeps her; or an address that leads nowhere."""
    for path in LISTS:
        found = browser.get(path).content.decode()
        assert (address in found) == (there and "?" in path), path
    for path in addresses(address) if there else addresses(address)[:1]:
        answer = browser.get(path)
        assert answer.status_code == (200 if there else 404) and answer.getvalue()
    kept = browser.post(f"{addresses(address)[0]}keep/", {"note": "A note on her"})
    assert kept.status_code == (302 if there else 404)
    for path in KEPT:  # what was said of keeping is read here, and not in the walk
        assert (address in browser.get(path).content.decode()) == there


def night() -> None:
    """What the clock does by itself every day."""
    for work in (tasks.forget_looks, tasks.watch_patterns, tasks.keep_fresh, age_bands):
        work()
    sweep()


def walked(browser: Client, member: User, company: Company, address: str) -> Step:
    """All that a company's member gets at this moment, the address taken out, and what is counted meanwhile."""
    met: Step = []
    for path in (*LISTS, *KEPT, *addresses(address)):
        answers: list[HttpResponse] = []
        shapes = statements.shapes(lambda path=path, answers=answers: answers.append(browser.get(path)))  # type: ignore[misc]
        [answer] = answers
        body = answer.content.replace(address.encode(), b"ADDRESS")
        page = (answer.context or {}).get("page") if path.startswith(LISTS[:4]) else None
        counted = (page.total, page.facets) if page else ()
        headers = sorted(answer.headers.items())
        met.append(
            (path.replace(address, "ADDRESS"), answer.status_code, counted, body, headers, repr(answer.cookies), shapes)
        )  # fmt: skip
    budget = budget_of(company.pk, today=dates.park_today(), limits=LIMITS)
    mails = list(Delivery.objects.filter(recipient=member).values_list("kind", "state"))
    flags = list(Flag.objects.values_list("company", "day", "pattern").order_by("day", "pattern"))
    return [*met, ("budget", budget.left, len(budget.known)), ("mails", mails), ("flags", flags)]


def lived(
    cause: Callable[[User, Company], None] | None, clock: Clock, member: User, company: Company, browser: Client,
    index: Index, seen_on: tuple[int, ...], days: tuple[int, ...],
) -> dict[str, Step]:  # fmt: skip
    """One world: seen on some days, gone on the last of them, asked for again on `days` after that."""
    clock.days = 0
    her = made() if cause else None
    address = address_of(cast.profile_of(her).pk if her else NOBODY, company)
    index_anew()
    for clock.days in seen_on:
        see(browser, address if her else address_of(NOBODY_ELSE, company), there=bool(her))
    if cause and her:
        cause(her, company)
    steps = {"at once": walked(browser, member, company, address)}
    for day in days:
        clock.days = seen_on[-1] + day
        night()
        index()
        steps[f"day {day}"] = walked(browser, member, company, address)
    return steps


@pytest.mark.parametrize(
    ("seen_on", "days"),
    [((0,), (0, 1, 7, 29, 30, 31)), ((0, 20), (0, 9, 10, 11, 29, 30, 31))],
    ids=["seen once", "seen again"],
)
def test_six_causes_of_absence_are_one_answer_for_a_month(
    clock: Clock, crowd: None, member: User, company: Company, index: Index, browse: Any,
    seen_on: tuple[int, ...], days: tuple[int, ...],
) -> None:  # fmt: skip
    worlds: dict[str, dict[str, Step]] = {}
    for name, cause in CAUSES.items():
        with world():
            worlds[name] = lived(cause, clock, member, company, browse(member), index, seen_on, days)
    first, *others = worlds
    for step, expected in worlds[first].items():
        assert {one[1] for one in expected if "ADDRESS" in str(one[0])} == {404}
        for name in others:
            for one, other in zip(expected, worlds[name][step], strict=True):
                assert one == other, f"{step}, {one[0]}: {first} is not {name}"


ASKED, LAPSED = 154, 185
"""Days after the last confirmation: over five months, and over six."""


def lapse(her: User, company: Company) -> None:
    """Does not answer, and the night of the sixth month takes notice by itself."""


def asked_on_its_day(her: User | None, browser: Client, index: Index) -> None:
    """Five months after her last word she is asked; a company sees the same as the moment before."""
    Profile.objects.exclude(user=her).update(confirmed_on=dates.park_today())
    index_anew()
    browser.get(LISTS[1])
    before = [browser.get(path).content for path in LISTS]
    tasks.keep_fresh()
    index()
    assert [browser.get(path).content for path in LISTS] == before
    assert Delivery.objects.filter(kind="still_true").count() == bool(her)


def lived_for_months(
    cause: Callable[[User, Company], None] | None, clock: Clock, member: User, company: Company, browser: Client,
    index: Index,
) -> dict[str, Step]:  # fmt: skip
    """One world: made, asked after five months, seen some days before the sixth has passed, gone on that day."""
    clock.days = 0
    her = made() if cause else None
    address = address_of(cast.profile_of(her).pk if her else NOBODY, company)
    clock.days = ASKED
    asked_on_its_day(her, browser, index)
    clock.days = LAPSED - 5
    see(browser, address if her else address_of(NOBODY_ELSE, company), there=bool(her))
    clock.days = LAPSED
    if cause and her:
        cause(her, company)
    steps = {}
    for day in (0, 1, 25, 26, 31):  # the look is thirty days old on the third of them
        clock.days = LAPSED + day
        night()
        index()
        steps[f"day {day}"] = walked(browser, member, company, address)
    return steps


def test_who_lets_six_months_pass_is_absent_like_everybody_who_left_that_day(
    clock: Clock, crowd: None, member: User, company: Company, index: Index, browse: Any
) -> None:
    worlds: dict[str, dict[str, Step]] = {}
    for name, cause in (CAUSES | {"gone stale": lapse}).items():
        with world():
            worlds[name] = lived_for_months(cause, clock, member, company, browse(member), index)
    for step, expected in worlds["gone stale"].items():
        assert {one[1] for one in expected if "ADDRESS" in str(one[0])} == {404}
        for name, other in worlds.items():
            for one, same in zip(expected, other[step], strict=True):
                assert one == same, f"{step}, {one[0]}: gone stale is not {name}"


def test_looks_of_somebody_who_left_count_on_without_her(
    clock: Clock, crowd: None, member: User, company: Company, index: Index, browse: Any
) -> None:
    her = made()
    index_anew()
    see(browse(member), address_of(cast.profile_of(her).pk, company), there=True)
    assert Look.objects.filter(profile__user=her).exists()
    before = budget_of(company.pk, today=dates.park_today(), limits=LIMITS).left
    leave(her, company)
    assert budget_of(company.pk, today=dates.park_today(), limits=LIMITS).left == before < LIMITS[1]
