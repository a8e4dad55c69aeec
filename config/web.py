"""`python -m config.web --port 8000`: the web process of the embedded set.

The site is read once and its workers are forked from it, so that they share the memory of what does not change;
granian's own command would read it once for each of them.
"""

import argparse
import multiprocessing
import os

from granian import Granian
from granian.constants import Interfaces

from config.processes import own_death

# One process of one thread fills a core. Two threads in it would share that core by turns: no page sooner, and
# the slow end of the answers a third slower. A third process would cost 60 MB.
WORKERS = min(2, os.cpu_count() or 1)


def main() -> None:
    """Listens on 127.0.0.1 until it is told to stop."""
    import config.wsgi  # noqa: F401  before the fork

    multiprocessing.set_start_method("fork")  # the default of 3.14 starts each worker from nothing
    os.register_at_fork(
        after_in_child=own_death
    )  # a worker would outlive its killed parent and keep the port
    Granian(
        "config.wsgi:application",
        port=_port(),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()


def _port() -> int:
    parser = argparse.ArgumentParser(prog="python -m config.web")
    parser.add_argument("--port", type=int, default=8000)
    port: int = parser.parse_args().port
    return port


if __name__ == "__main__":
    main()
