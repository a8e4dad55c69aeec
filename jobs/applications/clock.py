"""What happens to applications by itself: companies are reminded, unanswered ones end, old ones go."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from jobs.applications.days import next_reminder
from jobs.applications.ending import (
    close,
    ended_with_openings,
    forget,
    lapse,
    settle_gone,
    take_up,
    to_take_up,
)
from jobs.applications.models import DRAFT_DAYS, LAPSES_AFTER, Application, ApplicationStep
from jobs.applications.moving import SHOWN, held
from jobs.applications.states import UNANSWERED, State, Verb
from jobs.applications.tellings import reviewers_of, tell_answer, tell_reviewers
from jobs.openings.models import Opening
from talent.accounts.locks import hold_people
from talent.companies.models import RECENT_DAYS
from talent.companies.models import State as CompanyState
from talent.experts.apart import forget_apart
from talent.experts.audience import company as company_audience
from talent.experts.models import Profile
from talent.experts.models.hiding import hidden_from
from talent.experts.presence import present
from talent.lib.dates import park_day
from talent.lib.rounds import each_alone

BATCH = 200
ANSWERED = (State.OFFERED, State.ACCEPTED)
TOLD_WITHIN = timedelta(days=2)
"""How long a clock that stood still may be late."""


def remind(today: date) -> int:
    """Tells those who read an opening's applications of new ones, and again when half of the promised time is over
    and when it is; returns for how many openings."""
    due = defaultdict[int, list[int]](list)
    waiting = Application.objects.filter(state__in=UNANSWERED, remind_on__lte=today).order_by("pk")
    for pk, opening in waiting.values_list("pk", "opening"):
        due[opening].append(pk)
    return each_alone(due.items(), lambda one: _remind(*one, today))


@transaction.atomic
def _remind(opening: int, rows: list[int], today: date) -> bool:
    found = Opening.objects.select_related("company").get(pk=opening)
    people = reviewers_of(found)
    held = hold_people(*(one.pk for one in people))
    tell_reviewers(found, [one for one in people if one.pk in held], today)
    for one in Application.objects.filter(pk__in=rows).order_by("pk"):
        sent = park_day(one.submitted_at)
        assert sent and one.answer_by
        later = next_reminder(sent, one.answer_by, today)
        Application.objects.filter(pk=one.pk).update(remind_on=later)
    return True


def lapse_due(now: datetime) -> int:
    """Answers what a company has left unanswered for sixty days; returns how many."""
    then = now - LAPSES_AFTER
    return _each(Application.objects.unanswered_since(then), lambda one: lapse(one, then, now))


def settle(now: datetime) -> int:
    """Lets applications follow what became of their openings, and of who may know whom; returns how many. None of the
    three waits behind what another one fails of."""
    return each_alone((settle_unseen, follow_openings, tell_withdrawn), lambda work: work(now))


def follow_openings(now: datetime) -> int:
    """Ends what waits at openings that are filled or removed, and takes up again what ended with one that is on the
    board again; returns how many."""
    parts = ((ended_with_openings, close), (to_take_up, take_up))
    return each_alone(parts, lambda part: _each(part[0](), lambda one: part[1](one, now)))


def settle_unseen(now: datetime) -> int:
    """Withdraws what was sent to companies that are not shown its writer any more, because a family grew or somebody
    changed places; returns how many."""
    standing = Application.objects.filter(state__in=SHOWN).order_by()
    verified = standing.filter(company__state=CompanyState.VERIFIED)
    companies = list(verified.values_list("company", flat=True).distinct())
    return each_alone(companies, lambda company: _settle(company, now))


def _settle(company: int, now: datetime) -> int:
    standing = Application.objects.filter(company=company, state__in=SHOWN)
    audience = company_audience(company)
    named = standing.exclude(handle_en="").order_by().values_list("profile", flat=True)
    there = present(audience, {pk for pk in named if pk}, now)
    hiding = Profile.objects.filter(hidden_from(audience)).order_by().values("pk")
    gone = standing.filter(Q(~Q(handle_en=""), ~Q(profile__in=list(there))) | Q(profile__in=hiding))
    return _each(gone.exclude(profile=None), lambda one: settle_gone(one, now))


def tell_withdrawn(now: datetime) -> int:
    """Tells those who read an opening's applications that one was taken back after an offer, or after a yes to it:
    alike, and after as long, whatever the cause, so that hiding or leaving looks as withdrawing does."""
    steps = ApplicationStep.objects.filter(verb=Verb.WITHDRAW, before__in=ANSWERED, at__gte=now - TOLD_WITHIN)
    return each_alone(
        steps.order_by("pk").values_list("application", "pk"), lambda one: _tell_withdrawn(*one)
    )


@transaction.atomic
def _tell_withdrawn(application: int, step: int) -> bool:
    """Told again, nobody is told twice."""
    one = Application.objects.select_related("company", "opening").get(pk=application)
    hold_people(*(person.pk for person in reviewers_of(one.opening)))
    tell_answer(one, step)
    return True


def forget_over(now: datetime) -> int:
    """Removes what ended twelve months ago, and drafts that nobody has touched for ninety days; returns how many."""
    over = Application.objects.over_since(now - timedelta(days=RECENT_DAYS))
    day = park_day(now)
    assert day
    drafts = Application.objects.left_alone(day - timedelta(days=DRAFT_DAYS))
    return each_alone((over, drafts), lambda rows: _forget_each(rows, now))


def _forget_each(rows: "QuerySet[Application]", now: datetime) -> int:
    return each_alone(_keys(rows), lambda pk: _forget(rows, pk, now))


@transaction.atomic
def _forget(rows: "QuerySet[Application]", pk: int, now: datetime) -> bool:
    """Asked again under its lock: somebody may have moved it on since."""
    found = rows.filter(pk=pk).first()
    locked = held(found) if found else None
    if locked is None or not rows.filter(pk=pk).exists():
        return False
    forget_apart(locked.key)
    forget(locked, now)
    return True


def _each(rows: "QuerySet[Application]", done: Callable[[Application], bool]) -> int:
    """One transaction for each: what one application meets leaves the others alone."""
    return each_alone(_keys(rows)[:BATCH], lambda pk: _done(pk, done))


@transaction.atomic
def _done(pk: int, done: Callable[[Application], bool]) -> bool:
    one = Application.objects.select_related("opening").filter(pk=pk).first()
    return bool(one and done(one))


def _keys(rows: "QuerySet[Application]") -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
