"""What happens to questions by itself: mentors are reminded, what waits too long ends, what is over goes."""

from datetime import date, datetime, timedelta

from django.db import transaction

from talent.lib.dates import park_day
from talent.lib.rounds import each_alone
from talent.mentoring.models import PATIENCE, Question
from talent.mentoring.question_states import Side, State, Verb
from talent.mentoring.questions.moving import held, take
from talent.mentoring.questions.tellings import remind, tell_news
from talent.mentoring.states import State as OfferState
from talent.timeline.actions import close_items, forget_items

BATCH = 100
DAYS_KEPT = timedelta(days=365)
UNTHANKED = timedelta(days=14)
"""So long an answer waits for a word of its asker."""


def remind_mentors(today: date) -> int:
    """Mentors are reminded at half-time and on the promised day, each once; returns how many were."""
    waiting = Question.objects.open(today).filter(reminded__lt=2).exclude(offer=None).order_by("due", "pk")
    near = waiting.select_related("offer__profile__user")[: 10 * BATCH]
    due = [(one, number) for one in near if (number := _due_reminder(one, today)) > one.reminded]
    return each_alone(due[:BATCH], lambda pair: _remind(*pair))


def _due_reminder(question: Question, today: date) -> int:
    if today >= question.due:
        return 2
    return 1 if today >= question.half_time else 0


@transaction.atomic
def _remind(question: Question, number: int) -> bool:
    """Asked again under its lock: it may have been answered since."""
    locked = held(question)
    if locked.state != State.ASKED or locked.offer is None or locked.reminded >= number:
        return False
    Question.objects.filter(pk=locked.pk).update(reminded=number)
    remind(locked, number)
    return True


def let_questions_lapse(now: datetime) -> int:
    """What has waited a week beyond its promised day ends; returns how many."""
    today = park_day(now)
    assert today
    overdue = Question.objects.overdue(today).select_related("offer__profile").order_by("pk")
    return each_alone(list(overdue[:BATCH]), lambda one: _lapse(one, now))


@transaction.atomic
def _lapse(question: Question, now: datetime) -> bool:
    locked, today = held(question), park_day(now)
    if locked.state != State.ASKED or not today or locked.due >= today - PATIENCE:
        return False
    take(locked, Verb.LAPSE, Side.CLOCK, None, now)
    tell_news(locked.asker, locked, Verb.LAPSE)
    return True


def follow_ended_offers(now: datetime) -> int:
    """What waits for an answer by an offer that has ended is declined; returns how many."""
    left = Question.objects.filter(state=State.ASKED, offer__state=OfferState.ENDED)
    found = list(left.select_related("offer__profile").order_by("pk")[:BATCH])
    return each_alone(found, lambda one: _decline(one, now))


@transaction.atomic
def _decline(question: Question, now: datetime) -> bool:
    """An offer that has ended stays so: the question alone is looked at again."""
    locked = held(question)
    if locked.state != State.ASKED or locked.offer is None:
        return False
    take(locked, Verb.DECLINE, Side.CLOCK, None, now)
    tell_news(locked.asker, locked, Verb.DECLINE)
    return True


def stop_waiting_for_thanks(now: datetime) -> int:
    """An answer of which its asker says nothing waits no more after two weeks; returns how many were looked at."""
    span = (now - UNTHANKED - timedelta(days=2), now - UNTHANKED)
    old = Question.objects.filter(state=State.ANSWERED, helped="", last_at__range=span).order_by("pk")
    keys = list(old.values_list("key", flat=True))
    for key in keys:
        close_items(ref=key, now=now)
    return len(keys)


def forget_questions(now: datetime) -> int:
    """Questions go twelve months after the last that happened in them; returns how many."""
    over = Question.objects.over_since(now - DAYS_KEPT).order_by("pk")
    return each_alone(list(over.values_list("pk", flat=True)), lambda pk: _forget(pk, now))


@transaction.atomic
def _forget(pk: int, now: datetime) -> bool:
    """Asked again under its lock: somebody may have moved it on since."""
    over = Question.objects.over_since(now - DAYS_KEPT).order_by("pk")
    question = over.select_for_update(of=("self",)).filter(pk=pk).first()
    if question is None:
        return False
    forget_items(ref=question.key)
    question.delete()
    return True
