"""What an applicant does with what was sent. Each verb is one transaction: lock, rule, write, log, audit, tell."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.applications.models import UNDO_WITHIN, UNSEEN, Application, ApplicationQuerySet
from jobs.applications.moving import (
    SHOWN,
    NotNow,
    end_yes,
    follow,
    found_step,
    held,
    held_among,
    hold_opening,
    take,
    unseen,
    write,
)
from jobs.applications.states import ONE, Side, State, Verb, restoring
from jobs.applications.tellings import reviewers_of, tell_answer
from jobs.openings import moving as openings
from jobs.openings.models import Opening, OpeningStep
from jobs.openings.states import LIVE as ON_THE_BOARD
from jobs.openings.states import Side as OpeningSide
from jobs.openings.states import State as OpeningState
from jobs.openings.states import Verb as OpeningVerb
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.audit.actions import record
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict


class TooLate(Conflict):
    code = "too_late"
    text = _("An acceptance can be undone for seven days. Write to the company, or withdraw.")


class OfferChanged(Conflict):
    code = "offer_changed"
    text = _("The offer has changed since you looked at it. Read it again below; nothing was accepted.")


class CompanyAway(NotNow):
    code = "company_away"
    text = _(
        "The park has suspended this company for now, so its offers cannot be answered with a yes, and nothing is "
        "lost meanwhile. You can still decline or withdraw."
    )


@transaction.atomic
def withdraw(*, actor: User, application: Application) -> None:
    """Takes an application back, with all that it opened. Raises Absent, NotNow."""
    locked = _own(actor, application)
    take(locked, Verb.WITHDRAW, Side.EXPERT, timezone.now(), actor)
    _record(actor, locked, "application.withdrawn")


@transaction.atomic
def accept(*, actor: User, application: Application, version: int) -> None:
    """Says yes to an offer. `version`: of the offer that was read. The person's other applications end, until it is
    undone; the last place that is taken takes the opening off the board, and a task tells the others. Raises
    NoticeNeeded, Absent, NotNow, CompanyAway, OfferChanged."""
    demand_notice(actor)
    live = Application.objects.of(actor).live()
    locked, now = _own_among(actor, application, live), timezone.now()
    _demand_verified(locked)
    if locked.state == State.OFFERED and version != locked.version:
        raise OfferChanged()
    written = take(locked, Verb.ACCEPT, Side.EXPERT, now, actor)
    for other in _others(actor, locked):
        ended = found_step(other, Verb.SUPERSEDE, Side.CLOCK)
        write(other, ended, now, None, was=other.state, ended_by=locked)
    _fill(locked)
    tell_answer(locked, written.pk)
    _record(actor, locked, "application.accepted")


@transaction.atomic
def undo(*, actor: User, application: Application) -> None:
    """Takes an acceptance back within seven days: the offer is open again, what ended by it stands where it stood, and
    an opening that acceptances had filled is on the board again, unless its company has decided otherwise since.
    Raises Absent, NotNow, CompanyAway, TooLate."""
    ended = Application.objects.of(actor).filter(ended_by=application)
    locked, now = _own_among(actor, application, ended), timezone.now()
    found = found_step(locked, Verb.UNDO, Side.EXPERT)
    _demand_verified(locked)
    if locked.moved_at and locked.moved_at < now - UNDO_WITHIN:
        raise TooLate()
    written = write(locked, found, now, actor)
    _restore(actor, locked, now)
    _reopen(locked)
    tell_answer(locked, written.pk)
    _record(actor, locked, "application.undone")


@transaction.atomic
def decline(*, actor: User, application: Application) -> None:
    """Says no to an offer. Raises Absent, NotNow."""
    locked = _own(actor, application, *_told(application))
    written = take(locked, Verb.DECLINE, Side.EXPERT, timezone.now(), actor)
    tell_answer(locked, written.pk)
    _record(actor, locked, "application.declined")


@transaction.atomic
def take_back(*, actor: User, application: Application) -> None:
    """Closes the groups again that were shown with it; the application itself goes on. Raises Absent, NotNow."""
    locked, now = _own(actor, application), timezone.now()
    if locked.state not in SHOWN or not locked.groups:
        raise NotNow()
    locked.groups = []
    locked.save(update_fields=["groups"])
    end_yes(locked, now)
    follow(locked, now)
    _record(actor, locked, "application.taken_back")


def restore(application: Application, now: datetime) -> bool:
    """Brings a locked application that ended by itself back to where it stood; False where it cannot be: its writer
    has another one by now, or is not there any more for its company."""
    found = restoring(State(application.state), State(application.was))
    profile = application.profile
    if found is None or profile is None:
        return False
    another = Application.objects.filter(profile=profile, opening=application.opening_id, state__in=ONE)
    if another.exists():
        return False
    write(application, found, now, None, was="", ended_by=None, reason="", shares_reason=False)
    if unseen([application], profile, now):
        take(application, Verb.WITHDRAW, Side.EXPERT, now, note=UNSEEN)
    return True


def _told(application: Application) -> list[int]:
    """Who of the company is told, to be locked first."""
    return [one.pk for one in reviewers_of(application.opening)]


def _own(actor: User, application: Application, *told: int) -> Application:
    """The actor's own, locked. Raises Absent."""
    return _demand_own(actor, held(application, actor.pk, *told))


def _own_among(actor: User, application: Application, others: ApplicationQuerySet) -> Application:
    """The same, for a step that moves others of the actor's too, and of which the company is told. Raises Absent."""
    return _demand_own(actor, held_among(application, others, actor.pk, *_told(application)))


def _demand_verified(application: Application) -> None:
    if not application.company.is_verified:
        raise CompanyAway()


def _demand_own(actor: User, locked: Application) -> Application:
    if locked.profile is None or locked.profile.user_id != actor.pk or locked.state == State.DRAFT:
        raise Absent()
    return locked


def _others(actor: User, accepted: Application) -> list[Application]:
    rows = Application.objects.of(actor).live().exclude(pk=accepted.pk).select_for_update(of=("self",))
    return list(rows.select_related("company", "opening", "profile__user").order_by("pk"))


def _fill(accepted: Application) -> None:
    """Takes the opening off the board where this was its last place."""
    opening = hold_opening(accepted.opening_id)
    if opening.state in ON_THE_BOARD and opening.shown and _taken(opening) >= opening.shown.places:
        openings.take(opening, OpeningVerb.FILL, OpeningSide.COMPANY, None)


def _reopen(undone: Application) -> None:
    """Puts the opening on the board again that acceptances filled, while a place is free and its last day to come."""
    opening = hold_opening(undone.opening_id)
    if opening.state != OpeningState.FILLED or opening.shown is None:
        return
    last = OpeningStep.objects.filter(opening=opening).order_by("-pk").first()
    by_acceptance = last is not None and last.verb == OpeningVerb.FILL and last.actor is None
    is_free = _taken(opening) < opening.shown.places
    if by_acceptance and is_free and opening.ends_on and opening.ends_on >= park_today():
        openings.take(opening, OpeningVerb.REOPEN, OpeningSide.COMPANY, None, ended_on=None)


def _taken(opening: Opening) -> int:
    """How many of its places are given away."""
    return Application.objects.filter(opening=opening, state=State.ACCEPTED).order_by().count()


def _restore(actor: User, undone: Application, now: datetime) -> None:
    ended = Application.objects.of(actor).filter(ended_by=undone, state=State.OBSOLETE)
    rows = ended.select_for_update(of=("self",)).select_related("company", "opening", "profile__user")
    for one in rows.order_by("pk"):
        restore(one, now)


def _record(actor: User, application: Application, verb: str) -> None:
    """The trail names the person, never the opening."""
    assert application.profile
    record(actor=actor.audit_key, verb=verb, kind="profile", key=application.profile.key)
