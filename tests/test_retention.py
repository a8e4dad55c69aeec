"""What is kept for a time goes when the time is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from jobs.contacts.models import ContactRequest, ContactStep
from jobs.contacts.tasks import forget_requests
from search import tasks
from search.indexes.engine import engine
from search.indexes.experts import COMPANY_INDEX
from talent.accounts.models import Role
from talent.companies.models import Membership
from talent.companies.tasks import forget_memberships
from talent.conversations.models import Message, Thread
from talent.conversations.tasks import forget_conversations
from talent.experts import actions
from talent.experts.grants import grant_groups
from talent.experts.models import Listing, Look
from talent.experts.tasks import forget_looks
from talent.lib.dates import park_today
from talent.timeline.models import Item
from tests import cast


def test_looks_go_after_a_year(expert: Any, company: Any) -> None:
    for days in (10, 370):
        Look.objects.create(
            company=company, profile=cast.profile_of(expert), day=park_today() - timedelta(days=days)
        )
    forget_looks()
    assert [look.day for look in Look.objects.all()] == [park_today() - timedelta(days=10)]


def test_conversations_go_a_year_after_the_last_that_was_said(expert: Any, company: Any) -> None:
    for days in (10, 370):
        last = timezone.now() - timedelta(days=days)
        thread = Thread.objects.create(
            profile=cast.profile_of(expert), company=company, ref=uuid4(), opened_at=last, last_at=last
        )
        Message.objects.create(thread=thread, side="expert", text="Hello", sent_on=last.date(), sent_at=last)
    assert forget_conversations() == 1
    assert [message.thread for message in Message.objects.all()] == list(Thread.objects.all())


def test_ended_memberships_go_after_a_year(member: Any, colleague: Any) -> None:
    Membership.objects.filter(email=member.email).update(ended_at=timezone.now() - timedelta(days=370))
    forget_memberships()
    assert [row.email for row in Membership.objects.all()] == [colleague.email]


REQUEST = {
    "asked_as": "Sara",
    "handle_fa": "قالی مهربان ۹۵",
    "handle_en": "gentle carpet 95",
    "purpose": "advice",
    "message": "Hello",
}


@pytest.mark.parametrize(
    ("state", "days", "there", "stays"),
    [
        ("expired", 370, True, False),
        ("declined", 360, True, True),
        ("taken_back", 370, True, False),
        ("accepted", 370, "yes", True),
        ("accepted", 370, True, False),
        ("accepted", 370, False, False),
        ("waiting", 370, True, True),
    ],
)
def test_requests_go_a_year_after_their_end(
    expert: Any, company: Any, state: str, days: int, there: bool | str, stays: bool
) -> None:
    ended = timezone.now() - timedelta(days=days)
    begun = ended - timedelta(days=5)
    request = ContactRequest.objects.create(
        profile=cast.profile_of(expert) if there else None,
        company=company,
        state=state,
        answer_by=begun.date(),
        asked_on=begun.date(),
        created_at=begun,
        expires_at=begun + timedelta(days=14),
        **REQUEST,
    )
    ContactStep.objects.create(request=request, verb="any", side="clock", state=state, at=ended)
    Item.objects.create(owner_kind="company", owner=company.pk, kind="any", ref=request.key, since=ended)
    if there == "yes":
        mine = {"actor": expert, "profile": cast.profile_of(expert)}
        grant_groups(**mine, company=company, groups=["names"], source="here", now=begun)
    forget_requests()
    assert ContactRequest.objects.exists() == stays
    assert Item.objects.exists() == stays


def test_the_first_moderator_is_made_by_command(db: None) -> None:
    user = cast.person("first@park.example.org")
    call_command("role", "First@park.example.org", "moderator")
    assert Role.objects.get().user == user


def test_removed_text_leaves_the_index_at_night(index: Callable[[], int], expert: Any) -> None:
    index()
    actions.set_listing(actor=expert, profile=cast.profile_of(expert), listing=Listing.NOBODY)
    index()
    assert [dead for _, _, dead in engine().versions(COMPANY_INDEX.name)] == [True]
    tasks.forget_removed()
    assert list(engine().versions(COMPANY_INDEX.name)) == []
