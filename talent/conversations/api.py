"""Conversations for programs: the same verbs as the pages'."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import PAGE, Mine, Shape, acts, paged, reads, user_of, valid
from talent.accounts.private_files import REASONS
from talent.companies.models import Membership
from talent.companies.permissions import membership_of
from talent.conversations import actions, pages
from talent.conversations.files import Sent
from talent.conversations.models import Side, Thread
from talent.conversations.permissions import is_there, thread_for, thread_of
from talent.conversations.shapes import (
    ConversationListSerializer,
    ConversationSerializer,
    HavingReadSerializer,
    SayingSerializer,
    SignedSerializer,
    SwitchSerializer,
)
from talent.lib.errors import Refused

PART = [OpenApiParameter(name, OpenApiTypes.UUID) for name in ("before", "after")]
_reads = partial(reads, "conversations")
_verb = partial(acts, "conversations")


class Conversations(Mine):
    @_reads("conversations", ConversationListSerializer, PAGE)
    def get(self, request: Request) -> Response:
        """One's conversations with companies, the liveliest first."""
        page, around = paged(request, pages.of_expert(user_of(request)), pages.LINES)
        return Response(ConversationListSerializer(around | {"results": pages.expert_lines(list(page))}).data)


class Conversation(Mine):
    """One conversation of an expert."""

    parser_classes = [JSONParser, MultiPartParser]

    @_reads("conversation", ConversationSerializer, *PART)
    def get(self, request: Request, key: UUID) -> Response:
        """What was said: the newest, or before or after a message."""
        return _mine(thread_of(user_of(request), key), **_part(request))

    @_verb("say", SayingSerializer, ConversationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says something."""
        user = user_of(request)
        thread = thread_of(user, key)
        actions.say_as_expert(actor=user, thread=thread, **_said(SayingSerializer, request))
        return _mine(thread_of(user, key))


class LeaveConversation(Mine):
    @_verb("leave_conversation", None, ConversationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Ends it for both."""
        user = user_of(request)
        actions.leave(actor=user, thread=thread_of(user, key))
        return _mine(thread_of(user, key))


class MuteConversation(Mine):
    @_verb("mute_conversation", SwitchSerializer, ConversationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """No mail about it, or mail again."""
        user = user_of(request)
        thread = thread_of(user, key)
        actions.mute(actor=user, thread=thread, muted=valid(SwitchSerializer, request)["on"])
        return _mine(thread_of(user, key))


class ReadConversation(Mine):
    @_verb("read_conversation", HavingReadSerializer, ConversationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says that one has read it, all or up to a message."""
        user = user_of(request)
        thread = thread_of(user, key)
        actions.mark_read(actor=user, thread=thread, **valid(HavingReadSerializer, request))
        return _mine(thread_of(user, key))


class ShowReading(Mine):
    @_verb("show_reading", SwitchSerializer, ConversationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Lets the company know on which day one has read, or not any more."""
        user = user_of(request)
        thread = thread_of(user, key)
        actions.show_reading(actor=user, thread=thread, shown=valid(SwitchSerializer, request)["on"])
        return _mine(thread_of(user, key))


class BlockConversation(Mine):
    @_verb("block_conversation", None, None)
    def post(self, request: Request, key: UUID) -> Response:
        """Hides from the company and from whoever asked or wrote; to them it has ended."""
        user = user_of(request)
        actions.block(actor=user, thread=thread_of(user, key))
        return Response(status=204)


class ConversationFile(Mine):
    @_reads("conversation_file", OpenApiTypes.BINARY)
    def get(self, request: Request, key: UUID, file: UUID) -> FileResponse:
        """A file of the conversation."""
        return pages.download(thread_of(user_of(request), key), Side.EXPERT, True, file)


class CompanyConversations(Mine):
    @_reads("company_conversations", ConversationListSerializer, PAGE)
    def get(self, request: Request, company: str) -> Response:
        """The company's conversations with experts, the liveliest first."""
        user, membership = user_of(request), membership_of(request.user, company)
        page, around = paged(request, pages.of_company(membership, user), pages.LINES)
        lines = pages.company_lines(list(page), membership, user)
        return Response(ConversationListSerializer(around | {"results": lines}).data)


class CompanyConversation(Mine):
    """One conversation of a company."""

    parser_classes = [JSONParser, MultiPartParser]

    @_reads("company_conversation", ConversationSerializer, *PART)
    def get(self, request: Request, company: str, key: UUID) -> Response:
        """What was said: the newest, or before or after a message."""
        return _ours(request, membership_of(request.user, company), key, **_part(request))

    @_verb("say_for_company", SignedSerializer, ConversationSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Says something, under a name."""
        membership = membership_of(request.user, company)
        thread = thread_for(membership, user_of(request), key)
        said = {"membership": membership, "thread": thread, **_said(SignedSerializer, request)}
        actions.say_as_company(actor=user_of(request), **said)
        return _ours(request, membership, key)


class CompanyLeaveConversation(Mine):
    @_verb("leave_company_conversation", None, ConversationSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Ends it for both."""
        membership = membership_of(request.user, company)
        thread = thread_for(membership, user_of(request), key)
        actions.leave_as_company(actor=user_of(request), membership=membership, thread=thread)
        return _ours(request, membership, key)


class CompanyMuteConversation(Mine):
    @_verb("mute_company_conversation", SwitchSerializer, ConversationSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """No mail about it to this member, or mail again."""
        membership = membership_of(request.user, company)
        thread = thread_for(membership, user_of(request), key)
        muted = valid(SwitchSerializer, request)["on"]
        actions.mute(actor=user_of(request), thread=thread, muted=muted)
        return _ours(request, membership, key)


class CompanyReadConversation(Mine):
    @_verb("read_company_conversation", HavingReadSerializer, ConversationSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Says that the company has read it, all or up to a message."""
        membership = membership_of(request.user, company)
        thread = thread_for(membership, user_of(request), key)
        read: dict[str, Any] = {
            "membership": membership,
            "thread": thread,
            **valid(HavingReadSerializer, request),
        }
        actions.mark_read_as_company(actor=user_of(request), **read)
        return _ours(request, membership, key)


class CompanyConversationFile(Mine):
    @_reads("company_conversation_file", OpenApiTypes.BINARY)
    def get(self, request: Request, company: str, key: UUID, file: UUID) -> FileResponse:
        """A file of the conversation: the expert's as long as the expert is there."""
        user, membership = user_of(request), membership_of(request.user, company)
        thread = thread_for(membership, user, key)
        return pages.download(thread, Side.COMPANY, is_there(thread, membership, user), file)


def _mine(thread: Thread, **part: UUID | None) -> Response:
    return Response(ConversationSerializer(pages.expert_page(thread, **part)).data)


def _ours(request: Request, membership: Membership, key: UUID, **part: UUID | None) -> Response:
    user = user_of(request)
    thread = thread_for(membership, user, key)
    return Response(ConversationSerializer(pages.company_page(thread, membership, user, **part)).data)


class _PartSerializer(serializers.Serializer[Any]):
    before = serializers.UUIDField(default=None)
    after = serializers.UUIDField(default=None)


def _part(request: Request) -> dict[str, UUID | None]:
    asked = _PartSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    part: dict[str, UUID | None] = asked.validated_data
    return part


def _said(shape: Shape, request: Request) -> dict[str, Any]:
    said = valid(shape, request)
    if getattr(
        request, "oversized", False
    ):  # known once the body was read; such a file was not even received
        raise Refused(REASONS["large"], field="attachments")
    return said | {"attachments": [Sent(str(one.name), one.read()) for one in said["attachments"]]}
