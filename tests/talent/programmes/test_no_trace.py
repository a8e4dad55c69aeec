"""Answers that nobody would give by chance are typed into every page of a self-check, by a stranger and by somebody
who is signed in. Afterwards they stand nowhere: in no table, log, cache, index, mail, cookie, header or address."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from elasticsearch import Elasticsearch

from talent.accounts.models import User
from tests.harness.middleware import TOKENLESS
from tests.talent.programmes.conftest import carried, day
from tests.test_permissions import patterns

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("programmes")]
CANARIES = ("791900791", "83456789123", "1987-11-13", "13 November 1987", "zqcanary", "54321.09", "۷۹۱۹۰۰۷۹۱")
CHECK, ALL, CALCULATOR = (
    f"/en/programmes/{page}/" for page in ("return-for-good/check", "check", "return-for-good/calculator")
)
TYPED: dict[str, Any] = {
    "iranian": "yes",
    "has_scholarship_bond": "no",
    "lives_in": "DE",
    "abroad_since": day("13", "11", "1987") | {"calendar": "gregorian"},
    "years_of_work": "۷۹۱۹۰۰۷۹۱",
    "publications": "791900791",
    "salary_irr": "83456789123",
    "job_start": day("13", "11", "2087") | {"calendar": "gregorian"},
    "host_company": "yes",
    "travel_cost": "54321.09",
}
LOST = {"publications": "zqcanary", "salary_irr": "zqcanary"}


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every line that any logger writes."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.getMessage()} {record.__dict__}")

    handler, root = Keep(level=0), logging.getLogger()
    loggers = [root, logging.getLogger("django"), logging.getLogger("request")]
    for one in loggers:
        one.addHandler(handler)
    before = structlog.get_config()["processors"]
    structlog.configure(processors=[lambda _, name, event: lines.append(repr(event)) or event, *before])
    yield lines
    structlog.configure(processors=before)
    for one in loggers:
        one.removeHandler(handler)


def pages(client: Client) -> Iterator[Any]:
    """Every step of every page, with good and bad answers."""
    for path in (CHECK, ALL):
        page = client.get(path)
        yield page
        while page.context.get("question"):
            fact = page.context["question"].fact.id
            if fact in LOST:
                yield client.post(path, carried(page) | {"go": "next", "answer": LOST[fact]})
            page = client.post(path, carried(page) | _typed(fact))
            assert page.status_code == 200, (path, fact)  # or the questions never end
            yield page
        for verb in ("amounts", "rest", "back", "result", "change:salary_irr", "stay"):
            yield client.post(path, carried(page) | {"go": verb})
    sums = {f"{fact}-answer": value for fact, value in TYPED.items() if not isinstance(value, dict)} | {
        f"job_start-{name}": value for name, value in TYPED["job_start"].items()
    }
    yield client.post(CALCULATOR, sums)
    yield client.post(CALCULATOR, sums | {"travel_cost-answer": "zqcanary"})
    facts = {"salary_irr": "83456789123", "abroad_since": "1987-11-13", "travel_cost": "54321.09"}
    for verb in ("check", "calculate"):
        for body in ({"facts": facts}, {"facts": {"salary_irr": "zqcanary"}}):
            yield client.post(
                f"/api/v1/programmes/return-for-good/{verb}/", json.dumps(body), "application/json"
            )


def _typed(fact: str) -> dict[str, Any]:
    typed = TYPED.get(fact)
    if typed is None:
        return {"go": "unknown"}
    return {"go": "next"} | (typed if isinstance(typed, dict) else {"answer": typed})


@pytest.mark.parametrize("who", ["stranger", "expert"])
def test_no_answer_is_found_anywhere(
    browse: Callable[..., Client], expert: User, index: Any, logged: list[str], who: str, tmp_path: Path
) -> None:
    index()
    client = browse(expert if who == "expert" else None)
    client.raise_request_exception = False
    answers = list(pages(client))
    bodies = " ".join(one.content.decode() for one in answers)
    assert all(
        canary in bodies for canary in ("83456789123", "1987-11-13", "zqcanary")
    )  # they did go through
    assert len(answers) > 40 and {one.status_code for one in answers} == {200, 400}
    index()
    for place, text in places(answers, logged, tmp_path):
        assert [canary for canary in CANARIES if canary in text] == [], place


def places(answers: list[Any], logged: list[str], folder: Path) -> Iterator[tuple[str, str]]:
    """Everything outside the pages themselves, as text."""
    yield "headers", " ".join(str(sorted(one.headers.items())) for one in answers)
    yield "cookies", " ".join(one.cookies.output() for one in answers)
    yield "logs", " ".join(logged)
    assert len(logged) > 40
    yield "mails", " ".join(one.message().as_string() for one in mail.outbox)
    for model in apps.get_models(include_auto_created=True):
        yield model._meta.label, str(list(model._base_manager.values_list()))
    yield from other_tables()
    yield "cache", cached()
    yield "index", indexed()
    for root in (folder, Path(settings.VAR)):
        for path in root.rglob("*"):
            if path.is_file() and "sqlite3" not in path.name:
                yield str(path), path.read_bytes().decode("utf-8", "replace")


def other_tables() -> Iterator[tuple[str, str]]:
    """The tables that no model tells of."""
    with connection.cursor() as cursor:
        known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        for table in set(connection.introspection.table_names(cursor)) - known:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, str(cursor.fetchall())


def cached() -> str:
    """What the cache holds: of Redis every key with its value, else the memory of this process."""
    store = caches["default"]
    if not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        raw = store.client.get_client()  # type: ignore[attr-defined]
        return " ".join(f"{key!r} {raw.dump(key)!r}" for key in raw.keys("*"))
    return str(getattr(cache, "_cache", {}))


def indexed() -> str:
    """What a cluster's index holds; the embedded one lies in the folder that is read file by file."""
    if not settings.SEARCH_URL:
        return ""
    with Elasticsearch(settings.SEARCH_URL.split(",")) as client:
        return str(client.search(index=f"{settings.SEARCH_PREFIX}-*", size=1000))


@pytest.mark.parametrize("who", ["stranger", "expert"])
def test_no_cookie_is_set_no_session_is_touched_and_no_row_is_written(
    browse: Callable[..., Client], expert: User, who: str
) -> None:
    client = browse(expert if who == "expert" else None)
    before, rows = client.cookies.output(), counts()
    with connection.execute_wrapper(_only_reading):
        for page in pages(client):
            assert "Set-Cookie" not in page.headers and not page.cookies
            assert "no-store" in page["Cache-Control"]
    assert client.cookies.output() == before and counts() == rows


def _only_reading(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")), sql
    return execute(sql, params, many, context)


def counts() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_a_message_that_waits_for_its_reader_is_not_used_up(
    browse: Callable[..., Client], expert: User
) -> None:
    client = browse(expert)
    client.post("/en/profile/confirm/")
    client.get(CHECK)
    client.post(CHECK, {"go": "next"})
    assert [str(one) for one in client.get("/en/profile/").context["messages"]] != []


def test_exactly_the_pages_that_keep_nothing_carry_no_token() -> None:
    exempt = set()
    for name, _ in patterns():
        views = [one.callback for one in _entries(get_resolver().url_patterns) if one.name == name]
        if any(getattr(view, "csrf_exempt", False) for view in views):
            exempt.add(name)
    others = {
        "unsubscribe",
        "tell_answers",
    }  # whoever holds the mail may; a page that shows a form with its token
    assert exempt - others == {name for name in TOKENLESS if ":" not in name}


def _entries(found: Any) -> Iterator[Any]:
    for entry in found:
        if hasattr(entry, "url_patterns"):
            yield from _entries(entry.url_patterns)
        else:
            yield entry
