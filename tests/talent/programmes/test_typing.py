"""What is typed into a question, and what forged forms carry: refused with a reason, or taken for unsaid. Never lost,
never a fault."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.programmes.document.values import Answer, Version
from talent.programmes.models import Programme
from talent.programmes.walk import Walk, may_not_apply, parsed, read_walk, written
from tests.talent.programmes import building
from tests.talent.programmes.conftest import carried, day

CHECK = "/{}/programmes/return-for-good/check/"
CALCULATOR = "/en/programmes/return-for-good/calculator/"


def typed(browse: Any, fact: str, fields: dict[str, Any], language: str = "en") -> Any:
    """The page after these fields were posted for a question."""
    return browse().post(CHECK.format(language), {"asked": fact, "go": "next", "version": "1"} | fields)


BAD = [
    ("abroad_since", day("31", "7", "1404") | {"calendar": "jalali"}, "Mehr has 30 days in that year."),
    ("abroad_since", day("30", "2", "2025"), "February has 28 days in that year."),
    ("abroad_since", day("", "", ""), "Write the day, or say that you do not know it."),
    ("abroad_since", day("1", "2", "25"), "Write the year with four digits."),
    ("abroad_since", day("1", "2", "1405"), "This is an Iranian year: in the Gregorian calendar write 2026. Or change the calendar below."),
    ("abroad_since", day("1", "2", "2027") | {"calendar": "jalali"}, "This is a Gregorian year: in the Iranian calendar write 1406."),
    ("abroad_since", day("1", "", "2025"), "Choose the month."),
    ("abroad_since", {}, "Write the day, or say that you do not know it."),
    ("salary_irr", {"answer": "-5"}, "This cannot be less than zero."),
    ("salary_irr", {"answer": "NaN"}, "Write a number, such as 12."),
    ("salary_irr", {"answer": "9" * 16}, "This number is too large or too fine."),
    ("salary_irr", {"answer": "0.1234567"}, "This number is too large or too fine."),
    ("salary_irr", {"answer": ""}, "Write a number, or say that you do not know it."),
    ("publications", {"answer": "2.5"}, "Only whole numbers count here."),
    ("degree", {"answer": "wizard"}, "Choose one of the answers."),
    ("degree", {}, "Choose an answer, or say that you do not know it."),
    ("lives_in", {"answer": "Atlantis"}, "Choose one of the answers."),
    ("iranian", {"answer": "maybe"}, "Choose one of the answers."),
]  # fmt: skip


@pytest.mark.usefixtures("programmes")
@pytest.mark.parametrize(("fact", "fields", "said"), BAD)
def test_what_cannot_be_taken_is_told_beside_the_field_and_above(
    browse: Any, fact: str, fields: dict[str, Any], said: str
) -> None:
    page = typed(browse, fact, fields | {"said": ["has_scholarship_bond:no"]})
    assert page.status_code == 400 and page.context["question"].fact.id == fact
    assert page.content.decode().count(said) == 2
    assert page.context["said"] == ("has_scholarship_bond:no",)


@pytest.mark.usefixtures("programmes")
def test_the_thirty_first_of_mehr_is_refused_in_persian_and_stays_typed(browse: Any) -> None:
    page = typed(browse, "abroad_since", day("۳۱", "7", "۱۴۰۴"), "fa")
    html = page.content.decode()
    assert "مهر در آن سال ۳۰ روز دارد." in html
    assert 'value="۳۱"' in html and 'value="۱۴۰۴"' in html and "selected" in html


@pytest.mark.usefixtures("programmes")
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (day("1", "1", "1400") | {"calendar": "jalali"}, "abroad_since:2021-03-21"),
        (day("۱", "1", "۱۴۰۰") | {"calendar": "jalali"}, "abroad_since:2021-03-21"),
        (day("21", "3", "2021") | {"calendar": "gregorian"}, "abroad_since:2021-03-21"),
        (day("21", "3", "2021") | {"calendar": "martian"}, "abroad_since:2021-03-21"),
    ],
)
def test_a_day_is_taken_in_either_calendar(browse: Any, fields: dict[str, Any], said: str) -> None:
    assert typed(browse, "abroad_since", fields).context["said"] == (said,)


@pytest.mark.usefixtures("programmes")
def test_a_day_is_carried_over_into_the_other_calendar(browse: Any) -> None:
    page = typed(browse, "abroad_since", day("21", "3", "2021") | {"go": "calendar:jalali"})
    assert page.status_code == 200 and page.context["question"].initial == {
        "day": "1",
        "month": "1",
        "year": "1400",
    }
    page = typed(browse, "abroad_since", day("77", "3", "2021") | {"go": "calendar:jalali"})
    assert page.status_code == 200 and page.context["question"].initial["day"] == "77"


@pytest.mark.usefixtures("programmes")
def test_the_other_language_keeps_what_was_said_and_typed(browse: Any) -> None:
    page = browse().get(CHECK.format("en"))
    assert f'formaction="{CHECK.format("fa")}"' in page.content.decode()
    page = typed(browse, "salary_irr", {"answer": "12x", "said": ["iranian:yes"], "go": "stay"}, "fa")
    assert page.status_code == 200 and 'value="12x"' in page.content.decode()
    assert page.context["said"] == ("iranian:yes",)


@pytest.mark.usefixtures("programmes")
def test_several_options_are_told_from_none_of_them(browse: Any) -> None:
    path, asked = "/en/programmes/visiting-expert/check/", {"asked": "languages", "go": "next"}
    assert browse().post(path, asked | {"answer": ["fa", "en"]}).context["said"] == ("languages:en,fa",)
    assert browse().post(path, asked | {"answer": "none"}).context["said"] == ("languages:",)
    page = browse().post(path, asked | {"answer": ["none", "fa"]})
    assert page.status_code == 400 and "Either some of these or none of these." in page.content.decode()


@pytest.mark.usefixtures("programmes")
def test_does_not_apply_is_offered_where_the_document_knows_what_it_means(browse: Any) -> None:
    version = Programme.objects.get(slug="return-for-good").versions.get().content
    assert may_not_apply(version) == {"returned_on", "relatives"}
    for fact, offered in (("returned_on", True), ("salary_irr", False)):
        page = typed(browse, fact, {"answer": "x"} if not offered else {})
        assert ('value="not_me"' in page.content.decode()) is offered
    page = typed(browse, "salary_irr", {"go": "not_me"})
    assert page.status_code == 400 and page.context["said"] == ()


FORGED: list[dict[str, Any]] = [
    {"said": ["nobody:1", "iranian", "iranian:", ":", "", "iranian:perhaps"]},
    {"said": ["salary_irr:-5", "salary_irr:NaN", "salary_irr:1e400", "salary_irr:" + "9" * 100_000]},
    {"said": ["abroad_since:1405-07-31", "abroad_since:0000-00-00", "abroad_since:\x00"]},
    {"said": ["degree:wizard", "lives_in:<script>", "languages:a,b", "publications:1.5", "relatives:--"]},
    {"asked": "nobody", "answer": "1"},
    {"asked": ["iranian", "degree"], "answer": ["yes", "no"], "go": ["next", "back"]},
    {"go": "change:nobody"},
    {"go": "change:"},
    {"go": "back"},
    {"go": "conquer"},
    {"amounts": "x" * 1000, "rest": "\x00", "calendar": "x" * 1000},
]


@pytest.mark.usefixtures("programmes")
@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("path", [CHECK.format("en"), "/fa/programmes/check/"])
def test_a_forged_form_is_read_as_far_as_it_can_be(browse: Any, path: str, forged: dict[str, Any]) -> None:
    page = browse().post(path, forged)
    assert page.status_code == 200 and page.context["question"] is not None
    assert [one for one in page.context["said"] if not one.startswith("iranian:yes")] == []


@pytest.mark.usefixtures("programmes")
def test_of_several_answers_to_one_question_the_last_counts(browse: Any) -> None:
    sent = {"said": ["iranian:yes", "iranian:no", "degree:phd"], "go": "result"}
    page = browse().post(CHECK.format("en"), sent)
    assert page.context["said"] == ("iranian:no", "degree:phd")


@pytest.mark.usefixtures("programmes")
@pytest.mark.parametrize("path", [CHECK.format("fa"), "/en/programmes/check/", CALCULATOR])
def test_a_form_of_ten_thousand_fields_is_refused_and_nothing_breaks(browse: Any, path: str) -> None:
    assert browse().post(path, {f"x{number}": "1" for number in range(10_000)}).status_code == 400


@pytest.mark.usefixtures("programmes")
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_pages_answer_no_other_verb(browse: Any, method: str) -> None:
    for path in (CHECK.format("en"), "/en/programmes/check/", CALCULATOR):
        assert getattr(browse(), method)(path).status_code == 405


@given(building.GIVEN)
def test_what_a_form_carries_is_what_was_said(answers: dict[str, Answer]) -> None:
    version: Version = building.version()
    walk = Walk(answers, tuple(answers)).passing("home")
    again = read_walk(version.facts, walk.said())
    assert dict(again.answers) == {key: _sorted(value) for key, value in answers.items()}
    assert again.order == walk.order and again.passed == ("home",)


def _sorted(answer: Answer) -> Answer:
    return tuple(sorted(answer)) if isinstance(answer, tuple) else answer


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_text_is_read_or_left_aside(said: list[str]) -> None:
    facts = building.version().facts
    walk = read_walk(facts, [f"{facts[0].id}:{one}" for one in said] + said)
    for key, answer in walk.answers.items():
        fact = next(one for one in facts if one.id == key)
        assert parsed(fact, written(answer)) == answer


def test_exact_numbers_stay_exact() -> None:
    pay = next(one for one in building.version().facts if one.id == "pay")
    assert parsed(pay, written(Decimal("100.10"))) == Decimal("100.10")


# The calculator -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("programmes")
def test_the_calculator_works_out_what_it_can(browse: Any) -> None:
    page = browse().get(CALCULATOR)
    assert page.status_code == 200 and len(page.content) <= 60_000 and not page.context["done"]
    sent = {
        "version": "1",
        "salary_irr-answer": "۶۰۰٬۰۰۰٬۰۰۰",
        "host_company-answer": "yes",
        "relatives-not_me": "1",
    }
    page = browse().post(CALCULATOR, sent | {"travel_cost-answer": "900.50"})
    lines = {one.id: one for one in page.context["lines"]}
    assert lines["travel"].amount == "€850" and lines["travel"].steps[-1] == "900.5, but 850 at most: 850"
    assert lines["settling"].amount == "" and lines["settling"].why.startswith("Depends on: “On which day")
    assert lines["family"].why == "Does not apply to you." or "Not with your answers." in lines["family"].why
    assert [(one.title, one.amount, one.complete) for one in page.context["totals"]][0] == (
        "To you, in all",
        "€850",
        True,
    )
    html = page.content.decode()
    assert 'value="۶۰۰٬۰۰۰٬۰۰۰"' in html and 'name="relatives-not_me" value="1" checked' in html


@pytest.mark.usefixtures("programmes")
def test_the_calculator_marks_every_fault_and_loses_nothing(browse: Any) -> None:
    sent = {"salary_irr-answer": "-1", "travel_cost-answer": "much", "relatives-answer": "2"} | {
        f"job_start-{key}": value for key, value in day("31", "4", "2027").items()
    }
    page = browse().post(CALCULATOR, sent)
    html = page.content.decode()
    assert page.status_code == 400 and not page.context["done"]
    for said in (
        "This cannot be less than zero.",
        "Write a number, such as 12.",
        "April has 30 days in that year.",
    ):
        assert html.count(said) == 2
    assert 'value="much"' in html and 'value="31"' in html and 'value="2"' in html
    for fault in page.context["faults"]:
        assert f'id="{fault["anchor"]}"' in html


@pytest.mark.usefixtures("programmes")
def test_the_question_s_faults_lead_to_their_field(browse: Any) -> None:
    for fact, fields in (
        ("salary_irr", {"answer": "x"}),
        ("iranian", {}),
        ("abroad_since", day("32", "1", "2020")),
    ):
        html = typed(browse, fact, fields).content.decode()
        anchor = html.split('href="#id_')[1].split('"')[0]
        assert f'id="id_{anchor}"' in html


@pytest.mark.usefixtures("programmes")
def test_what_is_carried_is_what_the_page_says(browse: Any) -> None:
    page = browse().post(CHECK.format("en"), {"said": ["iranian:yes"], "amounts": "1"})
    held = carried(page)
    html = page.content.decode()
    assert held["amounts"] == "1" and '<input type="hidden" name="amounts" value="1">' in html
    assert '<input type="hidden" name="said" value="iranian:yes">' in html
