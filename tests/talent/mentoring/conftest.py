"""What tests of mentoring share: the time, and the rules of clocks."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest
import tzdata
from django.utils import timezone

from tests.mentoring import NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets what time it is; a Saturday to begin with."""

    def at(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    at(NOW)
    return at


@pytest.fixture
def decree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Call it with a place in America, and Los Angeles keeps the clock of that place by a release of another name."""

    def decreed(place: str) -> None:
        there = tmp_path / "America"
        there.mkdir()
        source = Path(tzdata.__file__).parent / "zoneinfo" / "America" / place
        (there / "Los_Angeles").write_bytes(source.read_bytes())
        reset_tzpath([tmp_path])
        ZoneInfo.clear_cache()
        monkeypatch.setattr(tzdata, "IANA_VERSION", "2099z")

    yield decreed
    reset_tzpath(())
    ZoneInfo.clear_cache()
