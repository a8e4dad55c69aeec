"""The directory over HTTP: four visitors at once, members of all companies and anonymous ones, warm."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

from bench.questions import questions
from bench.report import Figure
from bench.running import ROOT, RunningSet, percentile
from bench.visitor import Visitor

CLIENTS, LIMIT_MS, LIMIT_SQL = 4, 100.0, 8
EXHAUSTED = ("Your company has seen as many", "شرکت شما به سقف")


@dataclass
class Tally:
    """What the visitors met."""

    whole: list[float] = field(default_factory=list)
    cut_short: list[float] = field(default_factory=list)
    cards: int = 0
    odd: list[int] = field(default_factory=list)


def figures(running: RunningSet, requests: int, seed: int) -> list[Figure]:
    """Percentiles of the directory's answers, and the SQL of one request counted in process."""
    tally, threads = Tally(), []
    homes = _homes(running)
    for number in range(CLIENTS):
        mine = homes[number::CLIENTS]
        arguments = (mine, questions(seed * 100 + number), requests // CLIENTS, tally)
        threads.append(threading.Thread(target=_visit, args=arguments))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if tally.odd:
        raise AssertionError(f"answers other than 200: {sorted(set(tally.odd))}")
    return [
        *_times(f"directory, {CLIENTS} visitors at once", [*tally.whole, *tally.cut_short]),
        *_times("directory: pages not cut short by a company's budget", tally.whole),
        *_sql(running),
    ]


def _times(what: str, seconds: list[float]) -> list[Figure]:
    """How many, the middle, and the slow end of them."""
    milliseconds = [one * 1000 for one in seconds]
    return [
        Figure(what, len(seconds), ""),
        Figure("  p50", percentile(milliseconds, 0.5), "ms"),
        Figure("  p95", percentile(milliseconds, 0.95), "ms", LIMIT_MS),
    ]


def _homes(running: RunningSet) -> list[tuple[Visitor, str]]:
    """Somebody signed in for each company, and anonymous visitors between them; each with a directory."""
    homes: list[tuple[Visitor, str]] = []
    for number, account in enumerate(running.accounts("company recruiter")):
        company = account["email"].partition("@")[2].partition(".")[0]
        homes.append((Visitor(running.port).sign_in(account), f"c/{company}/experts/"))
        if number % 3 == 0:
            homes.append((Visitor(running.port), "experts/"))
    for visitor, place in homes:  # warm: connections, templates, the engine's reader
        for language in ("fa", "en"):
            visitor.get(f"/{language}/{place}?q=python")
    return homes


def _visit(
    homes: list[tuple[Visitor, str]], asked: Iterator[tuple[str, str]], count: int, tally: Tally
) -> None:
    for (visitor, place), _ in zip(cycle(homes), range(count), strict=False):
        language, query = next(asked)
        answer = visitor.get(f"/{language}/{place}?{query}")
        exhausted = any(words in answer.text for words in EXHAUSTED)
        (tally.cut_short if exhausted else tally.whole).append(answer.seconds)
        if answer.status != 200:
            tally.odd.append(answer.status)


def _sql(running: RunningSet) -> list[Figure]:
    """Statements of one request, on a page with few rows and on a full one, counted in a process of its own."""
    command = [sys.executable, "-m", "bench.statements"]
    environment = running.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    counted: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    most = max(counted.values(), key=len)
    if len(most) > LIMIT_SQL:
        print("\n".join(most))
    numbers = {len(statements) for statements in counted.values()}
    return [
        Figure("directory: SQL of one request", len(most), "", LIMIT_SQL),
        Figure("directory: SQL that rows add", max(numbers) - min(numbers), "", 0),
    ]
