"""A kept test database is only taken for the schema from which it was made."""

from pathlib import Path

import pytest

from config.settings.schema import fingerprint

MIGRATION, LOCK = Path("jobs/applications/migrations/0001_initial.py"), Path("requirements/run.txt")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for path in (MIGRATION, LOCK):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("as it was")
    return tmp_path


@pytest.mark.parametrize("changed", [MIGRATION, LOCK, MIGRATION.with_name("0002_more.py")])
def test_another_schema_has_another_name(tree: Path, changed: Path) -> None:
    before = fingerprint(tree)
    (tree / changed).write_text("as it is")
    assert fingerprint(tree) != before


def test_what_is_no_schema_leaves_the_name(tree: Path) -> None:
    before = fingerprint(tree)
    (tree / "jobs" / "applications" / "models.py").write_text("as it is")
    assert fingerprint(tree) == before
