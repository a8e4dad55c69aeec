"""The run command: nothing is left behind, nothing blocks the next start, each refusal is one clear line."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.running import ROOT, RunningSet, free_port, signal_to, until

pytestmark = pytest.mark.faults


@pytest.fixture
def own(var: Path) -> Iterator[RunningSet]:
    """A set of one's own, with hardly anybody in it."""
    one = RunningSet(var, experts=5)
    yield one
    one.end()


def _run(one: RunningSet, port: int, var: Path | None = None) -> tuple[int, list[str]]:
    """A start that should not get far: its code and its lines."""
    environment = one.environment | ({"VAR": str(var)} if var else {})
    command = [sys.executable, "-m", "config.run", "--port", str(port)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()


def test_a_life_with_kills_refusals_and_a_clean_end(own: RunningSet) -> None:
    own.start()
    code, lines = _run(own, free_port())
    assert code != 0 and len(lines) == 1 and "Another run uses" in lines[0]

    for part in ("config.web", "config.worker", "config.beat"):
        before = own.pid_of(part)
        signal_to(before, signal.SIGKILL)
        until(lambda part=part, before=before: _started_anew(own, part, before), 30, f"{part} again")
    until(own.answers, 30, "the web process")

    forked = {pid for pid, command in own.processes().items() if "config.site" in command}
    signal_to(min(forked), signal.SIGKILL)  # what it has forked goes with it
    until(lambda: not forked & own.processes().keys() and own.answers(), 30, "the site again")
    until(lambda: _runs(own, "config.worker"), 30, "its worker")

    own.process.kill()  # type: ignore[union-attr]
    own.process.wait()  # type: ignore[union-attr]
    until(lambda: not own.processes(), 10, "the children's end")
    assert not own.answers()

    own.start()
    assert own.answers()
    assert own.stop(signal.SIGINT) < 15
    assert own.process.returncode == 0  # type: ignore[union-attr]
    assert own.processes() == {} and not own.answers()
    assert "Traceback" not in own.said + (own.var / "logs" / "site.log").read_text()
    assert (own.var / "database.sqlite3").exists() and not (own.var / "database.sqlite3-wal").exists()


def _started_anew(own: RunningSet, part: str, before: int) -> bool:
    return _runs(own, part) and before not in own.processes()


def _runs(own: RunningSet, part: str) -> bool:
    return any(part in command for command in own.processes().values())


def test_a_leftover_that_keeps_the_port_is_ended_at_the_next_start(own: RunningSet) -> None:
    """A process of an earlier run that outlived its supervisor, told by its mark alone."""
    code = "import socket,time; s=socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', %d)); s.listen(); print('up', flush=True); time.sleep(600)"
    mark = own.environment | {"TALENT_RUN": str(own.var.resolve())}
    command = [sys.executable, "-c", code % own.port]
    with subprocess.Popen(command, env=mark, stdout=subprocess.PIPE) as leftover:
        assert leftover.stdout and leftover.stdout.readline()
        own.start()
        assert leftover.wait(5) == -signal.SIGKILL
    assert own.stop(signal.SIGTERM) < 15
    assert own.processes() == {}


def test_a_taken_port_is_said_in_one_line(own: RunningSet) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", own.port))
        other.listen()
        code, lines = _run(own, own.port)
    assert code != 0 and len(lines) == 1 and f"Port {own.port} is taken" in lines[0]
    assert own.processes() == {}


@pytest.mark.parametrize("where", ["a file/var", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_said_in_one_line(
    own: RunningSet, tmp_path: Path, where: str
) -> None:
    (tmp_path / "a file").touch()
    code, lines = _run(own, own.port, tmp_path / where)
    assert code != 0 and len(lines) == 1 and "cannot be written to" in lines[0]


def test_ctrl_c_while_it_prepares_ends_quietly(own: RunningSet) -> None:
    own.launch()
    until(lambda: "Preparing the database" in own.said, 60, "the preparation")
    own.stop(signal.SIGINT)
    assert own.process and own.process.returncode != 0
    assert own.processes() == {}
    assert "Traceback" not in own.said
