"""The published table of points, which directory, board and matching read alike. Pure."""

import json
from pathlib import Path
from typing import Any

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parent.parent / "data" / "points.json").read_text(encoding="utf-8")
)
LEVELS = range(1, 6)


def skill_points(level: int) -> int:
    """Points of a matched skill at a level of 1–5; 0 means that the level is not said."""
    return int(TABLE["skill"] + (TABLE["level_step"] * (level - 1) if level else TABLE["level_unknown"]))


def used_points(band: str) -> int:
    """What it adds that a skill was used "now" or "recent"ly."""
    return int(TABLE["used"].get(band, 0))
