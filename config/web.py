"""The web process of the embedded set, which `config.site` forks. Its workers are forked in turn, so that all share the
memory of what does not change; granian's own command would read the site once for each of them.
"""

import os

from granian import Granian
from granian.constants import Interfaces

from config.processes import own_death

# One process of one thread fills a core. Two threads in it would share that core by turns: no page sooner, and
# the slow end of the answers a third slower. A third process would cost 60 MB.
WORKERS = min(2, os.cpu_count() or 1)


def read() -> None:
    """Reads the site, before the fork."""
    import config.wsgi  # noqa: F401


def serve(port: int) -> None:
    """Listens on 127.0.0.1 until it is told to stop."""
    os.register_at_fork(
        after_in_child=own_death
    )  # a worker would outlive its killed parent and keep the port
    Granian(
        "config.wsgi:application",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()
