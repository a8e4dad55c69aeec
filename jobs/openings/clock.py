"""What happens to openings by itself: their company is told a week before, and they end. Each opening is a
transaction of its own: whoever is killed between two leaves the rest to the next round."""

from datetime import date, datetime, timedelta

from django.db import transaction

from jobs.openings.models import Opening
from jobs.openings.moving import ENDS_ITEM, held, write
from jobs.openings.states import LIVE, Side, State, Verb, step
from jobs.openings.tellings import hold_told, tell_company
from talent.companies.models import State as CompanyState
from talent.lib.dates import TEHRAN
from talent.lib.rounds import each_alone, until_none_left
from talent.timeline.actions import open_item
from talent.timeline.models import Owner

BATCH = 50
WARNED_DAYS = 7


def expire_due(now: datetime) -> int:
    """Takes openings off the board whose last day is over; returns how many."""
    return until_none_left(lambda: _expire_some(now))


def _expire_some(now: datetime) -> int:
    due = Opening.objects.overdue(_day(now)).order_by("pk")[:BATCH]
    return each_alone(due, lambda one: _expire(one, now))


@transaction.atomic
def _expire(opening: Opening, now: datetime) -> bool:
    """Asked again under its lock: somebody may have kept it up since."""
    hold_told(None, opening)
    locked = held(opening)
    if not Opening.objects.overdue(_day(now)).filter(pk=locked.pk).exists():
        return False
    found = step(Verb.EXPIRE, Side.CLOCK, State(locked.state))
    assert found, "what is overdue is on the board"
    tell_company(locked, write(locked, found, None).pk)
    return True


def tell_ending(now: datetime) -> int:
    """Lets openings that end within a week wait for their companies; returns how many."""
    soon = Opening.objects.filter(
        state__in=LIVE,
        ends_on__range=(_day(now), _day(now) + timedelta(days=WARNED_DAYS)),
        told_on=None,
        company__state=CompanyState.VERIFIED,
    )
    return each_alone(soon.order_by("pk"), lambda one: _warn(one, now))


@transaction.atomic
def _warn(opening: Opening, now: datetime) -> bool:
    hold_told(None, opening)
    locked = held(opening)
    if locked.told_on or locked.state not in LIVE:
        return False
    Opening.objects.filter(pk=locked.pk).update(told_on=_day(now))
    open_item(
        owner_kind=Owner.COMPANY,
        owner=locked.company_id,
        kind=ENDS_ITEM,
        ref=locked.key,
        since=now,
        due=locked.ends_on,
    )
    tell_company(locked, locked.ends_on)
    return True


def _day(now: datetime) -> date:
    return now.astimezone(TEHRAN).date()
