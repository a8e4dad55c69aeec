"""Still true? Asked once after five months; after six the profile leaves search, and its owner is told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from talent.audit.models import Entry
from talent.changes.models import Change
from talent.experts import actions
from talent.experts.freshness import ask_still_true, unlist_stale
from talent.experts.models import Listing, Profile
from talent.experts.tasks import keep_fresh
from talent.lib.dates import park_today
from talent.notifications.models import Delivery
from tests import cast
from tests.post import sent_to, words

CONFIRMED = date(2026, 1, 31)


@pytest.fixture
def listed(expert: Any) -> Any:
    Profile.objects.update(confirmed_on=CONFIRMED)
    Change.objects.all().delete()
    return expert


@pytest.fixture
def asked(listed: Any) -> Any:
    """Somebody who was asked when it was time to."""
    assert ask_still_true(date(2026, 7, 1)) == 1
    return listed


def kinds() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("today", "asked"),
    [(date(2026, 6, 30), 0), (date(2026, 7, 1), 1), (date(2026, 7, 15), 1), (date(2027, 1, 1), 1)],
)
def test_one_is_asked_five_months_after_confirming(listed: Any, today: date, asked: int) -> None:
    assert ask_still_true(today) == asked == len(kinds())


def test_one_is_asked_once_for_each_confirmation(listed: Any) -> None:
    for day in (date(2026, 7, 1), date(2026, 7, 1), date(2026, 7, 9)):
        ask_still_true(day)
    assert kinds() == ["still_true"]
    Profile.objects.update(confirmed_on=date(2026, 7, 10))
    assert ask_still_true(date(2026, 12, 9)) == 0
    assert ask_still_true(date(2026, 12, 10)) == 1 and len(kinds()) == 2


@pytest.mark.parametrize(
    ("today", "gone"), [(date(2026, 7, 30), False), (date(2026, 7, 31), True), (date(2027, 7, 1), True)]
)
def test_after_six_months_the_profile_is_out_of_search(asked: Any, today: date, gone: bool) -> None:
    listed = asked
    assert unlist_stale(today) == gone
    assert unlist_stale(today) == 0
    assert (cast.profile_of(listed).listing == Listing.NOBODY) is gone
    assert kinds() == ["still_true", *["unlisted"] * gone]
    assert Change.objects.filter(narrowing=True).count() == gone


@pytest.mark.parametrize("asked_late", [date(2026, 7, 31), date(2026, 11, 2)])
def test_who_was_asked_late_has_four_weeks_to_answer(listed: Any, asked_late: date) -> None:
    assert unlist_stale(asked_late) == 0, "no worker ran when it was time to ask"
    assert ask_still_true(asked_late) == 1
    assert unlist_stale(asked_late + timedelta(days=27)) == 0
    assert unlist_stale(asked_late + timedelta(days=28)) == 1


def test_it_is_recorded_as_nobody_s_deed(asked: Any) -> None:
    unlist_stale(date(2026, 8, 1))
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.actor) == ("profile.listing.lapsed", None)


def test_who_confirms_meanwhile_stays(listed: Any) -> None:
    actions.confirm(actor=listed, profile=cast.profile_of(listed))
    assert unlist_stale(park_today() + timedelta(days=100)) == 0
    assert ask_still_true(park_today() + timedelta(days=100)) == 0


@pytest.mark.parametrize("fields", [{"listing": Listing.NOBODY}, {"user__is_active": False}])
def test_who_is_not_listed_or_has_closed_the_account_is_left_alone(
    listed: Any, fields: dict[str, Any]
) -> None:
    if "listing" in fields:
        Profile.objects.update(listing=Listing.NOBODY)
    else:
        type(listed).objects.filter(pk=listed.pk).update(is_active=False)
    assert ask_still_true(date(2026, 9, 1)) == unlist_stale(date(2026, 9, 1)) == 0
    assert kinds() == []


def test_the_nightly_task_unlists_some_and_asks_others(asked: Any, other_expert: Any) -> None:
    other = Profile.objects.filter(user=other_expert)
    other.update(confirmed_on=park_today() - timedelta(days=160))
    for _ in range(2):
        keep_fresh()
    assert kinds() == ["still_true", "unlisted", "still_true"]


def test_the_company_finds_nobody_from_that_moment_whether_the_relay_runs_or_not(
    asked: Any, member: Any, company: Any, browse: Callable[..., Client], index: Callable[[], int]
) -> None:
    index()
    unlist_stale(date(2026, 8, 1))
    page = browse(member).get(f"/en/c/{company.slug}/experts/?skill=python")
    assert page.context["page"].total == 0


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_mails_name_nobody_and_their_subject_says_nothing(listed: Any, language: str) -> None:
    type(listed).objects.update(language=language)
    ask_still_true(date(2026, 7, 1))
    unlist_stale(date(2026, 8, 1))
    mails = sent_to(listed.email)
    assert len(mails) == 2
    for mail in mails:
        told = words(mail)
        assert mail.extra_headers["Content-Language"] == language and f"/{language}/notifications/" in told
        assert "Data platform" not in told and "مهندس" not in told
        for word in ("talent", "profile", "expert", "park", "search", "متخصص", "پروفایل", "پارک", "جست"):
            assert word not in told.replace(listed.email, "").lower()
