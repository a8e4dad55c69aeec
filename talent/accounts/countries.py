"""Countries, asked for only to choose a notice: their names in both languages, and the group of each."""

import json
from functools import cache
from pathlib import Path

from babel import Locale

from talent.accounts.models import Group
from talent.lib.alphabet import alphabetical

_GROUPS = json.loads((Path(__file__).resolve().parents[2] / "data" / "notices" / "groups.json").read_text())
_NO_COUNTRY = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)  # reserved or no countries


@cache
def countries(language: str) -> list[tuple[str, str]]:
    """(code of ISO 3166-1, name), in the order of the language's alphabet. Names are those of the Unicode CLDR."""
    names = Locale("fa" if language == "fa" else "en").territories
    rows = [(code, name) for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRY]
    return sorted(rows, key=lambda row: alphabetical(row[1]))


def group_of(code: str) -> str:
    """The group of countries whose notice holds there."""
    return next((group for group, codes in _GROUPS.items() if code in codes), Group.OTHER.value)
