"""On which weekdays a country rests. Pure; from data/weekends.json, Monday = 0."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[2] / "data" / "weekends.json"


@cache
def _known() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return known


def weekend(country: str) -> frozenset[int]:
    """The weekdays of the country's weekend; Saturday and Sunday for one that the data do not name. The park's own
    weekend is a setting, WEEKEND."""
    known = _known()
    return frozenset(known["countries"].get(country, known["otherwise"]))
