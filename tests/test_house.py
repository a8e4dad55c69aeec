"""The house is in order: inventory, nothing unused, functions and files of a readable size, no word of elsewhere."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import get_template

from tests.harness import inventory, unused

ROOT = Path(__file__).resolve().parents[1]
CODE = [
    path
    for room in ("config", "cms", "search", "jobs", "talent", "bench", "tests")
    for path in (ROOT / room).rglob("*.py")
]
OWN = [path for path in CODE if "migrations" not in path.parts]


@pytest.mark.parametrize("model", inventory.own_models(), ids=lambda model: model._meta.label)
def test_every_field_says_what_it_is_kept_for(model: Any) -> None:
    assert inventory.undeclared(model) == set() and inventory.surplus(model) == set()


def test_no_purpose_serves_for_everything() -> None:
    lines = [line for model in inventory.own_models() for line in model.inventory.values() if line]
    assert len({line.purpose for line in lines}) >= 8
    assert len({line.until for line in lines}) >= 5


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=")


def test_every_template_compiles_and_holds_nothing_inline() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        name = str(path.relative_to(ROOT / "templates"))
        get_template(name)
        if "/email/" not in name:  # mails carry their style with them
            assert not INLINE.search(path.read_text()), name


def test_no_template_is_unused() -> None:
    names = {str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")}
    assert unused.templates(names) == set()


def test_no_static_file_is_unused() -> None:
    files = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    own = {path.relative_to(ROOT / "static") for path in files if not path.name.startswith(".")}
    assert unused.static({str(path) for path in own if path.parts[0] != "built"}) == set()


def test_no_setting_is_unused() -> None:
    assert unused.settings({name for name in dir(settings) if name.isupper()}) == set()


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_under_400_lines_and_functions_under_60(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


def test_views_stay_under_twenty_lines() -> None:
    for path in OWN:
        if path.name != "views.py":
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 20, f"{path}: {node.name}"


def test_nothing_unfinished_is_left() -> None:
    marks = re.compile(
        r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|pytest\.mark\.(skip|xfail)|# pragma: no cover"
    )
    found = [
        f"{path}: {mark[0]}"
        for path in OWN
        if path != Path(__file__)
        for mark in marks.finditer(path.read_text())
    ]
    assert found == []


def test_the_project_speaks_of_itself_alone() -> None:
    paths = [*OWN, *ROOT.glob("docs/**/*.md"), *ROOT.glob("bin/*"), ROOT / "README.md", ROOT / "Makefile"]
    elsewhere = re.compile(
        r"\.\./shared|/work/main|/root/|https?://[\w.]*(?:proxy|artifactory|nexus)", re.IGNORECASE
    )
    assert [
        str(path) for path in paths if path != Path(__file__) and elsewhere.search(path.read_text())
    ] == []
