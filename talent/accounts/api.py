"""What all answers for programs share: the language they are told in, and how the schema tells of them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from talent.accounts.models import Language, User

Row = TypeVar("Row", bound=Model)
Shape = type[serializers.Serializer[Any]]
PAGE = OpenApiParameter("page", OpenApiTypes.INT)
LANG = OpenApiParameter(
    "lang", OpenApiTypes.STR, description="Language of labels, before Accept-Language.", enum=Language.values
)


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)


def problems(*statuses: int) -> dict[Any, Any]:
    """The refusals of an operation, for the schema."""
    return {(status, "application/problem+json"): ProblemSerializer for status in statuses}


def reads(
    tag: str,
    name: str,
    answered: Shape | OpenApiTypes,
    *more: OpenApiParameter,
    refusals: tuple[int, ...] = (401, 403, 404, 429),
) -> Callable[[Any], Any]:
    """How the schema tells of reading, for a method. `more`: parameters beside the language."""
    told = {200: answered} | problems(*refusals)
    return extend_schema(operation_id=name, tags=[tag], parameters=[LANG, *more], responses=told)


def acts(
    tag: str, name: str, sent: Shape | None, answered: Shape | None, *, status: int = 200
) -> Callable[[Any], Any]:
    """How the schema tells of a verb, for a method: what is sent, and what is answered (None: 204 and nothing)."""
    done: dict[Any, Any] = {status: answered} if answered else {204: None}
    told = done | problems(400, 401, 403, 404, 409, 429)
    return extend_schema(operation_id=name, tags=[tag], parameters=[LANG], request=sent, responses=told)


class Spoken(APIView):
    """Speaks the language of ?lang=, else of Accept-Language."""

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        if request.GET.get("lang") in Language.values:
            translation.activate(request.GET["lang"])
        return super().initialize_request(request, *args, **kwargs)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        response["Content-Language"] = translation.get_language() or Language.FA
        patch_vary_headers(response, ["Accept-Language"])
        return super().finalize_response(request, response, *args, **kwargs)


class Mine(Spoken):
    """Answers that are somebody's own."""

    permission_classes = [IsAuthenticated]


def user_of(request: Request) -> User:
    """Who asks, where nobody else is let in."""
    assert isinstance(request.user, User)
    return request.user


def valid(shape: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What was sent, in that shape. Raises the framework's ValidationError."""
    typed = shape(data=request.data)
    typed.is_valid(raise_exception=True)
    found: dict[str, Any] = typed.validated_data
    return found


def paged(request: Request, rows: QuerySet[Row] | list[Row], size: int) -> tuple[Page[Row], dict[str, Any]]:
    """The page that was asked for, with the addresses of those around it; beyond the last one, the last."""
    page = Paginator(rows, size).get_page(request.query_params.get("page"))

    def link(number: int) -> str:
        query = request.query_params.copy()
        query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}"

    after = link(page.next_page_number()) if page.has_next() else None
    before = link(page.previous_page_number()) if page.has_previous() else None
    return page, {"count": page.paginator.count, "next": after, "previous": before}
