"""Carries change rows to the indexes. What is written is read from the database at that moment."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from search.engines import Engine
from search.indexes.experts import INDEXES, KIND, document_for
from search.plan import Document, IndexSchema, Tombstone
from talent.changes.models import Change
from talent.experts.models import Profile
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today

BATCH = 500
Batch = tuple[list[Document], list[Tombstone]]


def carry_all(engine: Engine) -> int:
    """Carries batches until no change row is left; returns how many rows were carried. Raises EngineDown."""
    carried = 0
    while count := carry_batch(engine):
        carried += count
    return carried


def carry_batch(engine: Engine) -> int:
    """Carries up to 500 rows. They are deleted only after the engine has the documents, so a killed worker
    loses nothing: the next one carries the rows again, and versions make that harmless."""
    with _claimed() as rows:
        if not rows:
            return 0
        versions = _newest(rows)
        # A narrowing row guards the answers until it goes: by then searches must see the removal.
        wait = any(row.narrowing for row in rows)
        for schema, (documents, tombstones) in batches(versions).items():
            engine.write(schema.name, documents, tombstones, wait=wait)
        Change.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return len(rows)


def batches(versions: dict[UUID, int]) -> dict[IndexSchema, Batch]:
    """For each index, the documents and tombstones of these profiles as the database has them now.

    `versions` holds, per key, the version to bury a profile with that is gone altogether.
    """
    words, today = vocabulary(), park_today()
    found = (
        Profile.objects.filter(key__in=versions).select_related("user").prefetch_related("ticks").order_by()
    )
    profiles = {profile.key: profile for profile in found.with_skills()}
    written: dict[IndexSchema, Batch] = {schema: ([], []) for schema in INDEXES}
    for key, marked in versions.items():
        profile = profiles.get(key)
        for schema, audience in INDEXES.items():
            documents, tombstones = written[schema]
            if profile and (made := document_for(profile, audience, words=words, today=today)):
                documents.append(made)
            else:
                tombstones.append(Tombstone(key.hex, profile.version if profile else marked))
    return written


def _newest(rows: Iterable[Change]) -> dict[UUID, int]:
    newest: dict[UUID, int] = {}
    for row in rows:
        newest[row.key] = max(row.version, newest.get(row.key, 0))
    return newest


@contextmanager
def _claimed() -> Iterator[Sequence[Change]]:
    """Rows that no other relay holds. SQLite ignores SKIP LOCKED and has one relay only, so there the rows
    are read without holding its one write lock while the engine works."""
    due = Change.objects.filter(kind=KIND).order_by("id")
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            yield list(due.select_for_update(skip_locked=True)[:BATCH])
    else:
        yield list(due[:BATCH])
