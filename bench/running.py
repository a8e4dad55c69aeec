"""A whole set in a folder and on a port of its own, started exactly as `make run` starts it."""

import fcntl
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import sample
from tempfile import gettempdir
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PORTS = range(8300, 8400)
PATIENCE = 180.0
_OWN = ("VAR", "DEMO_EXPERTS", "DJANGO_SETTINGS_MODULE", "TALENT_RUN", "PYTHONDONTWRITEBYTECODE")
_SERVERS = ("DATABASE_HOST", "VALKEY_URL", "BROKER_URL", "SEARCH_URL")


class DidNotStart(Exception):
    """The set ended, or did not answer in time; the text is what it said."""


def free_port() -> int:
    """A port on which nobody listens now."""
    port, kept = reserved_port()
    kept.close()
    return port


def reserved_port() -> tuple[int, IO[str]]:
    """A port that nobody listens on and no other set of ours has chosen, and what keeps it until it is closed: sets
    that start side by side would each find it free, and both would answer there."""
    for port in sample(PORTS, len(PORTS)):
        kept = open(Path(gettempdir()) / f"talent-port-{os.getuid()}-{port}.lock", "w")  # noqa: SIM115
        try:
            fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
        except OSError:
            kept.close()
            continue
        return port, kept
    raise DidNotStart("every port of ours is taken")


def until(true: "object", seconds: float, what: str, pause: float = 0.05) -> float:
    """Waits until `true()` says so; returns how long that took. Raises TimeoutError naming `what`."""
    started = time.perf_counter()
    while not true():  # type: ignore[operator]
        if time.perf_counter() - started > seconds:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(pause)
    return time.perf_counter() - started


class RunningSet:
    """One set. `extra` joins its environment; servers named in ours are not passed on unless they stand there."""

    def __init__(self, var: Path, *, experts: int = 40, extra: Mapping[str, str] | None = None) -> None:
        self.var = var
        self.port, self._kept = reserved_port()
        self.process: subprocess.Popen[bytes] | None = None
        own = {"VAR": str(var), "DEMO_EXPERTS": str(experts)} | dict(extra or {})
        self.environment = {k: v for k, v in os.environ.items() if k not in (*_OWN, *_SERVERS)} | own
        self.log = var.parent / f"{var.name}.log"

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def launch(self) -> None:
        """Starts the supervisor and returns at once."""
        command = [sys.executable, "-m", "config.run", "--port", str(self.port)]
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def start(self) -> float:
        """Starts it and waits until it has greeted; returns the seconds that took. Raises DidNotStart."""
        self.launch()
        assert self.process is not None
        process = self.process
        try:
            taken = until(lambda: self.greeted or process.poll() is not None, PATIENCE, "the set")
        except TimeoutError:
            self.kill()
            raise DidNotStart(self.said) from None
        if process.poll() is not None:
            raise DidNotStart(self.said)
        return taken

    @property
    def said(self) -> str:
        """What it wrote to the terminal."""
        return self.log.read_text(errors="replace")

    @property
    def greeted(self) -> bool:
        """Whether it has said that it is ready."""
        return "Ctrl-C stops everything." in self.said

    def answers(self) -> bool:
        """Whether the web process answers."""
        try:
            with urlopen(f"{self.url}/health/live", timeout=2) as response:
                return bool(response.status == 200)
        except (URLError, OSError):
            return False

    def stop(self, sign: int = signal.SIGINT) -> float:
        """Ends it as Ctrl-C does; returns the seconds that took."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        started = time.perf_counter()
        self.process.send_signal(sign)
        self.process.wait(60)
        return time.perf_counter() - started

    def kill(self) -> None:
        """Ends the supervisor and everything that carries the set's mark, at once."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pid in self.processes():
            signal_to(pid, signal.SIGKILL)

    def end(self) -> None:
        """Ends it for good, and gives its port back."""
        self.stop()
        self.kill()
        self._kept.close()

    def processes(self) -> dict[int, str]:
        """The set's children by their mark: process number and command, with the name of what was forked."""
        wanted = f"TALENT_RUN={self.var.resolve()}".encode()
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(entry.name)] = command + (entry / "comm").read_text().strip()
            except OSError:  # gone meanwhile, or not ours to read
                continue
        return found

    def pid_of(self, part: str) -> int:
        """The one process whose command holds `part` (the oldest, where it has children of its own)."""
        return min(pid for pid, command in self.processes().items() if part in command)

    def accounts(self, role: str) -> list[dict[str, str]]:
        """Demo accounts whose role begins so."""
        rows = json.loads((self.var / "demo-accounts.json").read_text())
        return [row for row in rows if row["role"].startswith(role)]

    def manage(self, *arguments: str) -> str:
        """Runs manage.py beside the running set; returns what it printed."""
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        return done.stdout

    def status(self) -> dict[str, object]:
        """`search status` of this set."""
        found: dict[str, object] = json.loads(self.manage("search", "status", "--json"))
        return found

    def pss(self) -> int:
        """Bytes of memory of the whole set, shared pages counted once."""
        supervisor = [self.process.pid] if self.process else []
        return sum(_pss(pid) for pid in {*self.processes(), *supervisor})


def signal_to(pid: int, sign: int) -> None:
    """Sends a signal; a process that has gone meanwhile is fine."""
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        pass


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def percentile(values: Iterable[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
