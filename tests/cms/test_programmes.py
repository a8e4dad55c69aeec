"""The list of programmes and the page of one, as editors see them."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.models import RoleName, User
from talent.lib.dates import park_today
from talent.programmes import actions
from talent.programmes.models import Programme, Version
from tests import cast
from tests.cms.programmes import document, months, read_by, text

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]


@pytest.fixture
def writer(db: None) -> User:
    return cast.staff(RoleName.EDITOR)


@pytest.fixture
def in_force(writer: User) -> Version:
    draft = actions.import_document(actor=writer, raw=document())
    return actions.publish(actor=read_by(), draft=draft, revision=1)


def page(browser: Client, programme: Programme) -> Any:
    return browser.get(reverse("programme:inspect", args=[programme.pk]))


@pytest.mark.parametrize(
    ("days", "paused", "told"),
    [
        ({}, False, "Open"),
        ({"opens_on": 3}, False, "Announced · opens in 3 days"),
        ({"closes_on": 0}, False, "Open · today is the last day"),
        ({"closes_on": 9}, True, "Paused · 9 days left"),
        ({"opens_on": -9, "closes_on": -1}, False, "Closed"),
        ({"claims_from": 5}, False, "Open, paid later"),
    ],
)
def test_the_list_tells_the_window_and_the_days_left(
    browse: Browse, in_force: Version, writer: User, days: dict[str, int], paused: bool, told: str
) -> None:
    writer.language = "en"
    writer.save()
    held = {name: park_today() + timedelta(days=number) for name, number in days.items()}
    Programme.objects.update(paused=paused, **held)
    row = text(browse(writer).get(reverse("programme:index"))).split("<tbody>")[1].split("</tbody>")[0]
    assert "ReBrain Greece" in row
    assert f">{told}<" in row.replace("\n", "").replace("  ", "")


def test_the_page_says_in_sentences_how_the_draft_differs(
    browse: Browse, in_force: Version, writer: User
) -> None:
    actions.import_document(actor=writer, raw=months("24"))
    told = page(browse(writer), in_force.programme).context["differences"]
    assert [(one.kind, one.part, one.before, one.after) for one in told] == [
        ("شرط", "مقدار", "۱۲ ماه", "۲۴ ماه")
    ]
    assert "ماه در خارج از کشور زندگی کرده‌اید" in told[0].name


def sara(facts: dict[str, Any], **expected: Any) -> dict[str, Any]:
    """A programme with one test person who answers so, and of whom that is expected."""
    title = {"fa": "سارا", "en": "Sara"}
    held = {"id": "sara", "title": title, "today": "2026-05-01", "facts": facts, "expected": expected}
    return document(persons=[held])


def test_a_test_person_that_changes_is_told_in_words_and_only_in_what_differs(
    browse: Browse, writer: User
) -> None:
    rules = {"master_or_higher": "unknown", "age_25_to_40": "unknown"}
    draft = actions.import_document(actor=writer, raw=sara({}, eligible="unknown", rules=rules))
    actions.publish(actor=read_by(), draft=draft, revision=1)
    answers = {"age": "22", "degree": "master", "job_start": "2026-09-01", "monthly_salary": None}
    after = {
        "eligible": "not_met",
        "rules": rules | {"age_25_to_40": "not_met"},
        "meets_on": {"age_25_to_40": "2027-12-01"},
        "incentives": {"payer": "state"},
    }
    actions.import_document(actor=writer, raw=sara(answers, **after))
    told = {one.part: one for one in page(browse(writer), draft.programme).context["differences"]}
    assert told["پاسخ‌ها"].after == (
        "«چند سال دارید؟»: ۲۲ سال؛ «بالاترین مدرک تحصیلی شما چیست؟»: کارشناسی ارشد؛ "
        "«کار از چه روزی آغاز می‌شود؟»: ۱۰ شهریور ۱۴۰۵؛ «حقوق ماهانه چقدر است؟»: مصداق ندارد"
    )
    assert told["نتیجهٔ مورد انتظار"].before == (
        "حکم: نامشخص؛ «۲۵ تا ۴۰ سال دارید.»: نامشخص؛ «۲۵ تا ۴۰ سال دارید.»، برقرار از: هیچ؛ "
        "سهم دولت از حقوق: پرداخت‌کننده: هیچ"
    )
    assert told["نتیجهٔ مورد انتظار"].after == (
        "حکم: هنوز نه؛ «۲۵ تا ۴۰ سال دارید.»: هنوز نه؛ «۲۵ تا ۴۰ سال دارید.»، برقرار از: ۱۰ آذر ۱۴۰۶؛ "
        "سهم دولت از حقوق: پرداخت‌کننده: دولت"
    )


def test_questions_come_in_the_order_of_a_visitor_and_test_persons_show_what_comes_out(
    browse: Browse, writer: User
) -> None:
    persons = [
        {
            "id": "young",
            "title": {"fa": "جوان", "en": "Young"},
            "today": "2026-05-01",
            "facts": {"age": "22"},
            "expected": {"eligible": "met", "incentives": {"total": "5"}},
        }
    ]
    draft = actions.import_document(actor=writer, raw=document(persons=persons))
    shown = page(browse(writer), draft.programme)
    asked = {one["question"]["fa"] for one in document()["facts"]}
    assert set(shown.context["questions"]) == asked and shown.context["questions"][0] == "چند سال دارید؟"
    (trial,) = shown.context["trials"]
    assert not trial.agrees
    assert (trial.verdict.expected, trial.verdict.found) == ("برقرار", "هنوز نه")
    assert [(row.expected, row.found, row.wrong) for row in trial.rows] == [("۵", "—", True)]


def test_the_history_tells_who_when_and_why_somebody_published_alone(browse: Browse, writer: User) -> None:
    reason = "The colleague who reads along is ill until the call opens."
    draft = actions.import_document(actor=writer, raw=document())
    actions.publish(actor=writer, draft=draft, revision=1, reason=reason)
    browser = browse(writer)
    shown = text(page(browser, draft.programme))
    assert reason in shown and "شما" in shown
    other = text(page(browse(read_by()), draft.programme))
    assert str(writer.audit_key)[:8] in other and writer.email not in other.split('id="history"')[1]


def test_a_programme_with_nothing_but_its_address_is_shown(browse: Browse, writer: User) -> None:
    bare = Programme.objects.create(slug="bare")
    assert page(browse(writer), bare).status_code == 200
    assert "bare" in text(browse(writer).get(reverse("programme:index")))


def test_the_list_costs_the_same_whatever_it_holds(
    browse: Browse, in_force: Version, writer: User, django_assert_max_num_queries: Any
) -> None:
    browser = browse(writer)
    browser.get(reverse("programme:index"))
    for number in range(4):
        actions.import_document(actor=writer, raw=document(slug=f"more-{number}"))
    with django_assert_max_num_queries(12):
        browser.get(reverse("programme:index"))


@pytest.mark.parametrize("name", ["rep", "regressar", "rebrain", "serbia", "tubitak"])
def test_every_real_programme_is_shown_in_both_languages(browse: Browse, writer: User, name: str) -> None:
    from tests.oracles import programmes

    raw = json.loads((programmes.HERE / "programmes" / f"{name}.json").read_text())
    draft = actions.import_document(actor=writer, raw=raw)
    for language in ("fa", "en"):
        User.objects.update(language=language)
        writer.refresh_from_db()
        assert raw["title"][language] in text(page(browse(writer), draft.programme))
