"""/health/live: the process answers. /health/ready: what it needs answers too."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path


def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process serves."""
    return JsonResponse({"status": "ok"})


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.get("health")


CHECKS: dict[str, Callable[[], None]] = {"database": _database, "cache": _cache}


def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything answers, 503 with the names of what does not."""
    states = {name: _state(check) for name, check in CHECKS.items()}
    fine = all(state == "ok" for state in states.values())
    return JsonResponse({"status": "ok" if fine else "degraded"} | states, status=200 if fine else 503)


def _state(check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:  # whatever a driver raises means the same here: it does not answer
        return "down"
    return "ok"


urlpatterns = [path("live", live, name="health_live"), path("ready", ready, name="health_ready")]
