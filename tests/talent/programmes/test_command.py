"""The command for people with files: JSON on one line, or one line that says what is wrong."""

import json
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from talent.programmes.checking import disagreements
from talent.programmes.document.form import schema
from talent.programmes.document.reading import read
from tests.oracles import programmes
from tests.talent.programmes.building import WORDS, document, leaf, line

ROOT = Path(__file__).resolve().parents[3]
REBRAIN = "tests/oracles/programmes/rebrain.json"


def run(*arguments: str, given: str = "{}") -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    command = [sys.executable, "manage.py", "programme", *arguments]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, check=False)


def test_answers_may_come_through_standard_input() -> None:
    facts = json.dumps(
        {"age": 31, "degree": "master", "months_abroad": 11.5, "monthly_salary": 3000.10, "other": 1}
    )
    done = run("check", REBRAIN, "--facts", "-", "--today", "2025-01-10", given=facts)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["rules"]["abroad_1_year"] == "not_met"
    assert answer["incentives"]["per_month"] == "2100.07"


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["check", REBRAIN, "--facts", "-"], '{"age": -1}', "-: negative at /age: -1"),
        (["check", REBRAIN, "--facts", "-"], '{"age": 30.5}', "-: out_of_range at /age: 30.5"),
        (["check", REBRAIN, "--facts", "-"], '{"age": true}', "-: wrong_type at /age"),
        (["check", REBRAIN, "--facts", "-"], '{"monthly_salary": NaN}', "-: not_a_number at /: NaN"),
        (["check", REBRAIN, "--facts", "-"], '{"monthly_salary": 1e999999999}', "-: not_a_number at /monthly_salary"),
        (["check", REBRAIN, "--facts", "-"], '{"degree": "magic"}', "-: unknown_option at /degree: magic"),
        (["check", REBRAIN, "--facts", "-"], '{"job_start": "1404-07-31"}', "-: not_a_day at /job_start: 1404-07-31"),
        (["check", REBRAIN, "--facts", "-"], "[]", "-: wrong_type at /"),
        (["check", REBRAIN, "--facts", "nowhere.json"], "", "nowhere.json: No such file or directory"),
        (["check", REBRAIN, "--facts", "-", "--today", "2025-02-29"], "{}", "--today: not_a_day at /: 2025-02-29"),
        (["check", "-", "--facts", REBRAIN], '{"format": 1}', "-: missing at /slug"),
        (["check", "docs", "--facts", "-"], "{}", "docs: Is a directory"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_the_code_two(
    arguments: list[str], given: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(given.encode())))
    with pytest.raises(CommandError) as refused:
        call_command("programme", *arguments)
    assert (str(refused.value), refused.value.returncode) == (said, 2)


def test_the_shell_sees_that_one_line_and_the_code() -> None:
    done = run("check", REBRAIN, "--facts", "-", given='{"age": -1}')
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "CommandError: -: negative at /age: -1\n")


def test_the_schema_is_printed_as_it_is_published() -> None:
    published = (ROOT / "docs" / "programme.schema.json").read_text()
    assert run("schema").stdout == published
    assert json.loads(published) == schema()


def test_a_test_person_disagrees_where_something_else_comes_out() -> None:
    person = {
        "id": "anna",
        "title": WORDS,
        "today": "2024-02-29",
        "facts": {"left": "2023-06-01", "pay": "100"},
        "expected": {
            "eligible": "met",
            "rules": {"gone": "not_met"},
            "meets_on": {"gone": "2024-06-01"},
            "incentives": {"grant": "70.01"},
        },
    }
    whole = read(
        document(
            leaf("left", "passed", {"years": 1}, id="gone"),
            incentives=[line({"percent": ["70", {"fact": "pay"}]})],
            summary=[{"id": "grant", "part": "each", "line": "grant"}],
            persons=[person],
        )
    )
    assert disagreements(whole, whole.persons[0]) == ["eligible", "incentives/grant"]


def test_the_cases_run_from_the_shell_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.oracles.programmes", str(programmes.HERE / "programmes.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "35 passed, 0 failed\n")
    (tmp_path / "wrong.json").write_text('[{"id": "x", "programme": "rep"}]')
    done = subprocess.run(
        [*command, str(tmp_path / "wrong.json")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "35 passed, 1 failed")
