"""SIGKILL while the relay carries five hundred changes: afterwards the index is the database, every time."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import psycopg
import pytest

from bench.running import ROOT, RunningSet, signal_to, until
from tests.faults.conftest import caught_up
from tests.faults.hand import Hand

pytestmark = pytest.mark.faults
EDITS = 500


def test_a_killed_worker_of_the_embedded_set_loses_nothing(
    running: RunningSet, hand: Hand, settled: None, kills: int, seed: int
) -> None:
    random = Random(seed)
    for _ in range(kills):
        until(lambda: _has_worker(running), 30, "the worker after a pause")
        _kill_while_indexing(hand, random, lambda: running.pid_of("config.worker"))
        caught_up(hand)


def _has_worker(running: RunningSet) -> bool:
    return any("config.worker" in command for command in running.processes().values())


def _kill_while_indexing(hand: Hand, random: Random, worker: Callable[[], int]) -> None:
    hand.tell("edits", count=EDITS, seed=random.randrange(10**6))
    time.sleep(random.uniform(0.3, 2.5))
    signal_to(worker(), signal.SIGKILL)
    assert hand.answer() > EDITS / 4, "most edits were refused, so there was nothing to carry"


class ProductionWorker:
    """A worker and its beat on the production settings, started anew after each kill."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self._celery = [sys.executable, "-m", "celery", "-A"]
        self._beat = self._started("config.beat", "beat", "--schedule", str(folder / "beat"), "--pidfile", "")
        self._worker = self._start_worker()

    def pid(self) -> int:
        """The worker's number."""
        return self._worker.pid

    def again(self) -> None:
        """What a process manager does when a worker has died."""
        self._worker.wait(10)
        self._worker = self._start_worker()

    def end(self) -> None:
        """Ends both."""
        for process in (self._worker, self._beat):
            process.kill()
            process.wait()

    def _start_worker(self) -> subprocess.Popen[bytes]:
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        return self._started("config.celery", "worker", "--pool", "solo", *quiet)

    def _started(self, *arguments: str) -> subprocess.Popen[bytes]:
        with open(self.folder / f"{arguments[0]}.log", "ab") as log:
            command = [*self._celery, *arguments, "--loglevel", "WARNING"]
            return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)


@pytest.fixture
def production(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The production settings on the real servers, with a database and an index prefix of their own."""
    missing = [
        name
        for name in ("DATABASE_HOST", "SEARCH_URL", "BROKER_URL", "VALKEY_URL")
        if not os.environ.get(name)
    ]
    if missing:
        pytest.fail(f'{", ".join(missing)} missing; this drill needs the servers: eval "$(bin/servers)"')
    name = f"drill_{secrets.token_hex(4)}"
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_hex(32),
        "RELATION_KEY": secrets.token_hex(32),
        "FACTOR_KEY": secrets.token_hex(32),
        "MAIL_KEY": secrets.token_hex(32),
        "DEFAULT_FROM_EMAIL": "post@mail.example.org",
        "RETURN_PATH": "returned@mail.example.org",
        "INVITATION_KEY": secrets.token_hex(32),
        "CALENDAR_KEY": secrets.token_hex(32),
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": "https://localhost",
        "DATABASE_NAME": name,
        "BROKER_URL": os.environ["BROKER_URL"].rpartition("/")[0] + "/9",
        "SEARCH_PREFIX": name.replace("_", "-"),
        "VAR": str(tmp_path),
    }
    _database(f'CREATE DATABASE "{name}"')
    yield dict(os.environ) | own
    _drop_indexes(own["SEARCH_PREFIX"])
    _database(f'DROP DATABASE "{name}" WITH (FORCE)')


def _database(statement: str) -> None:
    where = {key: os.environ[f"DATABASE_{key.upper()}"] for key in ("host", "port", "user", "password")}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as connection:  # type: ignore[arg-type]
        connection.execute(statement)  # type: ignore[arg-type]


def _drop_indexes(prefix: str) -> None:
    from elasticsearch import Elasticsearch

    with Elasticsearch(os.environ["SEARCH_URL"].split(",")) as client:
        for name in client.indices.get(index=f"{prefix}-*"):
            client.indices.delete(index=name)


def test_a_killed_worker_of_the_production_set_loses_nothing(
    production: dict[str, str], tmp_path: Path, kills: int, seed: int
) -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=production, check=True)
    random = Random(seed)
    with Hand(production) as hand:
        hand.ask("vocabulary_and_people", count=300, seed=seed)
        worker = ProductionWorker(production, tmp_path)
        try:
            until(lambda: hand.ask("unsent") == 0, 60, "the first round", pause=0.2)
            for _ in range(kills):
                _kill_while_indexing(hand, random, worker.pid)
                worker.again()
                caught_up(hand)
        finally:
            worker.end()
