"""The questions that an editor is offered: those at hand first, in the order of the reader's alphabet."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.models import RoleName, User
from talent.lib.alphabet import alphabetical
from talent.programmes import actions
from talent.programmes.catalogue import catalogue
from talent.programmes.models import Version
from tests import cast
from tests.cms.programmes import document, read_by
from tests.oracles import programmes

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
NAMES = [
    "Questions of this programme",
    "Questions of programmes in force",
    "More questions of the catalogue",
    "Other programmes",
]


@pytest.fixture
def writer(db: None) -> User:
    writer = cast.staff(RoleName.EDITOR)
    writer.language = "en"
    writer.save()
    return writer


@pytest.fixture
def draft(writer: User) -> Version:
    return actions.import_document(actor=writer, raw=document())


def offered(browser: Client, draft: Version) -> list[tuple[str, list[tuple[str, str]]]]:
    query = {"at": "", "where": "inside"}
    answer = browser.get(reverse("programme:condition", args=[draft.programme_id], query=query))
    groups: list[tuple[str, list[tuple[str, str]]]] = answer.context["groups"]
    return groups


def test_questions_of_far_away_programmes_come_last(browse: Browse, writer: User, draft: Version) -> None:
    groups = offered(browse(writer), draft)
    assert [name for name, _ in groups] == [NAMES[0], *NAMES[2:]], "no programme is in force"
    keys = {name: [key for key, _ in questions] for name, questions in groups}
    assert keys[NAMES[0]] == ["age", "degree", "months_abroad", "monthly_salary", "job_start"]
    assert "years_of_work" in keys[NAMES[2]] and "car_duty" in keys[NAMES[3]]
    assert sorted(sum(keys.values(), [])) == sorted(catalogue()), "each stands there once"


def test_what_a_programme_in_force_asks_comes_right_after_ones_own(
    browse: Browse, writer: User, draft: Version
) -> None:
    raw = json.loads((programmes.HERE / "programmes" / "rep.json").read_text())
    other = actions.import_document(actor=writer, raw=raw)
    actions.publish(actor=read_by(), draft=other, revision=1)
    groups = offered(browse(writer), draft)
    assert [name for name, _ in groups] == NAMES
    assert "car_duty" in [key for key, _ in groups[1][1]]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_group_but_ones_own_is_in_the_order_of_the_alphabet(
    browse: Browse, writer: User, draft: Version, language: str
) -> None:
    User.objects.update(language=language)
    writer.refresh_from_db()
    for _, questions in offered(browse(writer), draft)[1:]:
        names = [name for _, name in questions]
        assert names == sorted(names, key=alphabetical)
        assert all(getattr(catalogue()[key].question, language) == name for key, name in questions)


def test_the_persian_alphabet_is_not_the_order_of_code_points() -> None:
    assert sorted(["یک", "پل", "گل", "تو", "کوه"], key=alphabetical) == ["پل", "تو", "کوه", "گل", "یک"]


def test_a_new_programme_begins_with_a_question_of_the_same_list(browse: Browse, writer: User) -> None:
    asked = browse(writer).get(reverse("programme:new")).context["form"].fields["fact"]
    assert [name for name, _ in asked.choices] == NAMES[2:]
    assert "added to the catalogue by a developer" in str(asked.help_text)
