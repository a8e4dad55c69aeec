"""The zone rules are those of the pinned package, whatever the machine brings along."""

import os
import re
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import tzdata
from django.conf import settings
from django.core.checks import run_checks

from talent.lib import zone_data

FOLDER = Path(tzdata.__path__[0]) / "zoneinfo"
ASK = "import django; django.setup(); from talent.lib.dates import TEHRAN; from datetime import *; print(TEHRAN.utcoffset(datetime(2026, 7, 1)))"


@pytest.fixture
def machines_own() -> Iterator[None]:
    """Somebody has set the path back."""
    zoneinfo.reset_tzpath((str(FOLDER),))
    yield
    zoneinfo.reset_tzpath(())


def test_the_release_in_force_is_the_pinned_one() -> None:
    pinned = re.search(r"^tzdata==(\S+)", (settings.BASE_DIR / "requirements" / "run.txt").read_text(), re.M)
    assert pinned and version("tzdata") == pinned[1]
    assert re.fullmatch(r"20\d\d[a-z]", zone_data.version())


def test_a_process_starts_with_them_even_where_the_machine_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Tehran").write_bytes((FOLDER / "Asia" / "Tokyo").read_bytes())
    given = {"PYTHONTZPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-c", ASK]
    ran = subprocess.run(
        command, env=os.environ | given, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "3:30:00\n"


def test_the_check_refuses_a_process_that_reads_others() -> None:
    assert "schedule.E001" not in {message.id for message in run_checks()}


@pytest.mark.usefixtures("machines_own")
def test_the_check_sees_that_somebody_has_set_them_back() -> None:
    assert "schedule.E001" in {message.id for message in run_checks()}
