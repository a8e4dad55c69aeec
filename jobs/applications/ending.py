"""What ends applications by itself: somebody hides, falls silent or leaves; an opening is filled or removed."""

from datetime import datetime

from django.utils import timezone

from jobs.applications.actions import restore
from jobs.applications.files import leave_files
from jobs.applications.models import UNSEEN, Application, ApplicationQuerySet, PrivateComment
from jobs.applications.moving import (
    SHOWN,
    end_yes,
    found_step,
    held,
    hold_openings,
    settle_waiting,
    take,
    tell,
    unseen,
    write,
)
from jobs.applications.states import LIVE, Reason, Side, State, Verb
from jobs.openings.models import Opening
from jobs.openings.states import LIVE as ON_THE_BOARD
from jobs.openings.states import State as OpeningState
from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.conversations.actions import end_thread
from talent.experts.models import Profile
from talent.timeline.actions import forget_items

CAUSES = {OpeningState.FILLED: Reason.FILLED, OpeningState.REMOVED: Reason.REMOVED}
"""With which openings their applications end, and how that is said."""


def withdraw_unseen(profile: Profile, now: datetime) -> None:
    """Hiding from a company withdraws what was sent to it: called with the profile locked, after every change of it."""
    standing = _standing(profile)
    for one in unseen(standing, profile, now) if standing else ():
        take(one, Verb.WITHDRAW, Side.EXPERT, now, note=UNSEEN)


def withdraw_all(user: User) -> None:
    """Falling silent withdraws whatever was sent, in the transaction of it."""
    profile = Profile.objects.filter(user=user).first()
    for one in _standing(profile) if profile else ():
        take(one, Verb.WITHDRAW, Side.EXPERT, timezone.now(), note=UNSEEN)


def erase_applications(user: User) -> None:
    """What somebody who leaves has sent goes, drafts whole; to the company it is withdrawn. What was noted about it
    goes too, and what the person noted about others."""
    hold_person(user)
    withdraw_all(user)
    mine = Application.objects.of(user)
    leave_files(mine)
    PrivateComment.objects.filter(application__in=mine.order_by().values("pk")).delete()
    PrivateComment.objects.filter(author=user).delete()
    mine.filter(state=State.DRAFT).delete()
    mine.update(letter="", answers={}, groups=[], offer="", ended_by=None)


def ended_with_openings() -> ApplicationQuerySet:
    """Those that still wait although their opening is filled or was removed."""
    return Application.objects.live().filter(opening__state__in=[one.value for one in CAUSES])


def to_take_up() -> ApplicationQuerySet:
    """Those that ended because an opening was filled which is on the board again."""
    ended = Application.objects.filter(state=State.REFUSED, reason=Reason.FILLED).exclude(was="")
    return ended.filter(opening__state__in=[one.value for one in ON_THE_BOARD])


def close(application: Application, now: datetime) -> bool:
    """Ends one with its opening, kindly, and tells its writer; False where it has moved on meanwhile."""
    locked = held(application)
    cause = CAUSES.get(OpeningState(locked.opening.state))
    if cause is None or locked.state not in LIVE:
        return False
    found = found_step(locked, Verb.CLOSE, Side.CLOCK)
    ended = {"was": locked.state, "reason": cause, "shares_reason": True}
    tell(locked, write(locked, found, now, None, note=cause, **ended))
    return True


def take_up(application: Application, now: datetime) -> bool:
    """Brings one back that ended with its opening, and tells its writer."""
    locked = held(application)
    again = to_take_up().filter(pk=locked.pk).exists() and restore(locked, now)
    if again and (last := locked.steps.order_by("-pk").first()):
        tell(locked, last)
    return again


def lapse(application: Application, then: datetime, now: datetime) -> bool:
    """Ends one that the company has left unanswered since `then`, and tells its writer so."""
    locked = held(application)
    if not Application.objects.unanswered_since(then).filter(pk=locked.pk).exists():
        return False
    tell(locked, take(locked, Verb.LAPSE, Side.CLOCK, now, was=locked.state))
    return True


def settle_gone(application: Application, now: datetime) -> bool:
    """Withdraws one whose writer its company is not shown any more, whatever the cause, and tells the writer. A company
    that is merely suspended settles nothing."""
    locked = held(application)
    if locked.profile is None or locked.state not in SHOWN or not unseen([locked], locked.profile, now):
        return False
    tell(locked, take(locked, Verb.WITHDRAW, Side.EXPERT, now, note=UNSEEN))
    return True


def forget(application: Application, now: datetime) -> None:
    """Removes one with its files and all that it opened, inside the transaction of whoever has locked it."""
    end_yes(application, now)
    end_thread(ref=application.key, now=now)
    forget_items(ref=application.key)
    leave_files(Application.objects.filter(pk=application.pk))
    opening = Opening.objects.get(pk=application.opening_id)
    application.delete()
    settle_waiting(opening)


def _standing(profile: Profile) -> list[Application]:
    standing = Application.objects.filter(profile=profile, state__in=SHOWN)
    hold_openings(set(standing.order_by().values_list("opening", flat=True)))
    rows = standing.select_for_update(of=("self",))
    return list(rows.select_related("company", "opening", "profile__user").order_by("pk"))
