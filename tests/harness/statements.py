"""The SQL of a request as shapes: which statements, in which order, whatever values they carry."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def shapes() -> Iterator[list[str]]:
    """Collects the shape of every statement that is sent meanwhile."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as caught:
        yield found
    found += [shape(query["sql"]) for query in caught]


def shape(sql: str) -> str:
    """A statement without its values and without the names of savepoints."""
    return re.sub(r"\b-?\d+\b", "N", re.sub(r"'[^']*'|\"s\d+_x\d+\"", "V", sql))
