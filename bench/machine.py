"""How quick the machine is today: figures of two days can only be compared beside it."""

import time

from bench.report import Figure

ROUNDS, TIMES = 2_000_000, 5


def figures() -> list[Figure]:
    """The best of some runs of the same small work on one core."""
    quickest = min(_run() for _ in range(TIMES)) * 1000
    return [Figure(f"this machine: {ROUNDS:,} additions", quickest, "ms")]


def _run() -> float:
    """Seconds of one run."""
    start, total = time.perf_counter(), 0
    for number in range(ROUNDS):
        total += number
    return time.perf_counter() - start
