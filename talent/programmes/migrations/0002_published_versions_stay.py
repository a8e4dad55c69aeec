"""The database itself refuses to change or delete a version that has been published.

All that may still happen to one is that it is superseded. Emptying the whole table (TRUNCATE, DROP) is not hindered.
"""

from django.db import migrations

KEPT = ("id", "programme_id", "number", "revision", "document", "published_at")
TABLE = "programmes_version"
SAYS = "a published version stays as it is"

POSTGRESQL = [
    f"""
    CREATE FUNCTION {TABLE}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE'
            AND ({", ".join(f"NEW.{name}" for name in KEPT)}) IS NOT DISTINCT FROM
                ({", ".join(f"OLD.{name}" for name in KEPT)})
            AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'superseded'))
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER {TABLE}_stays BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION {TABLE}_stays()
    """,
]
SQLITE = [
    f"""
    CREATE TRIGGER {TABLE}_stays_unchanged BEFORE UPDATE ON {TABLE} WHEN OLD.state <> 'draft' AND NOT (
        {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)}
        AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'superseded'))
    )
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
    """,
    f"""
    CREATE TRIGGER {TABLE}_stays_there BEFORE DELETE ON {TABLE} WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
    """,
]
UNDO = {
    "postgresql": [f"DROP TRIGGER {TABLE}_stays ON {TABLE}", f"DROP FUNCTION {TABLE}_stays()"],
    "sqlite": [f"DROP TRIGGER {TABLE}_stays_unchanged", f"DROP TRIGGER {TABLE}_stays_there"],
}


def forward(apps, schema_editor):
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backward(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_first")]
    operations = [migrations.RunPython(forward, backward)]
