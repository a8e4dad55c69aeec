"""Beat by itself: it only publishes names of tasks, so it loads none of the rooms (a quarter of the memory).

`python -m config.beat --schedule FILE` runs it in the embedded set, without Celery's own command line.
"""

import argparse
import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from config.broker import configure

app = configure(Celery("talent", fixups=[]))  # the fixup for Django would load every app


def main() -> None:
    """Wakes tasks until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m config.beat")
    parser.add_argument("--schedule", required=True, help="a file in which it keeps when it woke which task")
    app.Beat(schedule=parser.parse_args().schedule, loglevel="WARNING").run()


if __name__ == "__main__":
    main()
