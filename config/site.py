"""`python -m config.site --port 8000 --logs FOLDER`: the site of the embedded set: its web process and its worker.

It is read once. Both are forked from here, so that they share the memory of what does not change: a worker that had
read it by itself would cost 100 MB more.
"""

import argparse
import signal
import sys
from functools import partial
from pathlib import Path

from config import web, worker
from config.processes import Forked, own_death, stop_all, watch


def main() -> None:
    """Runs both until it is told to stop, and starts again what dies."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    worker.read()
    web.read()  # last: it takes all that has been read out of the collector's rounds
    children = [
        Forked("config.web", partial(web.serve, options.port), options.logs / "web.log"),
        Forked("config.worker", worker.work, options.logs / "worker.log"),
    ]
    try:
        for child in children:
            child.start()
        watch(children)
    finally:
        signal.signal(
            signal.SIGTERM, signal.SIG_IGN
        )  # told twice, it would leave them before they have ended
        stop_all(children)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.site")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--logs", type=Path, required=True, help="the folder for what the two of them say")
    return parser.parse_args()


if __name__ == "__main__":
    own_death()
    main()
