"""73 cases of another scheduler's own tests, whatever zone the machine is in."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.oracles import slots

CASES = slots.cases(slots.HERE / "slots.json")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_each_case_comes_out_as_expected(case: dict[str, Any]) -> None:
    assert slots.differences(case) == []


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tehran", "America/New_York"])
def test_the_zone_of_the_machine_changes_nothing(zone: str, tmp_path: Path) -> None:
    (tmp_path / "more.json.gz").write_bytes(gzip.compress(json.dumps(CASES).encode()))
    command = [sys.executable, "-m", "tests.oracles.slots", str(tmp_path / "more.json.gz")]
    ran = subprocess.run(
        command, env=os.environ | {"TZ": zone}, cwd=slots.HERE.parents[1], capture_output=True, text=True
    )
    assert (ran.stdout, ran.returncode) == ("73 passed, 0 failed\n", 0)


def test_what_fails_is_named_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = CASES[0] | {"id": "wrong", "expected_slots": [], "expected_count": 0}
    (tmp_path / "wrong.json").write_text(
        json.dumps([wrong, CASES[1], CASES[2] | {"id": "odd", "tz": "No/Where"}])
    )
    assert slots.run([tmp_path / "wrong.json"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("wrong: expected_slots: ") and lines[1].startswith("odd: UnknownZone")
    assert lines[2] == "1 passed, 2 failed"
