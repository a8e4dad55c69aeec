"""The schema: without warnings, true of the answers, and a page that reads it from our own files."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.api import PersonThrottle, VisitorThrottle
from config.demo.programmes import make_programmes
from jobs.openings import views as openings
from talent.accounts.models import RoleName, User
from talent.companies.models import Company
from talent.mentoring.booking_views import VERBS as SESSION_VERBS
from talent.mentoring.views import VERBS as OFFER_VERBS
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_schema_is_valid_and_without_warnings() -> None:
    written = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)
    assert "openapi: 3.1.0" in written.getvalue()


APPLICATIONS = [
    "/api/v1/jobs/{opening}/apply/",
    *(f"/api/v1/jobs/{{opening}}/apply/{verb}/" for verb in ("cv", "drop_cv", "discard", "send")),
    "/api/v1/applications/",
    "/api/v1/applications/{key}/",
    *(
        f"/api/v1/applications/{{key}}/{verb}/"
        for verb in ("withdraw", "accept", "decline", "undo", "take_back")
    ),
    "/api/v1/c/{company}/openings/{opening}/applications/",
    "/api/v1/c/{company}/openings/{opening}/applications/{key}/",
    *(
        f"/api/v1/c/{{company}}/openings/{{opening}}/applications/{{key}}/{verb}/"
        for verb in ("review", "shortlist", "offer", "rescind", "refuse", "comment")
    ),
]

SESSIONS = [
    *(f"/api/v1/mentors/{{key}}/{one}/" for one in ("times", "hold")),
    *(f"/api/v1/mentoring/sessions/{one}" for one in ("", "{key}/")),
    *(
        f"/api/v1/mentoring/sessions/{{key}}/{verb}/"
        for verb in ("book", "times", "move", "outcome", *SESSION_VERBS)
    ),
]


MENTORING = [
    "/api/v1/mentors/{key}/ask/",
    "/api/v1/mentoring/questions/",
    *(
        f"/api/v1/mentoring/questions/{{key}}/{verb}"
        for verb in ("", "answer/", "decline/", "withdraw/", "thank/")
    ),
    "/api/v1/mentoring/propose/{origin}/{key}/",
    "/api/v1/mentoring/relations/",
    *(
        f"/api/v1/mentoring/relations/{{key}}/{verb}"
        for verb in ("", "accept/", "decline/", "withdraw/", "complete/", "end/", "notes/")
    ),
    "/api/v1/mentoring/relations/{key}/notes/{note}/drop/",
    "/api/v1/mentoring/sessions/{key}/feedback/",
]


def test_the_schema_names_the_api_alone() -> None:
    schema = Client().get("/api/v1/schema/").json()
    assert set(schema["paths"]) == {
        "/api/v1/experts/",
        "/api/v1/openings/",
        "/api/v1/openings/{key}/",
        "/api/v1/c/{company}/experts/",
        "/api/v1/c/{company}/experts/{token}/",
        "/api/v1/c/{company}/experts/{token}/ask/",
        *(f"/api/v1/c/{{company}}/experts/{{token}}/{verb}/" for verb in ("keep", "note", "drop")),
        "/api/v1/c/{company}/shortlist/",
        "/api/v1/c/{company}/openings/",
        *(
            f"/api/v1/c/{{company}}/openings/{{key}}/{verb}"
            for verb in ("", "copy/", *(f"{verb}/" for verb in openings.VERBS))
        ),
        "/api/v1/c/{company}/requests/",
        "/api/v1/c/{company}/requests/{key}/",
        *(f"/api/v1/c/{{company}}/requests/{{key}}/{verb}/" for verb in ("answer", "withdraw", "confirm")),
        *APPLICATIONS,
        "/api/v1/requests/",
        "/api/v1/requests/{key}/",
        *(
            f"/api/v1/requests/{{key}}/{verb}/"
            for verb in ("accept", "decline", "ask_back", "take_back", "block")
        ),
        *(f"/api/v1/{place}conversations/" for place in ("", "c/{company}/")),
        *(
            f"/api/v1/{place}conversations/{{key}}/{verb}"
            for place in ("", "c/{company}/")
            for verb in ("", "leave/", "mute/", "read/", "files/{file}/")
        ),
        *(f"/api/v1/conversations/{{key}}/{verb}/" for verb in ("reading", "block")),
        *(f"/api/v1/{place}in-tray/" for place in ("", "c/{company}/")),
        *(f"/api/v1/mentors/{one}" for one in ("", "{key}/")),
        *MENTORING,
        *SESSIONS,
        *(f"/api/v1/mentoring/offer/{verb}" for verb in ("", *(f"{verb}/" for verb in OFFER_VERBS))),
        *(f"/api/v1/hours/{verb}" for verb in ("", "calendar/", "calendar/forget/")),
        *(f"/api/v1/hours/{rows}/{verb}" for rows in ("days", "journeys") for verb in ("", "{key}/drop/")),
        "/api/v1/timeline/",
        "/api/v1/notifications/",
        "/api/v1/notifications/seen/",
        "/api/v1/notifications/choices/",
        "/api/v1/vocabularies/{kind}/",
        "/api/v1/programmes/",
        "/api/v1/programmes/{programme}/",
        *(
            f"/api/v1/programmes/{{programme}}/{verb}/"
            for verb in ("versions", "versions/{number}", "check", "calculate")
        ),
        "/api/v1/c/",
        "/api/v1/companies/register/",
        "/api/v1/companies/{company}/",
        *(f"/api/v1/c/{{company}}/registration/{verb}" for verb in ("", "submit/")),
        *(f"/api/v1/c/{{company}}/members/{verb}" for verb in ("", "role/", "end/", "leave/")),
        *(f"/api/v1/c/{{company}}/invitations/{verb}" for verb in ("", "{key}/withdraw/")),
        *(f"/api/v1/invitations/{{key}}/{verb}/" for verb in ("accept", "decline")),
    }
    assert schema["openapi"] == "3.1.0"


def test_the_documentation_is_served_by_us_under_the_strict_policy() -> None:
    page = Client().get("/api/v1/docs/")
    text = page.content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)", text)
    assert all(address.startswith("/") for address in re.findall(r'(?:src|href)="([^"]*)"', text))
    assert "script-src 'self';" in page["Content-Security-Policy"] + ";"
    script = Client().get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in script.content.decode()


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A whole WSGI request would close the test's own database connection; and nobody is throttled."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    for throttle in (PersonThrottle, VisitorThrottle):
        monkeypatch.setattr(throttle, "THROTTLE_RATES", {"person": None, "visitor": None})
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("in_process", "expert")
def test_answers_are_as_the_schema_says(
    index: Callable[[], int], browse: Callable[[User | None], Client], member: User, company: Company
) -> None:
    cast.open_public_directory()
    cast.staff(RoleName.EDITOR)
    make_programmes()
    index()
    cookie = browse(member).cookies["sessionid"].value
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())
    for found in schema.get_all_operations():
        verify(found.ok(), company.slug, cookie)


def verify(operation: Any, slug: str, cookie: str) -> None:
    """A few generated requests of one operation: no 5xx, documented statuses, bodies as described."""

    @settings(max_examples=10, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        if "programme" in case.path_parameters:
            case.path_parameters["programme"] = "return-for-good"
        if "company" in case.path_parameters:
            case.path_parameters["company"] = slug
        token = {"csrftoken": "t" * 32}
        # a schema cannot tell every rule: a name of blanks, or one with a link in it, is refused too
        case.call_and_validate(
            cookies={"sessionid": cookie} | token,
            headers={"X-CSRFToken": "t" * 32},
            excluded_checks=[positive_data_acceptance],
        )

    check()
