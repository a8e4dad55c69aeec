"""The API's shape: who asks, errors as application/problem+json (RFC 9457), throttles, its schema's errors.

DRF's views read their defaults, which name this module, while they are being imported: what it needs of
`rest_framework.views` it imports at use.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from talent.accounts.adapter import caller
from talent.lib.errors import Refused


class Session(SessionAuthentication):
    """The site's own session. Naming a challenge makes a missing sign-in a 401, not a 403."""

    def authenticate_header(self, request: Any) -> str:
        return "Session"


class PersonThrottle(SimpleRateThrottle):
    """Requests of one signed-in person."""

    scope = "person"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return f"throttle:person:{request.user.pk}" if request.user.is_authenticated else None


class VisitorThrottle(SimpleRateThrottle):
    """Requests of one anonymous caller, known by the day's pseudonym."""

    scope = "visitor"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return None if request.user.is_authenticated else f"throttle:visitor:{caller(request)}"


def ours(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """Of all addresses the API's: Wagtail has one of its own, which the back office keeps closed."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every error as a problem document."""
    from rest_framework.views import exception_handler

    if isinstance(error, Refused):
        told = _document(error.status, error.code, str(error.text))
        told.data |= error.beside
        if error.errors:
            told.data["errors"] = {name: [str(text)] for name, text in error.errors.items()}
        return told
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, (Http404, exceptions.NotFound)):
        return _document(404, "absent", "")
    answer = _document(response.status_code, _code(error), _detail(error))
    if isinstance(error, exceptions.ValidationError):
        answer.data["errors"] = response.data
    for header in ("Retry-After", "WWW-Authenticate", "Allow"):
        if header in response:
            answer[header] = response[header]
    return answer


def _code(error: Exception) -> str:
    if isinstance(error, (PermissionDenied, exceptions.PermissionDenied)):
        return "forbidden"
    return str(getattr(error, "default_code", "error"))


def _detail(error: Exception) -> str:
    return "" if isinstance(error, exceptions.ValidationError) else str(getattr(error, "detail", ""))


def _document(status: int, code: str, detail: str) -> Response:
    titles = {
        400: _("The request is not understood."),
        401: _("Sign in first."),
        403: _("This is not yours to do."),
        404: _("There is nothing at this address."),
        405: _("This address does not do that."),
        406: _("This form of answer is not offered."),
        409: _("Somebody was quicker."),
        410: _("It is over."),
        429: _("Too many requests."),
        503: _("Search is not available at the moment."),
    }
    body = {
        "type": "about:blank",
        "title": titles.get(status, ""),
        "status": status,
        "code": code,
        "detail": detail,
    }
    return Response(body, status=status, content_type="application/problem+json")
