"""Brings stylesheet, catalogues, database and indexes up to date before the embedded set starts.

`python -m config.prepare`, called by config.run: what this process needed of memory goes with it.
"""

import sys
from io import StringIO

import django
from django.conf import settings

from config import assets, catalogues


def main() -> int:
    """Prepares; returns 1 after one clear line where something is missing."""
    try:
        if assets.build():
            print("Built the stylesheet.", flush=True)
        catalogues.compile_all()
        everything()
    except assets.CannotBuild as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def everything() -> None:
    """Tables, vocabulary, indexes; demo data where nobody is there yet."""
    django.setup()
    from django.core.management import call_command

    from cms.trees import plant
    from talent.accounts.models import User
    from talent.accounts.notices import load_notices
    from talent.experts.loading import load_vocabulary
    from talent.schedule.loading import load_holidays

    if _tables_wanted():
        print("Preparing the database …", flush=True)
        call_command("migrate", verbosity=0, stdout=StringIO())
    load_vocabulary(settings.BASE_DIR / "data" / "vocabulary")
    load_holidays(settings.BASE_DIR / "data" / "holidays.json")
    load_notices(settings.BASE_DIR / "data" / "notices", in_force=True)
    _indexes()
    if not User.objects.exists():
        print("Loading demo data …", flush=True)
        call_command("demo")
    plant()


def _tables_wanted() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _indexes() -> None:
    """Made here, before the relay takes the embedded engine's only writer."""
    from search.indexes.engine import engine
    from search.relay.whole import ensure_indexes

    ensure_indexes(engine())


if __name__ == "__main__":
    sys.exit(main())
