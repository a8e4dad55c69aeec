"""The database itself refuses two blocks of one owner that overlap, buffers included.

PostgreSQL does so by an exclusion constraint, which holds between transactions that run at once. SQLite lets only one
transaction write at a time; there a trigger asks the same.
"""

from django.db import migrations

TABLE = "schedule_block"
NAME = "block_no_overlap"
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""
    ALTER TABLE {TABLE} ADD CONSTRAINT {NAME}
    EXCLUDE USING gist (owner_id WITH =, tstzrange(span_start, span_end) WITH &&)
    """,
]
TAKEN = f"""
    SELECT 1 FROM {TABLE} AS other WHERE other.owner_id = NEW.owner_id AND other.id <> NEW.id
    AND other.span_start < NEW.span_end AND other.span_end > NEW.span_start
"""
SQLITE = [
    f"""
    CREATE TRIGGER {NAME}_{verb.split()[0].lower()} AFTER {verb} ON {TABLE} WHEN EXISTS ({TAKEN})
    BEGIN SELECT RAISE(ABORT, '{NAME}'); END
    """
    for verb in ("INSERT", "UPDATE OF owner_id, span_start, span_end")
]
UNDO = {
    "postgresql": [f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}"],
    "sqlite": [f"DROP TRIGGER {NAME}_insert", f"DROP TRIGGER {NAME}_update"],
}


def forward(apps, schema_editor):
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backward(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("schedule", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
