"""The vocabulary is loaded from files, edited by people, and never undone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from search.lexicon import lexicon
from talent.experts.loading import load_vocabulary
from talent.experts.models import ParkChoice, Term, TermKind
from talent.experts.vocabulary import vocabulary
from tests import cast


@pytest.fixture
def folder(settings: Any) -> Path:
    return Path(settings.BASE_DIR) / "data" / "vocabulary"


def test_the_command_loads_everything_once(db: None, capsys: Any, folder: Path) -> None:
    call_command("vocabulary")
    counts = {kind.value: Term.objects.filter(kind=kind).count() for kind in TermKind}
    assert counts == {"skill": 775, "role": 70, "region": 16, "language": 40, "seniority": 7, "way": 5}
    assert load_vocabulary(folder) == 0
    assert Term.objects.get(kind="skill", slug="python").broader == cast.term(
        "skill", "programming-languages"
    )


def test_an_editor_s_change_is_never_undone(db: None, folder: Path) -> None:
    Term.objects.filter(kind="skill", slug="python").update(fa="پایتون ویراسته")
    load_vocabulary(folder)
    assert cast.term("skill", "python").fa == "پایتون ویراسته"


def test_a_change_of_the_files_reaches_rows_that_nobody_edited(
    db: None, folder: Path, tmp_path: Path
) -> None:
    for file in folder.glob("*.tsv"):
        (tmp_path / file.name).write_text(file.read_text().replace("\tRust\t", "\tRust language\t"))
    load_vocabulary(tmp_path, only=frozenset({"rust"}))
    assert cast.term("skill", "rust").en == "Rust language"


def test_every_process_learns_of_a_changed_word(db: None) -> None:
    before = vocabulary()
    assert vocabulary() is before and lexicon().words is before
    Term.objects.filter(kind="skill", slug="go").update(en="Golang")
    ParkChoice.vocabulary_changed()
    assert vocabulary().label("skill", "go", "en") == "Golang"
    assert lexicon().words is vocabulary()
