"""SQL statements of a deed, transactions and their locks not counted."""

import re
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = re.compile("^(SAVEPOINT|RELEASE|BEGIN|COMMIT)|FOR NO KEY UPDATE$")


def of(deed: Callable[[], object]) -> list[str]:
    """The statements that `deed` sends."""
    with CaptureQueriesContext(connection) as caught:
        deed()
    return [query["sql"] for query in caught if not CONTROL.search(query["sql"])]


def grows(few: Callable[[], object], many: Callable[[], object]) -> bool:
    """Whether the same deed with more rows sends more statements."""
    return len(of(many)) > len(of(few))


def shape(sql: str) -> str:
    """A statement without its values and without the names of savepoints."""
    return re.sub(r"\b-?\d+\b", "N", re.sub(r"'[^']*'|\"s\d+_x\d+\"", "V", sql))


def shapes(deed: Callable[[], object]) -> list[str]:
    """Which statements `deed` sends, in which order, whatever values they carry."""
    return [shape(sql) for sql in of(deed)]
