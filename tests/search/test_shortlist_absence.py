"""Whoever is not there any more has left no trace on a shortlist, whatever the cause: as if never saved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.models import Shortlisted
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import address as address
from tests.jobs.contacts.conftest import asked as asked
from tests.jobs.contacts.test_silence import CAUSES, UNDO, Undone, _plain, unlist
from tests.test_noninterference import no_throttle as no_throttle

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_throttle")]
Browse = Callable[..., Client]
Address = Callable[[User, Company], str]
Step = tuple[str, int, str, list[tuple[str, str]], list[str]]
NOTE = "Met in March"
LISTS = (
    "/en/c/alborz/shortlist/",
    "/fa/c/alborz/shortlist/",
    "/en/c/alborz/shortlist/?page=2",
    "/api/v1/c/alborz/shortlist/",
    "/api/v1/c/alborz/shortlist/?page=2",
)
VERBS = ("keep", "note", "drop")


@pytest.fixture
def crowd(browse: Browse, member: User, company: Company, address: Address) -> None:
    """Twenty others on the list, who stay: with one more there is a second page."""
    for number in range(20):
        person = cast.expert(f"p{number}@experts.example.org")
        browse(member).post(f"{address(person, company)}keep/", {"note": f"Note {number}"})


@pytest.fixture
def nobody_else(db: None) -> None:
    """She alone, or nobody."""


def step(browser: Client, method: str, path: str, sent: dict[str, str] | None = None) -> Step:
    answers: list[Any] = []
    typed = {"content_type": "application/json"} if path.startswith("/api/") and sent is not None else {}
    shapes = statements.shapes(lambda: answers.append(getattr(browser, method)(path, sent, **typed)))
    [answer] = answers
    body = _plain(answer.content.decode()) + answer.headers.get("Location", "")
    return f"{method} {path}", answer.status_code, body, sorted(answer.headers.items()), shapes


def verb(browser: Client, path: str) -> list[Step]:
    """What a button answers, and what the list says after it; undone at once."""
    met: list[Step] = []
    with pytest.raises(Undone), transaction.atomic():
        met = [step(browser, "post", path, {"note": "Again", "version": "1"}), step(browser, "get", LISTS[0])]
        raise Undone()
    return met


def walk(browser: Client, place: str) -> list[Step]:
    """All that the company meets of the list and of one address, by pages and by API."""
    places = place, f"/api/v1{place.removeprefix('/en')}"
    met = [step(browser, "get", path) for path in (*LISTS, *places)]
    return met + [one for here in places for name in VERBS for one in verb(browser, f"{here}{name}/")]


def lived(
    browser: Client, her: User, company: Company, place: str, cause: Any, *, saved: bool = True
) -> list[Step]:
    """One world: she was on the list or never, the cause comes, and the company walks."""
    met: list[Step] = []
    with pytest.raises(Undone), transaction.atomic():
        if not saved:
            Shortlisted.objects.filter(profile__user=her).delete()
        cause(User.objects.get(pk=her.pk), company)
        met = walk(browser, place)
        raise Undone()
    return met


@pytest.mark.parametrize("others", ["nobody_else", "crowd"])
def test_every_cause_of_absence_is_one_list_and_the_list_of_who_never_was_on_it(
    browse: Browse, request: pytest.FixtureRequest, expert: User, member: User, company: Company,
    address: Address, asked: ContactRequest, others: str,
) -> None:  # fmt: skip
    place, browser = address(expert, company), browse(member)
    browser.post(f"{place}keep/", {"note": NOTE})
    request.getfixturevalue(others)
    there = browser.get(LISTS[0]).context["total"]
    browser.get(LISTS[2])
    worlds = {cause.__name__: lived(browser, expert, company, place, cause) for cause in CAUSES}
    worlds["never saved"] = lived(browser, expert, company, place, unlist, saved=False)
    for name, met in worlds.items():
        for one, other in zip(met, worlds["unlist"], strict=True):
            assert one == other, name
    told = {path: (status, body) for path, status, body, *_ in worlds["unlist"]}
    assert there == (21 if others == "crowd" else 1)
    assert told[f"get {place}"][0] == 404 and {told[f"post {place}{name}/"][0] for name in VERBS} == {404}
    for path in LISTS:
        body = told[f"get {path}"][1]
        assert NOTE not in body and place not in body, path
        assert not [
            link for link in ('rel="next"', 'rel="prev"', '"/api/v1/c/alborz/shortlist/?') if link in body
        ]


def test_whoever_shows_herself_again_is_on_the_list_as_before_whatever_it_was(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest
) -> None:
    place, browser, met = address(expert, company), browse(member), {}
    browser.post(f"{place}keep/", {"note": NOTE})
    before = [_plain(browser.get(path).content.decode()) for path in LISTS]
    for cause, undo in UNDO.items():
        with pytest.raises(Undone), transaction.atomic():
            cause(User.objects.get(pk=expert.pk), company)
            gone = browser.get(LISTS[0]).content.decode()
            undo(User.objects.get(pk=expert.pk), company)
            met[cause] = gone, [_plain(browser.get(path).content.decode()) for path in LISTS]
            raise Undone()
    for cause, (gone, after) in met.items():
        assert NOTE not in gone and after == met[unlist][1], cause
    assert NOTE in before[0] and NOTE in met[unlist][1][0]
