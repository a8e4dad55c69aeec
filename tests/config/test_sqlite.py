"""Whoever waits for SQLite's write lock: for how long, and behind whom."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.sqlite.base import DatabaseWrapper, begin, in_turn


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "some.sqlite3"


@pytest.fixture
def one(database: Path) -> Iterator[sqlite3.Connection]:
    yield from _connected(database)


@pytest.fixture
def other(database: Path) -> Iterator[sqlite3.Connection]:
    yield from _connected(database)


def _connected(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    yield connection
    connection.close()


def test_who_waits_begins_when_the_lock_is_free(one: sqlite3.Connection, other: sqlite3.Connection) -> None:
    begin(one, 1)
    waiting = threading.Thread(target=begin, args=(other, 60))
    waiting.start()
    one.execute("COMMIT")
    waiting.join(60)
    assert other.in_transaction


def test_who_has_waited_too_long_is_told_that_it_is_locked(
    one: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    begin(one, 1)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        begin(other, 0.01)
    assert not other.in_transaction
    assert other.execute("PRAGMA busy_timeout").fetchone() == (10,)


def test_what_no_waiting_helps_is_told_at_once(one: sqlite3.Connection) -> None:
    begin(one, 60)
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        begin(one, 60)


def test_who_comes_back_at_once_stands_behind_whoever_waits(tmp_path: Path) -> None:
    came: list[str] = []
    with open(tmp_path / "turn", "wb") as first, open(tmp_path / "turn", "wb") as second:
        inside, done = threading.Event(), threading.Event()

        def waits() -> None:
            with in_turn(first):
                inside.set()
                done.wait(0.2)
                came.append("who waited")

        waiting = threading.Thread(target=waits)
        waiting.start()
        assert inside.wait(60)
        with in_turn(second):
            came.append("who came back")
        waiting.join(60)
    assert came == ["who waited", "who came back"]


def test_whoever_is_next_and_frozen_holds_nobody_up_for_good(tmp_path: Path) -> None:
    with open(tmp_path / "turn", "wb") as frozen, open(tmp_path / "turn", "wb") as second:
        with in_turn(frozen), in_turn(second):
            passed = True
        assert passed


@pytest.mark.django_db
def test_connections_that_are_made_after_a_fork_share_no_turnstile(tmp_path: Path) -> None:
    wrapper = DatabaseWrapper(_settings(tmp_path / "some.sqlite3"))
    wrapper.connect()
    before = wrapper.turnstile
    wrapper.close()
    assert before and before.closed and wrapper.turnstile is None
    wrapper.connect()
    assert wrapper.turnstile and wrapper.turnstile is not before
    wrapper.close()


def _settings(path: Path) -> dict[str, object]:
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    unused = dict.fromkeys(("USER", "PASSWORD", "HOST", "PORT", "TIME_ZONE", "CONN_MAX_AGE"))
    fixed = {"AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False, "TEST": {}}
    return {"NAME": str(path), "OPTIONS": options, **unused, **fixed}
