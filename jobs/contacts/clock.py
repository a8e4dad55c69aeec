"""What happens to requests by itself: experts are told, open ones end, old ones go."""

from datetime import datetime, timedelta

from django.db import transaction

from jobs.contacts.models import ContactRequest, RequestQuerySet
from jobs.contacts.moving import EXPERT_ITEM, held, reachable, tell_member, write
from jobs.contacts.states import Side, State, Verb, step
from jobs.contacts.tellings import tell_expert
from talent.accounts.locks import hold_people
from talent.companies.models import RECENT_DAYS
from talent.experts.apart import forget_apart
from talent.lib.rounds import each_alone, until_none_left
from talent.timeline.actions import forget_items, open_item
from talent.timeline.models import Owner

BATCH = 50


def tell_experts(now: datetime) -> int:
    """Lets what companies have asked or answered wait for its experts; returns how many. Not done by the company's
    own request, whose time would say whether somebody is there."""
    untold = list(ContactRequest.objects.untold(now).order_by("pk")[:BATCH])
    return each_alone(untold, lambda request: _tell(request, now))


@transaction.atomic
def _tell(request: ContactRequest, now: datetime) -> bool:
    """It waits for its expert, whoever is shown them: only the news is for those whose answer would arrive."""
    locked = held(request)
    if locked.profile is None or not ContactRequest.objects.untold(now).filter(pk=locked.pk).exists():
        return False
    open_item(
        owner_kind=Owner.PERSON,
        owner=locked.profile.user_id,
        kind=EXPERT_ITEM,
        ref=locked.key,
        since=now,
        due=locked.answer_by,
    )
    if reachable(locked):
        tell_expert(locked)
    ContactRequest.objects.filter(pk=locked.pk).update(told_at=now)
    return True


def expire_due(now: datetime) -> int:
    """Ends what was open for 14 days; returns how many. Whoever asked is told, whatever the cause of silence."""
    return until_none_left(lambda: _expire_some(now))


@transaction.atomic
def _expire_some(now: datetime) -> int:
    overdue = ContactRequest.objects.overdue(now)
    due = dict(overdue.order_by("pk").values_list("pk", "asked_by")[:BATCH])
    hold_people(*due.values())
    return expire(overdue.filter(pk__in=due).select_for_update(of=("self",), skip_locked=True), now)


def expire(overdue: RequestQuerySet, now: datetime) -> int:
    """Ends the first of these requests, which the caller locks after whoever asked, as the clock does."""
    locked = list(overdue.select_related("asked_by", "company").order_by("pk")[:BATCH])
    for request in locked:
        found = step(Verb.EXPIRE, Side.CLOCK, State(request.state))
        assert found, "what is overdue is open"
        write(request, found, now)
        tell_member(request)
    return len(locked)


def forget_over(now: datetime) -> int:
    """Removes requests that ended twelve months ago; returns how many. One with a yes that still opens something
    stays."""
    over = ContactRequest.objects.over_since(now - timedelta(days=RECENT_DAYS), now)
    return each_alone(list(over.order_by("pk").values_list("pk", flat=True)), lambda pk: _forget(over, pk))


@transaction.atomic
def _forget(over: RequestQuerySet, pk: int) -> bool:
    """Asked again under its lock: somebody may have moved it on since."""
    request = over.select_for_update(of=("self",)).filter(pk=pk).first()
    if request is None:
        return False
    forget_items(ref=request.key)
    forget_apart(request.key)
    request.delete()
    return True
