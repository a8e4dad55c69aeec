"""The board over HTTP, with thousands of openings on it: four visitors at once, warm; and the SQL of one request."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from itertools import cycle
from urllib.parse import quote

from bench.loading import PATIENCE, unsent
from bench.report import Figure
from bench.running import ROOT, RunningSet, percentile, until
from bench.visitor import Visitor

OPENINGS, CLIENTS = 5_000, 4
LIMIT_MS, LIMIT_SQL, LIMIT_DETAIL_SQL = 25.0, 6, 10
QUESTIONS = (
    "",
    "q=python",
    "q=" + quote("کافکا دورکاری"),
    "mode=remote&kind=employment",
    "q=data&sort=closing",
    "place=ir-tehran&sort=recent",
    "skill=python&pay=eur-2000",
    "q=security&page=2",
)


def figures(running: RunningSet, requests: int, seed: int) -> list[Figure]:
    """Fills the board, then percentiles of one visitor after another and of four at once."""
    run_on(running, "bench.openings", str(OPENINGS), str(seed))
    until(lambda: unsent(running) == 0, PATIENCE, "the index of openings", pause=0.2)
    lists = [f"/{language}/jobs/?{query}" for query in QUESTIONS for language in ("fa", "en")]
    alone = _visited(running, lists, requests // 2, 1)
    beside = _visited(running, lists, requests, CLIENTS)
    counted = json.loads(run_on(running, "bench.board_statements").splitlines()[-1])
    opened = _visited(running, [f"/en/jobs/{key}/" for key in counted["keys"]], requests // 2, 1)
    return [
        *_times(f"board of {OPENINGS:,} openings, one visitor", alone, LIMIT_MS),
        *_times(f"board, {CLIENTS} visitors at once", beside),
        *_times("one opening, one visitor", opened),
        Figure("board: SQL of one request", counted["board"], "", LIMIT_SQL),
        Figure("opening: SQL of one request", counted["opening"], "", LIMIT_DETAIL_SQL),
    ]


def _times(what: str, seconds: Sequence[float], limit: float | None = None) -> list[Figure]:
    milliseconds = [one * 1000 for one in seconds]
    return [
        Figure(what, len(seconds), ""),
        Figure("  p50", percentile(milliseconds, 0.5), "ms", limit),
        Figure("  p95", percentile(milliseconds, 0.95), "ms"),
    ]


def _visited(running: RunningSet, paths: list[str], requests: int, clients: int) -> list[float]:
    """The seconds of each answer, all paths visited once before. Raises AssertionError for an answer other than 200."""
    seconds: list[float] = []
    odd: list[int] = []

    def visit(number: int) -> None:
        visitor = Visitor(running.port)
        for path in paths:
            visitor.get(path)
        for path, _ in zip(cycle(paths[number:] + paths[:number]), range(requests // clients), strict=False):
            answer = visitor.get(path)
            seconds.append(answer.seconds)
            odd.extend([answer.status] if answer.status != 200 else [])

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if odd:
        raise AssertionError(f"answers other than 200: {sorted(set(odd))}")
    return seconds


def run_on(running: RunningSet, module: str, *arguments: str) -> str:
    """Runs a module of ours on the set's folder, in a process of its own; returns what it printed."""
    command = [sys.executable, "-m", module, *arguments]
    environment = running.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return done.stdout
