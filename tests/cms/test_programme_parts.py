"""A programme from nothing, its test persons, and the rest of its document by forms."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.programmes.sections import FORMS
from talent.accounts.models import RoleName, User
from talent.programmes import actions
from talent.programmes.document.reading import load
from talent.programmes.models import Version
from tests import cast
from tests.cms.programmes import FILE, document, read_by, text
from tests.journeys.forms import sent
from tests.oracles import programmes

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
NAMED = {"title_fa": "لیلا", "title_en": "Leila"}
SALARY = {"fact_age": "۳۰", "fact_degree": "phd", "fact_months_abroad": "14", "fact_monthly_salary": "3,000"}


@pytest.fixture
def writer(db: None) -> User:
    return cast.staff(RoleName.EDITOR)


@pytest.fixture
def draft(writer: User) -> Version:
    return actions.import_document(actor=writer, raw=document())


@pytest.fixture
def browser(browse: Browse, writer: User) -> Client:
    return browse(writer)


def page(name: str, draft: Version, *more: Any) -> str:
    return reverse(f"programme:{name}", args=[draft.programme_id, *more])


def held(draft: Version) -> Any:
    draft.refresh_from_db()
    return load(draft.document)


def filled(browser: Client, url: str, **typed: Any) -> Any:
    """Opens the form, types, and sends it."""
    opened = browser.get(url)
    assert opened.status_code == 200, url
    return browser.post(url, sent(opened, "") | typed)


def faults(answer: Any) -> set[str]:
    """The fields beside which something is told."""
    assert answer.status_code == 200
    return set(answer.context["form"].errors)


# From nothing -------------------------------------------------------------------------------------------------------

NEW = {
    "slug": "visiting-expert",
    "title_fa": "متخصص مهمان",
    "title_en": "Visiting expert",
    "grantor_fa": "پارک",
    "grantor_en": "The park",
    "audience": "expert",
    "fact": "lives_in",
}


def test_a_programme_is_made_from_nothing_and_leads_to_its_first_rule(browser: Client) -> None:
    answer = filled(browser, reverse("programme:new"), **NEW)
    draft = Version.objects.draft("visiting-expert")
    assert draft is not None and answer["Location"] == page("condition", draft) + "?at=&where=here"
    form = browser.get(answer["Location"])["Location"]
    saved = filled(browser, form, value=["DE", "AT"], id="lives_near")
    assert saved.status_code == 302
    assert held(draft)["rules"]["value"] == ["DE", "AT"]
    assert text(browser.get(page("rules", draft))).count("آلمان، اتریش") == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"slug": "Visiting Expert"}, "slug"),
        ({"slug": "rebrain"}, "slug"),
        ({"title_en": ""}, "title_en"),
        ({"fact": "wizardry"}, "fact"),
    ],
)
def test_a_new_programme_is_refused_beside_the_field(
    browser: Client, draft: Version, typed: dict[str, str], field: str
) -> None:
    assert faults(filled(browser, reverse("programme:new"), **(NEW | typed))) == {field}
    assert Version.objects.count() == 1


# Test persons -------------------------------------------------------------------------------------------------------


def test_a_test_person_is_added_seen_and_what_comes_out_is_taken_as_expected(
    browser: Client, draft: Version
) -> None:
    typed = NAMED | SALARY | {"today": "۱۴۰۵/۰۲/۱۱", "eligible": "not_met", "fact_job_start": "2026-09-01"}
    assert filled(browser, page("add_person", draft), **typed).status_code == 302
    (person,) = held(draft)["persons"]
    assert (person["id"], person["today"]) == ("leila", "2026-05-01")
    assert person["facts"]["monthly_salary"] == "3000" and person["facts"]["job_start"] == "2026-09-01"
    (trial,) = browser.get(page("rules", draft)).context["trials"]
    assert not trial.agrees and trial.verdict.found == "برقرار"
    take = page("take_person", draft, "leila")
    seen = browser.get(take).context["trials"][0]
    assert seen.agrees and "۲۵٬۲۰۰٫۰۰" in [row.found for row in seen.rows]
    assert filled(browser, take).status_code == 302
    expected = held(draft)["persons"][0]["expected"]
    assert expected["eligible"] == "met" and expected["incentives"]["total"] == "25200.00"
    assert browser.get(page("rules", draft)).context["trials"][0].agrees


def test_a_person_is_changed_and_deleted_and_what_does_not_apply_stays_so(
    browser: Client, draft: Version
) -> None:
    typed = NAMED | {"today": "2026-05-01", "eligible": "not_met", "none_monthly_salary": "on"}
    filled(browser, page("add_person", draft), **typed)
    assert held(draft)["persons"][0]["facts"] == {"monthly_salary": None}
    url = page("change_person", draft, "leila")
    assert browser.post(url, sent(browser.get(url), "")).status_code == 302
    assert held(draft)["persons"][0]["facts"] == {"monthly_salary": None}
    assert filled(browser, url, **(NAMED | {"title_en": "Leila B."}), fact_age="31").status_code == 302
    assert held(draft)["persons"][0]["facts"] == {"age": "31", "monthly_salary": None}
    assert filled(browser, page("delete_person", draft, "leila")).status_code == 302
    assert "persons" not in held(draft)
    assert browser.get(url).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"fact_age": "thirty"}, "fact_age"),
        ({"fact_age": "-3"}, "fact_age"),
        ({"fact_monthly_salary": "NaN"}, "fact_monthly_salary"),
        ({"fact_degree": "wizard"}, "fact_degree"),
        ({"fact_job_start": "1405/07/31"}, "fact_job_start"),
        ({"fact_age": "30", "none_age": "on"}, "fact_age"),
        ({"today": "1405/13/01"}, "today"),
        ({"eligible": "perhaps"}, "eligible"),
        ({"title_en": ""}, "title_en"),
    ],
)
def test_a_bad_answer_is_told_at_its_field(
    browser: Client, draft: Version, typed: dict[str, str], field: str
) -> None:
    answer = filled(browser, page("add_person", draft), **(NAMED | {"today": "2026-05-01"} | typed))
    assert faults(answer) == {field}
    assert answer.context["form"][field].value() == typed[field]
    assert "persons" not in held(draft)


# The rest -----------------------------------------------------------------------------------------------------------

SPAN = {"years": "", "months": "۲", "days": ""}
GOOD: dict[str, dict[str, Any]] = {
    "documents": NAMED | {"always": "on"},
    "days": {"id": "call", "day": "1405/07/30"},
    "indexes": {
        "label_fa": "مزد",
        "label_en": "Wage",
        "values": "۲۰۲۵ ۸۰۰\n2026 900.50",
        "otherwise": "1000",
    },
    "clocks": {"text_fa": "پاسخ", "text_en": "Answer", "working": "on"} | SPAN,
    "incentives": NAMED
    | {"kind": "payment", "currency": "EUR", "payer": "park", "amount_kind": "number"}
    | {"amount_number": "۵", "cap_kind": "percent", "cap_number": "12.5", "cap_fact": "car_duty"}
    | {"every": "year", "times": "۳", "starts": "fact:job_start", "keep_months": "6"}
    | {
        "clawback_share": "۵۰",
        "clawback_within_years": "2",
        "clawback_text_fa": "اگر بروید",
        "clawback_text_en": "if you leave",
    }
    | {
        "claim_within_days": "90",
        "claim_after": "fact:job_start",
        "claim_text_fa": "از دست می‌رود",
        "claim_text_en": "It is lost.",
    },
    "summary": {"part": "total"},
}
MADE: dict[str, dict[str, Any]] = {
    "documents": {"id": "leila", "always": True},
    "days": {"id": "call", "day": "2026-10-22"},
    "indexes": {"id": "wage", "values": [{"year": 2025, "value": "800"}, {"year": 2026, "value": "900.50"}]},
    "clocks": {"id": "answer", "within": {"months": 2}, "working": True},
    "incentives": {
        "id": "leila",
        "amount": "5",
        "payer": "park",
        "cap": {"percent": ["12.5", {"fact": "car_duty"}]},
        "period": {"every": "year", "times": 3, "starts": {"fact": "job_start"}},
        "keep": {"months": 6},
        "clawback": {
            "share": "50",
            "within": {"years": 2},
            "text": {"fa": "اگر بروید", "en": "if you leave"},
        },
        "claim": {
            "within": {"days": 90},
            "after": {"fact": "job_start"},
            "text": {"fa": "از دست می‌رود", "en": "It is lost."},
        },
    },
    "summary": {"id": "total_2", "part": "total"},
}


@pytest.mark.parametrize("section", FORMS)
def test_a_thing_is_added_changed_and_deleted(browser: Client, draft: Version, section: str) -> None:
    before = held(draft).get(section, [])
    assert filled(browser, page("add_part", draft, section), **GOOD[section]).status_code == 302
    made = held(draft)[section][-1]
    assert MADE[section].items() <= made.items()
    url = page("part", draft, section, len(before))
    assert browser.post(url, sent(browser.get(url), "")).status_code == 302
    assert held(draft)[section][-1] == made, "saving what stands there changes nothing"
    listed = text(browser.get(page("parts", draft)))
    assert any(name in listed for name in (made["id"], "لیلا", "مزد", "پاسخ", ">جمع<"))
    assert filled(browser, page("delete_part", draft, section, len(before))).status_code == 302
    assert held(draft).get(section, []) == before
    assert browser.get(url).status_code == 404


BAD = [
    ("documents", {"title_fa": ""}, "title_fa"),
    ("days", {"day": "1405/07/31"}, "day"),
    ("days", {"id": "The Call"}, "id"),
    ("indexes", {"values": "2026"}, "values"),
    ("indexes", {"values": "2026 NaN"}, "values"),
    ("indexes", {"otherwise": "-1"}, "otherwise"),
    ("clocks", {"months": ""}, "years"),
    ("clocks", {"months": "5000"}, "months"),
    ("incentives", {"currency": "euro"}, "currency"),
    ("incentives", {"currency": ""}, "currency"),
    ("incentives", {"amount_kind": ""}, "amount_kind"),
    ("incentives", {"amount_number": "-5"}, "amount_number"),
    ("incentives", {"amount_number": "NaN"}, "amount_number"),
    ("incentives", {"amount_kind": "index"}, "amount_index"),
    ("incentives", {"amount_kind": "percent"}, "amount_fact"),
    ("incentives", {"cap_fact": "wizardry"}, "cap_fact"),
    ("incentives", {"amount_kind": "json", "amount_json": '{"divide": ["1"]}'}, "amount_json"),
    ("incentives", {"amount_kind": "json", "amount_json": '{"divide": ["1", NaN]}'}, "amount_json"),
    ("incentives", {"amount_kind": "json", "amount_json": '{"line": "leila"}'}, "amount_json"),
    ("incentives", {"every": "once", "times": "3"}, "times"),
    ("incentives", {"keep_months": "5000"}, "keep_months"),
    ("incentives", {"clawback_share": ""}, "clawback_share"),
    ("incentives", {"clawback_share": "most"}, "clawback_share"),
    ("incentives", {"clawback_within_years": ""}, "clawback_within_years"),
    ("incentives", {"clawback_within_years": "5000"}, "clawback_within_years"),
    ("incentives", {"claim_after": ""}, "claim_after"),
    ("incentives", {"claim_after": "fact:wizardry"}, "claim_after"),
    ("incentives", {"claim_text_fa": "", "claim_text_en": ""}, "claim_text_fa"),
    (
        "incentives",
        {"amount_kind": "answer", "amount_fact": "car_duty", "amount_by": "wizardry"},
        "amount_by",
    ),
    ("summary", {"line": "nothing"}, "line"),
]


@pytest.mark.parametrize(("section", "typed", "field"), BAD)
def test_what_is_wrong_is_told_at_its_field_and_stays(
    browser: Client, draft: Version, section: str, typed: dict[str, str], field: str
) -> None:
    answer = filled(browser, page("add_part", draft, section), **(GOOD[section] | typed))
    form = answer.context["form"]
    assert faults(answer) == {field} and {name: form[name].value() for name in typed} == typed
    assert held(draft) == document()


@pytest.mark.parametrize("name", ["rep", "regressar", "rebrain", "serbia", "tubitak"])
def test_real_programmes_go_through_every_form_unchanged(browser: Client, writer: User, name: str) -> None:
    raw = json.loads((programmes.HERE / "programmes" / f"{name}.json").read_text())
    draft = actions.import_document(actor=writer, raw=raw)
    urls = [page("texts", draft), page("text", draft)]
    urls += [page("part", draft, section, at) for section in FORMS for at in range(len(raw.get(section, [])))]
    for url in urls:
        assert browser.post(url, sent(browser.get(url), "")).status_code == 302, url
    assert held(draft) == raw


def test_a_thing_moves_up_unless_what_stands_there_counts_from_it(browser: Client, writer: User) -> None:
    raw = json.loads((programmes.HERE / "programmes" / "regressar.json").read_text())
    draft = actions.import_document(actor=writer, raw=raw)
    assert filled(browser, page("raise_part", draft, "incentives", 2)).status_code == 302
    moved = [one["id"] for one in held(draft)["incentives"]]
    assert moved == ["base", "interior", "household", "travel"]
    for place in (1, 0):  # it counts from the base; nothing stands before the first
        answer = filled(browser, page("raise_part", draft, "incentives", place))
        assert len(answer.context["form"].non_field_errors()) == 1
    assert [one["id"] for one in held(draft)["incentives"]] == moved


def test_a_question_is_dropped_only_while_nothing_uses_it(browser: Client, draft: Version) -> None:
    answer = filled(browser, page("drop_fact", draft, "age"))
    assert answer.status_code == 200 and answer.context["form"].non_field_errors()
    unused = document() | {"rules": document()["rules"]["all_of"][1]}
    draft = actions.import_document(actor=cast.staff(RoleName.EDITOR, "o@park.example.org"), raw=unused)
    assert filled(browser, page("drop_fact", draft, "age")).status_code == 302
    assert "age" not in [one["id"] for one in held(draft)["facts"]]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (('"fact": "age"', '"fact": "wizardry"'), "سطر ۱۲۳."),
        (("{", "{{"), "سطر ۱."),
        (('"40"', '"-40"'), "سطر ۱۲۶."),
    ],
)
def test_a_fault_of_the_text_is_told_with_its_line_and_the_text_stays(
    browser: Client, draft: Version, change: tuple[str, str], line: str
) -> None:
    typed = FILE.read_text().replace(*change, 1)
    answer = filled(browser, page("text", draft), document=typed)
    assert faults(answer) == {"document"}
    (told,) = answer.context["form"].errors["document"]
    assert told.endswith(line)
    assert answer.context["form"]["document"].value() == typed


def test_of_two_tabs_the_second_is_told(browser: Client, draft: Version, writer: User) -> None:
    typed: dict[str, dict[str, Any]] = {
        page("texts", draft): {"title_en": "Another title"},
        page("text", draft): {},
        page("add_part", draft, "days"): GOOD["days"],
        page("add_person", draft): NAMED | {"today": "2026-05-01"},
    }
    early = {url: sent(browser.get(url), "") | more for url, more in typed.items()}
    actions.import_document(actor=writer, raw=document(slug="rebrain"))
    for url, form in early.items():
        answer = browser.post(url, form)
        assert answer.status_code == 200 and answer.context["form"].non_field_errors(), url
        assert all(answer.context["form"][name].value() == value for name, value in typed[url].items())


def test_other_roles_and_strangers_reach_none_of_it(browse: Browse, draft: Version, expert: User) -> None:
    urls = [
        reverse("programme:new"),
        *(page(name, draft) for name in ("parts", "texts", "text", "add_person")),
        page("part", draft, "incentives", 0),
        page("delete_part", draft, "incentives", 0),
        page("raise_part", draft, "incentives", 0),
        page("part_condition", draft, "incentives", 0),
        page("drop_condition", draft, "incentives", 0),
        page("add_part", draft, "days"),
        page("drop_fact", draft, "age"),
        *(page(name, draft, "leila") for name in ("change_person", "delete_person", "take_person")),
    ]
    for role in RoleName:
        if role != RoleName.EDITOR:
            other = browse(cast.staff(role))
            assert {other.get(url).status_code for url in urls} == {403}
            assert {other.post(url, {"revision": "1"}).status_code for url in urls} == {403}
    assert {browse(expert).get(url).status_code for url in urls} == {404}
    assert {Client().get(url).status_code for url in urls} == {302}
    actions.publish(actor=read_by(), draft=draft, revision=1)
    editor = browse(read_by())
    assert {editor.get(url).status_code for url in urls[1:]} == {409}


HOSTILE = ["\0", "9" * 5000, "\u202e<script>", "{{", "۱۲۳۴۵۶۷۸۹۰" * 30, "-0", "1/0"]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_no_form_breaks_and_each_says_what_is_wrong(
    browser: Client, draft: Version, typed: str
) -> None:
    urls = [
        *(page("add_part", draft, section) for section in FORMS),
        *(page(name, draft) for name in ("texts", "text", "add_person", "window", "publish")),
        page("condition", draft) + "?at=0&where=here&fact=age&operator=between",
        page("condition", draft) + "?at=0&where=after&fact=abroad_since&operator=passed",
        page("group", draft) + "?at=",
        reverse("programme:new"),
        reverse("programme:import"),
    ]
    for url in urls:
        fields = dict.fromkeys(sent(browser.get(url), ""), typed)
        answer = browser.post(url, fields)
        assert answer.status_code == 200 and answer.context["form"].errors, url
        if url != page("window", draft):  # where nothing has to be said
            assert browser.post(url, {"revision": typed}).status_code == 200, url
    assert held(draft) == document()
