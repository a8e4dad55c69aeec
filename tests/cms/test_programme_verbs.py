"""What editors do with programmes: import, export, draft, publish, set the window. Each is refused to everybody else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.programmes import actions
from talent.programmes.models import Programme, Version
from tests import cast
from tests.cms.programmes import FILE, document, months, read_by, text
from tests.journeys.forms import sent

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
REASON = "The colleague who reads along is ill until the call opens."


@pytest.fixture
def writer(db: None) -> User:
    return cast.staff(RoleName.EDITOR)


@pytest.fixture
def draft(writer: User) -> Version:
    return actions.import_document(actor=writer, raw=document())


@pytest.fixture
def in_force(draft: Version) -> Version:
    return actions.publish(actor=read_by(), draft=draft, revision=1)


def address(verb: str, version: Version, *more: str) -> str:
    return reverse(f"programme:{verb}", args=[version.programme_id, *more])


def as_shown(browser: Client, url: str, **typed: Any) -> Any:
    """Sends the page's form as it stands, with what was typed."""
    return browser.post(url, sent(browser.get(url), "") | typed)


# Import and export --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_document_is_imported_and_exported_byte_for_byte(browse: Browse, writer: User, way: str) -> None:
    browser = browse(writer)
    sends = {"file": SimpleUploadedFile("x.json", FILE.read_bytes())} if way == "file" else {}
    pasted = {"document": FILE.read_text()} if way == "text" else {}
    answer = browser.post(reverse("programme:import"), sends | pasted)
    version = Version.objects.get()
    assert answer["Location"] == address("inspect", version)
    exported = browser.get(address("export", version, "draft"))
    assert exported.content == FILE.read_bytes() == version.document.encode()
    assert exported["Content-Disposition"] == 'attachment; filename="rebrain-draft.json"'
    assert browser.get(address("export", version, "published")).status_code == 404
    assert browser.get(address("export", version, "superseded")).status_code == 404


def test_what_is_in_force_is_exported_under_its_number(browse: Browse, in_force: Version) -> None:
    exported = browse(read_by()).get(address("export", in_force, "published"))
    assert exported.content == FILE.read_bytes()
    assert 'filename="rebrain-1.json"' in exported["Content-Disposition"]


def deep(levels: int) -> dict[str, Any]:
    node = document()["rules"]["all_of"][0]
    for _ in range(levels):
        node = {"all_of": [node]}
    return document(rules=node)


def wide(leaves: int) -> dict[str, Any]:
    leaf = {"fact": "age", "operator": "at_least", "value": "3"}
    groups = [{"all_of": [leaf] * 100} for _ in range(leaves // 100)]
    words = {"fa": "متن", "en": "text"}
    return document(rules={"all_of": groups, "id": "whole", "sentence": words})


def circular() -> dict[str, Any]:
    line = document()["incentives"][0]
    return document(incentives=[line | {"amount": {"line": line["id"]}}])


BAD = {
    "no JSON": ("{", "not_json"),
    "50 levels": (json.dumps(deep(50)), "too_deep"),
    "10,000 leaves": (json.dumps(wide(10_000)), "too_large"),
    "an amount made of itself": (json.dumps(circular()), "cyclic"),
    "not a number": (json.dumps(months("12")).replace('"12"', "NaN"), "not_a_number"),
    "negative money": (json.dumps(months("-5")), "negative"),
    "an unknown comparison": (json.dumps(document()).replace('"between"', '"around"'), "unknown_operator"),
    "another programme's format": (json.dumps(document(format=2)), "unknown_code"),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_bad_document_is_refused_in_a_sentence_and_stays_in_the_form(
    browse: Browse, writer: User, bad: str, language: str
) -> None:
    from django.utils.translation import override

    from cms.programmes.words import FAULTS

    User.objects.update(language=language)
    writer.refresh_from_db()
    typed, code = BAD[bad]
    for sends in ({"document": typed}, {"file": SimpleUploadedFile("x.json", typed.encode())}):
        answer = browse(writer).post(reverse("programme:import"), sends)
        with override(language):
            told = str(FAULTS[code])
        assert answer.status_code == 200
        assert told in " ".join(answer.context["form"].non_field_errors())
        assert answer.context["form"]["document"].value() == typed
    assert not Version.objects.exists()


def test_a_draft_is_written_over_only_when_asked(browse: Browse, draft: Version, writer: User) -> None:
    browser, url, newer = browse(writer), reverse("programme:import"), json.dumps(months("24"))
    refused = browser.post(url, {"document": newer})
    assert refused.context["form"].errors.keys() == {"replace"}
    assert refused.context["form"]["document"].value() == newer
    draft.refresh_from_db()
    assert draft.revision == 1
    assert browser.post(url, {"document": newer, "replace": "on"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.revision, draft.content.slug) == (2, "rebrain")


@pytest.mark.parametrize("sends", [{}, {"file": SimpleUploadedFile("x.json", b"\xff\xfe{")}])
def test_nothing_and_what_is_no_text_are_told_beside_the_field(
    browse: Browse, writer: User, sends: dict[str, Any]
) -> None:
    answer = browse(writer).post(reverse("programme:import"), sends)
    assert answer.status_code == 200 and len(answer.context["form"].errors) == 1


# Drafts and publishing ----------------------------------------------------------------------------------------------


def test_a_draft_is_started_published_by_a_second_person_and_all_is_in_the_trail(
    browse: Browse, in_force: Version, writer: User
) -> None:
    browser = browse(writer)
    assert as_shown(browser, address("start", in_force)).status_code == 302
    draft = Version.objects.draft("rebrain")
    assert draft is not None
    actions.save_draft(actor=writer, draft=draft, revision=1, raw=months("24"))
    publish = address("publish", draft)
    shown = browse(read_by()).get(publish)
    assert [one.after for one in shown.context["differences"]] == ["۲۴ ماه"]
    assert as_shown(browse(read_by()), publish).status_code == 302
    assert Version.objects.in_force("rebrain") == draft
    verbs = Entry.objects.filter(target_kind="programme").order_by("id").values_list("verb", flat=True)
    assert list(verbs)[-4:] == [
        "programme.draft_started",
        "programme.draft_saved",
        "programme.superseded",
        "programme.published",
    ]


def test_whoever_has_written_publishes_with_a_reason_alone(
    browse: Browse, draft: Version, writer: User
) -> None:
    browser, url = browse(writer), address("publish", draft)
    missing = as_shown(browser, url, reason="")
    refused = as_shown(browser, url, reason="I am alone")
    assert refused.context["form"].errors.keys() == missing.context["form"].errors.keys() == {"reason"}
    assert refused.context["form"].errors["reason"] == [str(actions.ReasonTooShort.text)]
    assert missing.context["form"].errors["reason"] == [str(actions.SecondPersonNeeded.text)]
    assert refused.context["form"]["reason"].value() == "I am alone"
    assert as_shown(browser, url, reason=REASON).status_code == 302
    assert REASON in text(browser.get(address("inspect", draft)))


def test_nobody_publishes_what_they_have_not_read(browse: Browse, draft: Version, writer: User) -> None:
    browser, url = browse(read_by()), address("publish", draft)
    read = sent(browser.get(url), "")
    actions.save_draft(actor=writer, draft=draft, revision=1, raw=months("24"))
    for verb in (url, address("discard", draft)):
        refused = browser.post(verb, read)
        assert refused.status_code == 200 and refused.context["form"].non_field_errors()
    assert Version.objects.draft("rebrain") is not None and Version.objects.in_force("rebrain") is None


def test_publishing_is_refused_in_words_while_a_test_person_gets_something_else(
    browse: Browse, writer: User
) -> None:
    wrong = {"title": {"fa": "لیلا", "en": "Leila"}, "today": "2026-05-01", "facts": {"age": "22"}}
    persons = [wrong | {"id": "leila", "expected": {"eligible": "met"}}]
    draft = actions.import_document(actor=writer, raw=document(persons=persons))
    refused = as_shown(browse(read_by()), address("publish", draft))
    said = refused.context["form"].non_field_errors()[0]
    assert "«لیلا»." in said and "leila" not in said
    alert, table = (
        text(refused).index(mark) for mark in ('role="alert" tabindex="-1" autofocus', 'id="trials"')
    )
    assert alert < table
    assert [trial.agrees for trial in refused.context["trials"]] == [False]
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_draft_is_thrown_away_once_asked(browse: Browse, draft: Version, writer: User) -> None:
    url = address("discard", draft)
    assert as_shown(browse(writer), url).status_code == 302
    assert not Version.objects.exists() and browse(writer).get(url).status_code == 409


def test_a_question_that_the_catalogue_does_not_know_is_named_as_it_is_asked(
    browse: Browse, writer: User
) -> None:
    odd = {"id": "luck", "type": "yes_no", "question": {"fa": "بخت یارتان است؟", "en": "Are you lucky?"}}
    draft = actions.import_document(actor=writer, raw=document(facts=[*document()["facts"], odd]))
    refused = as_shown(browse(read_by()), address("publish", draft))
    assert "«بخت یارتان است؟»." in refused.context["form"].non_field_errors()[0]


# Window -------------------------------------------------------------------------------------------------------------


def test_the_window_is_set_in_either_calendar_and_either_script(
    browse: Browse, draft: Version, writer: User
) -> None:
    url = address("window", draft)
    typed = {
        "opens_on": "۱۴۰۵/۷/۱",
        "closes_on": "2026-12-31",
        "quota": "۵۰",
        "budget": "۱٬۵۰۰٫۵۰",
        "budget_currency": "EUR",
        "contact": "rebrain@park.example.org",
    }
    assert as_shown(browse(writer), url, **typed).status_code == 302
    held = Programme.objects.get()
    assert (str(held.opens_on), str(held.closes_on)) == ("2026-09-23", "2026-12-31")
    assert (held.quota, str(held.budget), held.contact) == (50, "1500.50", "rebrain@park.example.org")
    again = sent(browse(writer).get(url), "")
    assert again["opens_on"] == ["۱۴۰۵/۰۷/۰۱"] and again["closes_on"] == ["۱۴۰۵/۱۰/۱۰"]
    assert Entry.objects.latest("id").verb == "programme.window_set"


@pytest.mark.parametrize(
    ("typed", "held"), [("12,50", "12.50"), ("۱۲/۵", "12.50"), ("1,5", "1.50"), ("۲٬۵۰۰", "2500.00")]
)
def test_a_number_means_what_it_means_to_visitors(
    browse: Browse, draft: Version, writer: User, typed: str, held: str
) -> None:
    as_shown(browse(writer), address("window", draft), budget=typed, budget_currency="EUR")
    assert str(Programme.objects.get().budget) == held


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"opens_on": "1405/07/31"}, "opens_on"),
        ({"opens_on": "2026-02-30"}, "opens_on"),
        ({"opens_on": "soon"}, "opens_on"),
        ({"closes_on": "9999-12-31"}, "closes_on"),
        ({"claims_from": "1200/01/01"}, "claims_from"),
        ({"opens_on": "2026-05-02", "closes_on": "2026-05-01"}, "closes_on"),
        ({"quota": "-1"}, "quota"),
        ({"budget": "NaN", "budget_currency": "EUR"}, "budget"),
        ({"budget": "-1", "budget_currency": "EUR"}, "budget"),
        ({"budget": "9"}, "budget_currency"),
        ({"budget_currency": "euro"}, "budget_currency"),
    ],
)
def test_a_bad_window_is_told_at_its_field_and_what_was_typed_stays(
    browse: Browse, draft: Version, writer: User, typed: dict[str, str], field: str
) -> None:
    answer = as_shown(browse(writer), address("window", draft), **typed)
    form = answer.context["form"]
    assert answer.status_code == 200 and form.errors.keys() == {field}
    assert {name: form[name].value() for name in typed} == typed
    assert Programme.objects.get().opens_on is None


# Who ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [name for name in RoleName if name != RoleName.EDITOR])
def test_other_roles_may_do_none_of_it(browse: Browse, draft: Version, role: RoleName) -> None:
    browser = browse(cast.staff(role))
    assert browser.get(reverse("programme:index")).status_code == 302
    assert browser.get(address("inspect", draft)).status_code == 302
    posts = [reverse("programme:import"), *(address(verb, draft) for verb in VERBS)]
    assert {browser.get(url).status_code for url in posts} == {403}
    assert {browser.post(url, {"document": FILE.read_text()}).status_code for url in posts} == {403}
    assert browser.get(address("export", draft, "draft")).status_code == 403
    assert Version.objects.count() == 1


VERBS = ("start", "discard", "publish", "window")


def test_people_without_a_role_find_nothing_and_strangers_are_led_to_sign_in(
    browse: Browse, draft: Version, expert: User
) -> None:
    for url in (reverse("programme:index"), *(address(verb, draft) for verb in VERBS)):
        assert browse(expert).get(url).status_code == browse(expert).post(url).status_code == 404
        assert Client().get(url).status_code == 302
