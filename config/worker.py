"""`python -m config.worker`: the worker of the embedded set. Celery's own command line would cost it 9 MB."""

import os

from config.celery import app

LATER = 10
"""How much the worker gives way to pages on a machine of few cores."""


def main() -> None:
    """Works until it is told to stop."""
    os.nice(LATER)
    quiet = {"without_gossip": True, "without_mingle": True, "without_heartbeat": True}
    app.Worker(pool_cls="solo", loglevel="WARNING", **quiet).start()


if __name__ == "__main__":
    main()
