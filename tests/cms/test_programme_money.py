"""Amounts by fields, and the conditions under which papers are asked for and incentives given."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cms.programmes.line_form import amount_of, shape_of
from talent.accounts.models import RoleName
from talent.programmes import actions
from talent.programmes.models import Version
from tests import cast
from tests.cms.programmes import document, text
from tests.cms.test_programme_parts import GOOD, faults, filled, held, page
from tests.cms.test_programme_parts import browser as browser
from tests.cms.test_programme_parts import draft as draft
from tests.cms.test_programme_parts import writer as writer
from tests.journeys.forms import sent

pytestmark = pytest.mark.django_db
AMOUNTS = [
    ({"kind": "answer", "fact": "salary"}, {"fact": "salary"}),
    ({"kind": "answer", "fact": "salary", "number": "2"}, {"multiply": ["2", {"fact": "salary"}]}),
    (
        {"kind": "index", "index": "wage", "number": "4", "by": "hours", "year": "fact:ready"},
        {"multiply": ["4", {"fact": "hours"}, {"index": "wage", "year_of": {"fact": "ready"}}]},
    ),
    (
        {"kind": "percent", "fact": "line:base", "number": "20", "by": "relatives"},
        {"multiply": [{"fact": "relatives"}, {"percent": ["20", {"line": "base"}]}]},
    ),
    ({"kind": "percent", "fact": "salary", "number": "11.5"}, {"percent": ["11.5", {"fact": "salary"}]}),
]
FORMULAS: list[dict[str, Any]] = [
    {"multiply": ["7", "12.50", {"fact": "weeks"}]},
    {"multiply": [{"fact": "weeks"}, "7"]},
    {"multiply": ["7"]},
    {"percent": [{"fact": "share"}, {"fact": "salary"}]},
    {"max": ["0", {"fact": "salary"}]},
]


@pytest.mark.parametrize(("fields", "raw"), AMOUNTS)
def test_an_amount_is_said_by_fields_and_comes_back_the_same(fields: dict[str, str], raw: Any) -> None:
    with translation.override("en"):
        shape = shape_of(raw)
    assert fields.items() <= shape.items() and amount_of(shape) == raw


@pytest.mark.parametrize("raw", FORMULAS)
def test_a_formula_that_fields_cannot_say_stays_as_it_is(raw: dict[str, Any]) -> None:
    shape = shape_of(raw)
    assert shape["kind"] == "json" and json.loads(shape["json"]) == raw


@pytest.mark.parametrize("section", ["documents", "incentives"])
def test_a_condition_is_set_changed_and_taken_away(browser: Client, draft: Version, section: str) -> None:
    filled(browser, page("add_part", draft, section), **GOOD[section])
    place = len(held(draft)[section]) - 1
    mine, url = page("part", draft, section, place), page("part_condition", draft, section, place)
    assert browser.get(url).status_code == 200  # which question
    assert browser.get(f"{url}?fact=age").status_code == 200  # which comparison
    saved = filled(browser, f"{url}?fact=age&operator=at_least", value="۳۰")
    assert saved["Location"] == mine
    assert held(draft)[section][place]["when"] == {"fact": "age", "operator": "at_least", "value": "30"}
    browser.post(mine, sent(browser.get(mine), ""))
    assert "when" in held(draft)[section][place], "saving the rest keeps it"
    again = browser.get(url)["Location"]
    assert filled(browser, again, value="31").status_code == 302
    assert held(draft)[section][place]["when"]["value"] == "31"
    assert faults(filled(browser, again, value="-1")) == {"value"}
    assert filled(browser, page("drop_condition", draft, section, place)).status_code == 302
    assert "when" not in held(draft)[section][place]


def test_one_condition_takes_the_place_of_several_only_when_it_is_saved(
    browser: Client, draft: Version
) -> None:
    both = {"all_of": [{"fact": "age", "operator": "at_least", "value": number} for number in ("20", "30")]}
    papers = [{"id": "cv", "title": {"fa": "رزومه", "en": "CV"}, "when": both}]
    raw = document() | {"documents": papers}
    draft = actions.import_document(actor=cast.staff(RoleName.EDITOR, "p@park.example.org"), raw=raw)
    url = page("part_condition", draft, "documents", 0) + "?fact=age&operator=at_least"
    assert "۲۰" in text(browser.get(url)) and held(draft)["documents"][0]["when"] == both
    assert filled(browser, url, value="40").status_code == 302
    assert held(draft)["documents"][0]["when"]["value"] == "40"


@pytest.mark.parametrize("place", [("days", 0), ("documents", 99), ("wizardry", 0)])
def test_where_no_condition_can_stand_there_is_no_page(
    browser: Client, draft: Version, place: tuple[str, int]
) -> None:
    assert browser.get(page("part_condition", draft, *place)).status_code == 404
    assert browser.get(page("drop_condition", draft, *place)).status_code == 404
