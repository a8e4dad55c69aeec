"""Requests for programs: the same verbs as the pages', as states, dates and texts."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from jobs.contacts import actions, pages
from jobs.contacts.models import ContactRequest
from jobs.contacts.permissions import asked_for, asked_of
from jobs.contacts.shapes import (
    AcceptSerializer,
    AskSerializer,
    DeclineSerializer,
    QuestionSerializer,
    ReceivedListSerializer,
    ReceivedSerializer,
    ReplySerializer,
    SentListSerializer,
    SentSerializer,
)
from talent.accounts.api import LANG, PAGE, Mine, acts, paged, problems, reads, user_of, valid
from talent.companies.permissions import demand_recruiter, membership_of
from talent.experts.addressed import addressed, note
from talent.experts.audience import company as company_audience
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today

Shape = type[serializers.Serializer[Any]]
NOTHING: Shape = serializers.Serializer


_reads = partial(reads, "requests")
_acts = partial(acts, "requests")


class Ask(Mine):
    """Asking an expert."""

    @_acts("ask_expert", AskSerializer, SentSerializer, status=201)
    def post(self, request: Request, company: str, token: str) -> Response:
        """Asks the expert at an address of this company; counted in its budget, noted in the expert's log."""
        membership = membership_of(request.user, company)
        demand_recruiter(membership)
        audience = company_audience(membership.company_id, user_of(request).pk, waiting=membership.waiting)
        profile, _ = addressed(audience, token, words=vocabulary(), today=park_today())
        note(audience, profile.pk, park_today())
        asked = AskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = dict(asked.validated_data)
        made = actions.ask(
            actor=user_of(request),
            membership=membership,
            profile=profile,
            opening=actions.opening_with(membership, said.pop("opening", None)),
            **said,
        )
        return Response(SentSerializer(pages.sent(made, membership, user_of(request).pk)).data, status=201)


class CompanyRequests(Mine):
    """What a company has asked."""

    @_reads("company_requests", SentListSerializer, PAGE)
    def get(self, request: Request, company: str) -> Response:
        """The requests of the company, newest first."""
        user, membership = user_of(request), membership_of(request.user, company)
        rows = ContactRequest.objects.read_by(user.pk, membership.company_id).select_related("company")
        page, around = paged(request, rows, pages.A_PAGE)
        lines = pages.sent_list(list(page), membership, user.pk)
        return Response(SentListSerializer(around | {"results": lines}).data)


class CompanyRequest(Mine):
    """One request of a company."""

    @_reads("company_request", SentSerializer)
    def get(self, request: Request, company: str, key: UUID) -> Response:
        """The request as the company sees it."""
        membership = membership_of(request.user, company)
        found = asked_for(membership, user_of(request), key)
        return Response(SentSerializer(pages.sent(found, membership, user_of(request).pk)).data)


class _CompanyVerb(Mine):
    """What a company does with its request."""

    def done(
        self, request: Request, company: str, key: UUID, verb: Callable[..., None], sent: Shape = NOTHING
    ) -> Response:
        """The request as the company sees it after the verb."""
        user, membership = user_of(request), membership_of(request.user, company)
        found = asked_for(membership, user, key)
        verb(actor=user, membership=membership, request=found, **valid(sent, request))
        found.refresh_from_db()
        return Response(SentSerializer(pages.sent(found, membership, user.pk)).data)


class Answer(_CompanyVerb):
    @_acts("answer_request", ReplySerializer, SentSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Answers what was asked back."""
        return self.done(request, company, key, actions.answer, ReplySerializer)


class Withdraw(_CompanyVerb):
    @_acts("withdraw_request", None, SentSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Takes the request back."""
        return self.done(request, company, key, actions.withdraw)


class Confirm(_CompanyVerb):
    @_acts("confirm_deleted", None, SentSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Says that copies of what a yes had shown are deleted."""
        return self.done(request, company, key, actions.confirm_deleted)


class Requests(Mine):
    """What one was asked."""

    @_reads("requests", ReceivedListSerializer, PAGE, refusals=(401, 429))
    def get(self, request: Request) -> Response:
        """All requests, newest first, whatever became of them."""
        rows = ContactRequest.objects.to(user_of(request)).select_related("company")
        page, around = paged(request, rows, pages.A_PAGE)
        return Response(ReceivedListSerializer(around | {"results": pages.received_list(page)}).data)


class OneRequest(Mine):
    """One request that one was asked."""

    @_reads("request", ReceivedSerializer, refusals=(401, 404, 429))
    def get(self, request: Request, key: UUID) -> Response:
        """The request, what the company sees now, and what may be done."""
        return Response(_received(asked_of(user_of(request), key)))


class _ExpertVerb(Mine):
    """What one does with a request."""

    def done(self, request: Request, key: UUID, verb: Callable[..., None], sent: Shape = NOTHING) -> Response:
        """The request as the expert sees it after the verb."""
        found = asked_of(user_of(request), key)
        verb(actor=user_of(request), request=found, **valid(sent, request))
        found.refresh_from_db()
        return Response(ReceivedSerializer(pages.received(found)).data)


class Accept(_ExpertVerb):
    @_acts("accept_request", AcceptSerializer, ReceivedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says yes, with the groups to reveal."""
        return self.done(request, key, actions.accept, AcceptSerializer)


class Decline(_ExpertVerb):
    @_acts("decline_request", DeclineSerializer, ReceivedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says no, with a reason or without."""
        return self.done(request, key, actions.decline, DeclineSerializer)


class AskBack(_ExpertVerb):
    @_acts("ask_back", QuestionSerializer, ReceivedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Asks one question first."""
        return self.done(request, key, actions.ask_back, QuestionSerializer)


class TakeBack(_ExpertVerb):
    @_acts("take_back", None, ReceivedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Takes a yes back."""
        return self.done(request, key, actions.take_back)


class Block(Mine):
    """Never again from this company."""

    @extend_schema(
        operation_id="block_request",
        tags=["requests"],
        parameters=[LANG],
        request=None,
        responses={204: None} | problems(401, 403, 404, 409, 429),
    )
    def post(self, request: Request, key: UUID) -> Response:
        """Hides from the company and from whoever wrote; to them it looks as if nobody answered."""
        actions.block(actor=user_of(request), request=asked_of(user_of(request), key))
        return Response(status=204)


def _received(found: ContactRequest) -> Any:
    return ReceivedSerializer(pages.received(found)).data
