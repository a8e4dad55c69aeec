"""Cases of real programmes through the engine: `python -m tests.oracles.programmes FILE...` (.json or .json.gz)."""

import gzip
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from talent.programmes.checking import check
from talent.programmes.document.facts import read_facts
from talent.programmes.document.reading import load, read
from talent.programmes.document.values import Version
from tests.oracles import running

HERE = Path(__file__).parent


@cache
def programme(name: str) -> Version:
    """One of the five programmes, from its document."""
    return read((HERE / "programmes" / f"{name}.json").read_bytes())


def cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file, gzipped or not."""
    content = path.read_bytes()
    found: list[dict[str, Any]] = load(gzip.decompress(content) if path.suffix == ".gz" else content)
    return found


def actual(case: dict[str, Any]) -> dict[str, Any]:
    """What the engine says about a case, in the form of `expected`: without incentives where none is known."""
    version = programme(case["programme"])
    found = check(version, read_facts(version, case["facts"]), date.fromisoformat(case["today"]))
    return {key: value for key, value in found.items() if key != "incentives" or value}


def differences(case: dict[str, Any]) -> list[str]:
    """Each part of the expected answer that came out otherwise."""
    found = actual(case)
    return [
        f"{key}: {found.get(key)} instead of {wanted}"
        for key, wanted in case["expected"].items()
        if found.get(key) != wanted
    ]


def run(paths: list[Path]) -> int:
    """Runs files and prints what failed; returns the number of failed cases."""
    return running.run(paths, cases, differences)


if __name__ == "__main__":
    sys.exit(1 if run([Path(name) for name in sys.argv[1:]]) else 0)
