"""A test of transactions ends by emptying every table, also those whose rows the database refuses to delete."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

_flush: Callable[..., list[str]] = DatabaseOperations.sql_flush


def _around(self: DatabaseOperations, *args: Any, **options: Any) -> list[str]:
    """Takes SQLite's triggers away before its DELETEs, and puts them back (PostgreSQL's TRUNCATE does not fire any)."""
    statements = _flush(self, *args, **options)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    if not statements:
        return statements
    return [*(f'DROP TRIGGER "{name}"' for name, _ in triggers), *statements, *(sql for _, sql in triggers)]


def install() -> None:
    """Once, before the first test."""
    DatabaseOperations.sql_flush = _around  # type: ignore[method-assign]
