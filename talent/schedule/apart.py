"""Reading a stranger's calendar in a process of its own, with little memory and little time. Pure.

Rules can repeat a billion times, or look for a day that never comes; whatever a calendar does to its reader, the task
that waits for it ends in time.
"""

import json
import resource
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from talent.schedule.reading import (
    MAX_BYTES,
    NoCalendar,
    NotRead,
    TooLarge,
    TooManyEvents,
    TooOften,
    busy_in,
)
from talent.schedule.slots.values import Span

MEMORY = 700 * 1024 * 1024
READING, FOLLOWING = 4.0, 1.0
"""Seconds of work for the file, and for what repeats in it."""
_ROOT = Path(__file__).resolve().parents[2]
_ERRORS = {error.code: error for error in (NoCalendar, TooLarge, TooManyEvents, TooOften)}


def busy_apart(content: bytes, window: Span, zone: str) -> list[Span]:
    """Like `busy_in`, for the zone of that name. Raises a NotRead, TooOften also for what takes too long."""
    if len(content) > MAX_BYTES:
        raise TooLarge()
    told = [str(window.start.timestamp()), str(window.end.timestamp()), zone]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "talent.schedule.apart", *told],
            input=content,
            capture_output=True,
            cwd=_ROOT,
            timeout=4 * (READING + FOLLOWING),
            env={},
        )
    except subprocess.TimeoutExpired:
        raise TooOften() from None
    if done.returncode == 0:
        return [Span(_moment(start), _moment(end)) for start, end in json.loads(done.stdout)]
    raise _ERRORS.get(done.stderr.decode("ascii", "replace").split("\n")[-1], NoCalendar)()


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _late(number: int, frame: FrameType | None) -> None:
    raise TooOften()


def _follow() -> None:
    signal.setitimer(signal.ITIMER_PROF, FOLLOWING)


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, READING)
    start, end = (_moment(float(text)) for text in sys.argv[1:3])
    try:
        content, zone = sys.stdin.buffer.read(), ZoneInfo(sys.argv[3])
        found = busy_in(content, Span(start, end), zone, when_read=_follow)
    except NotRead as refusal:
        sys.stderr.write(f"\n{refusal.code}")
        return 3
    except MemoryError:
        sys.stderr.write(f"\n{TooLarge.code}")
        return 3
    json.dump([(span.start.timestamp(), span.end.timestamp()) for span in found], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
