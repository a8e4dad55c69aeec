"""The broker, which is the cache too, hangs or dies: people go on working, and what waited is done afterwards."""

import signal

import pytest

from bench.running import RunningSet, signal_to, until
from bench.visitor import Visitor
from tests.faults.conftest import caught_up
from tests.faults.hand import Hand

pytestmark = pytest.mark.faults
PATIENCE = 8.0


def _works(running: RunningSet, hand: Hand, word: str) -> None:
    """Somebody signs in, saves their profile, and searches."""
    account = running.accounts("expert")[0]
    expert = Visitor(running.port).sign_in(account)
    words = {"headline_en": f"Engineer {word}", "headline_fa": "", "summary_fa": "", "summary_en": ""}
    version = hand.ask("version", email=account["email"])
    saved = expert.post("/en/profile/words/", words | {"version": version})
    assert saved.status == 302 and saved.seconds < PATIENCE
    member = Visitor(running.port).sign_in(running.accounts("company reader")[0])
    found = member.get("/en/c/alborz/experts/?q=python")
    assert found.status == 200 and found.seconds < PATIENCE


def _found(running: RunningSet, word: str) -> bool:
    member = Visitor(running.port).sign_in(running.accounts("company reader")[0])
    return f">{word}<" in member.get(f"/en/c/alborz/experts/?q={word}").text


def test_a_hanging_broker(running: RunningSet, hand: Hand, settled: None) -> None:
    broker = running.pid_of("valkey-server")
    signal_to(broker, signal.SIGSTOP)
    try:
        _works(running, hand, "brokerhangs")
    finally:
        signal_to(broker, signal.SIGCONT)
    caught_up(hand)
    assert _found(running, "brokerhangs")


def test_a_killed_broker_comes_back(running: RunningSet, hand: Hand, settled: None) -> None:
    before = running.pid_of("valkey-server")
    signal_to(before, signal.SIGKILL)
    _works(running, hand, "brokerdies")
    until(lambda: any("valkey" in command for command in running.processes().values()), 30, "the broker")
    assert running.pid_of("valkey-server") != before
    caught_up(hand)
    assert _found(running, "brokerdies")
