"""A mentor who answers while the question is taken back, and two who propose the same at once: one wins, the other is
told."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from talent.accounts.models import User
from talent.mentoring.models import Offer, Question, Relation
from talent.mentoring.questions import actions as questions
from talent.mentoring.relations import actions as relations
from talent.mentoring.relations.permissions import began_of
from tests.faults.test_applying_at_once import ROUNDS, together
from tests.faults.test_side_by_side import words as words
from tests.mentoring import guest_of, offering

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guest(words: None) -> User:
    return guest_of("guest")


@pytest.fixture
def offer(words: None, expert: User) -> Offer:
    return offering(expert, a_month=60)


def asked(guest: User, offer: Offer) -> Question:
    return questions.ask(actor=guest, offer=offer, title="Where?", text="To begin.", now=timezone.now())


def test_of_an_answer_and_a_withdrawal_one_wins(expert: User, guest: User, offer: Offer) -> None:
    for _round in range(ROUNDS):
        question, now = asked(guest, offer), timezone.now()
        met = together(
            partial(questions.answer, actor=expert, question=question, text="Here.", now=now),
            partial(questions.withdraw, actor=guest, question=question, now=now),
            partial(questions.decline, actor=expert, question=question, reason="No.", now=now),
        )
        assert sorted(met) == ["done", "question_moved", "question_moved"]
        question.refresh_from_db()
        assert bool(question.text) == (question.state != "withdrawn") and question.steps.count() == 2


def test_of_questions_asked_at_once_one_waits(guest: User, offer: Offer) -> None:
    met = together(*[partial(asked, guest, offer)] * 4)
    assert sorted(met) == ["asked_already"] * 3 + ["done"] and Question.objects.count() == 1


def test_of_two_who_propose_at_once_one_has(expert: User, guest: User, offer: Offer) -> None:
    question, now = asked(guest, offer), timezone.now()
    questions.answer(actor=expert, question=question, text="Here.", now=now)
    said: dict[str, Any] = {"goals": "Work.", "sessions": 4, "rhythm": "weekly", "now": now}
    met = together(
        *(
            partial(relations.propose, actor=one, began=began_of(one, "question", question.key), **said)
            for one in (expert, guest)
        )
    )
    assert sorted(met) == ["done", "stands_already"]
    [made] = Relation.objects.all()
    proposer, other = (guest, expert) if made.proposed_by == "guest" else (expert, guest)
    met = together(
        partial(relations.accept, actor=other, relation=made, now=now),
        partial(relations.withdraw, actor=proposer, relation=made, now=now),
    )
    assert sorted(met) == ["done", "relation_moved"]
