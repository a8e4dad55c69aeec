"""Brings a folder's database and indexes up to date before the embedded set starts."""

from io import StringIO

import django
from django.conf import settings


def everything() -> None:
    """Tables, vocabulary, indexes; demo data where nobody is there yet."""
    django.setup()
    from django.core.management import call_command

    from talent.accounts.models import User
    from talent.experts.loading import load_vocabulary

    if _tables_wanted():
        print("Preparing the database …", flush=True)
        call_command("migrate", verbosity=0, stdout=StringIO())
    load_vocabulary(settings.BASE_DIR / "data" / "vocabulary")
    _indexes()
    if not User.objects.exists():
        print("Loading demo data …", flush=True)
        call_command("demo")


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
