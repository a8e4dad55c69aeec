"""Who holds what about a person: each room says it once, and export and erasure both go by it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from talent.accounts.models import User


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of one model that say something about a person. `fields` are exported: by default those that the
    model's inventory declares as personal. `more` adds what a row only points to, like a file."""

    model: type[Model]
    rows: Callable[[User], QuerySet[Any]]
    fields: tuple[str, ...] | None = None
    more: Callable[[Any], dict[str, Any]] | None = None

    @property
    def exported(self) -> tuple[str, ...]:
        """The names of the exported fields."""
        if self.fields is not None:
            return self.fields
        inventory = self.model.inventory  # type: ignore[attr-defined]
        return tuple(name for name, kept in inventory.items() if kept)


holdings: list[Holding] = []
erasers: list[Callable[[User], None]] = []
quieters: list[Callable[[User], None]] = []
"""Filled in AppConfig.ready(), lower rooms first. Erasers run from the highest room down, in the transaction of
erasure and before the account goes; quieters in the transaction of going quiet."""
