"""A set that lives at another hour: all its processes read a clock that the test moves forward, and nothing else of them
is other than in use. Done by libfaketime at the border to the operating system; `bin/servers` installs it."""

import time
from datetime import UTC, datetime
from pathlib import Path

from bench.running import RunningSet

LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")
NAME = "faketime/libfaketimeMT.so.1"
CACHED = 1
"""Seconds for which a process goes on with the offset that it has read."""


class SetAtAnHour:
    """A set that begins at a moment, in UTC."""

    def __init__(self, folder: Path, begins: datetime) -> None:
        self._offset = folder / "offset"
        self._write(begins)
        self.running = RunningSet(folder / "var", experts=40, extra=self._faked())

    def start(self) -> float:
        """Starts it; returns the seconds that took."""
        return self.running.start()

    def end(self) -> None:
        """Ends it for good."""
        self.running.end()

    @property
    def now(self) -> datetime:
        """The moment at which the set is."""
        return datetime.fromtimestamp(time.time() + int(self._offset.read_text()), UTC)

    def wait_for(self, moment: datetime) -> None:
        """Lets time pass until then, where it is not later already; from there it goes on."""
        if moment > self.now:
            self._write(moment)
            time.sleep(2 * CACHED)

    def _write(self, moment: datetime) -> None:
        seconds = round(moment.timestamp() - time.time())
        self._offset.write_text(f"{seconds:+d}\n")

    def _faked(self) -> dict[str, str]:
        found = [path for folder in LIBRARIES for path in Path(folder).glob(f"**/{NAME}")]
        assert found, f"{NAME} is missing: bin/servers installs it"
        return {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._offset),
            "FAKETIME_CACHE_DURATION": str(CACHED),
            "NO_FAKE_STAT": "1",
        }
