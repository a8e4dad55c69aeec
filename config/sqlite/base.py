"""SQLite for many processes that write: Django's own backend, but whoever waits for the write lock gets it in turn.

SQLite's own waiting sleeps longer and longer between two tries, up to 100 ms: who has waited long loses to whoever has
just come, and a worker that ends one transaction and begins the next keeps everybody out. Among three busy processes one
page in twenty waited half a second for transactions of 20 ms.
"""

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.db.backends.sqlite3 import base
from django.db.backends.utils import debug_transaction

PAUSE = 0.001
"""Seconds between two tries: all who wait ask equally often."""
COURTESY = 0.1
"""Seconds for which one waits to be the next: whoever is may have been frozen. Five transactions of a page pass by then."""
HELPS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY)
"""What waiting helps. Not that of a connection which reads from before the last write."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Every transaction writes (`BEGIN IMMEDIATE`): the deferred default fails most of those that read first and then
    write, when others do the same. `execute_wrapper` does not see it."""

    turnstile: IO[bytes] | None = None
    """A file that is locked by whoever takes the write lock next. It belongs to the connection: processes that are forked
    from one share its lock."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        self._leave()  # a connection that is closed inside a transaction is dropped without a word
        if not self.is_in_memory_db():
            self.turnstile = _turnstile(f"{self.settings_dict['NAME']}-turn")
        return connection

    def close(self) -> None:
        super().close()
        if self.connection is None:
            self._leave()

    def _leave(self) -> None:
        if self.turnstile:
            self.turnstile.close()
            self.turnstile = None

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"]["timeout"])
        with debug_transaction(self, "BEGIN IMMEDIATE"), self.wrap_database_errors, in_turn(self.turnstile):
            begin(self.connection, patience)


@contextmanager
def in_turn(turnstile: IO[bytes] | None) -> Iterator[None]:
    """Lets one process at a time wait for the write lock: who comes back for it at once stands behind whoever waits."""
    until = time.monotonic() + COURTESY
    while turnstile and not _is_next(turnstile) and time.monotonic() < until:
        time.sleep(PAUSE)
    try:
        yield
    finally:
        if turnstile:
            fcntl.flock(turnstile, fcntl.LOCK_UN)


def begin(connection: sqlite3.Connection, patience: float) -> None:
    """Begins a transaction that writes, within so many seconds. Raises sqlite3.OperationalError, as SQLite itself does,
    where the lock does not become free."""
    until = time.monotonic() + patience
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while not _begun(connection, last=time.monotonic() >= until):
            time.sleep(PAUSE)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def _turnstile(path: str) -> IO[bytes] | None:
    """None where the file is another user's: it is no more than a courtesy."""
    try:
        return open(path, "wb")
    except OSError:
        return None


def _is_next(turnstile: IO[bytes]) -> bool:
    try:
        fcntl.flock(turnstile, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _begun(connection: sqlite3.Connection, *, last: bool) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as refused:
        if last or refused.sqlite_errorcode not in HELPS:
            raise
        return False
    return True
