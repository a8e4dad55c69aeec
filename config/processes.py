"""Child processes that do not outlive us, and the leftovers of a run that was killed."""

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

_SET_PDEATHSIG = 1
_STOP_SECONDS = 6


def own_death(sign: int = signal.SIGKILL) -> None:
    """Asks the kernel to end this process when its parent ends (Linux; elsewhere it does nothing)."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(_SET_PDEATHSIG, sign)
    except (AttributeError, OSError):
        pass


class Child:
    """One process of the set, in a group of its own: Ctrl-C reaches only us."""

    def __init__(self, name: str, command: list[str], log: Path) -> None:
        self.name, self.command, self.log = name, command, log
        self.process: subprocess.Popen[bytes] | None = None
        self._starts = 0

    def start(self) -> None:
        """Starts it; its output goes to the log, which is begun anew when it has grown beyond 10 MB."""
        too_big = self.log.exists() and self.log.stat().st_size > 10 * 1024 * 1024
        self._starts += 1
        with open(self.log, "wb" if too_big else "ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=own_death,
            )

    def pause(self) -> float:
        """Seconds to wait before the next start: 0.2, 0.4 … at most 10."""
        return float(min(0.1 * 2**self._starts, 10))

    def stop(self) -> None:
        """Asks it to end, waits, then ends its whole group."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                pass
        _end_group(self.process.pid)
        self.process.wait()


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
