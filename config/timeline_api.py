"""In-tray and timeline for programs: which thing waits since when, and where its verbs are."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.in_tray import MOST, shown, waiting
from config.timeline import A_PAGE, happened, lines
from talent.accounts.api import LANG, PAGE, Mine, paged, problems, user_of
from talent.companies.permissions import membership_of
from talent.timeline.kinds import Reader
from talent.timeline.models import Item, ItemQuerySet

TAGS = ["in-tray"]


class ItemSerializer(serializers.Serializer[Any]):
    """`kind` says what it is (a contact request, something new in a conversation …), `key` which one: in the addresses
    of requests, conversations and invitations; of a registration it is the item's own."""

    kind = serializers.CharField()
    key = serializers.UUIDField()
    since = serializers.DateField()
    due = serializers.DateField(allow_null=True)


class PastItemSerializer(ItemSerializer):
    settled_on = serializers.DateField(allow_null=True)


class InTraySerializer(serializers.Serializer[Any]):
    """What waits, oldest first: at most the first hundred."""

    results = ItemSerializer(many=True)


class TimelineSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = PastItemSerializer(many=True)


class InTray(Mine):
    @extend_schema(
        operation_id="in_tray",
        tags=TAGS,
        parameters=[LANG],
        responses={200: InTraySerializer} | problems(401, 403, 429),
    )
    def get(self, request: Request) -> Response:
        """What waits for the person."""
        user = user_of(request)
        return _listed(waiting(user), Reader(user))


class CompanyInTray(Mine):
    @extend_schema(
        operation_id="company_in_tray",
        tags=TAGS,
        parameters=[LANG],
        responses={200: InTraySerializer} | problems(401, 403, 404, 429),
    )
    def get(self, request: Request, company: str) -> Response:
        """What waits for the company, as far as this member may read it."""
        user, membership = user_of(request), membership_of(request.user, company)
        return _listed(waiting(user, membership.company_id), Reader(user, membership))


class Timeline(Mine):
    @extend_schema(
        operation_id="timeline",
        tags=TAGS,
        parameters=[LANG, PAGE],
        responses={200: TimelineSerializer} | problems(401, 403, 429),
    )
    def get(self, request: Request) -> Response:
        """All that has ever waited for the person, the newest first."""
        page, around = paged(request, happened(user_of(request)), A_PAGE)
        found = lines(list(page), Reader(user_of(request)))
        rows = [found[item.pk] for item in page if item.pk in found]
        return Response(TimelineSerializer(around | {"results": rows}).data)


def _listed(items: ItemQuerySet, reader: Reader) -> Response:
    rows = [_plain(row["item"]) for row in shown(items[:MOST], reader)]
    return Response(InTraySerializer({"results": rows}).data)


def _plain(item: Item) -> dict[str, Any]:
    return {"kind": item.kind, "key": item.ref, "since": timezone.localdate(item.since), "due": item.due}
