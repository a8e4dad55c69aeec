"""`make bench`: measures the embedded set as it runs, prints the table, ends with 1 when a limit is broken.

`python -m bench [--experts 20000] [--requests 600] [--seed 1]`
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench import (
    board,
    directory,
    loading,
    machine,
    matches,
    memory,
    mentors,
    pipeline,
    post,
    programmes,
    relay,
    self_check,
    slots,
    talk,
    visit,
)
from bench.report import Figure, shown
from bench.running import RunningSet


def main() -> int:
    """Runs every measurement on one set that is started for it, and ends it."""
    options = _options()
    print(
        f"seed {options.seed}, {options.experts} experts, load before: {os.getloadavg()[0]:.1f}", flush=True
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        figures = measured(RunningSet(Path(folder) / "var", experts=options.experts), options)
    print(shown(figures))
    return 0 if all(figure.fine for figure in figures) else 1


def measured(running: RunningSet, options: argparse.Namespace) -> list[Figure]:
    """Every figure, in an order in which none disturbs the next."""
    try:
        figures = machine.figures() + programmes.figures(options.seed) + slots.figures(options.seed)
        figures += loading.figures(running, options.experts)
        figures += relay.figures(running, options.seed)  # before the companies' budgets are used up
        figures += board.figures(running, options.requests, options.seed)
        figures += matches.figures(running)
        figures += mentors.figures(running, options.requests, options.seed)
        figures += directory.figures(running, options.requests, options.seed)
        figures += memory.figures(running)
        figures += visit.figures(running)
        figures += self_check.figures(running)
        figures += talk.figures(running)
        figures += pipeline.figures(running)
        figures += post.figures(running)
        figures += loading.restart(running)
    finally:
        running.end()
    return figures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--experts", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
