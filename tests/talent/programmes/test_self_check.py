"""Somebody checks themselves: a question at a time, back and on, and what comes out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.lib.dates import park_today
from talent.programmes.actions import import_document, publish, start_draft
from talent.programmes.codes import Verdict
from talent.programmes.models import Programme, Version
from tests.talent.programmes.conftest import Then, carried, day

pytestmark = pytest.mark.usefixtures("programmes")
CHECK, VISIT = "/en/programmes/return-for-good/check/", "/en/programmes/visiting-expert/check/"
SARA: dict[str, Any] = {
    "iranian": "yes",
    "has_scholarship_bond": "no",
    "lives_in": "DE",
    "returned_on": None,
    "abroad_since": day("1", "10", "2019"),
    "years_of_work": "9",
    "degree": "master",
    "led_team": "yes",
    "publications": "0",
    "host_company": "yes",
    "founds_company": "no",
    "job_start": day("1", "4", "2027"),
    "salary_irr": "600,000,000",
}
MONEY: dict[str, Any] = {"relatives": "2", "travel_cost": "2900", "arrives_on": day("10", "3", "2027")}


def text(page: Any) -> str:
    """The page, its spaces made one."""
    return " ".join(page.content.decode().split())


def test_who_meets_every_rule_reads_it_in_one_sentence(walk: Any) -> None:
    page = walk(CHECK, SARA)
    assert page.context["result"].headline == "You qualify with these answers"
    assert "<h1" in text(page) and "You qualify with these answers" in text(page)


def test_what_no_longer_matters_is_not_asked(walk: Any) -> None:
    asked = {one.fact for one in walk(CHECK, SARA).context["result"].said}
    assert "returned_on" not in asked and "founds_company" not in asked and "publications" not in asked
    assert {one.fact for one in walk(CHECK, {"iranian": "no"}).context["result"].said} == {"iranian"}


def test_progress_never_goes_back_and_says_how_many_are_left_at_most(browse: Any) -> None:
    browser, seen = browse(), [0.0]
    page = browser.get(CHECK)
    while page.context.get("question"):
        shown = page.context
        seen.append(shown["progress"] / shown["progress_of"])
        left = shown["progress_of"] - shown["progress"]
        assert f"At most {left} more question" in text(page)
        page = browser.post(CHECK, carried(page) | {"go": "unknown"})
    assert seen == sorted(seen) and len(seen) > 8


def test_while_something_decisive_is_open_the_sentence_is_conditional(walk: Any) -> None:
    lacking = {key: value for key, value in SARA.items() if key != "salary_irr"}
    result = walk(CHECK, lacking).context["result"]
    assert result.verdict is Verdict.UNKNOWN
    assert result.headline.startswith("You qualify if this holds: Your monthly salary is at least")


def test_who_only_has_to_wait_reads_the_day(walk: Any) -> None:
    since = park_today() - timedelta(days=400)
    young = SARA | {"abroad_since": day(str(since.day), str(since.month), str(since.year))}
    page = walk(CHECK, young)
    result = page.context["result"]
    first = date(since.year + 2, since.month, min(since.day, 28) if since.month == 2 else since.day)
    assert result.verdict is Verdict.NOT_MET
    assert f"from {first.day} {first:%B} {first.year} on" in result.headline
    assert "this is met if nothing changes" in text(page)


def test_whoever_does_not_qualify_may_still_see_every_rule(walk: Any, browse: Any) -> None:
    page = walk(CHECK, {"iranian": "no"})
    assert len(group(page, "unknown").rows) > 5 and "Go on with the other questions" in text(page)
    browser, sent = browse(), carried(page) | {"go": "rest"}
    page = browser.post(CHECK, sent)
    while page.context.get("question"):
        page = browser.post(CHECK, carried(page) | _answer(page))
    assert [one.code for one in page.context["result"].groups] == ["not_met", "met", "needless"]


def test_what_has_to_change_is_at_least_so_much_while_the_rest_is_not_clear(walk: Any) -> None:
    page = walk(CHECK, {"iranian": "no"})
    unclear = len(group(page, "unknown").rows)
    assert page.context["result"].headline == (
        "You do not qualify yet: at least 1 thing would have to change;"
        f" {unclear} conditions are not clear yet"
    )


def test_a_result_asked_for_early_leads_on_to_the_questions_that_are_left(browse: Any) -> None:
    browser = browse()
    page = browser.get(CHECK)
    page = browser.post(CHECK, carried(page) | {"go": "next", "answer": "yes"})
    wanted, left = page.context["question"].fact.id, page.context["progress_text"].lower()
    page = browser.post(CHECK, carried(page) | {"go": "result"})
    assert page.context["result"].verdict is Verdict.UNKNOWN
    assert "Go on with the questions" in text(page) and left in text(page)
    page = browser.post(CHECK, carried(page) | {"go": "next"})
    assert page.context["question"].fact.id == wanted and page.context["said"] == ("iranian:yes",)


def test_where_every_question_has_been_passed_there_is_none_to_go_on_with(browse: Any) -> None:
    browser = browse()
    page = browser.get(CHECK)
    while page.context.get("question"):
        page = browser.post(CHECK, carried(page) | {"go": "unknown"})
    assert page.context["result"].verdict is Verdict.UNKNOWN
    assert "Go on with the questions" not in text(page)


def test_all_programmes_at_once_lead_on_too(browse: Any) -> None:
    browser = browse()
    page = browser.get("/en/programmes/check/")
    page = browser.post("/en/programmes/check/", carried(page) | {"go": "unknown"})
    wanted = page.context["question"].fact.id
    page = browser.post("/en/programmes/check/", carried(page) | {"go": "result"})
    assert "Go on with the questions" in text(page)
    page = browser.post("/en/programmes/check/", {"said": page.context["said"], "go": "next"})
    assert page.context["question"].fact.id == wanted


def _answer(page: Any) -> dict[str, Any]:
    answer = SARA.get(page.context["question"].fact.id)
    if answer is None:
        return {"go": "not_me"}
    return {"go": "next"} | (answer if isinstance(answer, dict) else {"answer": answer})


def group(page: Any, code: str) -> Any:
    """The rules that came out alike."""
    return next(one for one in page.context["result"].groups if one.code == code)


def test_each_rule_says_the_answer_and_what_would_change_it(walk: Any) -> None:
    poor = SARA | {"salary_irr": "۱۰۰٬۰۰۰٬۰۰۰"}
    row = group(walk(CHECK, poor), "not_met").rows[0]
    assert row.reasons == ("Your answer: 100,000,000",)
    assert row.changes[0] == "At least 300,000,000: you lack 200,000,000"


def test_the_nearest_of_several_ways_is_told(walk: Any) -> None:
    page = walk(CHECK, SARA | {"degree": "bachelor", "years_of_work": "7"})
    result = page.context["result"]
    assert result.several_ways and "The nearest way there" in text(page)
    assert len(result.changes) == 1


def test_back_shows_the_last_question_with_its_answer(browse: Any) -> None:
    browser = browse()
    page = browser.get(CHECK)
    first = page.context["question"].fact.id
    page = browser.post(CHECK, carried(page) | {"go": "next", "answer": "yes"})
    page = browser.post(CHECK, carried(page) | {"go": "back"})
    assert page.context["question"].fact.id == first and page.context["said"] == ()
    assert [box.data["value"] for box in page.context["question"]["answer"] if box.data["selected"]] == [
        "yes"
    ]


def test_from_the_second_question_on_the_page_says_which_button_leads_back(browse: Any) -> None:
    browser = browse()
    page = browser.get(CHECK)
    assert "use the “Back” button of this page" not in text(page)
    page = browser.post(CHECK, carried(page) | {"go": "next", "answer": "yes"})
    assert "use the “Back” button of this page" in text(page)
    page = browser.post(CHECK, carried(page) | {"go": "result"})
    assert "use the “Back” button of this page" in text(page)


def test_an_answer_is_changed_from_the_result_and_the_others_stay(walk: Any, browse: Any) -> None:
    page = walk(CHECK, SARA)
    browser, before = browse(), page.context["said"]
    page = browser.post(CHECK, carried(page) | {"go": "change:years_of_work"})
    assert page.context["question"].initial == {"answer": "9"}
    page = browser.post(CHECK, carried(page) | {"go": "next", "answer": "12"})
    assert page.context["result"].verdict is Verdict.MET
    assert set(page.context["said"]) == set(before) - {"years_of_work:9"} | {"years_of_work:12"}


def test_the_amounts_are_asked_for_afterwards_and_told_line_by_line(walk: Any, browse: Any) -> None:
    page = walk(CHECK, SARA)
    assert "at most 4 more questions" in text(page)
    browser = browse()
    page = browser.post(CHECK, carried(page) | {"go": "amounts"})
    while form := page.context.get("question"):
        typed = (SARA | MONEY)[form.fact.id]
        typed = typed if isinstance(typed, dict) else {"answer": typed}
        page = browser.post(CHECK, carried(page) | {"go": "next"} | typed)
    lines = {one.id: one for one in page.context["result"].lines}
    assert lines["settling"].amount == "IRR\xa01,850,000,000" and lines["travel"].amount == "€2,550"
    assert lines["family"].steps[-1] == "2 × 370,000,000 = 740,000,000"
    assert [one.text for one in page.context["result"].deadlines] == [
        "Claim by then: Journey",
        "Claim by then: Settling grant",
    ]
    assert "10 June 2027" in text(page) and "A CV" in text(page) and "To you, in all" in text(page)


def test_another_programme_that_fits_better_is_named_and_its_link_carries_nothing(walk: Any) -> None:
    both = {
        "host_company": "yes", "works_for_rival": "no", "hours_a_week": "2", "years_of_work": "9",
        "ready_from": day("1", "1", "2027"), "lives_in": "DE", "field": "software", "weeks_on_site": "4",
    }  # fmt: skip
    page = walk("/en/programmes/remote-advisory/check/", both)
    assert page.context["result"].verdict is Verdict.NOT_MET
    fitting = page.context["fitting"]
    assert fitting and all("?" not in one.url for one in fitting)
    assert fitting[0].text.startswith("Not “Remote advisory”, but")


THAT_DAY = Then.now().date()
WINDOWS = [
    ({"opens_on": THAT_DAY + timedelta(days=9)}, "Applications open on"),
    ({"closes_on": THAT_DAY - timedelta(days=1)}, "Applications closed on"),
    ({"paused": True}, "The programme is paused"),
    ({"claims_from": THAT_DAY + timedelta(days=9)}, "it pays from"),
]


@pytest.mark.parametrize(("window", "said"), WINDOWS)
def test_a_programme_that_takes_no_applications_can_be_checked_all_the_same(
    walk: Any, window: dict[str, Any], said: str
) -> None:
    Programme.objects.filter(slug="return-for-good").update(**window)
    page = walk(CHECK, SARA)
    assert said in text(page) and page.context["result"].verdict is Verdict.MET


def test_a_form_of_a_version_superseded_meanwhile_finishes_on_it_and_is_told(
    browse: Any, editor: User
) -> None:
    browser = browse()
    page = browser.get(CHECK)
    _publish_again(editor, "return-for-good")
    page = browser.post(CHECK, carried(page) | {"go": "next", "answer": "yes"})
    assert page.context["version"] == 1 and "The programme has changed meanwhile" in text(page)
    while page.context.get("question"):
        page = browser.post(CHECK, carried(page) | {"go": "unknown"})
    assert page.context["version"] == 1 and "The programme has changed meanwhile" in text(page)
    assert browser.get(CHECK).context["version"] == 2


def _publish_again(editor: User, slug: str) -> None:
    draft = start_draft(actor=None, programme=Programme.objects.get(slug=slug))
    changed = draft.document.replace('"en": "Return for good"', '"en": "Return to stay"')
    draft = import_document(actor=None, raw=changed)
    publish(actor=editor, draft=draft, revision=draft.revision)


@pytest.mark.parametrize("number", ["99", "0", "-1", "x", "", "9" * 400, "۲", "1e9", "\x00"])
def test_a_form_of_a_version_that_never_was_goes_on_with_the_one_in_force(browse: Any, number: str) -> None:
    page = browse().post(CHECK, {"version": number, "said": ["iranian:yes"]})
    assert page.status_code == 200 and page.context["version"] == 1
    assert page.context["said"] == ("iranian:yes",)


def test_a_draft_is_nobody_s_to_check(browse: Any) -> None:
    raw = Version.objects.in_force("return-for-good").document  # type: ignore[union-attr]
    import_document(actor=None, raw=raw.replace('"slug": "return-for-good"', '"slug": "only-drafted"'))
    for slug in ("only-drafted", "never-heard-of"):
        for page in ("check", "calculator"):
            assert browse().get(f"/en/programmes/{slug}/{page}/").status_code == 404
            assert browse().post(f"/en/programmes/{slug}/{page}/", {"version": "1"}).status_code == 404


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_page_is_small(walk: Any, language: str, browse: Any) -> None:
    path = f"/{language}/programmes/return-for-good/check/"
    page = browse().get(path)
    sizes = [len(page.content)]
    while page.context.get("question"):
        page = browse().post(path, carried(page) | {"go": "unknown"})
        sizes.append(len(page.content))
    assert max(sizes) <= 60_000


def test_every_open_programme_is_checked_at_once_and_each_fact_is_asked_once(walk: Any, browse: Any) -> None:
    asked: list[str] = []
    browser, page = browse(), browse().get("/en/programmes/check/")
    while form := page.context.get("question"):
        asked.append(form.fact.id)
        page = browser.post("/en/programmes/check/", carried(page) | {"go": "unknown"})
    assert len(asked) == len(set(asked)) > 15
    assert [row.verdict for row in page.context["rows"]] == ["unknown"] * 3
    page = walk("/en/programmes/check/", SARA | {"field": "software", "weeks_on_site": "1"})
    rows = {row.title: row for row in page.context["rows"]}
    assert rows["Return for good"].verdict == "met" and rows["Visiting expert"].verdict == "not_met"
    assert page.context["rows"][0].title == "Return for good"
    assert all("?" not in row.url for row in page.context["rows"])


def test_from_there_the_answers_go_on_in_the_form_s_body(walk: Any, browse: Any) -> None:
    page = walk("/en/programmes/check/", SARA)
    row = next(one for one in page.context["rows"] if one.title == "Return for good")
    page = browse().post(row.url, {"version": row.version, "said": row.said, "go": "result"})
    assert page.context["result"].verdict is Verdict.MET


def test_without_an_open_programme_the_page_says_so(browse: Callable[..., Client]) -> None:
    Programme.objects.update(paused=True)
    for answer in (
        browse().get("/en/programmes/check/"),
        browse().post("/en/programmes/check/", {"said": "a:b"}),
    ):
        assert "No programme is open at the moment" in text(answer)
