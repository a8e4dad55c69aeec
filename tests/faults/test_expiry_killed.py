"""SIGKILL while the worker takes openings off the board whose last day is over: each ends once, none is forgotten."""

import signal
import time
from random import Random

import pytest

from bench.running import RunningSet, signal_to, until
from tests.faults.hand import Hand

pytestmark = pytest.mark.faults
OPENINGS, PATIENCE = 300, 150.0


def test_a_worker_killed_while_openings_end_ends_each_once(
    running: RunningSet, hand: Hand, settled: None, kills: int, seed: int
) -> None:
    random = Random(seed)
    assert hand.ask("openings_over", count=OPENINGS) == OPENINGS
    cut_short = 0
    for _ in range(kills):
        hand.ask("end_openings")
        time.sleep(random.uniform(0.3, 1.2))
        signal_to(running.pid_of("config.worker"), signal.SIGKILL)
        cut_short += 0 < hand.ask("openings_ended")["up"] < OPENINGS
        until(lambda: any("config.worker" in one for one in running.processes().values()), 30, "a worker")
    until(lambda: hand.ask("openings_ended")["up"] == 0, PATIENCE, "the end of all", pause=0.5)
    assert cut_short, "no kill met a round that was half done"
    assert hand.ask("openings_ended") == {"up": 0, "logged": OPENINGS, "told": OPENINGS, "most": 1}
