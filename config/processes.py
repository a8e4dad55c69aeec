"""Child processes that do not outlive us, and the leftovers of a run that was killed."""

import ctypes
import multiprocessing
import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

_SET_PDEATHSIG = 1
_SET_NAME = 15
_STOP_SECONDS = 6
_FORKING = multiprocessing.get_context("fork")  # its processes fork too: elsewhere the default reads all anew


def own_death(sign: int = signal.SIGKILL) -> None:
    """Asks the kernel to end this process when its parent ends (Linux; elsewhere it does nothing)."""
    _control(_SET_PDEATHSIG, sign)


def _be_called(name: str) -> None:
    """The name under which `ps -o comm` shows this process: at most 15 bytes of it."""
    _control(_SET_NAME, name.encode())


def _control(what: int, value: int | bytes) -> None:
    try:
        ctypes.CDLL(None, use_errno=True).prctl(what, value)
    except (AttributeError, OSError):
        pass


class Child(ABC):
    """One process of the set, in a group of its own: Ctrl-C reaches only us. Its output goes to a log."""

    pid: int

    def __init__(self, name: str, log: Path) -> None:
        self.name, self.log = name, log
        self._starts = 0

    def start(self) -> None:
        """Starts it; the log is begun anew when it has grown beyond 10 MB."""
        too_big = self.log.exists() and self.log.stat().st_size > 10 * 1024 * 1024
        with open(self.log, "wb" if too_big else "ab") as output:
            self.pid = self._begin(output)
        self._starts += 1

    def pause(self) -> float:
        """Seconds to wait before the next start: 0.2, 0.4 … at most 10."""
        return float(min(0.1 * 2**self._starts, 10))

    @property
    def ended(self) -> bool:
        """Whether it was started and is no more."""
        return bool(self._starts) and self._wait(0)

    def ask(self) -> None:
        """Asks it to end, if it runs."""
        if self._starts and not self.ended:
            os.kill(self.pid, signal.SIGTERM)

    def stop(self) -> None:
        """Waits for its end, which it was asked for or came to by itself; then ends its whole group."""
        if self._starts:
            self._wait(_STOP_SECONDS)
            _end_group(self.pid)
            self._wait(None)

    @abstractmethod
    def _begin(self, output: IO[bytes]) -> int:
        """Starts it, with its output there; returns its number."""

    @abstractmethod
    def _wait(self, seconds: float | None) -> bool:
        """Whether it has ended, at the latest in so many seconds (None: however long that takes)."""


class Command(Child):
    """A process that is another program. Where it `speaks`, what it prints is seen where ours is."""

    def __init__(self, name: str, command: list[str], log: Path, *, speaks: bool = False) -> None:
        super().__init__(name, log)
        self.command, self._speaks = command, speaks

    def _begin(self, output: IO[bytes]) -> int:
        self._process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=None if self._speaks else output,
            stderr=output,
            start_new_session=True,
            preexec_fn=own_death,
        )
        return self._process.pid

    def _wait(self, seconds: float | None) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


class Forked(Child):
    """A process that goes on from here with `work`, and shares with us all memory that neither of us changes."""

    def __init__(self, name: str, work: Callable[[], None], log: Path) -> None:
        super().__init__(name, log)
        self._work = work

    def _begin(self, output: IO[bytes]) -> int:
        process = _FORKING.Process(target=self._become, args=(output,))
        process.start()
        self._process = process
        assert process.pid
        return process.pid

    def _wait(self, seconds: float | None) -> bool:
        self._process.join(seconds)
        return self._process.exitcode is not None

    def _become(self, output: IO[bytes]) -> None:
        own_death()
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for stream in (1, 2):
            os.dup2(output.fileno(), stream)
        _be_called(self.name)
        self._work()


def watch(children: Sequence[Child]) -> None:
    """Starts again what dies, with a growing pause; the data is in the database, so nothing is lost."""
    while True:
        for child in [one for one in children if one.ended]:
            print(f"{child.name} ended; starting it again (log: {child.log})", flush=True)
            child.stop()
            time.sleep(child.pause())
            child.start()
        time.sleep(0.5)


def stop_all(children: Sequence[Child]) -> None:
    """Ends them, the last one first. All are asked before the first is waited for, so that together they take as long
    as the slowest."""
    for child in reversed(children):
        child.ask()
    for child in reversed(children):
        child.stop()


def end_leftovers(mark: str) -> None:
    """Ends every process whose environment carries our mark: what a killed run left. Call it holding the lock."""
    wanted = f"TALENT_RUN={mark}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        if pid in (os.getpid(), os.getppid()):
            continue
        try:
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                os.kill(pid, signal.SIGKILL)
        except OSError:  # gone, or not ours to read
            continue
    time.sleep(0.05)


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
