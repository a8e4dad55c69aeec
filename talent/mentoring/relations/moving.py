"""Moving a relationship on: its locks in one order, one row of the table, and what waits for whom because of it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.audit.actions import record
from talent.lib.errors import Absent, Conflict
from talent.mentoring.booking_states import State as BookingState
from talent.mentoring.models import Booking, Relation, RelationStep
from talent.mentoring.relation_states import Part, Side, State, Verb, step
from talent.mentoring.relations.tellings import tell_news
from talent.timeline.actions import close_items, open_item
from talent.timeline.models import Owner

ITEM = "mentoring_proposal"


class RelationMoved(Conflict):
    code = "relation_moved"
    text = _("This has moved on meanwhile. Below is how it stands now.")


def held(relation: Relation, actor: User | None = None) -> tuple[Relation, Part]:
    """The relationship as it is now, both people and itself locked, and who the actor is in it (None: the clock, which
    reads as the guest). Raises Absent."""
    hold_people(relation.guest_id, relation.offer.profile.user_id if relation.offer else None)
    rows = Relation.objects.select_for_update(of=("self",)).select_related("offer__profile__user", "guest")
    found = rows.filter(pk=relation.pk).order_by().first()
    part = Part.GUEST if actor is None else found.part_of(actor) if found else None
    if found is None or part is None:
        raise Absent()
    return found, part


def take(
    relation: Relation, verb: Verb, side: Side, actor: User | None, now: datetime, **written: str
) -> None:
    """Moves the locked relationship on by the table; nothing about it waits any more. Raises RelationMoved."""
    state = State(relation.state) if side == Side.CLOCK else relation.state_at(now)
    found = step(verb, side, state)
    if found is None:
        raise RelationMoved()
    for name, value in written.items():
        setattr(relation, name, value)
    relation.state, relation.last_at = found.after, now
    relation.save(update_fields=["state", "last_at", *written])
    write_step(relation, verb, side, actor, now)
    close_items(ref=relation.key, now=now)


def write_step(relation: Relation, verb: Verb, side: Side, actor: User | None, now: datetime) -> None:
    """A row of the log, and of the trail where a person did it."""
    RelationStep.objects.create(relation=relation, verb=verb, side=side, after=relation.state, at=now)
    if actor:
        record(actor=actor.audit_key, verb=f"relation.{verb}", kind="relation", key=relation.key)


def wait_for(person: User, relation: Relation, now: datetime) -> None:
    """From now on the proposal waits for that person."""
    waits = {"owner_kind": Owner.PERSON, "owner": person.pk, "kind": ITEM, "ref": relation.key}
    open_item(**waits, since=now, due=None)  # type: ignore[arg-type]


def tell_other(relation: Relation, part: Part, verb: Verb) -> None:
    """Tells the other of the two, if they are still here, what that part has done."""
    other = relation.person(Part.MENTOR if part == Part.GUEST else Part.GUEST)
    if other:
        tell_news(other, relation, verb)


def follow(booking: Booking, now: datetime) -> None:
    """A session that the two of a living relationship have agreed on names it, and with the first one it goes on. Called
    inside the transaction of the session's verb, which has locked both people."""
    if booking.state != BookingState.CONFIRMED or booking.relation_id or not booking.has_both:
        return
    rows = Relation.objects.select_for_update()  # mostly there is none: people are read only where there is
    mine = rows.living().filter(offer=booking.offer_id, guest=booking.guest_id).order_by().first()
    if mine is None:
        return
    Booking.objects.filter(pk=booking.pk).update(relation=mine)
    booking.relation = mine
    if mine.state == State.ACCEPTED:
        take(mine, Verb.BEGIN, Side.CLOCK, None, now)
