"""Which schema a kept test database has: a name that changes with every migration, ours or a library's."""

from hashlib import sha256
from pathlib import Path

ROOMS = ("cms", "search", "jobs", "talent")


def fingerprint(root: Path) -> str:
    """Ten hex digits over the texts of all migrations under `root` and of its lock file for run time.

    A database that was kept from before a migration was rewritten (two branches, an unreleased one) must not be
    taken for today's: it lacks a column, or has one that nobody fills.
    """
    migrations = (path for room in ROOMS for path in (root / room).rglob("migrations/*.py"))
    found = sha256()
    for path in sorted([*migrations, root / "requirements" / "run.txt"]):
        found.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:10]
