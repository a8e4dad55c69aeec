"""Middleware that joins the rooms: language, zone, privacy of pages, named errors, logs by route."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from config.refusals import response_for
from talent.accounts.models import User
from talent.lib.dates import zone
from talent.lib.errors import Refused

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("request")


class PrefixLocale(LocaleMiddleware):
    """Only "/" is led to a language: an unknown path (API, health) must stay a 404, not become /fa/…"""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info == "/":
            return super().process_response(request, response)
        return response


class Personal:
    """Sets the reader's zone; keeps every page out of every cache: who has left must not stay in one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        name = user.time_zone if isinstance(user, User) else "Asia/Tehran"
        with timezone.override(zone(name)):
            response = self.get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response


class Refusals:
    """Turns the named errors of all rooms into pages: one place, one look."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return response_for(request, error) if isinstance(error, Refused) else None


class RouteLog:
    """One line per request: route name, status, milliseconds. Never path, query, address or person."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match: Any = request.resolver_match
        milliseconds = round((time.perf_counter() - started) * 1000)
        log.info("request", route=match.route if match else "-", status=response.status_code, ms=milliseconds)
        return response
