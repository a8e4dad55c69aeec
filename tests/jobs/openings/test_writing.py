"""A company writes an opening; the park reads it; it comes on the board, changes, and ends."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jobs.openings import actions, drafting
from jobs.openings.clock import expire_due, tell_ending
from jobs.openings.models import Edition, Opening
from jobs.openings.states import LIVE, STEPS, Side, State, offered
from jobs.openings.views import VERBS
from talent.accounts.models import User
from talent.changes.models import Change
from talent.companies import actions as companies
from talent.companies.models import Company, MemberRole
from talent.lib.dates import park_today
from talent.timeline.models import Item
from tests import cast
from tests.jobs.openings.hand import HOME, TYPED, move, start, write
from tests.openings import drafted, fresh, membership, park_moderator, posted, published, submitted

Browse = Callable[[User | None], Client]


def test_what_is_typed_in_any_digits_and_spelling_is_kept(recruiter: Client) -> None:
    opening = start(recruiter)
    assert write(recruiter, opening).status_code == 302
    said = fresh(opening).draft
    assert said
    assert (said.pay_min, said.pay_max, said.city, said.places) == (2500, 3500, "tehran", 2)
    assert [(row["slug"], row["must"]) for row in said.skills] == [
        ("python", True),
        ("postgresql", True),
        ("kubernetes", False),
    ]
    assert [row["text"] for row in said.questions] == ["May you begin in spring?"]
    page = recruiter.get(f"{HOME}{opening.key}/write/").content.decode()
    assert 'value="Tehran"' in page and 'value="2500"' in page and "May you begin in spring?" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"pay_min": "0"}, "more than nothing"),
        ({"pay_min": "-5"}, "more than nothing"),
        ({"pay_min": "9000"}, "below the lowest"),
        ({"pay_max": "1" + "0" * 13}, "too high"),
        ({"pay_min": "a lot"}, "Write a number"),
        ({"closes_on": "1399/01/01"}, "This day is over"),
        ({"closes_on": "1404/12/30"}, "does not exist"),
        ({"closes_on": "soon"}, "year, month and day"),
        ({"places": "0"}, "outside the range"),
        ({"places": "9000"}, "outside the range"),
        ({"overlap_hours": "12"}, "outside the range"),
        ({"add_must": "python, telepathy"}, "telepathy"),
        ({"text_en": "x" * 1_000_000}, "at most 8000"),
        ({"question": ["x" * 301], "question_id": [""]}, "at most 300"),
        ({"kind": "slavery"}, "valid choice"),
    ],
)
def test_what_reads_badly_is_told_at_its_field_and_the_rest_is_kept(
    recruiter: Client, typed: dict[str, Any], told: str
) -> None:
    opening = start(recruiter)
    answer = write(recruiter, opening, **typed)
    said = fresh(opening).draft
    assert said and said.title_en == "Data engineer"
    assert answer.status_code == (400 if told else 302)
    assert told in answer.content.decode()


def test_three_hundred_skills_are_too_many(recruiter: Client) -> None:
    opening = start(recruiter)
    slugs = ["python"] * 300
    rows = {"skill": slugs} | {f"weight_{slug}": "must" for slug in slugs}
    assert write(recruiter, opening, **rows).status_code == 302
    said = fresh(opening).draft
    assert said and len(said.skills) == 3


def test_yesterday_of_another_zone_is_still_today_at_the_park(recruiter: Client) -> None:
    opening = start(recruiter)
    assert write(recruiter, opening, closes_on=park_today().isoformat()).status_code == 302
    answer = write(recruiter, opening, closes_on=(park_today() - timedelta(days=1)).isoformat())
    assert "This day is over" in answer.content.decode()


def test_script_in_a_text_is_shown_as_text(recruiter: Client) -> None:
    opening = start(recruiter)
    write(recruiter, opening, title_en="<script>alert(1)</script>")
    assert "<script>alert" not in recruiter.get(f"{HOME}{opening.key}/").content.decode()


def test_two_tabs_never_overwrite_each_other(recruiter: Client) -> None:
    opening = start(recruiter)
    write(recruiter, opening)
    answer = recruiter.post(f"{HOME}{opening.key}/write/", {"version": 1} | TYPED | {"title_en": "Late tab"})
    assert "Late tab" in answer.content.decode() and answer.status_code == 400
    assert fresh(opening).draft.title_en == "Data engineer"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("field", "typed", "saved"),
    [
        ("title_en", "Late tab", "Data engineer"),
        ("kind", "project", "Employment"),
        ("add_must", "rust", "Python"),
        ("question", ["Why?", "", ""], "May you begin"),
        ("relocation", ["ticket"], "nothing"),
        ("is_blind", "on", "no"),
    ],
)
def test_a_late_tab_reads_at_each_field_what_the_other_has_saved(
    recruiter: Client, field: str, typed: Any, saved: str
) -> None:
    opening = start(recruiter)
    write(recruiter, opening)
    late = {"version": 1} | TYPED | {field: typed}
    page = recruiter.post(f"{HOME}{opening.key}/write/", late).content.decode()
    (told,) = re.findall(r"Saved in the other tab</p><p[^>]*>(.*?)</p>", page, re.DOTALL)
    assert saved in told


def test_saves_of_one_tab_may_overtake_each_other(recruiter: Client) -> None:
    opening = start(recruiter)
    mine = {"version": 1, "tab": "0123456789abcdef"}
    for title in ("While typing", "When sending"):
        recruiter.post(f"{HOME}{opening.key}/write/", TYPED | mine | {"title_en": title})
        assert fresh(opening).draft.title_en == title  # type: ignore[union-attr]
    other = TYPED | mine | {"tab": "f" * 16}
    assert recruiter.post(f"{HOME}{opening.key}/write/", other).status_code == 400


def test_it_is_saved_as_one_types(recruiter: Client) -> None:
    opening = start(recruiter)
    data = {"version": 1} | TYPED | {"pay_min": "many"}
    answer = recruiter.post(f"{HOME}{opening.key}/write/", data, headers={"HX-Request": "true"})
    said = fresh(opening).draft
    assert said and said.title_en == "Data engineer" and said.pay_min is None
    assert f'value="{said.version}"' in answer.content.decode()


def test_what_is_missing_keeps_it_from_the_park_and_is_listed(recruiter: Client) -> None:
    opening = start(recruiter)
    page = move(recruiter, opening, "submit").content.decode()
    assert fresh(opening).state == State.DRAFT
    for told in ("Write a title", "at least one skill", "Say what it pays", "Choose one"):
        assert told in page


def test_from_a_draft_to_the_board_by_way_of_a_return(
    recruiter: Client, browse: Browse, member: User
) -> None:
    opening = start(recruiter)
    answer = write(recruiter, opening, do="send")
    assert answer.status_code == 302 and fresh(opening).state == State.IN_REVIEW
    office = browse(park_moderator())
    queue = office.get("/back-office/openings/").content.decode()
    assert "Data engineer" in queue or "مهندس داده" in queue
    pk, version = opening.pk, fresh(opening).draft.version  # type: ignore[union-attr]
    assert office.get(f"/back-office/openings/{pk}/").status_code == 200
    refused = office.post(f"/back-office/openings/{pk}/return/", {"version": version})
    assert fresh(opening).state == State.IN_REVIEW and refused.status_code == 200
    office.post(
        f"/back-office/openings/{pk}/return/", {"version": version, "text": "Say who they work with."}
    )
    assert fresh(opening).state == State.RETURNED
    assert Item.objects.filter(kind="opening_returned", closed_at=None).count() == 1
    assert "Say who they work with." in recruiter.get(f"{HOME}{opening.key}/write/").content.decode()
    tray = recruiter.get("/en/c/alborz/in-tray/").content.decode()
    assert "returned this opening" in tray and "1 remark." in tray and f"{HOME}{opening.key}/write/" in tray
    write(recruiter, opening, text_en="With a team of four.", do="send")
    assert not Item.objects.filter(kind="opening_returned", closed_at=None).exists()
    stale = office.post(f"/back-office/openings/{pk}/publish/", {"version": version})
    assert fresh(opening).state == State.IN_REVIEW and stale.status_code == 200
    version = fresh(opening).draft.version  # type: ignore[union-attr]
    office.post(f"/back-office/openings/{pk}/publish/", {"version": version})
    published_one = fresh(opening)
    assert published_one.state == State.PUBLISHED and published_one.published_on == park_today()
    assert published_one.ends_on == park_today() + timedelta(days=90)
    assert list(Opening.objects.live(park_today())) == [published_one]
    assert Change.objects.filter(kind="opening", key=opening.key, narrowing=False).exists()


def test_the_old_text_stays_up_while_a_change_is_read(
    recruiter: Client, member: User, company: Company
) -> None:
    opening = posted(member, company)
    move(recruiter, opening, "change")
    write(recruiter, opening, title_en="Platform engineer", title_fa="", text_fa="", do="send")
    now = fresh(opening)
    assert now.state == State.CHANGE_IN_REVIEW and now.shown and now.shown.title_en == "Data engineer"
    assert now in Opening.objects.live(park_today())
    assert published(now).shown.title_en == "Platform engineer"  # type: ignore[union-attr]


def test_a_small_change_needs_no_reading_and_another_one_does(
    recruiter: Client, member: User, company: Company
) -> None:
    opening = posted(member, company)
    move(recruiter, opening, "change")
    draft = fresh(opening).draft
    assert draft
    page = recruiter.get(f"{HOME}{opening.key}/").content.decode()
    assert f"{opening.key}/amend/" in page and f"{opening.key}/submit/" not in page
    mine = membership(member, company)
    values = {"actor": member, "membership": mine, "opening": opening}
    drafting.save_draft(**values, version=draft.version, closes_on=park_today() + timedelta(days=5))
    move(recruiter, opening, "amend")
    assert fresh(opening).ends_on == park_today() + timedelta(days=5)
    move(recruiter, opening, "change")
    draft = fresh(opening).draft
    assert draft
    drafting.save_draft(**values, version=draft.version, pay_max=9000)
    move(recruiter, opening, "amend")
    assert fresh(opening).state == State.CHANGING and fresh(opening).shown.pay_max == 4500  # type: ignore[union-attr]


def test_it_ends_after_ninety_untouched_days_and_is_told_a_week_before(
    recruiter: Client, member: User, company: Company
) -> None:
    opening, now = posted(member, company), timezone.now()
    assert tell_ending(now + timedelta(days=82)) == 0
    assert tell_ending(now + timedelta(days=83)) == 1
    assert tell_ending(now + timedelta(days=84)) == 0
    assert "ends within a week" in recruiter.get("/en/c/alborz/in-tray/").content.decode()
    move(recruiter, opening, "keep_up")
    assert not Item.objects.filter(kind="opening_ends", closed_at=None).exists()
    assert expire_due(now + timedelta(days=90)) == 0
    assert expire_due(now + timedelta(days=91)) == 1
    assert fresh(opening).state == State.EXPIRED
    assert Change.objects.filter(key=opening.key, narrowing=True).exists()


def test_its_day_ends_it_before_a_clock_has_written_it(
    recruiter: Client, member: User, company: Company
) -> None:
    opening = posted(member, company)
    Opening.objects.filter(pk=opening.pk).update(ends_on=park_today() - timedelta(days=1))
    assert fresh(opening).state_at() == State.EXPIRED and not Opening.objects.live(park_today()).exists()
    move(recruiter, opening, "keep_up")
    assert fresh(opening).ends_on == park_today() - timedelta(days=1)


def test_a_copy_is_a_new_opening_and_no_bump(recruiter: Client, member: User, company: Company) -> None:
    opening = posted(member, company, closes_on=park_today() + timedelta(days=9))
    before = fresh(opening).published_on, fresh(opening).version
    recruiter.post(f"{HOME}{opening.key}/copy/")
    made = Opening.objects.latest("pk")
    assert made.state == State.DRAFT and made.draft and made.draft.title_en == "Data engineer"
    assert made.draft.closes_on is None and (fresh(opening).published_on, fresh(opening).version) == before


@pytest.mark.parametrize("state", list(State))
def test_the_table_alone_says_what_may_be_done(
    recruiter: Client, member: User, company: Company, state: State
) -> None:
    opening = posted(member, company)
    drafting.change(actor=member, membership=membership(member, company), opening=opening)
    kept = fresh(opening)
    kept.state, kept.submitted_at, kept.answer_by = state, timezone.now(), park_today()
    may = set(offered(Side.COMPANY, state))
    for verb in VERBS:
        Edition.objects.get_or_create(pk=kept.draft_id)
        kept.save()
        move(recruiter, opening, verb)
        after = {step.after for step in STEPS if step.verb == verb and state in step.before}
        moved = fresh(opening).state != state
        assert not moved or (verb in may and fresh(opening).state in after), verb


def test_a_reader_a_stranger_and_another_company_write_nothing(
    browse: Browse, moderator: User, member: User, company: Company, other_member: User
) -> None:
    opening = drafted(member, company)
    reader = cast.member(moderator, company, "reader", MemberRole.READER)
    assert browse(reader).post(f"{HOME}new/").status_code == 403
    assert browse(reader).get(f"{HOME}{opening.key}/write/").status_code == 403
    assert browse(reader).get(f"{HOME}{opening.key}/").status_code == 200
    theirs = f"/en/c/parto/openings/{opening.key}/"
    assert browse(other_member).get(theirs).status_code == 404
    assert browse(other_member).post(f"{theirs}withdraw/").status_code == 404
    assert fresh(opening).state == State.DRAFT


def test_a_moderator_of_the_company_does_not_decide_about_it(
    browse: Browse, member: User, company: Company, moderator: User
) -> None:
    opening = submitted(member, company)
    companies.add_member(
        actor=moderator, company=company, email=park_moderator().email, role=MemberRole.OWNER
    )
    version = opening.draft.version  # type: ignore[union-attr]
    office = browse(park_moderator())
    answer = office.post(f"/back-office/openings/{opening.pk}/publish/", {"version": version})
    assert fresh(opening).state == State.IN_REVIEW and answer.status_code in (200, 302, 403)


def test_drafts_are_nobodys_but_the_companys(browse: Browse, member: User, company: Company) -> None:
    opening = drafted(member, company)
    assert browse(park_moderator()).get(f"/back-office/openings/{opening.pk}/").status_code == 404
    assert State(opening.state) not in LIVE


def test_only_writers_read_applications(
    recruiter: Client, moderator: User, member: User, colleague: User, company: Company, expert: User
) -> None:
    opening = drafted(member, company)
    recruiter.post(f"{HOME}{opening.key}/readers/", {"people": [colleague.pk]})
    assert [one.person for one in opening.reviewers.all()] == [colleague]
    for wrong in ({}, {"people": [expert.pk]}):
        assert recruiter.post(f"{HOME}{opening.key}/readers/", wrong).status_code == 400
    assert [one.person for one in opening.reviewers.all()] == [colleague]


def test_the_moderator_reads_hints_and_what_has_changed(
    browse: Browse, member: User, company: Company
) -> None:
    opening = posted(member, company)
    mine = membership(member, company)
    values = {"actor": member, "membership": mine, "opening": opening}
    drafting.change(**values)
    draft = fresh(opening).draft
    assert draft
    text = "A young team. Write to jobs@alborz.example.org"
    drafting.save_draft(
        **values, version=draft.version, text_en=text, pay_min=None, pay_max=None, no_pay="unpaid"
    )
    actions.submit(**values)
    page = browse(park_moderator()).get(f"/back-office/openings/{opening.pk}/").content.decode()
    for shown in ("young", "jobs@alborz.example.org", "You build our streams of data."):
        assert shown in page


def test_removing_takes_it_off_the_board_and_says_why(
    browse: Browse, recruiter: Client, member: User, company: Company
) -> None:
    opening = posted(member, company)
    office = browse(park_moderator())
    office.post(f"/back-office/openings/{opening.pk}/remove/", {"discrimination": "Only men are asked for."})
    assert fresh(opening).state == State.REMOVED and not Opening.objects.live(park_today()).exists()
    assert "Only men are asked for." in recruiter.get(f"{HOME}{opening.key}/").content.decode()
