"""Questions in writing for programs: the same verbs as the pages'."""

from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import PAGE, Mine, acts, paged, reads, user_of, valid
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.mentoring.models import Question
from talent.mentoring.question_states import Verb
from talent.mentoring.questions import actions, pages
from talent.mentoring.questions.permissions import askable, question_of
from talent.mentoring.questions.shapes import (
    AnswerQuestionSerializer,
    AskMentorSerializer,
    DeclineQuestionSerializer,
    MentorQuestionSerializer,
    QuestionListSerializer,
    ThankSerializer,
)
from talent.mentoring.questions.views import VERBS

_reads = partial(reads, "mentoring")
_verb = partial(acts, "mentoring")
A_PAGE = 25
SENT: dict[Verb, type[serializers.Serializer[Any]] | None] = {
    Verb.ANSWER: AnswerQuestionSerializer,
    Verb.DECLINE: DeclineQuestionSerializer,
    Verb.WITHDRAW: None,
    Verb.THANK: ThankSerializer,
}


class AskMentor(Mine):
    """Asking a mentor in writing."""

    @_verb("ask_mentor", AskMentorSerializer, MentorQuestionSerializer, status=201)
    def post(self, request: Request, key: UUID) -> Response:
        """Asks the mentor of the offer with that key; the promised day stands on the answer."""
        user = user_of(request)
        demand_notice(user)
        offer, said = askable(user, key), valid(AskMentorSerializer, request)
        made = actions.ask(actor=user, offer=offer, now=timezone.now(), **said)
        return Response(_answer(user, made.key), status=201)


class Questions(Mine):
    """One's questions."""

    @_reads("mentor_questions", QuestionListSerializer, PAGE, refusals=(401, 429))
    def get(self, request: Request) -> Response:
        """Questions that one has asked or is asked, newest first."""
        user = user_of(request)
        page, around = paged(request, Question.objects.of(user).select_related("offer__profile"), A_PAGE)
        return Response(QuestionListSerializer(around | {"results": pages.lines_of(list(page), user)}).data)


class OneQuestion(Mine):
    """One question."""

    @_reads("mentor_question", MentorQuestionSerializer, refusals=(401, 404, 429))
    def get(self, request: Request, key: UUID) -> Response:
        """The question as this side of it sees it, and what may be done."""
        return Response(_answer(user_of(request), key))


def verb_view(verb: Verb) -> Any:
    """The address of one verb."""

    class Move(Mine):
        @_verb(f"{verb.value}_question", SENT[verb], MentorQuestionSerializer)
        def post(self, request: Request, key: UUID) -> Response:
            """Does what its address says; refused where the question stands otherwise."""
            user, shape = user_of(request), SENT[verb]
            found, _side = question_of(user, key)
            VERBS[verb](
                actor=user, question=found, now=timezone.now(), **(valid(shape, request) if shape else {})
            )
            return Response(_answer(user, key))

    return Move.as_view()


def _answer(user: User, key: UUID) -> Any:
    return MentorQuestionSerializer(pages.one_question(*question_of(user, key))).data
