"""Versions: drafted, published by a second person, and from then on as they are, also for the database."""

import json
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from talent.accounts.leaving import everything_of
from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.lib.errors import Absent, Forbidden
from talent.programmes import actions
from talent.programmes.catalogue import catalogue, strangers
from talent.programmes.document.reading import read, write
from talent.programmes.document.refusal import BadDocument
from talent.programmes.models import Programme, Version, VersionStep
from talent.programmes.states import Phase, Window
from tests import cast
from tests.oracles import programmes

pytestmark = [pytest.mark.locks, pytest.mark.django_db]
REASON = "The colleague who reads along is ill until the call opens."
FILE = programmes.HERE / "programmes" / "rebrain.json"
NEXT = import_module("talent.programmes.migrations.0002_published_versions_stay")


@pytest.fixture
def writer() -> User:
    return cast.staff(RoleName.EDITOR)


@pytest.fixture
def reader() -> User:
    return cast.staff(RoleName.EDITOR, "reader@park.example.org")


def document(**changes: Any) -> dict[str, Any]:
    """A real programme's document, with some parts otherwise."""
    held: dict[str, Any] = json.loads(FILE.read_text())
    return held | changes


def months(number: str) -> dict[str, Any]:
    """The same programme, which asks for so many months abroad."""
    held = document()
    rule = next(one for one in held["rules"]["all_of"] if one["id"] == "abroad_1_year")
    rule["value"] = number
    return held


@pytest.fixture
def in_force(writer: User, reader: User) -> Version:
    """The programme, written by one and published by the other."""
    draft = actions.import_document(actor=writer, raw=document())
    return actions.publish(actor=reader, draft=draft, revision=draft.revision)


def refused(error: type[Exception], verb: Any, **arguments: Any) -> Any:
    """How the verb refuses; nothing has been written."""
    before = list(Version.objects.values()), VersionStep.objects.count(), Entry.objects.count()
    with pytest.raises(error) as caught:
        verb(**arguments)
    assert before == (list(Version.objects.values()), VersionStep.objects.count(), Entry.objects.count())
    return caught.value


# Writing and publishing ---------------------------------------------------------------------------------------------


def test_a_second_person_publishes_and_both_are_in_the_log(writer: User, reader: User) -> None:
    draft = actions.import_document(actor=writer, raw=document())
    draft = actions.import_document(actor=writer, raw=months("18"))
    version = actions.publish(actor=reader, draft=draft, revision=2)
    assert (version.state, version.number, version.content.slug) == ("published", 1, "rebrain")
    log = version.steps.values_list("verb", "actor", "reason")
    assert list(log) == [
        ("start", writer.audit_key, ""),
        ("save", writer.audit_key, ""),
        ("publish", reader.audit_key, ""),
    ]
    deeds = Entry.objects.filter(target_kind="programme").order_by("id").values_list("verb", flat=True)
    assert list(deeds) == [
        "programme.created",
        "programme.draft_started",
        "programme.draft_saved",
        "programme.published",
    ]


def test_whoever_has_written_publishes_alone_only_with_a_reason_that_stays(writer: User) -> None:
    draft = actions.import_document(actor=writer, raw=document())
    for reason in ("", "   ", "I am alone"):
        error = refused(
            actions.SecondPersonNeeded, actions.publish, actor=writer, draft=draft, revision=1, reason=reason
        )
        assert error.field == "reason"
    version = actions.publish(actor=writer, draft=draft, revision=1, reason=f" {REASON} ")
    assert [step.reason for step in version.steps.all()] == ["", REASON]


def test_a_second_persons_reason_is_none(writer: User, reader: User) -> None:
    draft = actions.import_document(actor=writer, raw=document())
    version = actions.publish(actor=reader, draft=draft, revision=1, reason=REASON)
    assert not version.steps.exclude(reason="").exists()


def test_the_next_version_supersedes_the_one_before(in_force: Version, writer: User, reader: User) -> None:
    draft = actions.start_draft(actor=writer, programme=in_force.programme)
    assert draft.document == in_force.document
    draft = actions.save_draft(actor=writer, draft=draft, revision=1, raw=months("6"))
    newer = actions.publish(actor=reader, draft=draft, revision=2)
    history = Version.objects.history(in_force.programme).values_list("number", "state")
    assert list(history) == [(2, "published"), (1, "superseded")]
    assert Version.objects.in_force("rebrain") == newer
    assert list(Programme.objects.in_force()) == [in_force.programme]


def test_a_draft_is_published_as_it_was_read(in_force: Version, writer: User, reader: User) -> None:
    draft = actions.start_draft(actor=writer, programme=in_force.programme)
    actions.save_draft(actor=writer, draft=draft, revision=1, raw=months("6"))
    refused(actions.Overtaken, actions.publish, actor=reader, draft=draft, revision=1)
    refused(actions.Overtaken, actions.save_draft, actor=reader, draft=draft, revision=1, raw=months("9"))
    refused(actions.Overtaken, actions.discard_draft, actor=reader, draft=draft, revision=1)


def test_what_is_published_is_a_draft_no_longer(in_force: Version, reader: User) -> None:
    refused(actions.NoDraft, actions.publish, actor=reader, draft=in_force, revision=1)
    refused(actions.NoDraft, actions.save_draft, actor=reader, draft=in_force, revision=1, raw=document())
    refused(actions.NoDraft, actions.discard_draft, actor=reader, draft=in_force, revision=1)


def test_there_is_one_draft_and_it_starts_from_what_is_in_force(in_force: Version, writer: User) -> None:
    actions.start_draft(actor=writer, programme=in_force.programme)
    refused(actions.DraftExists, actions.start_draft, actor=writer, programme=in_force.programme)
    new = actions.import_document(actor=writer, raw=document(slug="new"))
    refused(actions.DraftExists, actions.start_draft, actor=writer, programme=new.programme)
    actions.discard_draft(actor=writer, draft=new, revision=1)
    refused(Absent, actions.start_draft, actor=writer, programme=new.programme)


def test_a_draft_that_says_nothing_new_is_not_published(
    in_force: Version, writer: User, reader: User
) -> None:
    draft = actions.start_draft(actor=writer, programme=in_force.programme)
    refused(actions.NothingNew, actions.publish, actor=reader, draft=draft, revision=1)


def test_a_document_of_another_programme_is_not_saved(in_force: Version, writer: User) -> None:
    draft = actions.start_draft(actor=writer, programme=in_force.programme)
    other = document(slug="other")
    refused(actions.OtherProgramme, actions.save_draft, actor=writer, draft=draft, revision=1, raw=other)


def test_a_bad_document_writes_nothing(writer: User) -> None:
    refused(BadDocument, actions.import_document, actor=writer, raw=document(rules={}))
    assert not Programme.objects.exists()


def test_nothing_is_published_while_a_test_person_disagrees(writer: User, reader: User) -> None:
    person = {
        "id": "anna",
        "title": {"fa": "آنا", "en": "Anna"},
        "today": "2025-01-10",
        "facts": {"age": 41, "monthly_salary": "3000.00"},
        "expected": {"eligible": "met", "incentives": {"per_month": "2100.00"}},
    }
    draft = actions.import_document(actor=writer, raw=document(persons=[person]))
    error = refused(actions.PersonsDisagree, actions.publish, actor=reader, draft=draft, revision=1)
    assert error.persons == {"anna": ["eligible"]}
    assert [one.en for one in error.titles] == ["Anna"]
    person["expected"]["eligible"] = "not_met"  # type: ignore[index]
    draft = actions.import_document(actor=writer, raw=document(persons=[person]))
    assert actions.publish(actor=reader, draft=draft, revision=2).state == "published"


def test_only_editors_write_and_publish(writer: User, moderator: User, expert: User) -> None:
    draft = actions.import_document(actor=writer, raw=document())
    for person in (moderator, expert):
        refused(Forbidden, actions.import_document, actor=person, raw=document())
        refused(Forbidden, actions.publish, actor=person, draft=draft, revision=1)
        refused(Forbidden, actions.save_draft, actor=person, draft=draft, revision=1, raw=document())
        refused(Forbidden, actions.discard_draft, actor=person, draft=draft, revision=1)
        refused(Forbidden, actions.start_draft, actor=person, programme=draft.programme)


def test_what_somebody_did_goes_into_their_download(in_force: Version, reader: User) -> None:
    (step,) = everything_of(reader)["programmes.VersionStep"]
    assert step["verb"] == "publish"


# The database itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"document": "{}"},
        {"number": 9},
        {"revision": 9},
        {"state": "draft"},
        {"state": "draft", "number": None, "published_at": None},
        {"state": "superseded", "document": "{}"},
    ],
    ids=str,
)
def test_the_database_refuses_to_change_a_published_version(
    in_force: Version, changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=in_force.pk).update(**changes)
    in_force.refresh_from_db()
    assert in_force.content.slug == "rebrain" and in_force.state == "published"


def test_the_database_refuses_to_bring_a_superseded_version_back(in_force: Version) -> None:
    Version.objects.filter(pk=in_force.pk).update(state="superseded")
    for state in ("published", "draft"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=in_force.pk).update(state=state)


def test_the_database_refuses_to_delete_a_published_version(in_force: Version, writer: User) -> None:
    in_force.steps.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=in_force.pk).delete()
    with pytest.raises(ProtectedError):
        in_force.programme.delete()
    draft = actions.start_draft(actor=writer, programme=in_force.programme)
    actions.discard_draft(actor=writer, draft=draft, revision=1)
    assert Version.objects.get() == in_force


def test_two_versions_are_never_in_force_nor_two_drafts(in_force: Version) -> None:
    twin = {"programme": in_force.programme, "document": in_force.document}
    Version.objects.create(**twin)
    for more in (
        {},
        {"state": "published", "number": 2, "published_at": in_force.published_at},
        {"number": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.create(**twin, **more)


def test_the_protection_can_be_taken_away_and_brought_back(in_force: Version) -> None:
    with connection.schema_editor() if connection.vendor == "postgresql" else _Plain() as editor:
        NEXT.backward(None, editor)
        Version.objects.filter(pk=in_force.pk).update(revision=7)
        NEXT.forward(None, editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=in_force.pk).update(revision=8)


class _Plain:
    """SQLite's own schema editor wants to stand outside of transactions; its statements here need not."""

    connection = connection

    def __enter__(self) -> "_Plain":
        return self

    def __exit__(self, *failure: object) -> None:
        pass

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


# The catalogue ------------------------------------------------------------------------------------------------------


def test_the_catalogue_asks_every_fact_in_both_languages() -> None:
    for fact in catalogue().values():
        texts = [fact.question, *(option.label for option in fact.options)]
        assert all(text.fa.strip() and text.en.strip() for text in texts), fact.id


@pytest.mark.parametrize("path", sorted(FILE.parent.glob("*.json")), ids=lambda path: path.stem)
def test_the_real_programmes_ask_from_the_catalogue(path: Path) -> None:
    assert strangers(read(path.read_bytes())) == []


def test_a_question_in_another_form_is_a_stranger(writer: User, reader: User) -> None:
    facts = document()["facts"]
    odd = [
        facts[0] | {"type": "number"},
        facts[1] | {"options": facts[1]["options"][1:]},
        facts[2] | {"unit": "year"},
        facts[3] | {"stored": True},
        facts[4],
        {"id": "luck", "type": "yes_no", "question": {"fa": "بخت؟", "en": "Luck?"}},
    ]
    draft = actions.import_document(actor=writer, raw=document(facts=odd))
    error = refused(actions.StrangeFacts, actions.publish, actor=reader, draft=draft, revision=1)
    assert error.facts == ["age", "degree", "months_abroad", "monthly_salary", "luck"]


# The window ---------------------------------------------------------------------------------------------------------

TODAY = date(2026, 3, 21)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("window", "phase"),
    [
        (Window(), Phase.OPEN),
        (Window(opens_on=TODAY, closes_on=TODAY), Phase.OPEN),
        (Window(opens_on=TODAY + DAY), Phase.ANNOUNCED),
        (Window(closes_on=TODAY - DAY), Phase.CLOSED),
        (Window(paused=True), Phase.PAUSED),
        (Window(opens_on=TODAY + DAY, paused=True), Phase.ANNOUNCED),
        (Window(closes_on=TODAY - DAY, paused=True), Phase.CLOSED),
        (Window(claims_from=TODAY + DAY), Phase.NOT_YET_CLAIMABLE),
        (Window(claims_from=TODAY), Phase.OPEN),
    ],
)
def test_a_window_stands_somewhere_on_each_day(window: Window, phase: Phase) -> None:
    assert window.phase(TODAY) is phase


def test_the_window_moves_without_a_new_version(in_force: Version, writer: User, moderator: User) -> None:
    fields: dict[str, Any] = {
        "opens_on": TODAY,
        "closes_on": None,
        "paused": False,
        "claims_from": None,
        "quota": 12,
        "budget": None,
        "budget_currency": "",
        "contact": "",
    }
    programme = actions.set_window(actor=writer, programme=in_force.programme, **fields)
    assert programme.phase(TODAY - DAY) is Phase.ANNOUNCED
    assert Version.objects.get() == in_force
    refused(Forbidden, actions.set_window, actor=moderator, programme=programme, **fields)
    for wrong, error in (
        ({"closes_on": TODAY - DAY}, actions.BackwardWindow),
        ({"budget": Decimal(5)}, actions.HalfBudget),
        ({"budget_currency": "EUR"}, actions.HalfBudget),
    ):
        refused(error, actions.set_window, actor=writer, programme=programme, **fields | wrong)
        with pytest.raises(IntegrityError), transaction.atomic():
            Programme.objects.update(**wrong)


# The command --------------------------------------------------------------------------------------------------------


def said(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("programme", *arguments, stdout=out)
    return out.getvalue()


def test_export_import_export_is_the_same_byte_for_byte(reader: User, tmp_path: Path) -> None:
    assert said("import", str(FILE)) == "rebrain: draft, revision 1\n"
    first = said("export", "rebrain", "--draft")
    assert first == FILE.read_text() == write(read(first))
    (tmp_path / "again.json").write_text(first)
    assert said("import", str(tmp_path / "again.json")) == "rebrain: draft, revision 2\n"
    draft = Version.objects.get()
    actions.publish(actor=reader, draft=draft, revision=2)
    assert said("export", "rebrain") == first
    assert set(draft.steps.exclude(verb="publish").values_list("actor", flat=True)) == {None}


def test_the_machine_publishes_nothing_without_a_reason() -> None:
    draft = actions.import_document(actor=None, raw=document())
    refused(actions.SecondPersonNeeded, actions.publish, actor=None, draft=draft, revision=1)
    assert actions.publish(actor=None, draft=draft, revision=1, reason=REASON).number == 1


@pytest.mark.parametrize(
    ("arguments", "said_"),
    [
        (["export", "nowhere"], "nowhere: no version in force"),
        (["export", "nowhere", "--draft"], "nowhere: no draft"),
        (["import", "data/facts.json"], "data/facts.json: wrong_type at /"),
    ],
)
def test_what_cannot_be_is_one_line_and_the_code_two(arguments: list[str], said_: str) -> None:
    with pytest.raises(CommandError) as fault:
        said(*arguments)
    assert (str(fault.value), fault.value.returncode) == (said_, 2)
