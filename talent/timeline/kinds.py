"""What a kind of waiting thing looks like in a list: filled by the rooms, which this one does not know."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from talent.accounts.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a list: a person, for themselves or by a membership (of companies, which lie above)."""

    user: User
    membership: Any = None


Rows = Callable[[Collection[UUID], Reader], dict[UUID, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`rows` turns references into what `template` shows of each; one that has gone meanwhile is left out. What waits
    for people has a line in their timeline too: `past` and `line`, however it has ended."""

    template: str
    rows: Rows
    line: str = ""
    past: Rows | None = None


kinds: dict[str, Kind] = {}
withheld: list[Callable[[User, int], QuerySet[Any, Any]]] = []
"""Both filled in AppConfig.ready(). The second: references that a member does not get among what waits for the
company with that key, so that they are not counted either."""
