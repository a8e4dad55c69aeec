"""The post under kills: at six named points of sending nothing is lost, and nothing is told twice unnoticed."""

import os
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.running import RunningSet, signal_to, until
from tests.faults.conftest import caught_up
from tests.faults.hand import Hand
from tests.faults.posting import POINTS
from tests.faults.sink import Sink

pytestmark = pytest.mark.faults
SINK_KILLS = {"handed over": "kill_before", "taken, not saved": "kill_after"}
MAILS, PATIENCE, GOES_ON = 40, 60.0, 15.0


@pytest.fixture(scope="session")
def rounds() -> int:
    """How many times a worker is killed at each point."""
    return 2 if os.environ.get("FAULTS") == "few" else 50


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sink]:
    with Sink(tmp_path_factory.mktemp("sink") / "post") as one:
        yield one


@pytest.fixture(scope="module")
def posting(tmp_path_factory: pytest.TempPathFactory, sink: Sink) -> Iterator[RunningSet]:
    """An embedded set that hands its mail to the sink."""
    one = RunningSet(tmp_path_factory.mktemp("posting") / "var", experts=60, extra=sink.environment)
    try:
        one.start()
        yield one
    finally:
        one.end()


@pytest.fixture
def inside(posting: RunningSet, sink: Sink) -> Iterator[Hand]:
    """A hand inside that set, which has nothing left to send."""
    with Hand(posting.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}) as one:
        _all_sent(one)
        (sink.folder / "taken").write_text("")
        yield one
        sink.be("take")
        _all_sent(one)


def _all_sent(hand: Hand) -> None:
    def nothing_waits() -> bool:
        hand.ask("hurry")
        return bool(hand.ask("rows")["queued"] == 0)

    until(nothing_waits, PATIENCE, "the post", pause=0.5)


@pytest.fixture
def still(posting: RunningSet, inside: Hand) -> Iterator[None]:
    """The set's own worker stands still, so that the drill's processes alone send."""
    worker = posting.pid_of("config.worker")
    signal_to(worker, signal.SIGSTOP)
    inside.ask("warm")
    yield
    signal_to(worker, signal.SIGCONT)


@pytest.mark.parametrize("order", ["tell", "tell_morning"])
@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_a_named_point_loses_nothing(
    inside: Hand, still: None, sink: Sink, rounds: int, point: str, order: str
) -> None:
    victim = str(sink.folder / "victim")
    for _ in range(rounds):
        assert inside.ask(order, count=1) == 1
        (sink.folder / "mode").write_text(SINK_KILLS.get(point, "take"))
        assert inside.ask("post", point=point, victim=victim) == -signal.SIGKILL, "it was not killed there"
        sink.be("take")
        inside.ask("hurry")
        assert inside.ask("post", point="", victim=victim) == 0
        assert inside.ask("rows")["queued"] == 0
    times = Counter(Counter(mail["number"] for mail in sink.taken).values())
    assert times == ({2: rounds} if point == "taken, not saved" else {1: rounds})


def test_a_killed_worker_of_a_running_set_loses_nothing(
    posting: RunningSet, inside: Hand, sink: Sink, rounds: int
) -> None:
    for mode in ["kill_before", "kill_after"] * max(1, rounds // 10):
        before = len({mail["number"] for mail in sink.taken})
        until(lambda: _has_worker(posting), 30, "the worker after a pause")
        sink.be(mode, posting.pid_of("config.worker"))
        assert inside.ask("tell", count=MAILS) == MAILS
        until(lambda: not _has_worker(posting), 30, "the kill")
        sink.be("take")
        _all_sent(inside)
        assert len({mail["number"] for mail in sink.taken}) == before + MAILS


def test_an_emptied_and_a_hanging_broker_lose_nothing(posting: RunningSet, inside: Hand, sink: Sink) -> None:
    broker = posting.pid_of("valkey-server")
    inside.ask("tell", count=MAILS)
    _empty(posting.var / "valkey.sock")
    signal_to(broker, signal.SIGSTOP)
    inside.tell("tell", count=MAILS)
    time.sleep(3)
    signal_to(broker, signal.SIGCONT)
    assert inside.answer() == MAILS
    _all_sent(inside)
    assert Counter(Counter(mail["number"] for mail in sink.taken).values()) == {1: 2 * MAILS}


def _empty(socket: Path) -> None:
    from redis import Redis

    with closing(Redis(unix_socket_path=str(socket))) as broker:
        broker.flushall()


def test_a_hanging_mail_server_holds_up_nothing_else(posting: RunningSet, inside: Hand, sink: Sink) -> None:
    sink.be("hang")
    inside.ask("tell", count=MAILS)
    time.sleep(1)
    inside.ask("edits", count=50, seed=1)
    edited = time.monotonic()
    caught_up(inside)
    assert time.monotonic() - edited < GOES_ON, "search waits for the post"
    attempts = _attempts(posting.var / "database.sqlite3")
    assert attempts <= 3, "one try, then half a minute of rest, whoever waits"
    sink.be("take")
    _all_sent(inside)
    assert len({mail["number"] for mail in sink.taken}) == MAILS


def _attempts(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as base:
        row = base.execute(
            "SELECT SUM(attempts) FROM notifications_delivery WHERE state = 'queued'"
        ).fetchone()
    return int(row[0] or 0)


def _has_worker(running: RunningSet) -> bool:
    return any("config.worker" in command for command in running.processes().values())
