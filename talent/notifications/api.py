"""What one was told and how one is told, for programs: the same lists and verbs as the pages'."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import LANG, PAGE, Mine, paged, problems, reads, user_of, valid
from talent.accounts.models import User
from talent.notifications import actions
from talent.notifications.choices import Mode
from talent.notifications.kinds import choosable
from talent.notifications.models import Notification
from talent.notifications.pages import chosen_modes, lines

TAGS = ["notifications"]
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


class Notifications(Mine):
    """What the person was told."""

    @reads("notifications", "notifications", LineListSerializer, PAGE, refusals=(401, 429))
    def get(self, request: Request) -> Response:
        """The list, newest first. Reading it marks nothing as seen."""
        told = Notification.objects.of(user_of(request))
        page, around = paged(request, told, A_PAGE)
        shown = around | {"unseen": told.unseen().count(), "results": lines(page.object_list)}
        return Response(LineListSerializer(shown).data)


class SeenNotifications(Mine):
    """Marking as seen."""

    @extend_schema(
        operation_id="see_notifications",
        tags=TAGS,
        parameters=[LANG],
        request=SeenSerializer,
        responses={200: UnseenSerializer} | problems(400, 401, 403, 429),
    )
    def post(self, request: Request) -> Response:
        """Marks these, or everything; keys of others count as keys of nothing. Answers how many are still new."""
        sent, user = valid(SeenSerializer, request), user_of(request)
        if "keys" in sent:
            actions.see(actor=user, keys=sent["keys"])
        else:
            actions.see_all(actor=user)
        return Response({"unseen": Notification.objects.of(user).unseen().count()})


class NotificationChoices(Mine):
    """How the person is told of what."""

    @extend_schema(
        operation_id="notification_choices",
        tags=TAGS,
        parameters=[LANG],
        responses={200: ChoiceSerializer(many=True)} | problems(401, 429),
    )
    def get(self, request: Request) -> Response:
        """Each kind that can be chosen. What is about the safety of the account is always told at once."""
        return Response(_choices(user_of(request)))

    @extend_schema(
        operation_id="choose_notifications",
        tags=TAGS,
        parameters=[LANG],
        request=ChosenListSerializer,
        responses={200: ChoiceSerializer(many=True)} | problems(400, 401, 403, 429),
    )
    def post(self, request: Request) -> Response:
        """Changes these kinds, and answers all."""
        sent = valid(ChosenListSerializer, request)
        modes = {one["kind"]: one["mode"] for one in sent["modes"]}
        actions.choose_modes(actor=user_of(request), modes=modes)
        return Response(_choices(user_of(request)))


def _choices(user: User) -> Any:
    modes = chosen_modes(user)
    rows = [{"kind": kind.name, "title": str(kind.label), "mode": modes[kind.name]} for kind in choosable()]
    return ChoiceSerializer(rows, many=True).data
