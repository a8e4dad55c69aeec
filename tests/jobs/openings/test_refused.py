"""What a recruiter types and the form cannot read: told at its field, kept with the draft, never published."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jobs.openings import actions
from jobs.openings.states import Remark, State
from talent.accounts.models import User
from talent.companies.models import Company
from tests.jobs.openings.hand import HOME, TYPED, move, start, write
from tests.openings import fresh, park_moderator, published, submitted

AS_ONE_TYPES = {"HX-Request": "true"}


def typing(recruiter: Client, opening: Any, **typed: Any) -> str:
    data = {"version": fresh(opening).draft.version} | TYPED | typed  # type: ignore[union-attr]
    return recruiter.post(f"{HOME}{opening.key}/write/", data, headers=AS_ONE_TYPES).content.decode()


def told_at(page: str, field: str) -> str:
    found = re.search(rf'<div id="id_{field}_error"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("field", "raw", "told"),
    [
        ("pay_min", "many", "Write a number"),
        ("places", "9000", "outside the range"),
        ("closes_on", "soon", "year, month and day"),
        pytest.param("text_en", "x" * 8001, "at most 8000", id="long"),
    ],
)
def test_it_is_told_at_its_field_while_one_types_and_is_there_again_later(
    recruiter: Client, field: str, raw: str, told: str
) -> None:
    opening = start(recruiter)
    answer = typing(recruiter, opening, **{field: raw})
    assert told in told_at(answer, field) and told_at(answer, "title_en") == ""
    page = recruiter.get(f"{HOME}{opening.key}/write/")
    assert page.status_code == 200
    assert raw in page.content.decode() and told in told_at(page.content.decode(), field)
    assert 'aria-invalid="true"' in page.content.decode()
    again = typing(recruiter, opening)
    assert told_at(again, field) == "" and fresh(opening).draft.refused == {}  # type: ignore[union-attr]


def test_it_keeps_the_opening_from_the_park(recruiter: Client) -> None:
    opening = start(recruiter)
    typing(recruiter, opening, pay_max="a lot")
    page = move(recruiter, opening, "submit").content.decode()
    assert fresh(opening).state == State.DRAFT and "Write a number" in told_at(page, "pay_max")
    write(recruiter, opening, do="send")
    assert fresh(opening).state == State.IN_REVIEW


@pytest.mark.journey
@pytest.mark.parametrize(
    "typed",
    [{"pay_min": "1\0many"}, {"title_en": "a\0" * 200}, {"add_must": "py\0thon"}, {"question": "x\0" * 900}],
)
def test_a_character_that_no_database_takes_costs_nothing_else(
    recruiter: Client, typed: dict[str, Any]
) -> None:
    opening = start(recruiter)
    assert write(recruiter, opening, **typed).status_code < 500
    assert fresh(opening).draft.kind == TYPED["kind"]  # type: ignore[union-attr]
    assert recruiter.get(f"{HOME}{opening.key}/write/").status_code == 200


def test_what_no_field_shows_keeps_nothing_back(recruiter: Client) -> None:
    opening = start(recruiter)
    write(recruiter, opening, tab="zz")
    assert fresh(opening).draft.refused == {}  # type: ignore[union-attr]
    write(recruiter, opening, do="send")
    assert fresh(opening).state == State.IN_REVIEW


def test_a_text_that_is_far_too_long_keeps_the_old_one_from_the_park(recruiter: Client) -> None:
    opening = start(recruiter)
    typing(recruiter, opening, text_en="word " * 9000)
    move(recruiter, opening, "submit")
    assert fresh(opening).state == State.DRAFT


def test_a_name_that_is_too_long_is_not_kept_for_anybody(recruiter: Client) -> None:
    opening = start(recruiter)
    assert "at most 120" in told_at(typing(recruiter, opening, contact="Sara " * 60), "contact")
    assert fresh(opening).draft.refused == {}  # type: ignore[union-attr]


def test_an_unknown_skill_takes_no_other_with_it(recruiter: Client) -> None:
    opening = start(recruiter)
    page = write(recruiter, opening, add_must="python, telepathy", add_nice="").content.decode()
    assert [row["slug"] for row in fresh(opening).draft.skills] == ["python"]  # type: ignore[union-attr]
    told = told_at(page, "skills")
    assert "telepathy" in told and "python" not in told.lower()
    for shown in (page, recruiter.get(f"{HOME}{opening.key}/write/").content.decode()):
        assert 'name="skill" value="python"' in shown and 'value="telepathy"' in shown


def test_rials_are_said_in_tomans_beside_the_field(recruiter: Client) -> None:
    opening = start(recruiter)
    said = {"pay_min": "400000000", "pay_max": "650,000,000"}
    assert "That is 40 million tomans to 65 million tomans." in typing(
        recruiter, opening, **said, pay_currency="IRR"
    )
    page = recruiter.get(f"/fa/c/alborz/openings/{opening.key}/write/").content.decode()
    assert "۴۰ میلیون تومان" in page and "tomans" not in typing(recruiter, opening, **said).split("id_")[0]


def test_what_the_park_says_stands_at_the_field_that_it_speaks_of(
    recruiter: Client, member: User, company: Company
) -> None:
    opening = submitted(member, company)
    comments = {Remark.PAY: "Gross or net?", Remark.TEXT: "Who is in the team?", Remark.QUESTIONS: "Ask one."}
    version = opening.draft.version  # type: ignore[union-attr]
    actions.send_back(actor=park_moderator(), opening=opening, version=version, comments=comments)
    page = recruiter.get(f"{HOME}{opening.key}/write/").content.decode()
    for field, said in {
        "pay_min": "Gross or net?",
        "text_fa": "Who is in the team?",
        "questions": "Ask",
    }.items():
        at = re.search(rf'<div id="id_{field}_remarks"[^>]*>(.*?)</div>', page, re.DOTALL)
        assert at and said in at[1]
        assert re.search(rf'aria-describedby="[^"]*id_{field}_remarks', page)
    assert "id_title_fa_remarks" not in page


def test_the_moderator_reads_what_was_mended_since_the_return(
    browse: Callable[[User | None], Client], recruiter: Client, member: User, company: Company
) -> None:
    opening, office = submitted(member, company), browse(park_moderator())
    place = f"/back-office/openings/{opening.pk}/"
    version = opening.draft.version  # type: ignore[union-attr]
    asks = office.get(f"{place}return/?version={version}").content.decode()
    assert "You build our streams of data." in asks and "۳۰۰۰" in asks
    office.post(f"{place}return/", {"version": version, "text": "Say who they work with."})
    write(recruiter, opening, title_fa="", text_fa="", text_en="With a team of four.", do="send")
    page = office.get(place).content.decode()
    for shown in ("متن برگردانده‌شده", "You build our streams", "With a team of four", "Say who they work"):
        assert shown in page
    assert "Say who they work" in office.get(f"{place}return/").content.decode()
    published(fresh(opening))
    assert fresh(opening).returned is None and "متن برگردانده‌شده" not in office.get(place).content.decode()


def test_of_several_returns_the_last_remark_stands_beside_and_none_of_another_text(
    browse: Callable[[User | None], Client], recruiter: Client, member: User, company: Company
) -> None:
    opening, office = published(submitted(member, company)), browse(park_moderator())
    place = f"/back-office/openings/{opening.pk}/return/"
    move(recruiter, opening, "change")
    for said in ("Say who they work with.", "Say it in English too."):
        write(recruiter, opening, text_en=f"A team. {said}", do="send")
        office.post(place, {"version": fresh(opening).draft.version, "text": said})  # type: ignore[union-attr]
    write(recruiter, opening, text_en="A team of four.", do="send")
    page = office.get(place).content.decode()
    assert "Say it in English too." in page and "Say who they work" not in page
    move(recruiter, opening, "take_back")
    move(recruiter, opening, "drop_change")
    move(recruiter, opening, "change")
    write(recruiter, opening, text_en="Another text.", do="send")
    assert fresh(opening).state == State.CHANGE_IN_REVIEW
    assert "Say it in English too." not in office.get(place).content.decode()
