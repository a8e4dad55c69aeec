"""Readiness: what does not answer is named, in about a second, and nothing personal is said."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from config import health
from search.lag import lag
from search.models import RelayState
from talent.accounts.models import User
from talent.changes.models import Change
from talent.experts.models import Profile

READY = "/health/ready"


def fine() -> None:
    """Answers."""


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The checks, all of which answer until a test says otherwise."""
    made: dict[str, Any] = dict.fromkeys(health.CHECKS, fine)
    monkeypatch.setattr(health, "CHECKS", MappingProxyType(made))
    yield made


@pytest.mark.usefixtures("checks")
def test_everything_answers() -> None:
    response = Client().get(READY)
    assert response.status_code == 200
    assert response.json() == dict.fromkeys(("status", *health.CHECKS), "ok")


@pytest.mark.parametrize("name", list(health.CHECKS))
def test_what_fails_is_named(checks: dict[str, Any], name: str) -> None:
    def broken() -> None:
        raise OSError("password=secret")

    checks[name] = broken
    response = Client().get(READY)
    assert response.status_code == 503
    assert [check for check in checks if response.json()[check] == "down"] == [name]
    assert "secret" not in response.content.decode()


def test_what_hangs_is_down_within_a_second(checks: dict[str, Any]) -> None:
    over = threading.Event()
    checks["broker"] = checks["engine"] = lambda: over.wait(5)
    started = time.perf_counter()
    response = Client().get(READY)
    took = time.perf_counter() - started
    over.set()
    assert took < 1.2
    assert (response.status_code, response.json()["broker"], response.json()["engine"]) == (
        503,
        "down",
        "down",
    )
    assert response.json()["database"] == "ok"


def test_a_broker_that_is_away_is_down_quickly(checks: dict[str, Any], settings: Any) -> None:
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    checks["broker"] = health._broker
    started = time.perf_counter()
    assert Client().get(READY).json()["broker"] == "down"
    assert time.perf_counter() - started < 1.2


@pytest.mark.django_db
def test_the_relay_is_behind_when_it_stands_or_leaves_changes() -> None:
    with pytest.raises(health.Behind):
        health._relay()
    RelayState.note(last_round=timezone.now() - timedelta(seconds=2))
    assert health._relay().oldest_unsent is None
    profile = Profile(user=User())
    Change.objects.create(kind="expert", key=profile.key, version=1, narrowing=False)
    assert 0 <= (lag().oldest_unsent or 0) < 5
    health._relay()
    Change.objects.update(marked_at=timezone.now() - timedelta(minutes=2))
    with pytest.raises(health.Behind):
        health._relay()
    RelayState.note(last_round=timezone.now() - timedelta(minutes=2))
    Change.objects.all().delete()
    with pytest.raises(health.Behind):
        health._relay()


def test_a_process_that_serves_is_alive() -> None:
    assert Client().get("/health/live").json() == {"status": "ok"}
