"""Rates hold under many at once, and whatever address a caller claims to come from."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import cast
from tests.faults.test_side_by_side import _together

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]
CALLERS = 64


def forged(number: int) -> Client:
    """A caller who writes another address into the header at each try."""
    return Client(
        headers={"x-forwarded-for": f"198.51.100.{number}, 203.0.113.{number}"}, REMOTE_ADDR="192.0.2.1"
    )


def test_sixty_four_at_once_guess_one_password_five_times(db: None) -> None:
    user = cast.person("guessed@experts.example.org")

    def guess(number: int) -> str:
        form = {"login": user.email, "password": f"wrong guess {number}"}
        answer = forged(number).post("/en/account/login/", form)
        limited = answer.status_code == 429 or "Too many failed" in answer.content.decode()
        return "limited" if limited else "checked"

    cache.clear()
    answers = _together(guess, CALLERS)
    assert 1 <= answers.count("checked") <= 5 and len(answers) == CALLERS


def test_a_forged_forwarding_header_is_no_new_caller(db: None, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 0
    cache.clear()
    callers = [forged(number) for number in range(25)]
    for caller in callers:
        cast.read_notice(caller)
    answers = [
        caller.post("/en/account/signup/", {"email": "x", "password1": "x"}).status_code for caller in callers
    ]
    assert answers.count(429) == 5, "twenty a minute from one place, whatever it calls itself"
