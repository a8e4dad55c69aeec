"""Whatever beat wakes, a worker knows: a name that no worker has loaded would be dropped in silence."""

import subprocess
import sys

from django.conf import settings

CODE = """
import django; django.setup()
from config.celery import app
app.loader.import_default_modules()
print(*sorted({entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks)))
"""

TOO_OLD = """
import django; django.setup()
import config.celery
from celery.signals import task_prerun
from django.db import connection
connection.ensure_connection()
connection.close_at = 0
task_prerun.send(sender=None)
print(connection.connection)
"""


def test_a_worker_knows_every_task_of_the_schedule() -> None:
    assert said(CODE) == ""


def test_a_kept_connection_that_is_too_old_ends_before_the_next_task() -> None:
    assert said(TOO_OLD) == "None"


def said(code: str) -> str:
    """What a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=settings.BASE_DIR, check=True
    )
    return done.stdout.strip()
