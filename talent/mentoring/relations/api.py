"""Relationships for programs: the same verbs as the pages'."""

from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import PAGE, Mine, acts, paged, reads, user_of, valid
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.mentoring.models import Relation
from talent.mentoring.relation_states import Verb
from talent.mentoring.relations import actions, notes, pages
from talent.mentoring.relations.permissions import began_of, relation_of, session_of
from talent.mentoring.relations.shapes import (
    EndRelationSerializer,
    GiveFeedbackSerializer,
    HeldSessionSerializer,
    ProposeSerializer,
    RelationListSerializer,
    RelationSerializer,
    WriteNoteSerializer,
)
from talent.mentoring.relations.views import VERBS, WITH_REASON

_reads = partial(reads, "mentoring")
_verb = partial(acts, "mentoring")
A_PAGE = 25


class Propose(Mine):
    """Proposing to meet several times."""

    @_verb("propose_relation", ProposeSerializer, RelationSerializer, status=201)
    def post(self, request: Request, origin: str, key: UUID) -> Response:
        """Proposes it after the session or the answered question with that key."""
        user = user_of(request)
        demand_notice(user)
        began, said = began_of(user, origin, key), valid(ProposeSerializer, request)
        made = actions.propose(actor=user, began=began, now=timezone.now(), **said)
        return Response(_answer(user, made.key), status=201)


class Relations(Mine):
    """With whom one meets several times."""

    @_reads("relations", RelationListSerializer, PAGE, refusals=(401, 429))
    def get(self, request: Request) -> Response:
        """All of them, whatever became of them."""
        user = user_of(request)
        page, around = paged(request, Relation.objects.of(user).select_related("offer__profile"), A_PAGE)
        return Response(RelationListSerializer(around | {"results": pages.lines_of(list(page), user)}).data)


class OneRelation(Mine):
    """One of them."""

    @_reads("relation", RelationSerializer, refusals=(401, 404, 429))
    def get(self, request: Request, key: UUID) -> Response:
        """What was agreed, its sessions and notes, and what may be done."""
        return Response(_answer(user_of(request), key))


def verb_view(verb: Verb) -> Any:
    """The address of one verb."""
    shape = EndRelationSerializer if verb in WITH_REASON else None

    class Move(Mine):
        @_verb(f"{verb.value}_relation", shape, RelationSerializer)
        def post(self, request: Request, key: UUID) -> Response:
            """Does what its address says; refused where it stands otherwise."""
            user, said = user_of(request), valid(shape, request) if shape else {}
            VERBS[verb](actor=user, relation=relation_of(user, key)[0], now=timezone.now(), **said)
            return Response(_answer(user, key))

    return Move.as_view()


class Notes(Mine):
    """Notes of the two."""

    @_verb("write_note", WriteNoteSerializer, RelationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Writes a point of the agenda, a note for both, or a private one."""
        user, said = user_of(request), valid(WriteNoteSerializer, request)
        notes.write_note(actor=user, relation=relation_of(user, key)[0], now=timezone.now(), **said)
        return Response(_answer(user, key))


class DropNote(Mine):
    """One note of one's own."""

    @_verb("drop_note", None, RelationSerializer)
    def post(self, request: Request, key: UUID, note: UUID) -> Response:
        """Takes it away."""
        user = user_of(request)
        notes.drop_note(actor=user, relation=relation_of(user, key)[0], note=note)
        return Response(_answer(user, key))


class SessionFeedback(Mine):
    """What is said of a session that is over."""

    @_verb("give_feedback", GiveFeedbackSerializer, HeldSessionSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says it, once."""
        user, said = user_of(request), valid(GiveFeedbackSerializer, request)
        found = session_of(user, key)
        notes.give_feedback(actor=user, booking=found, now=timezone.now(), **said)
        [one] = pages.sessions([found], user, timezone.now())
        return Response(HeldSessionSerializer(one).data)


def _answer(user: User, key: UUID) -> Any:
    found, part = relation_of(user, key)
    return RelationSerializer(pages.one_relation(found, part, user)).data
