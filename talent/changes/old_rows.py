"""What a database keeps of rows as they were: SQLite in its log of changes, PostgreSQL in its tables and indexes."""

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from talent.changes.models import Leftover

_NOW = "SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)"
_STILL_READ = """
SELECT EXISTS (
  SELECT 1 FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND greatest(age(backend_xid), age(backend_xmin)) > age(CAST(CAST(%s AS xid8) AS xid))
)
"""


def forget_old_rows(kind: str) -> int:
    """Makes the database forget what it keeps of removed rows; returns how many leftovers of this kind are done.

    None is while a transaction may still read such rows: the next round tries again.
    """
    asked = Leftover.objects.filter(kind=kind)
    if connection.in_atomic_block or not asked.exists():
        return 0
    if connection.vendor == "sqlite":
        return asked.delete()[0] if _empty_log() else 0
    return _vacuumed(asked)


def _empty_log() -> bool:
    """Writes SQLite's log into its file, whose deleted cells are overwritten, and empties it; whether it is empty.
    It is not while somebody reads."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone()
    return not busy


def _vacuumed(asked: QuerySet[Leftover]) -> int:
    """PostgreSQL would vacuum a small table perhaps never. What was removed before a moment can go once nobody reads
    as of an earlier one: the moment is noted in a first round, awaited in the next."""
    waiting = [row.ref for row in asked if row.ref]
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        asked.filter(ref="").update(ref=cursor.fetchone()[0])
        due = [moment for moment in sorted(set(waiting)) if not _still_read(cursor, moment)]
        if due:
            _vacuum(cursor)
    return asked.filter(ref__in=due).delete()[0]


def _still_read(cursor: CursorWrapper, moment: str) -> bool:
    cursor.execute(_STILL_READ, [moment])
    return bool(cursor.fetchone()[0])


def _vacuum(cursor: CursorWrapper) -> None:
    """Entries of indexes too, which hold addresses and names: by itself it leaves them where they are few."""
    tables = connection.introspection.django_table_names(only_existing=True)
    named = ", ".join(map(connection.ops.quote_name, sorted(tables)))
    cursor.execute(f"VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) {named}")
