"""Verbs on relationships. Each is one transaction: lock both people, rule, write, log, audit, what waits, what is told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.lib.errors import Absent, Conflict, Refused
from talent.mentoring.models import Offer, Relation
from talent.mentoring.projection import name_of
from talent.mentoring.readers import reader_of
from talent.mentoring.relation_states import STANDING, Part, Side, State, Verb
from talent.mentoring.relations.moving import held, take, tell_other, wait_for, write_step
from talent.mentoring.relations.permissions import Began
from talent.mentoring.relations.tellings import tell_proposed
from talent.timeline.actions import forget_items

MOST_SESSIONS = 24
APART = timedelta(days=30)


class StandsAlready(Conflict):
    code = "stands_already"
    text = _(
        "You two have a proposal that waits, or an agreement that goes on. Look at it before you make another one."
    )


class ProposedLately(Refused):
    code = "proposed_lately"
    text = _("You have proposed this within the last 30 days. Propose again when they are over.")


class NothingToPropose(Refused):
    code = "nothing_to_propose"
    text = _("Nothing can be proposed to this mentor at the moment.")


class OfferOver(Refused):
    code = "offer_over"
    text = _("Your offer has ended, and nothing can be agreed on by it any more.")


class MentorStopped(Refused):
    code = "mentor_stopped"
    text = _("The mentor’s offer has ended, and nothing can be agreed on by it any more.")


class OutOfRange(Refused):
    code = "out_of_range"
    text = _("Choose between 2 and 24 sessions.")


@transaction.atomic
def propose(*, actor: User, began: Began, goals: str, sessions: int, rhythm: str, now: datetime) -> Relation:
    """Proposes to the other of the two of a session or a question to meet several times; it waits for two weeks. Raises
    Absent, NoticeNeeded, OutOfRange, StandsAlready, ProposedLately, NothingToPropose, OfferOver."""
    demand_notice(actor)
    if not 2 <= sessions <= MOST_SESSIONS:
        raise OutOfRange(field="sessions")
    offer = _held(actor, began)
    part = Part.GUEST if began.guest == actor else Part.MENTOR
    _demand_may_propose(actor, part, offer, began.guest, now)
    names = name_of(offer)
    made = Relation(offer=offer, guest=began.guest, proposed_by=part, goals=goals, sessions=sessions)
    made.origin, made.origin_key, made.rhythm = began.origin, began.key, rhythm
    made.name_fa, made.name_en = names["fa"], names["en"]
    made.made_at = made.last_at = now
    made.save()
    write_step(made, Verb.PROPOSE, Side.PROPOSER, actor, now)
    asked = offer.profile.user if part == Part.GUEST else began.guest
    wait_for(asked, made, now)
    tell_proposed(asked, made)
    return made


@transaction.atomic
def accept(*, actor: User, relation: Relation, now: datetime) -> None:
    """The yes of whoever was asked. Raises Absent, RelationMoved, NoticeNeeded, and OfferOver or MentorStopped where
    the offer has ended and the clock has not been here yet."""
    demand_notice(actor)
    _do(actor, relation, Verb.ACCEPT, now)


@transaction.atomic
def decline(*, actor: User, relation: Relation, reason: str = "", now: datetime) -> None:
    """Their no, with a reason if they give one. Raises Absent, RelationMoved."""
    _do(actor, relation, Verb.DECLINE, now, reason=reason)


@transaction.atomic
def withdraw(*, actor: User, relation: Relation, now: datetime) -> None:
    """Takes the proposal back, and its words with it. Raises Absent, RelationMoved."""
    locked, _part = _do(actor, relation, Verb.WITHDRAW, now, goals="")
    forget_items(ref=locked.key)


@transaction.atomic
def complete(*, actor: User, relation: Relation, now: datetime) -> None:
    """Either side: what the two wanted is done. Raises Absent, RelationMoved."""
    _do(actor, relation, Verb.COMPLETE, now)


@transaction.atomic
def end(*, actor: User, relation: Relation, reason: str = "", now: datetime) -> None:
    """Either side: it ends early. Sessions that are booked stay as they are. Raises Absent, RelationMoved."""
    _do(actor, relation, Verb.END, now, reason=reason)


def erase_relations(user: User, now: datetime) -> None:
    """Whoever leaves takes their words along; what went on ends, and the other is told. A proposal to somebody who has
    left waits until its day, as one does that nobody answers."""
    rows = Relation.objects.of(user).select_related("offer__profile__user", "guest").order_by("pk")
    for relation in rows.select_for_update(of=("self",)):
        part = relation.part_of(user)
        assert part
        _leave(relation, part, now)
    Relation.objects.filter(offer=None, guest=None).delete()


def _leave(relation: Relation, part: Part, now: datetime) -> None:
    mine = relation.side_of(part)
    if relation.state in (State.ACCEPTED, State.ACTIVE):
        take(relation, Verb.END, Side.CLOCK, None, now)
        tell_other(relation, part, Verb.END)
    elif relation.state == State.PENDING and mine == Side.PROPOSER:
        take(relation, Verb.WITHDRAW, Side.PROPOSER, None, now)
        forget_items(ref=relation.key)
    last = relation.steps.filter(verb__in=(Verb.DECLINE, Verb.END)).order_by("-pk").first()
    if last and last.side == mine:
        relation.reason = ""
    if mine == Side.PROPOSER:
        relation.goals = ""
    setattr(relation, "guest" if part == Part.GUEST else "offer", None)
    relation.save(update_fields=["reason", "goals", "guest", "offer"])


def _do(actor: User, relation: Relation, verb: Verb, now: datetime, **written: str) -> tuple[Relation, Part]:
    """One of the verbs of a person, of which the other is told."""
    locked, part = held(relation, actor)
    if verb == Verb.ACCEPT and locked.state == State.PENDING:
        _demand_goes_on(locked, part)
    take(locked, verb, locked.side_of(part), actor, now, **written)
    if verb != Verb.WITHDRAW:
        tell_other(locked, part, verb)
    return locked, part


def _demand_goes_on(relation: Relation, part: Part) -> None:
    """Ending an offer locks its mentor, whom the relationship has locked too."""
    if relation.offer and relation.offer.has_ended:
        raise OfferOver() if part == Part.MENTOR else MentorStopped()


def _held(actor: User, began: Began) -> Offer:
    """The offer as it is now, both people locked before it. Raises Absent where one of them has left."""
    people = {began.guest.pk, began.offer.profile.user_id}
    if hold_people(*people) != people or actor.pk not in people:
        raise Absent()
    rows = Offer.objects.select_for_update(of=("self",)).select_related("profile__user")
    found = rows.filter(pk=began.offer.pk).order_by().first()
    if found is None:
        raise Absent()
    return found


def _demand_may_propose(actor: User, part: Part, offer: Offer, guest: User, now: datetime) -> None:
    """Nothing is agreed on by an offer that has ended; a guest proposes where they still find it: whoever hides or
    pauses is asked nothing."""
    if offer.has_ended:
        raise NothingToPropose() if part == Part.GUEST else OfferOver()
    mine = Relation.objects.filter(offer=offer, guest=guest)
    for old in mine.unanswered(now).select_for_update(of=("self",)).order_by("pk"):
        take(old, Verb.LAPSE, Side.CLOCK, None, now)
    if mine.filter(state__in=STANDING).exists():
        raise StandsAlready()
    lately = mine.filter(proposed_by=part, made_at__gt=now - APART)
    if lately.filter(state__in=(State.DECLINED, State.WITHDRAWN, State.LAPSED)).exists():
        raise ProposedLately()
    if part == Part.GUEST:
        found = Offer.objects.visible_to(reader_of(actor)).filter(pk=offer.pk)
        if not found.exists():
            raise NothingToPropose()
