"""Holidays from data/holidays.json into the table."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from persiantools.jdatetime import JalaliDate

from talent.schedule.models import Holiday

YEARS = range(1404, 1408)
"""Of the solar calendar: those for which the days of the lunar one are in the file."""


def load_holidays(path: Path) -> int:
    """Adds what is not there yet; returns how many. What an editor has corrected or struck stays so."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    found = [*_solar(rows["solar"]), *(Holiday(**row) for row in rows["lunar"])]
    before = Holiday.objects.count()
    Holiday.objects.bulk_create(found, ignore_conflicts=True)
    return Holiday.objects.count() - before


def _solar(rows: list[dict[str, Any]]) -> Iterator[Holiday]:
    """Days with a date of the solar calendar, in each year."""
    for year in YEARS:
        for row in rows:
            day = JalaliDate(year, row["month"], row["day"]).to_gregorian()  # type: ignore[no-untyped-call]
            code = f"{year}-{row['month']:02}-{row['day']:02}"
            yield Holiday(code=code, day=day, fa=row["fa"], en=row["en"])
