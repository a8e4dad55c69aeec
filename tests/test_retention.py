"""What is kept for a time goes when the time is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from search import tasks
from search.indexes.engine import engine
from search.indexes.experts import COMPANY_INDEX
from talent.accounts.models import Role
from talent.companies.models import Membership
from talent.companies.tasks import forget_memberships
from talent.experts import actions
from talent.experts.models import Listing, Look
from talent.experts.tasks import forget_looks
from talent.lib.dates import park_today
from tests import cast


def test_looks_go_after_a_year(expert: Any, company: Any) -> None:
    for days in (10, 370):
        Look.objects.create(
            company=company, profile=cast.profile_of(expert), day=park_today() - timedelta(days=days)
        )
    forget_looks()
    assert [look.day for look in Look.objects.all()] == [park_today() - timedelta(days=10)]


def test_ended_memberships_go_after_a_year(member: Any, colleague: Any) -> None:
    Membership.objects.filter(email=member.email).update(ended_at=timezone.now() - timedelta(days=370))
    forget_memberships()
    assert [row.email for row in Membership.objects.all()] == [colleague.email]


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
