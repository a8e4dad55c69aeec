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


def test_a_worker_knows_every_task_of_the_schedule() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, cwd=settings.BASE_DIR, check=True
    )
    assert done.stdout.strip() == ""
