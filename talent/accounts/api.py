"""What all answers for programs share: the language they are told in."""

from typing import Any

from django.utils import translation
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from talent.accounts.models import Language

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
