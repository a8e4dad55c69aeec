"""Moving a question on: its locks in one order, one row of the table, and what waits for whom because of it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.audit.actions import record
from talent.lib.dates import park_day
from talent.lib.errors import Absent, Conflict
from talent.mentoring.marking import mark_times
from talent.mentoring.models import Question, QuestionStep
from talent.mentoring.question_states import COUNTED, Side, State, Verb, step
from talent.timeline.actions import close_items, open_item
from talent.timeline.models import Owner

MENTOR_ITEM, ASKER_ITEM = "mentor_question", "mentor_answer"


class QuestionMoved(Conflict):
    code = "question_moved"
    text = _("This question has moved on meanwhile. Below is how it stands now.")


def held(question: Question, actor: User | None = None, side: Side | None = None) -> Question:
    """The question as it is now, both people and itself locked, for an actor on that side (None: for the clock). Raises
    Absent."""
    hold_people(question.asker_id, question.offer.profile.user_id if question.offer else None)
    rows = Question.objects.select_for_update(of=("self",)).select_related("offer__profile__user", "asker")
    found = rows.filter(pk=question.pk).order_by().first()
    if found is None or (actor and found.side_of(actor) != side):
        raise Absent()
    return found


def take(
    question: Question, verb: Verb, side: Side, actor: User | None, now: datetime, **written: str
) -> None:
    """Moves the locked question on by the table, and writes what belongs to the step; nothing about it waits any more.
    Raises QuestionMoved."""
    today = park_day(now)
    assert today
    state = State(question.state) if side == Side.CLOCK else question.state_at(today)
    found = step(verb, side, state, question.done)
    if found is None:
        raise QuestionMoved()
    for name, value in written.items():
        setattr(question, name, value)
    question.state, question.last_at = found.after, now
    question.save(update_fields=["state", "last_at", *written])
    write_step(question, verb, side, actor, now)
    close_items(ref=question.key, now=now)
    if question.offer and found.after not in COUNTED:
        mark_times(question.offer.profile.user)


def write_step(question: Question, verb: Verb, side: Side, actor: User | None, now: datetime) -> None:
    """A row of the log, and of the trail where a person did it."""
    QuestionStep.objects.create(question=question, verb=verb, side=side, after=question.state, at=now)
    if actor:
        record(actor=actor.audit_key, verb=f"question.{verb}", kind="question", key=question.key)


def wait_for_mentor(question: Question, now: datetime) -> None:
    """From now on the question waits for its mentor, until the promised day."""
    assert question.offer
    owner = question.offer.profile.user_id
    waits = {"owner_kind": Owner.PERSON, "owner": owner, "kind": MENTOR_ITEM, "ref": question.key}
    open_item(**waits, since=now, due=question.due)  # type: ignore[arg-type]


def wait_for_asker(question: Question, now: datetime) -> None:
    """From now on the answer waits for its asker, who says whether it helped."""
    waits = {"owner_kind": Owner.PERSON, "owner": question.asker_id, "kind": ASKER_ITEM, "ref": question.key}
    open_item(**waits, since=now, due=None)  # type: ignore[arg-type]
