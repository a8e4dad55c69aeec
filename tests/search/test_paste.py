"""A pasted text becomes skills to choose from, and nothing of the text stays anywhere."""

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from search.lexicon import lexicon
from search.text.passages import LONGEST, skills_in
from talent.experts.models import Profile
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
READ, ADD = "/en/profile/skills/read/", "/en/profile/skills/add/"
CV = """Zqsecret Person, Senior engineer at Zqcompany
Moved the zqledger to Apache Kafka and PostgreSQL; wrote Rust and Python.
مهارت‌ها: پایتون، داکر، یادگیری ماشین
I go to the office by bike."""


def skills(user: Any) -> set[str]:
    return set(cast.profile_of(user).skills.values_list("skill__slug", flat=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Apache Kafka, PostgreSQL", {"apache-kafka", "postgresql"}),
        ("پایتون و داکر", {"python", "docker"}),
        ("I go to work every day.", set()),
        ("Languages: Python, Go", {"python", "go"}),
        ("Python and Go services", {"python", "go"}),
        ("pythno", set()),
        ("", set()),
        ("\x00\ud800\u202e" * 50, set()),
    ],
)
def test_a_text_names_its_skills_and_everyday_words_are_none(db: None, text: str, found: set[str]) -> None:
    assert set(skills_in(text, lexicon().spellings)) == found


def test_a_phrase_is_found_wherever_it_stands_in_a_long_sentence(db: None) -> None:
    for before in (0, 30, 5000):
        assert "apache-kafka" in skills_in("word " * before + "Apache Kafka words", lexicon().spellings)


def test_found_skills_are_added_together_or_one_by_one(browse: Browse, db: None) -> None:
    user = cast.person("new@experts.example.org")
    browser = browse(user)
    page = browser.post(READ, {"text": CV})
    found = {row["slug"] for row in page.context["new"]}
    assert {"apache-kafka", "postgresql", "rust", "python", "docker"} <= found and "go" not in found
    assert not Profile.objects.exists()
    again = browser.post(ADD, {"only": "rust", "skill": list(found), "found": list(found)})
    assert again.status_code == 200 and skills(user) == {"rust"}
    assert {row["slug"] for row in again.context["new"]} == found - {"rust"}
    assert browser.post(ADD, {"skill": ["python", "docker"], "found": list(found)}).status_code == 302
    assert skills(user) == {"rust", "python", "docker"}


def test_a_skill_named_before_keeps_its_level(browse: Browse, expert: Any) -> None:
    page = browse(expert).post(READ, {"text": "Python, Rust"})
    assert [row["slug"] for row in page.context["held"]] == ["python"]
    browse(expert).post(ADD, {"skill": ["python", "rust"]})
    assert cast.profile_of(expert).skills.get(skill__slug="python").level == 5


@pytest.mark.parametrize("slugs", [[], ["no-such-skill"], ["remote"], ["\x00"], ["x" * 10_000]])
def test_odd_choices_add_nothing(browse: Browse, expert: Any, slugs: list[str]) -> None:
    before = skills(expert)
    assert browse(expert).post(ADD, {"skill": slugs}).status_code == 302
    assert skills(expert) == before


def test_beyond_sixty_none_is_added(browse: Browse, expert: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talent.experts.actions.MAX_SKILLS", 4)
    answer = browse(expert).post(ADD, {"skill": ["rust", "docker"], "found": ["rust", "docker"]})
    assert answer.status_code == 400 and "at most 60" in answer.content.decode()
    assert len(skills(expert)) == 3


def test_nothing_of_the_text_is_kept(
    browse: Browse, expert: Any, caplog: pytest.LogCaptureFixture, capsys: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = browse(expert)
    answer = browser.post(READ, {"text": CV})
    browser.post(ADD, {"skill": ["rust"]})
    kept = [repr(list(model._default_manager.order_by("pk").values())) for model in apps.get_models()]
    kept += [repr(dict(browser.session)), repr(browser.cookies), repr(getattr(cache, "_cache", ""))]
    kept += [answer.content.decode(), caplog.text, capsys.readouterr().out]
    assert not any("zqledger" in text or "Zqsecret" in text for text in kept)


def test_a_text_that_is_too_long_is_refused_at_once_and_stays_typed(browse: Browse, expert: Any) -> None:
    started = time.perf_counter()
    answer = browse(expert).post(READ, {"text": "python kafka " * 80_000})
    assert time.perf_counter() - started < 3
    page = answer.content.decode()
    assert answer.status_code == 400 and "longer than 50,000 letters" in page and "python kafka" in page


@pytest.mark.parametrize("unit", ["word ", "Apache Kafka ", "x,", "و ", "a\u200cb ", "\n"])
def test_the_longest_text_is_read_in_bounded_time(db: None, unit: str) -> None:
    spellings = lexicon().spellings
    started = time.perf_counter()
    skills_in((unit * LONGEST)[:LONGEST], spellings)
    assert time.perf_counter() - started < 3
