"""How long it takes until invented experts are in database and index, and until a set starts and stops."""

import sqlite3
import time
from contextlib import closing

from bench.report import Figure
from bench.running import RunningSet, until

RATE, START, STOP = 300.0, 10.0, 8.0
PATIENCE = 600.0


def figures(running: RunningSet, experts: int) -> list[Figure]:
    """Starts the set for the first time: from the load's first line until the index holds everybody."""
    running.launch()
    until(lambda: "Loading demo data" in running.said, 120, "the first start")
    began = time.perf_counter()
    until(lambda: running.greeted, PATIENCE, "the demo load")
    until(lambda: unsent(running) == 0, PATIENCE, "the index", pause=0.2)
    seconds = time.perf_counter() - began
    state = running.status()
    if state["unsent"] or state["drift"] or not state["answers"]:
        raise AssertionError(f"the index is not what the database says: {state}")
    return [Figure("demo load into database and index", experts / seconds, "experts/s", RATE, least=True)]


def restart(running: RunningSet) -> list[Figure]:
    """Stops the set and starts it again on the same folder."""
    stopped = running.stop()
    left = running.processes()
    if left:
        raise AssertionError(f"still running after the stop: {left}")
    started = running.start()
    return [
        Figure("second start", started, "s", START),
        Figure("stop", max(stopped, running.stop()), "s", STOP),
    ]


def unsent(running: RunningSet) -> int:
    """Change rows that the relay has still to carry."""
    with closing(
        sqlite3.connect(f"file:{running.var}/database.sqlite3?mode=ro", uri=True, timeout=20)
    ) as base:
        return int(base.execute("SELECT count(*) FROM changes_change").fetchone()[0])
