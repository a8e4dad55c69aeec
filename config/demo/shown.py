"""The demo accounts as they were written down: read by the supervisor, which loads nothing of Django."""

import json
from pathlib import Path

FILE = "demo-accounts.json"
Account = dict[str, str]


def shown(var: Path) -> list[str]:
    """The accounts as lines for the terminal; none where no demo data was loaded."""
    path = var / FILE
    if not path.exists():
        return []
    rows: list[Account] = json.loads(path.read_text())
    return [f"{row['role']:<18} {row['email']:<34} {row['password']}" for row in rows]
