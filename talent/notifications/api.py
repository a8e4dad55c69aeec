"""What one was told and how one is told, for programs: the same lists and verbs as the pages'."""

from typing import Any

from django.core.paginator import Page, Paginator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import LANG, Spoken, problems
from talent.accounts.models import User
from talent.notifications import actions
from talent.notifications.choices import Mode
from talent.notifications.kinds import choosable
from talent.notifications.models import Notification
from talent.notifications.pages import chosen_modes, lines

TAGS = ["notifications"]
PAGE = OpenApiParameter("page", OpenApiTypes.INT)
A_PAGE = 25


class LineSerializer(serializers.Serializer[Any]):
    """One thing that was told; `url` is the page it leads to."""

    key = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField()
    sentence = serializers.CharField()
    url = serializers.CharField()
    told_at = serializers.DateTimeField()
    seen = serializers.BooleanField()


class LineListSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    unseen = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = LineSerializer(many=True)


class SeenSerializer(serializers.Serializer[Any]):
    """What was seen; without `keys`, everything."""

    keys = serializers.ListField(child=serializers.UUIDField(), max_length=100, required=False)


class UnseenSerializer(serializers.Serializer[Any]):
    unseen = serializers.IntegerField()


class ChoiceSerializer(serializers.Serializer[Any]):
    """How the person is told of one kind."""

    kind = serializers.CharField()
    title = serializers.CharField()
    mode = serializers.ChoiceField(Mode.values)


class ChosenSerializer(serializers.Serializer[Any]):
    """One kind that is to be told otherwise."""

    mode = serializers.ChoiceField(Mode.values)

    def get_fields(self) -> dict[str, Any]:
        """With the kinds that can be chosen, which are known when all rooms are ready."""
        names = [kind.name for kind in choosable()]
        return {"kind": serializers.ChoiceField(names)} | super().get_fields()


class ChosenListSerializer(serializers.Serializer[Any]):
    """The kinds that are to be told otherwise; the others stay."""

    modes = ChosenSerializer(many=True)


class Notifications(Spoken):
    """What the person was told."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="notifications",
        tags=TAGS,
        parameters=[LANG, PAGE],
        responses={200: LineListSerializer} | problems(401, 429),
    )
    def get(self, request: Request) -> Response:
        """The list, newest first. Reading it marks nothing as seen."""
        told = Notification.objects.of(_user(request))
        page = Paginator(told, A_PAGE).get_page(request.query_params.get("page"))
        around = {"count": page.paginator.count, "unseen": told.unseen().count()}
        shown = around | _links(request, page) | {"results": lines(page.object_list)}
        return Response(LineListSerializer(shown).data)


class SeenNotifications(Spoken):
    """Marking as seen."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="see_notifications",
        tags=TAGS,
        parameters=[LANG],
        request=SeenSerializer,
        responses={200: UnseenSerializer} | problems(400, 401, 403, 429),
    )
    def post(self, request: Request) -> Response:
        """Marks these, or everything; keys of others count as keys of nothing. Answers how many are still new."""
        sent = SeenSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        user = _user(request)
        if "keys" in sent.validated_data:
            actions.see(actor=user, keys=sent.validated_data["keys"])
        else:
            actions.see_all(actor=user)
        return Response({"unseen": Notification.objects.of(user).unseen().count()})


class NotificationChoices(Spoken):
    """How the person is told of what."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="notification_choices",
        tags=TAGS,
        parameters=[LANG],
        responses={200: ChoiceSerializer(many=True)} | problems(401, 429),
    )
    def get(self, request: Request) -> Response:
        """Each kind that can be chosen. What is about the safety of the account is always told at once."""
        return Response(_choices(_user(request)))

    @extend_schema(
        operation_id="choose_notifications",
        tags=TAGS,
        parameters=[LANG],
        request=ChosenListSerializer,
        responses={200: ChoiceSerializer(many=True)} | problems(400, 401, 403, 429),
    )
    def post(self, request: Request) -> Response:
        """Changes these kinds, and answers all."""
        sent = ChosenListSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        modes = {one["kind"]: one["mode"] for one in sent.validated_data["modes"]}
        actions.choose_modes(actor=_user(request), modes=modes)
        return Response(_choices(_user(request)))


def _choices(user: User) -> Any:
    modes = chosen_modes(user)
    rows = [{"kind": kind.name, "title": str(kind.label), "mode": modes[kind.name]} for kind in choosable()]
    return ChoiceSerializer(rows, many=True).data


def _links(request: Request, page: Page[Notification]) -> dict[str, str | None]:
    def link(number: int) -> str:
        query = request.query_params.copy()
        query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}"

    after = link(page.next_page_number()) if page.has_next() else None
    before = link(page.previous_page_number()) if page.has_previous() else None
    return {"next": after, "previous": before}


def _user(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user
