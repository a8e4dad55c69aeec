"""What happens to relationships by itself: proposals that nobody answers end, what is over goes."""

from datetime import datetime, timedelta

from django.db import transaction

from talent.lib.rounds import each_alone
from talent.mentoring.models import OPEN_FOR, Relation
from talent.mentoring.relation_states import Side, State, Verb
from talent.mentoring.relations.moving import held, take
from talent.mentoring.relations.tellings import tell_news
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
