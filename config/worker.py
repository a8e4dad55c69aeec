"""The worker of the embedded set, which `config.site` forks. Celery's own command line would cost it 9 MB."""

import gc
import os

from config.celery import app

LATER = 10
"""How much the worker gives way to pages on a machine of few cores."""


def read() -> None:
    """Reads the rooms and their tasks, before the fork."""
    app.loader.import_default_modules()
    app.finalize()


def work() -> None:
    """Works until it is told to stop."""
    os.nice(LATER)
    # The rounds that pages have are rarer: here thousands of dead rows would lie between two.
    gc.set_threshold(700, 10, 10)
    quiet = {"without_gossip": True, "without_mingle": True, "without_heartbeat": True}
    app.Worker(pool_cls="solo", loglevel="WARNING", **quiet).start()
