"""/health/live: the process answers. /health/ready: what it needs answers too, or is named within a second."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from kombu.connection import Connection

from search.indexes.engine import engine
from search.lag import Lag, lag

DEADLINE = 0.9
SLOW_SECONDS = 60
Checks = Mapping[str, Callable[[], Any]]


class Behind(Exception):
    """The relay does not keep up."""


def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process serves."""
    return JsonResponse({"status": "ok"})


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.get("health")


def _engine() -> None:
    engine().ping()


def _broker() -> None:
    with Connection(settings.BROKER_URL, connect_timeout=0.3, transport_options=_QUICK) as broker:  # type: ignore[no-untyped-call]
        broker.ensure_connection(max_retries=1, timeout=0.3)


def _relay() -> Lag:
    state = lag()
    if state.last_round is None or state.last_round > SLOW_SECONDS:
        raise Behind()
    if state.oldest_unsent is not None and state.oldest_unsent > SLOW_SECONDS:
        raise Behind()
    return state


_QUICK = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "max_retries": 0}
CHECKS: Checks = {
    "database": _database,
    "cache": _cache,
    "engine": _engine,
    "broker": _broker,
    "relay": _relay,
}
_pool = ThreadPoolExecutor(max_workers=2 * len(CHECKS), thread_name_prefix="health")


def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything answers, 503 with the names of what does not. Whatever hangs is "down" after a second. The relay's
    numbers are for `search status` alone: to the tenth of a second they would tell when somebody left.
    """
    told = states()
    fine = all(state == "ok" for state in told.values())
    body = {"status": "ok" if fine else "degraded"} | told
    return JsonResponse(body, status=200 if fine else 503)


def states() -> dict[str, str]:
    """Says "ok" or "down" of each part, within a second."""
    running = {name: _pool.submit(_closing, check) for name, check in CHECKS.items()}
    wait(running.values(), timeout=DEADLINE)
    return {name: _state(future) for name, future in running.items()}


def _closing(check: Callable[[], Any]) -> Any:
    """A thread of the pool has a database connection of its own, which nobody else would close."""
    try:
        return check()
    finally:
        connection.close()


def _state(future: Future[Any]) -> str:
    if not future.done():
        future.cancel()
        return "down"
    # Whatever a driver raises means the same here: it does not answer.
    return "down" if future.exception() else "ok"


urlpatterns = [path("live", live, name="health_live"), path("ready", ready, name="health_ready")]
