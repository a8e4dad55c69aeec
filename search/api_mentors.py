"""Mentors for programs: the same list and offers as the pages show."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from search.api_shapes import (
    AskedSerializer,
    FacetSerializer,
    around,
    asked_answer,
    facet_answer,
    parameters_of,
)
from search.lexicon import lexicon
from search.listing import facets
from search.mentor_views import asked_of, found_card, searched, seen_by
from search.mentor_wording import MentorWording
from search.mentors import MENTORS
from talent.accounts.api import Mine, Spoken, problems, reads, user_of
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.mentoring.pages import card
from talent.mentoring.readers import reader_of


class SpokenTextSerializer(serializers.Serializer[Any]):
    """A text and the language that it is written in."""

    text = serializers.CharField(allow_blank=True)
    language = serializers.CharField()


class MentorCardSerializer(serializers.Serializer[Any]):
    """An offer in a list, in words of the asked language. To visitors without an account it has no key, no name and
    nothing typed."""

    key = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    headline = SpokenTextSerializer()
    topics = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    formats = serializers.ListField(child=serializers.CharField())
    for_whom = serializers.ListField(child=serializers.CharField())
    on_request = serializers.BooleanField()


class FoundMentorSerializer(MentorCardSerializer):
    """With its points, and why it is there."""

    points = serializers.IntegerField()
    why = serializers.ListField(child=serializers.CharField())


class MentorSerializer(MentorCardSerializer):
    """One offer: its text, and what whoever books is asked."""

    text = SpokenTextSerializer()
    questions = serializers.ListField(child=serializers.CharField())


class MentorsSerializer(serializers.Serializer[Any]):
    """One page. `count` is what fits the question, rounded down to fives for visitors."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    asked = AskedSerializer()
    facets = FacetSerializer(many=True)
    results = FoundMentorSerializer(many=True)


class Mentors(Spoken):
    """The list of mentors."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="mentors",
        tags=["mentoring"],
        parameters=parameters_of(MENTORS),
        responses={200: MentorsSerializer} | problems(401, 403, 429, 503),
    )
    def get(self, request: Request) -> Response:
        """Offers that the reader may find; without a question facets alone."""
        known = lexicon()
        if isinstance(request.user, User):
            demand_notice(request.user)
        elif not known.public_open:
            raise NotAuthenticated()
        wording, asked = MentorWording(known.words), asked_of(request, known)
        page = searched(request, asked)
        body = around(request, page.criteria, page.pages) | {
            "count": page.total,
            "asked": asked_answer(page.criteria, wording),
            "facets": [facet_answer(one) for one in facets(MENTORS, page.facets, page.criteria, wording)],
            "results": [found_card(one, wording) for one in page.found],
        }
        return Response(MentorsSerializer(body).data)


class Mentor(Mine):
    """One offer."""

    @reads("mentoring", "mentor", MentorSerializer)
    def get(self, request: Request, key: UUID) -> Response:
        """The offer as the reader sees it; missing, hidden and closed ones answer alike."""
        demand_notice(user_of(request))
        seen = seen_by(reader_of(request.user), key)
        return Response(MentorSerializer(card(seen, MentorWording(lexicon().words).language)).data)
