"""Whoever waits for SQLite's write lock: for how long, and behind whom."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.settings.embedded import sqlite
from config.sqlite import base
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


def test_whoever_is_next_and_frozen_holds_nobody_up_for_good(tmp_path: Path) -> None:
    with open(tmp_path / "turn", "wb") as frozen, open(tmp_path / "turn", "wb") as second:
        with in_turn(frozen), in_turn(second):
            passed = True
        assert passed


def test_what_is_read_from_before_the_last_write_is_told_at_once(
    one: sqlite3.Connection, other: sqlite3.Connection
) -> None:
    one.execute("PRAGMA journal_mode = WAL")
    one.execute("CREATE TABLE things (number)")
    one.executemany("INSERT INTO things VALUES (?)", [(number,) for number in range(9)])
    unfinished = one.execute("SELECT number FROM things")
    unfinished.fetchone()
    other.execute("INSERT INTO things VALUES (10)")
    with pytest.raises(sqlite3.OperationalError) as refused:
        begin(one, 3600)
    assert refused.value.sqlite_errorcode == sqlite3.SQLITE_BUSY_SNAPSHOT


Wrappers = tuple[DatabaseWrapper, DatabaseWrapper]


@pytest.fixture
def two(database: Path, db: None) -> Iterator[Wrappers]:
    """Two connections of ours to one file."""
    both = DatabaseWrapper(_settings(database)), DatabaseWrapper(_settings(database))
    for wrapper in both:
        wrapper.inc_thread_sharing()
        wrapper.connect()
    yield both
    for wrapper in both:
        wrapper.close()


def test_a_transaction_waits_for_the_one_before(two: Wrappers) -> None:
    one, other = two
    with atomic_on(one):
        waiting = threading.Thread(target=_write, args=(other,))
        waiting.start()
        assert waiting.is_alive() and not other.in_atomic_block
    waiting.join(60)
    with other.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM written").fetchone() == (1,)


def test_a_transaction_stands_behind_whoever_waits(two: Wrappers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "COURTESY", 60)
    one, other = two
    assert one.turnstile and other.turnstile
    came: list[str] = []

    def comes_back() -> None:
        with atomic_on(other):
            came.append("who came back")

    with in_turn(one.turnstile):
        back = threading.Thread(target=comes_back)
        back.start()
        back.join(0.1)
        came.append("who waited")
    back.join(60)
    assert came == ["who waited", "who came back"]


def test_the_turnstile_goes_with_its_connection(two: Wrappers) -> None:
    one, _other = two
    before = one.turnstile
    one.close()
    assert before and before.closed and one.turnstile is None
    one.connect()
    with atomic_on(one):
        inside = one.turnstile
        one.close()
    one.connect()
    assert inside and inside.closed and one.turnstile and one.turnstile is not inside


def test_the_embedded_set_waits_so(tmp_path: Path) -> None:
    assert sqlite(tmp_path / "database.sqlite3")["ENGINE"] == "config.sqlite"


@contextmanager
def atomic_on(wrapper: DatabaseWrapper) -> Iterator[None]:
    """A transaction of that connection, begun as Django's `atomic` begins it."""
    wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    wrapper.in_atomic_block = True
    yield
    wrapper.in_atomic_block = False
    if wrapper.closed_in_transaction:
        wrapper.connection, wrapper.closed_in_transaction, wrapper.needs_rollback = None, False, False
    else:
        wrapper.commit()
        wrapper.set_autocommit(True)


def _write(wrapper: DatabaseWrapper) -> None:
    with atomic_on(wrapper), wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS written (number)")
        cursor.execute("INSERT INTO written VALUES (1)")


def _settings(path: Path) -> dict[str, object]:
    options = {"timeout": 20}
    unused = dict.fromkeys(("USER", "PASSWORD", "HOST", "PORT", "TIME_ZONE", "CONN_MAX_AGE"))
    fixed = {"AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False, "TEST": {}}
    return {"NAME": str(path), "OPTIONS": options, **unused, **fixed}
