"""Sets that are really running, for the drills. FAULTS=few makes a short drill of it; every seed is printed."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.running import RunningSet, until
from bench.visitor import Visitor
from tests.faults.hand import Hand

CAUGHT_UP = 60.0


@pytest.fixture(scope="session")
def kills() -> int:
    """How many times a worker is killed."""
    return 2 if os.environ.get("FAULTS") == "few" else 20


@pytest.fixture
def seed() -> int:
    """The seed of this drill, shown when it fails; FAULTS_SEED repeats one."""
    chosen = int(os.environ.get("FAULTS_SEED") or secrets.randbelow(10**6))
    print(f"FAULTS_SEED={chosen}")
    return chosen


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSet]:
    """One embedded set with a few hundred invented people, for all drills that leave it alive."""
    one = RunningSet(tmp_path_factory.mktemp("drill") / "var", experts=300)
    try:
        one.start()
        yield one
    finally:
        one.end()


@pytest.fixture(scope="session")
def hand(running: RunningSet) -> Iterator[Hand]:
    """A hand inside that set."""
    with Hand(running.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}) as one:
        yield one


@pytest.fixture
def settled(running: RunningSet, hand: Hand) -> Iterator[None]:
    """Before and after the drill the index holds exactly what the database says."""
    caught_up(hand)
    yield
    caught_up(hand)


def caught_up(hand: Hand) -> None:
    """Waits until nothing is unsent, and demands that every document is right."""
    until(lambda: hand.ask("unsent") == 0, CAUGHT_UP, "the relay", pause=0.1)
    told = hand.ask("truth")
    assert told["wrong"] == [] and told["documents"] > 0, told


@pytest.fixture
def visiting_expert(running: RunningSet) -> Visitor:
    """The demo expert, signed in."""
    return Visitor(running.port).sign_in(running.accounts("expert")[0])


@pytest.fixture
def visiting_member(running: RunningSet) -> Visitor:
    """Somebody of the first demo company, signed in."""
    return Visitor(running.port).sign_in(running.accounts("company reader")[0])


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A folder for a set of one's own."""
    return tmp_path / "var"
