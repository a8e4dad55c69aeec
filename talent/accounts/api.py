"""What all answers for programs share: the language they are told in."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.views import APIView

from talent.accounts.models import Language

LANG = OpenApiParameter(
    "lang", OpenApiTypes.STR, description="Language of labels, before Accept-Language.", enum=Language.values
)


class Spoken(APIView):
    """Speaks the language of ?lang=, else of Accept-Language."""

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        if request.GET.get("lang") in Language.values:
            translation.activate(request.GET["lang"])
        return super().initialize_request(request, *args, **kwargs)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response["Content-Language"] = translation.get_language() or Language.FA
        patch_vary_headers(response, ["Accept-Language"])
        return super().finalize_response(request, response, *args, **kwargs)
