"""What a case must not let happen: unseen messages answered, a notice passed by, answers lost in silence."""

from collections.abc import Callable

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.programmes.case_states import Side, State
from talent.programmes.models import Case, CaseMessage, Version
from tests.talent.programmes.test_cases import TELL, answered, case, office, officer, programme, state

__all__ = ["case", "officer", "programme"]
pytestmark = [pytest.mark.locks, pytest.mark.django_db]
Browse = Callable[..., Client]


def test_an_answer_never_swallows_what_the_officer_has_not_seen(
    case: Case, expert: User, officer: User, browse: Browse
) -> None:
    back = browse(officer)
    seen = back.get(office(case, "answer/")).context["form"]["seen"].value()
    browse(expert).post(f"/en/cases/{case.key}/", {"text": "Something more"})
    answer = back.post(office(case, "answer/"), {"text": "Kept answer", "seen": seen})
    refused = answer.content.decode()
    assert answer.context["form"]["text"].value() == "Kept answer"
    assert "Something more" in refused and answer.context["form"]["seen"].value() > seen
    assert "Kept answer" in refused and "has been said in this case since" in refused
    assert state(case) == State.SENT and not CaseMessage.objects.filter(side=Side.OFFICE).exists()
    assert answered(back, case, "Yes").status_code == 302
    assert back.post(office(case, "answer/"), {"text": "Twice", "seen": seen}).status_code == 200


def test_writing_after_the_office_has_read_waits_as_something_new(
    case: Case, expert: User, officer: User, browse: Browse
) -> None:
    browse(officer).post(office(case, "read/"))
    browse(expert).post(f"/en/cases/{case.key}/", {"text": "More"})
    assert state(case) == State.SENT


def test_nobody_asks_the_office_before_the_notice(
    programme: Version, case: Case, expert: User, browse: Browse
) -> None:
    User.objects.filter(pk=expert.pk).update(notice=None)
    for path in (TELL, f"/en/cases/{case.key}/"):
        assert browse(expert).post(path, {"text": "Hello"}).status_code in (302, 403)
    assert case.messages.count() == 1
    assert browse(expert).post(f"/en/cases/{case.key}/withdraw/").status_code == 302
    assert state(case) == State.WITHDRAWN


def test_three_cases_a_day_about_one_programme_are_enough(
    programme: Version, expert: User, browse: Browse
) -> None:
    for _ in range(3):
        browse(expert).post(TELL, {"text": "Hello"})
        browse(expert).post(f"/en/cases/{Case.objects.latest('pk').key}/withdraw/")
    answer = browse(expert).post(TELL, {"text": "Kept text"})
    assert answer.status_code == 400 and "Kept text" in answer.content.decode() and Case.objects.count() == 3


def test_a_tick_whose_answers_are_gone_is_told(programme: Version, expert: User, browse: Browse) -> None:
    answer = browse(expert).post(TELL, {"text": "Kept text", "with_answers": "on", "number": 1})
    assert answer.status_code == 400 and "were not kept" in answer.content.decode()
    assert "Kept text" in answer.content.decode() and not Case.objects.exists()
