"""Middleware that joins the rooms: language, zone, privacy of pages, named errors, logs by route."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import structlog
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from config.refusals import response_for
from talent.accounts import kept
from talent.accounts.fresh import ask_again
from talent.accounts.models import User
from talent.accounts.traceless import leaves_no_trace
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
        if isinstance(error, ReauthenticationRequired):
            return ask_again(request)
        return response_for(request, error) if isinstance(error, Refused) else None


class KeepTyped:
    """A form posted without a session leads to signing in, and what was typed is there afterwards.

    Kept text is dropped as soon as it has been posted. Every browser is told whose it is, so that nobody else gets it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if leaves_no_trace(request):
            return response
        if signed_in and not request.user.is_authenticated:
            kept.forget_owner(response)
        kept.know_owner(request, response)
        if request.method != "POST":
            return response
        if request.user.is_authenticated:
            return self._sent(request, response)
        sign_in = reverse("account_login")
        if response.status_code == 302 and response["Location"].startswith(f"{sign_in}?"):
            return self._keep(request, response, sign_in)
        return response

    def _keep(self, request: HttpRequest, response: HttpResponse, sign_in: str) -> HttpResponse:
        key = kept.put(request) if ratelimit.consume(request, action="keep_typed") else None
        if key is None:
            return response
        url = f"{sign_in}?{urlencode({'next': reverse('kept')})}"
        response = HttpResponseClientRedirect(url) if request.htmx else redirect(url)  # type: ignore[attr-defined]
        kept.hand_over(response, key)
        return response

    def _sent(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if kept.COOKIE in request.COOKIES and kept.COOKIE not in response.cookies:
            text = kept.read(request)
            if text and text.path == request.get_full_path():
                kept.drop(request, response)
        return response


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
