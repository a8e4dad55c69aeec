"""Budgets: what nobody stands behind costs as much as somebody; what is unusual gets a moderator's eyes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talent.experts import actions
from talent.experts.handles import token
from talent.experts.models import Flag, Look, MissedLook, Pattern
from talent.experts.patterns import Day, patterns
from talent.experts.tasks import watch_patterns
from talent.lib.dates import park_today
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]


@pytest.fixture
def address(company: Any, settings: Any) -> Callable[[int], str]:
    relation, key = f"company:{company.pk}", settings.RELATION_KEY
    return lambda pk: f"/en/c/alborz/experts/{token(pk, relation=relation, key=key)}/"


def test_an_address_that_leads_nowhere_costs_once_like_a_new_profile(
    browse: Browse, member: Any, expert: Any, address: Any, settings: Any, index: Callable[[], int]
) -> None:
    settings.LOOKS_PER_DAY = 2
    browser, real = browse(member), address(cast.profile_of(expert).pk)
    nowhere = [address(10**9 + number) for number in range(3)]
    assert [browser.get(nowhere[0]).status_code for _ in range(3)] == [404] * 3
    assert browser.get(real).status_code == 200
    assert [browser.get(one).status_code for one in nowhere] == [404, 429, 429]
    assert browser.get(real).status_code == 200
    assert MissedLook.objects.count() == 1


def test_beyond_the_budget_nobody_can_tell_who_is_there(
    browse: Browse, member: Any, expert: Any, address: Any, settings: Any
) -> None:
    settings.LOOKS_PER_DAY = 0
    browser = browse(member)
    real, nowhere = address(cast.profile_of(expert).pk), address(10**9)
    answers = {one: browser.get(one) for one in (real, nowhere)}
    assert [answer.status_code for answer in answers.values()] == [429, 429]
    bodies = {answer.content.replace(one.split("/")[-2].encode(), b"") for one, answer in answers.items()}
    assert len(bodies) == 1


def test_hiding_after_having_been_seen_costs_as_somebody_who_never_was(
    browse: Browse, member: Any, company: Any, expert: Any, address: Any, settings: Any
) -> None:
    browser, real = browse(member), address(cast.profile_of(expert).pk)
    assert browser.get(real).status_code == 200
    actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    settings.LOOKS_PER_DAY = 2
    assert [browser.get(one).status_code for one in (real, address(10**9))] == [404, 429]


def test_a_missed_look_counts_for_thirty_days(
    browse: Browse, member: Any, company: Any, address: Any, settings: Any
) -> None:
    settings.LOOKS_PER_MONTH = 1
    old = MissedLook.objects.create(company=company, digest="x" * 32, day=park_today() - timedelta(days=29))
    assert browse(member).get(address(10**9)).status_code == 429
    MissedLook.objects.filter(pk=old.pk).update(day=park_today() - timedelta(days=30))
    assert browse(member).get(address(10**9)).status_code == 404


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (Day(opened=59, missed=9, left_today=1, left_in_window=1), []),
        (Day(opened=0, missed=10, left_today=1, left_in_window=1), [Pattern.GUESSING]),
        (Day(opened=60, missed=0, left_today=1, left_in_window=1), [Pattern.OPENING]),
        (Day(opened=0, missed=0, left_today=0, left_in_window=1), [Pattern.SWEEPING]),
        (Day(opened=0, missed=0, left_today=0, left_in_window=0), [Pattern.EXHAUSTING]),
    ],
)
def test_unusual_patterns_of_a_day(day: Day, expected: list[Pattern]) -> None:
    assert list(patterns(day)) == expected


def test_who_guesses_addresses_is_flagged_once_and_a_moderator_closes_it(
    browse: Browse, member: Any, moderator: Any, address: Any
) -> None:
    browser = browse(member)
    for number in range(10):
        browser.get(address(10**9 + number))
    for _ in range(2):
        watch_patterns()
    flag = Flag.objects.get()
    assert flag.pattern == Pattern.GUESSING
    staff = browse(moderator)
    assert "شرکت alborz" in staff.get(reverse("flag:index")).content.decode()
    assert staff.post(reverse("flag:close", args=[flag.pk])).status_code == 302
    flag.refresh_from_db()
    assert flag.closed_by == moderator and flag.closed_at
    watch_patterns()
    assert Flag.objects.count() == 1


def test_a_usual_day_is_not_flagged(browse: Browse, member: Any, expert: Any, address: Any) -> None:
    browse(member).get(address(cast.profile_of(expert).pk))
    watch_patterns()
    assert Look.objects.exists() and not Flag.objects.exists()
