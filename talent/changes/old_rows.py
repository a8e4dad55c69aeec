"""What a database keeps of rows as they were: SQLite in its log of changes, PostgreSQL in its tables and indexes."""

import structlog
from django.db import connection
from django.db.backends.utils import CursorWrapper

from talent.changes.models import Leftover

log = structlog.get_logger("sweep")
_NOW = "SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)"
_STILL_READ = """
WITH asked(moment) AS (SELECT CAST(CAST(%s AS xid8) AS xid))
SELECT EXISTS (
  SELECT 1 FROM pg_stat_activity, asked
  WHERE (datname = current_database() OR datname IS NULL) AND pid <> pg_backend_pid()
  AND greatest(age(backend_xid), age(backend_xmin)) > age(moment)
  UNION ALL
  SELECT 1 FROM pg_replication_slots, asked WHERE age(xmin) > age(moment)
  UNION ALL
  SELECT 1 FROM pg_prepared_xacts, asked WHERE database = current_database() AND age(transaction) > age(moment)
)
"""
"""Sessions, standbys (which have no database) with feedback or a slot, and prepared transactions."""
_FOREIGN = """
SELECT EXISTS (
  SELECT 1 FROM pg_class
  WHERE relname = ANY(%s) AND relkind IN ('r', 'p') AND pg_table_is_visible(oid) AND NOT pg_has_role(relowner, 'USAGE')
)
"""


def forget_old_rows(kind: str) -> int:
    """Makes the database forget what it keeps of removed rows; returns how many leftovers of this kind are done.

    None is while a transaction may still read such rows, or where the tables are somebody else's: the next round
    tries again. Which leftovers are meant is read first: one that comes meanwhile has to wait for its own round.
    """
    asked = list(Leftover.objects.filter(kind=kind).order_by("pk").values_list("pk", "ref"))
    if connection.in_atomic_block or not asked:
        return 0
    if connection.vendor == "sqlite":
        done = [pk for pk, _ in asked] if empty_log() else []
    else:
        done = _vacuumed(asked)
    return Leftover.objects.filter(pk__in=done).delete()[0]


def empty_log() -> bool:
    """Writes SQLite's log into its file, whose deleted cells are overwritten, and empties it; whether it is empty.
    It is not while somebody reads. Other databases have no such log."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone()
    return not busy


def _vacuumed(asked: list[tuple[int, str]]) -> list[int]:
    """PostgreSQL would vacuum a small table perhaps never. What was removed before a moment can go once nobody reads
    as of an earlier one: the moment is noted in a first round, awaited in the next."""
    new = [pk for pk, moment in asked if not moment]
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        Leftover.objects.filter(pk__in=new).update(ref=cursor.fetchone()[0])
        read = {moment: _still_read(cursor, moment) for _, moment in asked if moment}
        due = [pk for pk, moment in asked if moment and not read[moment]]
        return due if due and _vacuum(cursor) else []


def _still_read(cursor: CursorWrapper, moment: str) -> bool:
    cursor.execute(_STILL_READ, [moment])
    return bool(cursor.fetchone()[0])


def _vacuum(cursor: CursorWrapper) -> bool:
    """Entries of indexes too, which hold addresses and names: by itself it leaves them where they are few. False
    where a table is somebody else's: a vacuum would pass it by with a mere warning."""
    tables = sorted(connection.introspection.django_table_names(only_existing=True))
    cursor.execute(_FOREIGN, [tables])
    if cursor.fetchone()[0]:
        log.error("sweep.not_the_owner")
        return False
    cursor.execute(
        f"VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) {', '.join(map(connection.ops.quote_name, tables))}"
    )
    return True
