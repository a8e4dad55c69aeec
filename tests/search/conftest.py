"""The park's vocabulary from its files, three experts whose order is known, and a member who searches."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from search.text.query import Row, Vocabulary
from tests import cast

Browse = Callable[..., Client]

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


@pytest.fixture
def three(db: None) -> list[Any]:
    """Three experts whose order by points is known."""
    rows = [
        ("Both at their best", ("python:5", "apache-kafka:5", "go:1"), "western-europe"),
        ("Python only", ("python:5", "docker:2", "go:1"), "western-europe"),
        ("Both at the start", ("python:2", "apache-kafka:2", "go:1"), "uk-and-ireland"),
    ]
    return [
        cast.expert(
            f"{number}@experts.example.org",
            skills=skills,
            headline_en=name,
            region=cast.term("region", region),
        )
        for number, (name, skills, region) in enumerate(rows)
    ]


@pytest.fixture
def search(browse: Browse, member: Any, company: Any) -> Callable[..., Any]:
    browser = browse(member)
    return lambda **query: browser.get(f"/en/c/{company.slug}/experts/", query)
