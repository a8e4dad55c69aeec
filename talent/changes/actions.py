"""Marking a subject as changed."""

from collections.abc import Iterable
from uuid import UUID

from talent.changes.models import Change


def mark(*, kind: str, key: UUID, version: int, narrowing: bool) -> None:
    """Asks the relay to bring the subject's documents up to date. Call it inside the writing transaction."""
    Change.objects.create(kind=kind, key=key, version=version, narrowing=narrowing)


def mark_many(*, kind: str, subjects: Iterable[tuple[UUID, int]]) -> None:
    """Bulk form of `mark` for (key, version) pairs that nobody can see less of."""
    rows = (Change(kind=kind, key=key, version=version, narrowing=False) for key, version in subjects)
    Change.objects.bulk_create(rows, batch_size=1000)
