"""The rule editor: a tree built from nothing by forms, moved by buttons, and told when it cannot be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.programmes.condition import fitting
from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.programmes import actions
from talent.programmes.catalogue import catalogue
from talent.programmes.document import grafting
from talent.programmes.document.reading import load
from talent.programmes.models import Version
from tests import cast
from tests.cms.programmes import document, text
from tests.journeys.forms import sent

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
SAID = {"sentence_fa": "دست‌کم {value} در خارج بوده‌اید.", "sentence_en": "You have been abroad for {value}."}


@pytest.fixture
def writer(db: None) -> User:
    return cast.staff(RoleName.EDITOR)


@pytest.fixture
def draft(writer: User) -> Version:
    return actions.import_document(actor=writer, raw=document())


@pytest.fixture
def browser(browse: Browse, writer: User) -> Client:
    return browse(writer)


def page(name: str, draft: Version, **asked: str) -> str:
    """The address of a page of the editor, with where in the tree."""
    return reverse(f"programme:{name}", args=[draft.programme_id], query=asked)


def rules(draft: Version) -> Any:
    draft.refresh_from_db()
    return load(draft.document)["rules"]


def filled(browser: Client, url: str, **typed: Any) -> Any:
    """Opens the form, types, and sends it."""
    opened = browser.get(url, follow=True)
    assert opened.status_code == 200
    return browser.post(
        opened.request["PATH_INFO"] + "?" + opened.request["QUERY_STRING"], sent(opened, "") | typed
    )


def press(browser: Client, draft: Version, graft: str) -> Any:
    """Presses a button of the tree."""
    url = page("rules", draft)
    return browser.post(url, sent(browser.get(url), url) | {"graft": graft})


def told(answer: Any) -> list[str]:
    """What stands above the form that was refused."""
    assert answer.status_code == 200
    found: list[str] = answer.context["form"].non_field_errors()
    return found


# Buttons ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("graft", "ids", "at"),
    [
        ("up:1", ["master_or_higher", "age_25_to_40", "abroad_1_year", "salary_3000"], "0"),
        ("down:2", ["age_25_to_40", "master_or_higher", "salary_3000", "abroad_1_year"], "3"),
    ],
)
def test_a_button_moves_a_rule_and_the_keyboard_goes_on_from_there(
    browser: Client, draft: Version, graft: str, ids: list[str], at: str
) -> None:
    answer = press(browser, draft, graft)
    assert answer["Location"] == page("rules", draft, at=at, did=graft.split(":")[0])
    assert [one["id"] for one in rules(draft)["all_of"]] == ids
    shown = text(browser.get(answer["Location"]))
    assert shown.count(" autofocus") == 1
    assert Entry.objects.latest("id").verb == "programme.draft_saved"


def test_sentences_are_filled_in_on_the_page_and_in_the_question_before_deleting(
    browser: Client, draft: Version
) -> None:
    """The month's number and the day of a call stand in the sentence, not their braces, in each language."""
    sentence = {
        "fa": "تا {reference} دست‌کم {value}: {missing}.",
        "en": "By {reference} at least {value}: {missing}.",
    }
    since = {"fact": "job_start", "operator": "passed", "value": {"months": 6}, "reference": {"day": "call"}}
    held = document(
        rules=since | {"id": "since", "sentence": sentence}, days=[{"id": "call", "day": "2026-05-01"}]
    )
    actions.save_draft(actor=author(draft), draft=draft, revision=1, raw=held)
    shown, asked = (text(browser.get(page(name, draft, at=""))) for name in ("rules", "delete"))
    assert "تا ۱۱ اردیبهشت ۱۴۰۵ دست‌کم ۶ ماه: …." in shown and "تا ۱۱ اردیبهشت ۱۴۰۵ دست‌کم ۶ ماه: …." in asked
    assert "at least 6 months: …." in shown
    assert "{value}" not in shown + asked and "{reference}" not in shown + asked


def author(draft: Version) -> User:
    return User.objects.get(email="editor@park.example.org")


def test_wrapping_moving_in_and_out_and_unwrapping_lead_back(browser: Client, draft: Version) -> None:
    before = rules(draft)
    for graft in ("wrap any_of:0", "into:1", "out:0.1", "unwrap:0", "wrap not:3", "unwrap:3"):
        assert press(browser, draft, graft).status_code == 302, graft
    assert rules(draft) == before
    assert draft.revision == 7


@pytest.mark.parametrize(
    "graft", ["up:0", "down:3", "into:0", "out:1", "unwrap:", "wrap not:", "up:9", "up:0.0"]
)
def test_what_cannot_be_done_is_told_and_nothing_changes(browser: Client, draft: Version, graft: str) -> None:
    assert len(told(press(browser, draft, graft))) == 1
    assert (draft.revision, Version.objects.get().revision) == (1, 1)


@pytest.mark.parametrize("graft", ["", "up", "burn:0", "wrap xor:0", "up:-1", "up:" + "0." * 200, "up:x"])
def test_a_button_that_nobody_made_is_refused(browser: Client, draft: Version, graft: str) -> None:
    answer = press(browser, draft, graft)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert Version.objects.get().revision == 1


def test_a_part_is_deleted_after_a_question_that_names_it(browser: Client, draft: Version) -> None:
    url = page("delete", draft, at="1")
    assert "مدرک کارشناسی ارشد" in text(browser.get(url))
    assert filled(browser, url).status_code == 302
    assert "master_or_higher" not in str(rules(draft))
    for _ in range(2):
        filled(browser, page("delete", draft, at="0"))
    assert len(told(filled(browser, page("delete", draft, at="0")))) == 1
    assert browser.get(page("delete", draft, at="7")).status_code == 404


def test_of_two_tabs_the_second_is_told_and_what_was_typed_stays(browser: Client, draft: Version) -> None:
    add = page("condition", draft, at="0", where="after", fact="is_national", operator="is")
    early = sent(browser.get(add), "") | {"value": "true"} | SAID
    tree = sent(browser.get(page("rules", draft)), page("rules", draft))
    assert filled(browser, page("delete", draft, at="3")).status_code == 302
    answer = browser.post(add, early)
    assert len(told(answer)) == 1
    form = answer.context["form"]
    assert {name: form[name].value() for name in SAID} == SAID and form["value"].value() == "true"
    assert len(told(browser.post(page("rules", draft), tree | {"graft": "up:1"}))) == 1
    assert len(rules(draft)["all_of"]) == 3


def test_a_change_of_what_is_gone_meanwhile_is_told_too(browser: Client, draft: Version) -> None:
    change = browser.get(page("condition", draft, at="3"))["Location"]
    early = sent(browser.get(change), "") | {"value": "4000"}
    assert filled(browser, page("delete", draft, at="3")).status_code == 302
    answer = browser.post(change, early)
    assert len(told(answer)) == 1 and answer.context["form"]["value"].value() == "4000"
    assert browser.get(change).status_code == 404


# From nothing -------------------------------------------------------------------------------------------------------


def test_a_rule_is_built_from_nothing_as_the_forms_do_it(browser: Client, draft: Version) -> None:
    """Any of: abroad for three years before the job starts, or (a choice of degrees, at most three wages, and not
    bound)."""
    start = page("condition", draft, at="3", where="after", group="any_of")
    assert "abroad_since" in text(browser.get(start))
    chosen = start + "&fact=abroad_since"
    assert 'value="passed"' in text(browser.get(chosen))
    first = {"value_years": "۳", "value_months": "", "value_days": "", "reference": "fact:job_start"}
    assert filled(browser, chosen + "&operator=passed", **first, **SAID).status_code == 302
    for fact, operator, typed in (
        ("degree", "one_of", {"value": ["master", "phd"]} | SAID),
        ("monthly_salary", "at_most", {"value": "۱٬۵۰۰٫۵"} | SAID),
        ("has_scholarship_bond", "is", {"value": "true"} | SAID),
    ):
        url = page("condition", draft, at="4", where="inside", fact=fact, operator=operator)
        assert filled(browser, url, **typed).status_code == 302
    for graft in ("wrap all_of:4.1", "into:4.2", "into:4.2", "wrap not:4.1.2"):
        assert press(browser, draft, graft).status_code == 302, graft
    any_of = rules(draft)["all_of"][4]["any_of"]
    assert any_of[0]["value"] == {"years": 3} and any_of[0]["reference"] == {"fact": "job_start"}
    assert any_of[0]["id"] == "you_have_been_abroad_for"
    degree, salary, bound = any_of[1]["all_of"]
    assert (degree["value"], salary["value"]) == (["master", "phd"], "1500.5")
    assert bound["id"] == "you_have_been_abroad_for_4" and bound["not"]["value"] is True
    asked = [one.id for one in draft.content.facts]
    assert {"abroad_since", "has_scholarship_bond", "job_start"} <= set(asked)
    shown = browser.get(page("rules", draft))
    assert len(shown.context["questions"]) == len(asked) and shown.context["trials"] == []


def test_beside_the_only_rule_a_group_is_made(browser: Client, writer: User) -> None:
    alone = document()["rules"]["all_of"][0]
    draft = actions.import_document(actor=writer, raw=document(rules=alone))
    add = page("condition", draft, at="", where="after", fact="is_national", operator="is")
    assert filled(browser, add, value="true", **SAID).status_code == 302
    assert [one["id"] for one in rules(draft)["all_of"]] == [alone["id"], "you_have_been_abroad_for"]


def test_a_condition_is_changed_where_it_stands_and_persons_follow_its_new_name(
    browser: Client, writer: User
) -> None:
    person = {"id": "x", "title": {"fa": "ل", "en": "L"}, "today": "2026-05-01", "facts": {}}
    expected = {"eligible": "unknown", "rules": {"age_25_to_40": "unknown"}}
    held = document(persons=[person | {"expected": expected}])
    draft = actions.import_document(actor=writer, raw=held)
    url = browser.get(page("condition", draft, at="0"))["Location"]
    before = sent(browser.get(url), "")
    assert (before["value_from"], before["value_to"]) == (["۲۵"], ["۴۰"])
    assert browser.post(url, before).status_code == 302
    assert rules(draft) == held["rules"], "saving what stands there changes nothing"
    assert filled(browser, url, value_to="۴۵", id="age_25_to_45").status_code == 302
    assert rules(draft)["all_of"][0]["value"] == {"from": "25", "to": "45"}
    assert draft.content.persons[0].expected.rules == (("age_25_to_45", "unknown"),)


def test_a_group_gets_a_sentence_and_another_kind(browser: Client, draft: Version) -> None:
    url = page("group", draft, at="")
    named = {"kind": "at_least", "number": "۲"} | SAID
    assert filled(browser, url, **named).status_code == 302
    tree = rules(draft)
    assert (tree["at_least"], tree["id"], len(tree["of"])) == (2, "you_have_been_abroad_for", 4)
    back = {"kind": "all_of", "number": "", "id": "", "sentence_fa": "", "sentence_en": ""}
    assert filled(browser, url, **back).status_code == 302
    assert rules(draft) == document()["rules"]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_comparison_has_its_form(browser: Client, draft: Version, writer: User, language: str) -> None:
    User.objects.update(language=language)
    seen = set()
    for fact in catalogue().values():
        for operator in set(fitting(fact)) - seen:
            seen.add(operator)
            url = page("condition", draft, at="0", where="after", fact=fact.id, operator=operator)
            opened = browser.get(url)
            assert opened.status_code == 200 and 'name="value' in text(opened) or 'name="ref' in text(opened)
    assert len(seen) == 16


# What is typed wrongly ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "operator", "typed", "field"),
    [
        ("monthly_salary", "at_least", {"value": "-5"}, "value"),
        ("monthly_salary", "at_least", {"value": "NaN"}, "value"),
        ("monthly_salary", "at_least", {"value": "1e9"}, "value"),
        ("monthly_salary", "at_least", {"value": ""}, "value"),
        ("monthly_salary", "between", {"value_from": "1", "value_to": "x"}, "value_to"),
        ("abroad_since", "in_window", {"value_from": "1405/07/31", "value_to": "1405/08/01"}, "value_from"),
        ("abroad_since", "in_window", {"value_from": "1405/07/30", "value_to": ""}, "value_to"),
        ("abroad_since", "passed", {}, "value_years"),
        ("abroad_since", "passed", {"value_years": "500"}, "value_years"),
        ("abroad_since", "passed", {"value_years": "-1"}, "value_years"),
        ("abroad_since", "before", {"reference": "day:never"}, "reference"),
        ("degree", "one_of", {}, "value"),
        ("degree", "one_of", {"value": ["wizard"]}, "value"),
        ("is_national", "is", {"value": "perhaps"}, "value"),
        ("is_national", "is", {"value": "true", "sentence_en": ""}, "sentence_en"),
        ("is_national", "is", {"value": "true", "sentence_fa": " "}, "sentence_fa"),
        ("is_national", "is", {"value": "true", "sentence_fa": "{name}"}, "sentence_fa"),
        ("is_national", "is", {"value": "true", "id": "9 lives"}, "id"),
        ("is_national", "is", {"value": "true", "id": "salary_3000"}, "id"),
    ],
)
def test_a_bad_value_is_told_at_its_field_and_nothing_typed_is_lost(
    browser: Client, draft: Version, fact: str, operator: str, typed: dict[str, Any], field: str
) -> None:
    url = page("condition", draft, at="0", where="after", fact=fact, operator=operator)
    answer = filled(browser, url, **(SAID | typed))
    form = answer.context["form"]
    assert answer.status_code == 200 and form.errors.keys() == {field}
    assert all(form[name].value() == value for name, value in typed.items() if name in form.fields)
    assert "/rules" not in str(form.errors), "the field itself is the place"
    assert Version.objects.get().revision == 1


@pytest.mark.parametrize("asked", [{"fact": "wizardry"}, {"fact": "age", "operator": "around"}])
def test_an_unknown_question_or_comparison_is_told_and_chosen_anew(
    browser: Client, draft: Version, asked: dict[str, str]
) -> None:
    url = page("condition", draft, at="0", where="after", **asked)
    for answer in (browser.get(url), browser.post(url, {"value": "1", "revision": "1"} | SAID)):
        assert answer.status_code == 200 and 'role="alert"' in text(answer)
    assert Version.objects.get().revision == 1


@pytest.mark.parametrize("asked", [{"at": ""}, {"at": "x"}, {"at": "9"}, {"where": "above"}, {"at": "0.1"}])
def test_a_place_that_is_none_is_absent(browser: Client, draft: Version, asked: dict[str, str]) -> None:
    assert browser.get(page("condition", draft, **asked)).status_code == 404


def test_trees_too_deep_and_too_wide_are_refused_in_words(browser: Client, writer: User) -> None:
    leaf = document()["rules"]["all_of"][0]
    plain = {key: leaf[key] for key in ("fact", "operator", "value")}
    whole = {"id": "whole", "sentence": leaf["sentence"]}
    draft = actions.import_document(actor=writer, raw=document(rules={"all_of": [plain] * 200} | whole))
    add = page("condition", draft, at="0", where="after", fact="is_national", operator="is")
    assert len(told(filled(browser, add, value="true"))) == 1
    deep: dict[str, Any] = plain
    for _ in range(18):
        deep = {"all_of": [deep]}
    draft = actions.import_document(actor=writer, raw=document(rules=deep | whole))
    assert len(told(press(browser, draft, "wrap all_of:" + ".".join(["0"] * 18)))) == 1
    assert grafting.kind(rules(draft)) == "all_of"


@pytest.mark.parametrize("role", [name for name in RoleName if name != RoleName.EDITOR])
def test_other_roles_touch_no_rule(browse: Browse, draft: Version, role: RoleName) -> None:
    other = browse(cast.staff(role))
    for name in ("rules", "condition", "group", "delete"):
        assert other.get(page(name, draft, at="0")).status_code == 403
        assert other.post(page(name, draft, at="0"), {"graft": "up:1", "revision": "1"}).status_code == 403
    assert Version.objects.get().revision == 1


def test_what_is_in_force_is_not_edited(browser: Client, draft: Version) -> None:
    reader = cast.staff(RoleName.EDITOR, "second@park.example.org")
    actions.publish(actor=reader, draft=draft, revision=1)
    for name in ("rules", "condition", "group", "delete"):
        assert browser.get(page(name, draft, at="0")).status_code == 409
