"""Carries change rows to the indexes. What is written is read from the database at that moment."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from search.engines import Engine
from search.indexes.kind import AsOf, Kind
from search.indexes.table import KINDS
from search.plan import Document, IndexSchema, Tombstone
from talent.changes.models import Change

BATCH = 500
Batch = tuple[list[Document], list[Tombstone]]


def carry_all(engine: Engine) -> int:
    """Carries every row that is there now; returns how many. Rows that come meanwhile wait for the next round: one after
    the other they would keep the relay writing, and a commit of an index costs the same for one document as for a
    hundred. Raises EngineDown."""
    carried = count = carry_batch(engine)
    while count == BATCH:
        count = carry_batch(engine)
        carried += count
    return carried


def carry_batch(engine: Engine) -> int:
    """Carries up to 500 rows. They are deleted only after the engine has the documents, so a killed worker
    loses nothing: the next one carries the rows again, and versions make that harmless."""
    with _claimed() as rows:
        if not rows:
            return 0
        # A narrowing row guards the answers until it goes: by then searches must see the removal.
        wait = any(row.narrowing for row in rows)
        for name, versions in _newest(rows).items():
            for schema, (documents, tombstones) in batches(KINDS[name], versions).items():
                engine.write(schema.name, documents, tombstones, wait=wait)
        Change.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return len(rows)


def batches(kind: Kind, versions: dict[UUID, int]) -> dict[IndexSchema, Batch]:
    """For each index of the kind, the documents and tombstones of these subjects as the database has them now.

    `versions` holds, per key, the version to bury a subject with that is gone altogether.
    """
    moment = AsOf.now()
    subjects = {subject.key: subject for subject in kind.read(versions)}
    written: dict[IndexSchema, Batch] = {schema: ([], []) for schema in kind.schemas}
    for key, marked in versions.items():
        subject = subjects.get(key)
        for schema, (documents, tombstones) in written.items():
            if subject and (made := kind.document(subject, schema, moment)):
                documents.append(made)
            else:
                tombstones.append(Tombstone(key.hex, subject.version if subject else marked))
    return written


def _newest(rows: Iterable[Change]) -> dict[str, dict[UUID, int]]:
    """By kind, the highest marked version of each key."""
    newest: dict[str, dict[UUID, int]] = {}
    for row in rows:
        versions = newest.setdefault(row.kind, {})
        versions[row.key] = max(row.version, versions.get(row.key, 0))
    return newest


@contextmanager
def _claimed() -> Iterator[Sequence[Change]]:
    """Rows that no other relay holds. SQLite ignores SKIP LOCKED and has one relay only, so there the rows
    are read without holding its one write lock while the engine works."""
    due = Change.objects.filter(kind__in=KINDS).order_by("id")
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            yield list(due.select_for_update(skip_locked=True)[:BATCH])
    else:
        yield list(due[:BATCH])
