"""Around every request of a test: a GET writes only where it may, a form carries its token."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

MAY_WRITE = {
    "experts_look": "the look log: one row per company, profile and day",
    "experts_missedlook": "addresses behind which a company may see nobody, for its budget",
    "django_session": "messages that were shown, sign-in under way",
    "wagtailadmin_editingsession": "Wagtail's own note of who edits what",
    "wagtailusers_userprofile": "Wagtail makes it on the first visit",
}
TOKENLESS: dict[str, str] = {
    "check_programmes": "changes nothing and keeps nothing; a token would need a cookie",
    "programme_check": "changes nothing and keeps nothing; a token would need a cookie",
    "programme_calculator": "changes nothing and keeps nothing; a token would need a cookie",
}
"""Addresses, by name, whose forms carry no token."""
_WRITE = re.compile(r'^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)


class WritingGet(Exception):
    """A GET changed something that a person owns."""


class FormWithoutToken(Exception):
    """A form that posts has no CSRF token."""


class Strict:
    """First middleware of the test set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            with connection.execute_wrapper(_refuse_writes):
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            match = request.resolver_match
            check_forms(response.content.decode(), (match.url_name if match else None) or request.path)
        return response


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    written = _WRITE.match(sql)
    if written and written[1].lower() not in MAY_WRITE:
        raise WritingGet(f"a GET writes to {written[1]}")
    return execute(sql, params, many, context)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.missing = 0
        self._inside = self._token = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside, self._token = (given.get("method") or "get").lower() == "post", False
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self._token = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._inside:
            self.missing += not self._token
            self._inside = False


def check_forms(html: str, where: str) -> None:
    """Raises FormWithoutToken for a posting form without token."""
    forms = _Forms()
    forms.feed(html)
    if forms.missing and where not in TOKENLESS:
        raise FormWithoutToken(where)
