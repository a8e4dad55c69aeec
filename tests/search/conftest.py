"""The park's vocabulary as the tests of search read it, from the data files."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.text.query import Row, Vocabulary

DATA = Path(__file__).parents[2] / "data"
FILES = {
    "skill": "skills.tsv",
    "role": "roles.tsv",
    "seniority": "seniorities.tsv",
    "way": "ways.tsv",
    "region": "regions.tsv",
    "language": "languages.tsv",
}


def entries(kind: str) -> list[dict[str, str]]:
    """The lines of one vocabulary file, by column."""
    with (DATA / "vocabulary" / FILES[kind]).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def slug_of(entry: dict[str, str]) -> str:
    return entry.get("slug") or entry["code"]


def labels_of(entry: dict[str, str]) -> tuple[str, ...]:
    """Both labels, then the aliases."""
    aliases = ";".join(entry.get(column) or "" for column in ("aliases_en", "aliases_fa"))
    return (entry["en"], entry["fa"], *filter(None, aliases.split(";")))


def rows() -> Iterator[Row]:
    everyday = json.loads((DATA / "everyday_words.json").read_text(encoding="utf-8"))
    for kind in FILES:
        for entry in entries(kind):
            slug = slug_of(entry)
            yield Row(kind, slug, labels_of(entry), slug in everyday.get(kind, ()))


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary(rows())
