"""What the embedded and the test set share: SQLite options and secrets kept in a folder."""

import os
import secrets
from pathlib import Path
from typing import Any

_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON"


def sqlite(path: Path) -> dict[str, Any]:
    """Django's description of a SQLite file that many processes write.

    Transactions are immediate and wait in turn (`config.sqlite`). Connections are kept: a new one reads the whole schema again and
    begins with an empty page cache, 3 ms a request. The log is therefore emptied by a task, and at the end by
    `config.run`.
    """
    options = {"timeout": 20, "init_command": _PRAGMAS}
    return {
        "ENGINE": "config.sqlite",
        "NAME": str(path),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


def kept_secret(folder: Path, name: str) -> str:
    """A random secret of 64 hex digits, made on first use and kept in a file only its owner reads."""
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        try:
            with open(path, "x", opener=_private) as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:  # another process of the set was quicker
            pass
    return path.read_text()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
