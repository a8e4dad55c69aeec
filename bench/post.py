"""How long it takes to tell ten thousand people of one event: rows for all, then the mails of all."""

import sqlite3
import time
from contextlib import closing

from bench.report import Figure
from bench.running import RunningSet, until

PEOPLE, LIMIT, PATIENCE = 10_000, 60.0, 600.0
TELL = f"""
import time, uuid
from talent.accounts.models import User
from talent.notifications.telling import notify_many
from talent.notifications.tokens import opaque
people = list(User.objects.filter(is_active=True).order_by("pk")[:{PEOPLE}])
began = time.perf_counter()
told = notify_many(recipients=people, kind="new_company", event=opaque(uuid.uuid4()), path="/profile/hidden/")
print("told", told, time.perf_counter() - began)
"""


def figures(running: RunningSet) -> list[Figure]:
    """Told by a process beside the set, sent by its own worker into files."""
    began = time.perf_counter()
    said = running.manage("shell", "--verbosity", "0", "-c", TELL).split()
    told, seconds = int(said[1]), float(said[2])
    until(lambda: _queued(running) == 0, PATIENCE, "the mails", pause=0.2)
    return [
        Figure(f"{told:,} notifications, rows for all", seconds, "s", LIMIT),
        Figure(f"{told:,} notifications, all mails sent", time.perf_counter() - began, "s", LIMIT),
    ]


def _queued(running: RunningSet) -> int:
    with closing(
        sqlite3.connect(f"file:{running.var}/database.sqlite3?mode=ro", uri=True, timeout=20)
    ) as base:
        rows = base.execute("SELECT count(*) FROM notifications_delivery WHERE state = 'queued'")
        return int(rows.fetchone()[0])
