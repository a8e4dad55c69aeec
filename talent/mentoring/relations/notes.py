"""What the two write in a relationship, and what each says of a session that is over. Each is one transaction: lock,
rule, write, audit."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.audit.actions import record
from talent.lib.errors import Absent, Conflict, Refused
from talent.mentoring.booking_states import MET
from talent.mentoring.models import Booking, Feedback, PrivateNote, Relation, SharedNote
from talent.mentoring.relation_states import LIVING
from talent.mentoring.relations.moving import RelationMoved, held

MOST = 200
PRIVATE = "private"
"""The kind of notes that only their writer reads."""


class TooManyNotes(Refused):
    code = "too_many_notes"
    text = _("There are two hundred notes here already. Take one away first.")


class NotOverYet(Refused):
    code = "not_over_yet"
    text = _("This session is not over yet. What you say of it comes afterwards.")


class NoSession(Refused):
    code = "no_session"
    text = _("Nobody has met here, so there is nothing to say of it.")


class SaidAlready(Conflict):
    code = "said_already"
    text = _("You have said what you think of this session already. It stays as it is.")


@transaction.atomic
def write_note(
    *, actor: User, relation: Relation, kind: str, text: str, session: UUID | None = None, now: datetime
) -> None:
    """Writes a point of the agenda or a note for both while the two go on, perhaps about one session of theirs; or a
    private one, which nobody else ever reads, at any time. Raises Absent, RelationMoved, TooManyNotes."""
    locked, _part = held(relation, actor)
    if kind == PRIVATE:
        _demand_room(locked.private_notes.filter(author=actor).count())
        PrivateNote.objects.create(relation=locked, author=actor, text=text, at=now)
        return
    if locked.state not in LIVING:
        raise RelationMoved()
    if session and not Booking.objects.filter(relation=locked, key=session).exists():
        raise Absent()
    _demand_room(locked.shared_notes.count())
    SharedNote.objects.create(relation=locked, author=actor, kind=kind, session=session, text=text, at=now)
    Relation.objects.filter(pk=locked.pk).update(last_at=now)
    record(actor=actor.audit_key, verb="relation.noted", kind="relation", key=locked.key)


@transaction.atomic
def drop_note(*, actor: User, relation: Relation, note: UUID) -> None:
    """Takes a note of the actor's own away. Raises Absent for everybody else's."""
    locked, _part = held(relation, actor)
    mine = {"relation": locked, "author": actor, "key": note}
    gone = SharedNote.objects.filter(**mine).delete()[0] + PrivateNote.objects.filter(**mine).delete()[0]
    if not gone:
        raise Absent()


@transaction.atomic
def give_feedback(*, actor: User, booking: Booking, score: int, words: str = "", now: datetime) -> None:
    """What the actor says of a session that is over: once, and for the other side alone. Raises Absent, NotOverYet,
    NoSession, SaidAlready."""
    hold_people(booking.guest_id, booking.mentor_id)
    rows = Booking.objects.of(actor).select_related("offer__profile")
    locked = rows.select_for_update(of=("self",)).filter(pk=booking.pk).order_by().first()
    if locked is None:
        raise Absent()
    if locked.end > now:
        raise NotOverYet()
    if locked.state not in MET:
        raise NoSession()
    if Feedback.objects.filter(booking=locked, author=actor).exists():
        raise SaidAlready()
    Feedback.objects.create(booking=locked, author=actor, score=score, words=words, at=now)
    record(actor=actor.audit_key, verb="booking.feedback", kind="booking", key=locked.key)


def _demand_room(count: int) -> None:
    if count >= MOST:
        raise TooManyNotes()
