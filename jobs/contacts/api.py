"""Requests for programs: the same verbs as the pages', as states, dates and texts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from jobs.contacts import actions, pages
from jobs.contacts.models import ContactRequest, Reason
from jobs.contacts.permissions import asked_for, asked_of, demand_recruiter
from talent.accounts.api import LANG, Spoken, problems
from talent.accounts.models import User
from talent.companies.permissions import membership_of
from talent.experts.addressed import addressed, note
from talent.experts.audience import company as company_audience
from talent.experts.groups import RANGES
from talent.experts.models import AskedFor
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today
from talent.lib.text import clean_line, clean_text

A_PAGE = 25
TAGS = ["requests"]


class LineField(serializers.CharField):
    """One line without marks that could deceive."""

    def to_internal_value(self, data: Any) -> str:
        return clean_line(super().to_internal_value(data))


class TextField(serializers.CharField):
    """A few lines without marks that could deceive."""

    def to_internal_value(self, data: Any) -> str:
        return clean_text(super().to_internal_value(data))


class AskSerializer(serializers.Serializer[Any]):
    """What a company asks; `answer_by` within two weeks."""

    purpose = serializers.ChoiceField(AskedFor.values)
    message = TextField(max_length=2000)
    answer_by = serializers.DateField()
    asked_as = LineField(max_length=80)


class AcceptSerializer(serializers.Serializer[Any]):
    groups = serializers.ListField(
        child=serializers.ChoiceField(list(RANGES)), max_length=len(RANGES), default=list
    )


class DeclineSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(Reason.values, allow_blank=True, default="")


class QuestionSerializer(serializers.Serializer[Any]):
    question = TextField(max_length=1000)


class ReplySerializer(serializers.Serializer[Any]):
    reply = TextField(max_length=1000)


class LineSerializer(serializers.Serializer[Any]):
    """One request in a list. `purpose` and `state` as slugs, with their labels."""

    key = serializers.UUIDField()
    purpose = serializers.CharField(source="purpose_slug")
    purpose_label = serializers.CharField(source="purpose")
    state = serializers.CharField(source="state_slug")
    state_label = serializers.CharField(source="state")
    asked_on = serializers.DateField()
    answer_by = serializers.DateField()
    ends_on = serializers.DateField()


class SentLineSerializer(LineSerializer):
    """`handle`: the name by which the company knows the expert."""

    handle = serializers.CharField()


class SentSerializer(SentLineSerializer):
    """`offered`: what the company may do now."""

    message = serializers.CharField()
    asked_as = serializers.CharField(allow_blank=True)
    question = serializers.CharField(allow_blank=True)
    reply = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    offered = serializers.ListField(child=serializers.CharField())


class ReceivedLineSerializer(LineSerializer):
    company = serializers.CharField()
    asked_as = serializers.CharField(allow_blank=True)


class ReceivedSerializer(ReceivedLineSerializer):
    """`seen`: what the company sees now; `given`: what it sees by a yes; `offered`: what may be done now; `reachable`: whether it would arrive."""

    message = serializers.CharField()
    question = serializers.CharField(allow_blank=True)
    reply = serializers.CharField(allow_blank=True)
    seen = serializers.ListField(child=serializers.CharField())
    given = serializers.ListField(child=serializers.CharField())
    offered = serializers.ListField(child=serializers.CharField())
    reachable = serializers.BooleanField()


class SentListSerializer(serializers.Serializer[Any]):
    """The newest requests of the company."""

    results = SentLineSerializer(many=True)


class ReceivedListSerializer(serializers.Serializer[Any]):
    """The newest requests that one was asked."""

    results = ReceivedLineSerializer(many=True)


def _one_of(*verbs: str) -> OpenApiParameter:
    return OpenApiParameter("verb", OpenApiTypes.STR, OpenApiParameter.PATH, enum=verbs)


class Mine(Spoken):
    """Answers that are somebody's own."""

    permission_classes = [IsAuthenticated]


class Ask(Mine):
    """Asking an expert."""

    @extend_schema(
        operation_id="ask_expert",
        tags=TAGS,
        parameters=[LANG],
        request=AskSerializer,
        responses={201: SentSerializer} | problems(400, 401, 403, 404, 409, 429),
    )
    def post(self, request: Request, company: str, token: str) -> Response:
        """Asks the expert at an address of this company; counted in its budget, noted in the expert's log."""
        membership = membership_of(request.user, company)
        demand_recruiter(membership)
        audience = company_audience(membership.company_id, _user(request).pk, waiting=membership.waiting)
        profile, _ = addressed(audience, token, words=vocabulary(), today=park_today())
        note(audience, profile.pk, park_today())
        asked = AskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = actions.ask(
            actor=_user(request), membership=membership, profile=profile, **asked.validated_data
        )
        return Response(SentSerializer(pages.sent(made, membership, _user(request).pk)).data, status=201)


class CompanyRequests(Mine):
    """What a company has asked."""

    @extend_schema(
        operation_id="company_requests",
        tags=TAGS,
        parameters=[LANG],
        responses={200: SentListSerializer} | problems(401, 403, 404, 429),
    )
    def get(self, request: Request, company: str) -> Response:
        """The newest requests of the company."""
        user, membership = _user(request), membership_of(request.user, company)
        rows = ContactRequest.objects.read_by(user.pk, membership.company_id).select_related("company")
        lines = pages.sent_list(list(rows[:A_PAGE]), membership, user.pk)
        return Response(SentListSerializer({"results": lines}).data)


class CompanyRequest(Mine):
    """One request of a company."""

    @extend_schema(
        operation_id="company_request",
        tags=TAGS,
        parameters=[LANG],
        responses={200: SentSerializer} | problems(401, 403, 404, 429),
    )
    def get(self, request: Request, company: str, key: UUID) -> Response:
        """The request as the company sees it."""
        membership = membership_of(request.user, company)
        found = asked_for(membership, _user(request), key)
        return Response(SentSerializer(pages.sent(found, membership, _user(request).pk)).data)


COMPANY_VERBS: dict[str, Callable[..., None]] = {
    "answer": actions.answer,
    "withdraw": actions.withdraw,
    "deleted": actions.confirm_deleted,
}


class CompanyVerb(Mine):
    """What a company does with its request."""

    @extend_schema(
        operation_id="company_request_verb",
        tags=TAGS,
        parameters=[LANG, _one_of("answer", "withdraw", "deleted")],
        request=ReplySerializer,
        responses={200: SentSerializer} | problems(400, 401, 403, 404, 409, 429),
    )
    def post(self, request: Request, company: str, key: UUID, verb: str) -> Response:
        """`answer` what was asked back (with `reply`), `withdraw` the request, or say that copies are `deleted`."""
        membership = membership_of(request.user, company)
        found = asked_for(membership, _user(request), key)
        values: dict[str, Any] = {"actor": _user(request), "membership": membership, "request": found}
        if verb == "answer":
            values |= _valid(ReplySerializer, request)
        COMPANY_VERBS[verb](**values)
        found.refresh_from_db()
        return Response(SentSerializer(pages.sent(found, membership, _user(request).pk)).data)


class Requests(Mine):
    """What one was asked."""

    @extend_schema(
        operation_id="requests",
        tags=TAGS,
        parameters=[LANG],
        responses={200: ReceivedListSerializer} | problems(401, 429),
    )
    def get(self, request: Request) -> Response:
        """The newest requests, whatever became of them."""
        rows = ContactRequest.objects.to(_user(request)).select_related("company")[:A_PAGE]
        return Response(ReceivedListSerializer({"results": pages.received_list(rows)}).data)


class OneRequest(Mine):
    """One request that one was asked."""

    @extend_schema(
        operation_id="request",
        tags=TAGS,
        parameters=[LANG],
        responses={200: ReceivedSerializer} | problems(401, 404, 429),
    )
    def get(self, request: Request, key: UUID) -> Response:
        """The request, what the company sees now, and what may be done."""
        return Response(_received(asked_of(_user(request), key)))


VERBS: dict[str, tuple[Callable[..., None], type[serializers.Serializer[Any]]]] = {
    "accept": (actions.accept, AcceptSerializer),
    "decline": (actions.decline, DeclineSerializer),
    "ask-back": (actions.ask_back, QuestionSerializer),
    "take-back": (actions.take_back, serializers.Serializer),
}


class Verb(Mine):
    """What one does with a request."""

    @extend_schema(
        operation_id="request_verb",
        tags=TAGS,
        parameters=[LANG, _one_of("accept", "decline", "ask-back", "take-back")],
        request=AcceptSerializer,
        responses={200: ReceivedSerializer} | problems(400, 401, 403, 404, 409, 429),
    )
    def post(self, request: Request, key: UUID, verb: str) -> Response:
        """`accept` (with `groups` to reveal), `decline` (with a `reason`), `ask-back` (with a `question`), or
        `take-back` a yes."""
        found = asked_of(_user(request), key)
        act, shape = VERBS[verb]
        act(actor=_user(request), request=found, **_valid(shape, request))
        found.refresh_from_db()
        return Response(_received(found))


class Block(Mine):
    """Never again from this company."""

    @extend_schema(
        operation_id="block_request",
        tags=TAGS,
        parameters=[LANG],
        request=None,
        responses={204: None} | problems(401, 403, 404, 409, 429),
    )
    def post(self, request: Request, key: UUID) -> Response:
        """Hides from the company and from whoever wrote; to them it looks as if nobody answered."""
        actions.block(actor=_user(request), request=asked_of(_user(request), key))
        return Response(status=204)


def _user(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user


def _valid(shape: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    typed = shape(data=request.data)
    typed.is_valid(raise_exception=True)
    found: dict[str, Any] = typed.validated_data
    return found


def _received(found: ContactRequest) -> Any:
    return ReceivedSerializer(pages.received(found)).data
