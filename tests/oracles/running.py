"""What every adapter of oracles does with its files: run each case, and print what came out otherwise."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Case = dict[str, Any]
Differences = Callable[[Case], list[str]]


def run(paths: list[Path], cases: Callable[[Path], Iterable[Case]], differences: Differences) -> int:
    """Runs files and prints what failed; returns the number of failed cases."""
    passed = failed = 0
    for case in (case for path in paths for case in cases(path)):
        wrong = _wrong(case, differences)
        passed, failed = passed + (not wrong), failed + bool(wrong)
        if wrong:
            print(f"{case['id']}: {'; '.join(wrong)}")
    print(f"{passed} passed, {failed} failed")
    return failed


def _wrong(case: Case, differences: Differences) -> list[str]:
    """A case that cannot be run has failed; the others go on."""
    try:
        return differences(case)
    except Exception as fault:
        return [f"{type(fault).__name__}: {fault}"]
