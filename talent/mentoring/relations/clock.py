"""What happens to relationships by itself: proposals that nobody answers end, what is over goes."""

from datetime import datetime, timedelta

from django.db import transaction

from talent.lib.rounds import each_alone
from talent.mentoring.models import OPEN_FOR, Relation
from talent.mentoring.relation_states import STANDING, Part, Side, State, Verb
from talent.mentoring.relations.moving import held, take, tell_other
from talent.mentoring.relations.tellings import tell_news
from talent.mentoring.states import State as OfferState
from talent.timeline.actions import forget_items

BATCH = 100
DAYS_KEPT = timedelta(days=365)


def let_proposals_lapse(now: datetime) -> int:
    """Proposals that nobody has answered for two weeks end; returns how many."""
    due = Relation.objects.unanswered(now).select_related("offer__profile").order_by("pk")
    return each_alone(list(due[:BATCH]), lambda one: _lapse(one, now))


@transaction.atomic
def _lapse(relation: Relation, now: datetime) -> bool:
    locked, _part = held(relation)
    if locked.state != State.PENDING or locked.made_at > now - OPEN_FOR:
        return False
    take(locked, Verb.LAPSE, Side.CLOCK, None, now)
    if locked.proposer:
        tell_news(locked.proposer, locked, Verb.LAPSE)
    return True


def follow_ended_offers(now: datetime) -> int:
    """What two have agreed on by an offer that has ended ends with it, and so does what was proposed; returns how
    many."""
    left = Relation.objects.filter(state__in=STANDING, offer__state=OfferState.ENDED)
    found = list(left.select_related("offer__profile").order_by("pk")[:BATCH])
    return each_alone(found, lambda one: _close(one, now))


@transaction.atomic
def _close(relation: Relation, now: datetime) -> bool:
    """An offer that has ended stays so: the relationship alone is looked at again."""
    locked, _part = held(relation)
    if locked.state not in STANDING or locked.offer is None:
        return False
    verb = Verb.LAPSE if locked.state == State.PENDING else Verb.END
    take(locked, verb, Side.CLOCK, None, now)
    tell_other(locked, Part.MENTOR, verb)
    return True


def forget_relations(now: datetime) -> int:
    """They go twelve months after the last that happened in them, with all notes; returns how many."""
    over = Relation.objects.over_since(now - DAYS_KEPT).order_by("pk")
    return each_alone(list(over.values_list("pk", flat=True)), lambda pk: _forget(pk, now))


@transaction.atomic
def _forget(pk: int, now: datetime) -> bool:
    """Asked again under its lock: somebody may have written since."""
    over = Relation.objects.over_since(now - DAYS_KEPT).order_by("pk")
    relation = over.select_for_update(of=("self",)).filter(pk=pk).first()
    if relation is None:
        return False
    forget_items(ref=relation.key)
    relation.delete()
    return True
