"""Every address of the API, its schema and its documentation; the rest is a problem, not a page."""

from typing import Any

from django.urls import include, path, re_path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api import Session
from search.api import CompanyExperts, PublicExperts
from search.api_expert import CompanyExpert
from talent.experts.api import Vocabulary


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema how `Session` knows who asks."""

    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class Schema(SpectacularJSONAPIView):
    """The schema, in the one language of slugs and field names."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer: Response = self._get_schema_response(request)  # type: ignore[no-untyped-call]
        return answer


class Docs(SpectacularSwaggerSplitView):
    """The schema to read and try out, from our own files alone."""

    template_name = "api/docs.html"
    url_name = "api_schema"


@extend_schema(exclude=True)
class Nothing(APIView):
    """Any other address under /api/."""

    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound()


version_1 = [
    path("schema/", Schema.as_view(), name="api_schema"),
    path("docs/", Docs.as_view(), name="api_docs"),
    path("experts/", PublicExperts.as_view(), name="api_experts"),
    path("c/<slug:company>/experts/", CompanyExperts.as_view(), name="api_company_experts"),
    path("c/<slug:company>/experts/<str:token>/", CompanyExpert.as_view(), name="api_company_expert"),
    path("vocabularies/<slug:kind>/", Vocabulary.as_view(), name="api_vocabulary"),
]

urlpatterns = [
    path("v1/", include(version_1)),
    re_path(r"", Nothing.as_view(), name="api_nothing"),
]
