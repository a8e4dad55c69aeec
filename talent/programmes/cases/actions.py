"""Verbs on cases. Each is one transaction: lock, rule, write, audit, what waits, what is told."""

import json
from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people, hold_person
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict, Refused
from talent.lib.working_days import working_day_after
from talent.programmes.case_states import LIVING, Side, State, Verb, step
from talent.programmes.cases.permissions import demand_officer
from talent.programmes.cases.tellings import tell_person
from talent.programmes.days import add
from talent.programmes.document.facts import read_facts, write_facts
from talent.programmes.document.reading import load
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.values import Clock
from talent.programmes.models import Case, CaseMessage, CaseStep, Version
from talent.timeline.actions import close_items, forget_items, open_item
from talent.timeline.models import Owner

ITEM = "case_answered"
"""What waits for the person: an answer that they have not marked as read."""
CLOCK = "answer"
"""The clock of a version by which the office promises an answer; without one it is settings.WORKING_DAYS_PROMISED."""
UNANSWERED = 10
A_DAY = 3


class CaseMoved(Conflict):
    code = "case_moved"
    text = _("This case has moved on meanwhile. Below is how it stands now.")


class SaidMeanwhile(Conflict):
    code = "said_meanwhile"
    text = _("Something has been said in this case since you opened it. Read it; your answer stands below.")


class TooManyCases(Refused):
    code = "too_many_cases"
    text = _("You have sent three cases about this programme today. Go on tomorrow; your text stands below.")


class CaseThere(Conflict):
    code = "case_there"
    text = _("You have a case about this programme already. Write there; your text stands below.")


class OtherVersion(Conflict):
    code = "other_version"
    text = _(
        "The rules of this programme have changed since your check. Check anew, or send your message without the "
        "answers."
    )


class TooMuchSaid(Refused):
    code = "too_much_said"
    text = _("You have written ten times without an answer. The office has it all; wait for its answer.")


@transaction.atomic
def send_case(
    *, actor: User, version: Version, text: str, answers: str = "", number: int | None = None
) -> Case:
    """Tells the programme office something, bound to the version in force. `answers`: JSON of a self-check under the
    version with that `number`, of which only facts that may be stored are kept; "" for none.

    Raises NoticeNeeded, NotOffered; TooManyCases; CaseThere while a case about the programme lives, OtherVersion where the answers are of another version,
    Absent where none is in force.
    """
    demand_notice(actor)
    hold_person(actor)
    current = Version.objects.demand_in_force(version.programme.slug)
    if answers and number != current.number:
        raise OtherVersion(field="with_answers")
    if Case.objects.of(actor).filter(programme=current.programme, state__in=LIVING).exists():
        raise CaseThere()
    sent = Case.objects.of(actor).filter(programme=current.programme, sent_on=park_today())
    if sent.count() >= A_DAY:
        raise TooManyCases()
    return _sent(actor, current, text, storable(current, answers))


@transaction.atomic
def write_more(*, actor: User, case: Case, text: str) -> None:
    """The person says something more; an answered case waits for the office again, by a new promised day.

    Raises NoticeNeeded, NotOffered, CaseMoved, TooMuchSaid; Absent for another person's case.
    """
    demand_notice(actor)
    held = _own(actor, case)
    _demand_room(held)
    was_answered = held.state == State.ANSWERED
    _take(held, Verb.WRITE, Side.PERSON)
    _say(held, Side.PERSON, actor, text)
    if was_answered:
        held.due_on = promised(held.version, park_today())
        held.save(update_fields=["due_on"])
    close_items(ref=held.key, now=held.last_at)


@transaction.atomic
def withdraw_case(*, actor: User, case: Case) -> None:
    """Takes the case back: all that was said and sent along goes, for both sides. Raises CaseMoved, Absent."""
    held = _own(actor, case)
    _take(held, Verb.WITHDRAW, Side.PERSON, answers="")
    held.messages.all().delete()
    forget_items(ref=held.key)


@transaction.atomic
def mark_answer_read(*, actor: User, case: Case) -> None:
    """The answer waits for the person no longer. Raises Absent."""
    close_items(ref=_own(actor, case).key, now=timezone.now())


@transaction.atomic
def read_case(*, actor: User, case: Case) -> None:
    """Somebody of the office has read it. Raises Forbidden, Absent, CaseMoved."""
    _take(_handled(actor, case), Verb.READ, Side.OFFICE)
    record(actor=actor.audit_key, verb="case.read", kind="case", key=case.key)


@transaction.atomic
def answer_case(*, actor: User, case: Case, text: str, seen: int) -> None:
    """The office answers what it has seen: `seen` is the key of the last message that was shown. The person is told.

    Raises Forbidden, Absent, CaseMoved, SaidMeanwhile where something was said since.
    """
    held = _handled(actor, case)
    if held.messages.filter(pk__gt=seen).exists():
        raise SaidMeanwhile()
    _take(held, Verb.ANSWER, Side.OFFICE)
    said = _say(held, Side.OFFICE, actor, text)
    waits = {"owner_kind": Owner.PERSON, "owner": held.person_id, "kind": ITEM}
    open_item(**waits, ref=held.key, since=held.last_at, due=None)  # type: ignore[arg-type]
    tell_person(held, said.pk)
    record(actor=actor.audit_key, verb="case.answered", kind="case", key=held.key)


def erase_cases(user: User) -> None:
    """A person who leaves takes their cases along. What they have written as an officer stays the office's."""
    for key in Case.objects.of(user).values_list("key", flat=True):
        forget_items(ref=key)
    Case.objects.of(user).delete()


def storable(version: Version, answers: str) -> str:
    """The answers that may be stored, as the JSON of a case; "" where there are none. Raises OtherVersion where they
    do not fit the version."""
    if not answers:
        return ""
    try:
        facts = read_facts(version.content, load(answers))
    except BadDocument as error:
        raise OtherVersion(field="with_answers") from error
    kept = {fact.id: facts[fact.id] for fact in version.content.facts if fact.stored and fact.id in facts}
    return json.dumps(write_facts(kept), ensure_ascii=False) if kept else ""


def promised(version: Version, today: date) -> date:
    """The day by which the office answers what it is told today."""
    clock = next((one for one in version.content.clocks if one.id == CLOCK), None)
    if clock is None:
        return working_day_after(today, settings.WORKING_DAYS_PROMISED, settings.WEEKEND)
    return _after(clock, today)


def _after(clock: Clock, today: date) -> date:
    if clock.working and clock.within.days and not (clock.within.months or clock.within.years):
        return working_day_after(today, clock.within.days, settings.WEEKEND)
    return add(today, clock.within)


# Rows ---------------------------------------------------------------------------------------------------------------


def _sent(actor: User, version: Version, text: str, answers: str) -> Case:
    now, today = timezone.now(), park_today()
    case = Case.objects.create(
        key=uuid4(),
        person=actor,
        programme=version.programme,
        version=version,
        state=State.SENT,
        answers=answers,
        sent_on=today,
        due_on=promised(version, today),
        last_at=now,
    )
    CaseStep.objects.create(case=case, verb=Verb.WRITE, side=Side.PERSON, after=State.SENT, at=now)
    _say(case, Side.PERSON, actor, text)
    return case


def _held(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("version", "programme", "person")
    found = rows.filter(pk=case.pk).first()
    if found is None:
        raise Absent()
    return found


def _own(actor: User, case: Case) -> Case:
    """The actor's own case, locked after them. Raises Absent."""
    hold_person(actor)
    held = _held(case)
    if held.person_id != actor.pk:
        raise Absent()
    return held


def _handled(actor: User, case: Case) -> Case:
    """The case, locked after both people, as an officer handles it. Raises Forbidden, Absent."""
    demand_officer(actor, case)
    hold_people(actor.pk, case.person_id)
    return _held(case)


def _take(case: Case, verb: Verb, side: Side, **written: str) -> None:
    """Moves the locked case on by the table, and writes what belongs to the step. Raises CaseMoved."""
    before = State(case.state)
    found = step(verb, side, before)
    if found is None:
        raise CaseMoved()
    case.state, case.last_at = found.after, timezone.now()
    for name, value in written.items():
        setattr(case, name, value)
    case.save(update_fields=["state", "last_at", *written])
    CaseStep.objects.create(
        case=case, verb=verb, side=side, before=before, after=found.after, at=case.last_at
    )


def _demand_room(case: Case) -> None:
    """Raises TooMuchSaid where the person has written again and again."""
    last = list(case.messages.order_by("-pk").values_list("side", flat=True)[:UNANSWERED])
    if len(last) == UNANSWERED and set(last) == {Side.PERSON.value}:
        raise TooMuchSaid(field="text")


def _say(case: Case, side: Side, author: User, text: str) -> CaseMessage:
    return CaseMessage.objects.create(case=case, side=side, author=author, text=text, sent_at=case.last_at)
