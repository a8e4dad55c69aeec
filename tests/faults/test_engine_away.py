"""The engine is away: search says so within a second, everything else works, and it catches up by itself."""

import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client

from bench.running import RunningSet, signal_to, until
from bench.visitor import Visitor
from config.settings import base
from search.indexes.engine import engine
from search.tasks import relay
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts import actions
from tests import cast
from tests.faults.conftest import caught_up
from tests.faults.hand import Hand

pytestmark = pytest.mark.faults
PLAINLY = "Search does not answer at the moment"
SECONDS = 1.0


@contextmanager
def _standing_still(running: RunningSet) -> Iterator[None]:
    pid = running.pid_of("config.worker")
    signal_to(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        signal_to(pid, signal.SIGCONT)


def _says_so(member: Visitor) -> None:
    page = member.get("/en/c/alborz/experts/?q=python")
    assert (page.status, PLAINLY in page.text) == (503, True)
    assert page.seconds < SECONDS
    told = member.get("/api/v1/c/alborz/experts/?q=python", Accept="application/json")
    assert told.status == 503 and told.headers["content-type"].startswith("application/problem+json")
    assert told.seconds < SECONDS


def _edit(running: RunningSet, hand: Hand, expert: Visitor, word: str) -> None:
    email = running.accounts("expert")[0]["email"]
    words = {"headline_en": f"Engineer {word}", "headline_fa": "", "summary_fa": "", "summary_en": ""}
    version = hand.ask("version", email=email)
    assert expert.post("/en/profile/words/", words | {"version": version}).status == 302
    assert hand.ask("headline", email=email) == f"Engineer {word}"


def test_embedded_engine_taken_away_and_brought_back(
    running: RunningSet,
    hand: Hand,
    settled: None,
    visiting_expert: Visitor,
    visiting_member: Visitor,
    seed: int,
) -> None:
    word = f"awayword{Random(seed).randrange(10**6)}"
    folder, away = running.var / "search", running.var / "search.away"
    with _standing_still(running):
        folder.rename(away)
        _says_so(visiting_member)
        assert {visiting_member.get(path).status for path in ("/en/", "/fa/points/", "/en/settings/")} <= {
            200,
            404,
        }
        assert visiting_expert.get("/en/profile/").status == 200
        _edit(running, hand, visiting_expert, word)
        away.rename(folder)
    caught_up(hand)
    assert f">{word}<" in visiting_member.get(f"/en/c/alborz/experts/?q={word}").text


def test_embedded_index_lost_for_good_is_made_anew(
    running: RunningSet,
    hand: Hand,
    settled: None,
    visiting_expert: Visitor,
    visiting_member: Visitor,
    seed: int,
) -> None:
    word = f"lostword{Random(seed).randrange(10**6)}"
    shutil.rmtree(running.var / "search")
    _edit(running, hand, visiting_expert, word)
    until(
        lambda: f">{word}<" in visiting_member.get(f"/en/c/alborz/experts/?q={word}").text,
        30,
        "the index made anew",
    )
    caught_up(hand)


@pytest.fixture
def elastic(settings: Any, index: Callable[[], int]) -> Iterator[Callable[[str], None]]:
    """Points the process at another engine; the real one is named by the environment."""
    real = settings.SEARCH_URL
    if not real:
        pytest.fail('SEARCH_URL missing; this drill needs the servers: eval "$(bin/servers)"')

    settings.SEARCH_SECONDS = base.SEARCH_SECONDS  # as people meet it; ordinary tests wait for a busy machine

    def point(url: str) -> None:
        settings.SEARCH_URL = url
        engine.cache_clear()
        engine()

    yield point
    point(real)


@contextmanager
def _hanging() -> Iterator[str]:
    """A server that takes every connection and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def _refusing() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("trouble", [_hanging, _refusing], ids=["hanging", "stopped"])
def test_elasticsearch_away_and_back(
    trouble: Any,
    elastic: Any,
    settings: Any,
    index: Any,
    browse: Any,
    expert: User,
    company: Company,
    member: User,
) -> None:
    relay()
    real = settings.SEARCH_URL
    browser, own = browse(member), browse(expert)
    assert browser.get("/en/c/alborz/experts/?q=python").status_code == 200
    with trouble() as url:
        elastic(url)
        _answers_plainly(browser)
        assert own.get("/en/profile/").status_code == 200
        actions.save_words(**_changed(expert))
        engine().close()
    elastic(real)
    relay()
    found = browser.get("/en/c/alborz/experts/?q=whileaway")
    assert [one.seen.headline["en"] for one in found.context["page"].found] == ["Written whileaway"]


def _answers_plainly(browser: Client) -> None:
    began = time.perf_counter()
    page = browser.get("/en/c/alborz/experts/?q=python")
    assert time.perf_counter() - began < SECONDS
    assert (page.status_code, PLAINLY in page.content.decode()) == (503, True)


def _changed(expert: User) -> dict[str, Any]:
    profile = cast.profile_of(expert)
    words = {"headline_en": "Written whileaway", "headline_fa": "", "summary_fa": "", "summary_en": ""}
    return {"actor": expert, "profile": profile, "version": profile.version} | words


def test_a_relay_that_meets_a_stopped_engine_waits_and_loses_nothing(
    elastic: Any, settings: Any, index: Any, expert: User, tmp_path: Path
) -> None:
    from talent.changes.models import Change

    relay()
    real = settings.SEARCH_URL
    actions.save_words(**_changed(expert))
    with _refusing() as url:
        elastic(url)
        relay()
        assert Change.objects.count() == 1
        engine().close()
    elastic(real)
    relay()
    assert Change.objects.count() == 0
