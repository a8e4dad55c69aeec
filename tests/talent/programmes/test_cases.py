"""Telling the programme office: a case bound to the version in force, answered by a promised day."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from talent.accounts.leaving import erase_account, everything_of
from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.lib.dates import park_today
from talent.lib.working_days import working_day_after
from talent.notifications.models import Notification
from talent.programmes.case_states import STEPS, Side, State, Verb, offered
from talent.programmes.cases.clock import forget_cases
from talent.programmes.models import Case, CaseMessage, CaseStep, Version
from talent.timeline.models import Item
from tests import cast
from tests.talent.programmes.force import put_in_force, small

pytestmark = [pytest.mark.locks, pytest.mark.django_db]
Browse = Callable[..., Client]
TELL = "/en/programmes/small/tell/"
ANSWERS = {"earlier_support": True, "age": "41"}


@pytest.fixture
def programme() -> Version:
    return put_in_force()


@pytest.fixture
def officer() -> User:
    return reading_english(cast.staff(RoleName.CASE_OFFICER))


@pytest.fixture
def case(programme: Version, expert: User, browse: Browse) -> Case:
    """The expert's case, as its form sends it."""
    assert browse(expert).post(TELL, {"text": "May I come in March?"}).status_code == 302
    return Case.objects.get()


def answered(browser: Client, case: Case, text: str) -> Any:
    """The officer's form, as it was opened, sent with that text."""
    seen = case.messages.order_by("-pk").values_list("pk", flat=True).first()
    return browser.post(office(case, "answer/"), {"text": text, "seen": seen})


def reading_english(user: User) -> User:
    """The back office speaks the language of the person."""
    user.language = "en"
    user.save(update_fields=["language"])
    return user


def office(case: Case, verb: str = "") -> str:
    return f"/back-office/cases/{case.pk}/{verb}"


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def test_a_case_is_bound_to_the_version_in_force_and_promises_a_day(case: Case, programme: Version) -> None:
    assert (case.version, case.state, case.sent_on) == (programme, State.SENT, park_today())
    assert case.due_on == working_day_after(park_today(), 10, (3, 4))


@pytest.mark.parametrize(
    ("clock", "days"), [({"days": 5}, 5), ({"days": 5, "working": True}, None), ({"months": 1}, None)]
)
def test_the_clock_of_the_version_says_by_which_day(
    expert: User, browse: Browse, clock: dict[str, Any], days: int | None
) -> None:
    working = clock.pop("working", False)
    held = {"id": "answer", "within": clock, "text": {"fa": "پاسخ", "en": "Answer"}}
    put_in_force(small(clocks=[held | ({"working": True} if working else {})]))
    browse(expert).post(TELL, {"text": "Hello"})
    due = Case.objects.get().due_on
    if days:
        assert due == park_today() + timedelta(days=days)
    elif working:
        assert due == working_day_after(park_today(), 5, (3, 4))
    else:
        assert 28 <= (due - park_today()).days <= 31


def test_a_stranger_is_led_to_sign_in_and_an_unknown_programme_is_absent(
    programme: Version, expert: User, browse: Browse
) -> None:
    assert "/account/login/" in browse().get(TELL)["Location"]
    assert browse(expert).get("/en/programmes/nothing/tell/").status_code == 404


def test_answers_go_along_only_where_the_box_is_ticked_and_only_those_that_may_be_kept(
    programme: Version, expert: User, other_expert: User, browse: Browse
) -> None:
    along = {"answers": json.dumps(ANSWERS), "number": programme.number}
    browse(expert).post(TELL, {"text": "With", "with_answers": "on", **along})
    browse(other_expert).post(TELL, {"text": "Without", **along})
    kept = {case.person_id: case.answers for case in Case.objects.all()}
    assert json.loads(kept[expert.pk]) == {"earlier_support": True}
    assert kept[other_expert.pk] == ""


def test_the_form_shows_what_would_go_along_and_what_never_does(
    programme: Version, expert: User, browse: Browse
) -> None:
    page = browse(expert).post(TELL, {"answers": json.dumps(ANSWERS), "number": 1}).content.decode()
    assert "Have you been supported?" in page and "Yes" in page
    assert "How old are you?" not in page


@pytest.mark.parametrize(
    ("answers", "number"),
    [
        (json.dumps(ANSWERS), 7),
        ("{", 1),
        ('{"earlier_support": "perhaps"}', 1),
        ("[]", 1),
        ('{"earlier_support": NaN}', 1),
        ("[" * 100_000, 1),
    ],
)
def test_answers_of_another_version_or_nonsense_are_refused_and_the_text_stays(
    programme: Version, expert: User, browse: Browse, answers: str, number: int
) -> None:
    sent = {"text": "Kept text", "with_answers": "on", "answers": answers, "number": number}
    response = browse(expert).post(TELL, sent)
    assert response.status_code == 400 and "Kept text" in response.content.decode()
    assert "have changed since your check" in response.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_nothing_and_too_much_are_told_at_the_field(
    programme: Version, expert: User, browse: Browse, text: str
) -> None:
    assert browse(expert).post(TELL, {"text": text}).status_code == 400
    assert not Case.objects.exists()


def test_a_second_case_about_the_same_programme_is_refused_and_leads_to_the_first(
    case: Case, expert: User, browse: Browse
) -> None:
    response = browse(expert).post(TELL, {"text": "Once more"})
    assert response.status_code == 400 and f"/en/cases/{case.key}/" in response.content.decode()
    assert "Once more" in response.content.decode() and Case.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(person=expert, programme=case.programme, version=case.version, state="sent", sent_on=case.sent_on, due_on=case.due_on, last_at=case.last_at)  # fmt: skip


def test_nobody_else_meets_a_case(case: Case, other_expert: User, member: User, browse: Browse) -> None:
    for user in (other_expert, member):
        for verb in ("", "withdraw/", "read/"):
            path = f"/en/cases/{case.key}/{verb}"
            assert browse(user).post(path, {"text": "x"}).status_code == 404
        assert str(case.key) not in browse(user).get("/en/cases/").content.decode()
    assert state(case) == State.SENT and case.messages.count() == 1


# The office ---------------------------------------------------------------------------------------------------------


def test_the_officer_reads_answers_and_the_person_is_told(
    case: Case, expert: User, officer: User, browse: Browse
) -> None:
    back = browse(officer)
    assert "May I come in March?" in back.get(office(case)).content.decode()
    assert back.post(office(case, "read/")).status_code == 302 and state(case) == State.READ
    assert answered(back, case, "Yes, in March.").status_code == 302
    assert state(case) == State.ANSWERED
    assert Notification.objects.filter(recipient=expert, kind="case_answered").count() == 1
    mine = browse(expert)
    assert "Yes, in March." in mine.get(f"/en/cases/{case.key}/").content.decode()
    assert "The programme office has answered you." in mine.get("/en/in-tray/").content.decode()
    assert mine.post(f"/en/cases/{case.key}/read/").status_code == 302
    assert not Item.objects.filter(ref=case.key, closed_at=None).exists()
    assert "answered you" in mine.get("/en/timeline/").content.decode()


def test_the_office_sees_no_name_and_no_address(
    case: Case, expert: User, officer: User, browse: Browse
) -> None:
    page = browse(officer).get(office(case)).content.decode()
    listed = browse(officer).get("/back-office/cases/").content.decode()
    for told in (expert.email, str(expert.audit_key), "Data platform engineer"):
        assert told not in page + listed


def test_the_office_sees_the_verdict_by_the_answers_that_came_along(
    programme: Version, expert: User, officer: User, browse: Browse
) -> None:
    along = {"answers": json.dumps(ANSWERS), "number": programme.number, "with_answers": "on"}
    browse(expert).post(TELL, {"text": "With", **along})
    page = browse(officer).get(office(Case.objects.get())).content.decode()
    assert (
        "Have you been supported?" in page
        and "How old are you?" not in page
        and ">41" not in page
        and "41 " not in page
    )


def test_the_queue_counts_what_waits_and_what_is_late(case: Case, officer: User, browse: Browse) -> None:
    assert "Cases that wait for the office" in browse(officer).get("/back-office/").content.decode()
    Case.objects.update(due_on=park_today() - timedelta(days=1))
    page = browse(officer).get("/back-office/").content.decode()
    assert "later than the park has promised" in page


@pytest.mark.parametrize(
    "role", [role for role in RoleName if role != RoleName.CASE_OFFICER] + [None], ids=str
)
def test_only_case_officers_meet_cases_in_the_back_office(
    case: Case, browse: Browse, role: RoleName | None, other_expert: User
) -> None:
    browser = browse(cast.staff(role) if role else other_expert)
    assert browser.get(office(case)).status_code in (302, 404)
    assert "March" not in browser.get(office(case), follow=True).content.decode()
    for verb in ("read/", "answer/"):
        assert browser.post(office(case, verb), {"text": "No"}).status_code in (302, 403, 404)
    assert state(case) == State.SENT and case.messages.count() == 1


def test_an_officer_does_not_handle_their_own_case(programme: Version, officer: User, browse: Browse) -> None:
    browser = browse(officer)
    browser.post(TELL, {"text": "My own"})
    own = Case.objects.get()
    for verb in ("", "read/", "answer/"):
        assert browser.get(office(own, verb)).status_code == 404
    assert "Small programme" not in browser.get("/back-office/cases/").content.decode()


def test_deeds_of_the_office_are_in_the_trail(case: Case, officer: User, browse: Browse) -> None:
    browse(officer).post(office(case, "read/"))
    answered(browse(officer), case, "Yes")
    trail = Entry.objects.filter(actor=officer.audit_key).order_by("pk").values_list("verb", flat=True)
    assert list(trail) == ["case.read", "case.answered"]


# The life of a case -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("verb", Verb)
def test_what_the_table_does_not_offer_does_not_happen(
    case: Case, expert: User, officer: User, browse: Browse, now: State, verb: Verb
) -> None:
    Case.objects.update(state=now)
    side = next(one.side for one in STEPS if one.verb == verb)
    path = {
        Verb.READ: office(case, "read/"),
        Verb.ANSWER: office(case, "answer/"),
        Verb.WRITE: f"/en/cases/{case.key}/",
        Verb.WITHDRAW: f"/en/cases/{case.key}/withdraw/",
    }[verb]
    sent = {"text": "More", "seen": CaseMessage.objects.latest("pk").pk}
    browse(officer if side == Side.OFFICE else expert).post(path, sent)
    after = next((one.after for one in STEPS if one.verb == verb and now in one.before), now)
    assert state(case) == after
    assert CaseStep.objects.filter(case=case).count() == 1 + (verb in offered(side, now))


def test_writing_after_an_answer_waits_for_the_office_again(
    case: Case, expert: User, officer: User, browse: Browse
) -> None:
    answered(browse(officer), case, "Which March?")
    Case.objects.update(due_on=park_today() - timedelta(days=30))
    browse(expert).post(f"/en/cases/{case.key}/", {"text": "The next one."})
    held = Case.objects.get()
    assert held.state == State.SENT and held.due_on > park_today()
    assert not Item.objects.filter(ref=case.key, closed_at=None).exists()


def test_nobody_writes_without_end(case: Case, expert: User, browse: Browse) -> None:
    for number in range(9):
        assert browse(expert).post(f"/en/cases/{case.key}/", {"text": f"More {number}"}).status_code == 302
    response = browse(expert).post(f"/en/cases/{case.key}/", {"text": "Still more"})
    assert response.status_code == 400 and "Still more" in response.content.decode()
    assert case.messages.count() == 10


def test_taking_it_back_removes_what_was_said_for_both(
    programme: Version, expert: User, officer: User, browse: Browse
) -> None:
    along = {"answers": json.dumps(ANSWERS), "number": programme.number, "with_answers": "on"}
    browse(expert).post(TELL, {"text": "zqsaid", **along})
    case = Case.objects.get()
    answered(browse(officer), case, "zqanswer")
    browse(expert).post(f"/en/cases/{case.key}/withdraw/")
    held = Case.objects.get()
    assert (held.state, held.answers, CaseMessage.objects.count()) == (State.WITHDRAWN, "", 0)
    assert not Item.objects.filter(ref=case.key).exists()
    assert browse(officer).get(office(case)).status_code == 404
    page = browse(expert).get(f"/en/cases/{case.key}/").content.decode()
    assert "zq" not in page and "taken this case back" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.update(answers="{}")


def test_a_case_stays_under_its_version_when_the_rules_change(
    case: Case, expert: User, browse: Browse
) -> None:
    put_in_force(small(summary_text={"fa": "تازه", "en": "New"}))
    held = Case.objects.get()
    assert held.version == case.version and held.version.state == "superseded"
    page = browse(expert).get(f"/en/cases/{case.key}/").content.decode()
    assert "stays under the version" in page


def test_old_cases_go_and_open_ones_stay(case: Case, officer: User, browse: Browse) -> None:
    later = timezone.now() + timedelta(days=366)
    assert forget_cases(later) == 0, "the office owes an answer"
    answered(browse(officer), case, "Yes")
    assert forget_cases(timezone.now() + timedelta(days=364)) == 0
    assert forget_cases(later) == 1 and not Case.objects.exists() and not Item.objects.exists()


def test_a_person_who_leaves_takes_their_cases_along(
    case: Case, expert: User, officer: User, browse: Browse
) -> None:
    answered(browse(officer), case, "zqoffice")
    taken = json.dumps(everything_of(expert), default=str)
    assert "May I come in March?" in taken and "zqoffice" in taken
    erase_account(actor=expert)
    assert not Case.objects.exists() and not Item.objects.filter(ref=case.key).exists()


def test_a_case_begins_from_the_result_of_a_check_and_a_stranger_s_answers_go_nowhere(
    programme: Version, expert: User, browse: Browse
) -> None:
    path, carried = f"{TELL}answers/", {"version": "1", "said": ["earlier_support:yes", "age:41"]}
    page = browse(expert).post(path, carried).content.decode()
    assert "Have you been supported?" in page and not Case.objects.exists()
    stranger = browse()
    answer = stranger.post(path, carried)
    assert answer["Location"] == TELL and not answer.cookies
    assert "earlier_support" not in answer["Location"] + answer.content.decode()
    assert browse(expert).get(path)["Location"] == TELL


@pytest.mark.parametrize(
    "carried",
    [
        {"version": "7", "said": ["earlier_support:yes"]},
        {"version": "zq", "said": ["zq:zq"] * 400},
        {},
        {"version": "1", "said": "x" * 100_000},
    ],
)
def test_answers_of_another_version_or_nonsense_begin_an_empty_case(
    programme: Version, expert: User, browse: Browse, carried: dict[str, Any]
) -> None:
    answer = browse(expert).post(f"{TELL}answers/", carried)
    assert answer.status_code == 200 and 'name="with_answers"' not in answer.content.decode()
