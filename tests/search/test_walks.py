"""No search walks through everybody: whom to leave out and what to show are found by index."""

import re

import pytest
from django.db.models import QuerySet

from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts import audience
from talent.experts.models import HideEntry, Profile
from tests import cast

pytestmark = pytest.mark.django_db
WALK = re.compile(r"SCAN (experts_profile|accounts_user)\b")


def walks(rows: QuerySet[Profile]) -> list[str]:
    """Tables that the database would read from beginning to end."""
    return WALK.findall(rows.order_by().explain())


@pytest.fixture
def audiences(company: Company, member: User, expert: User) -> list[audience.Audience]:
    HideEntry.objects.create(profile=cast.profile_of(expert), company=company)
    return [audience.PUBLIC, audience.COMPANIES, audience.company(company.pk, member.pk)]


def test_whom_to_leave_out_is_found_by_index(audiences: list[audience.Audience]) -> None:
    for reader in audiences:
        assert walks(Profile.objects.hidden_in_search(reader)) == []


def test_the_rows_of_a_page_are_found_by_their_keys(audiences: list[audience.Audience], expert: User) -> None:
    keys = [cast.profile_of(expert).key] * 20
    for reader in audiences:
        assert walks(Profile.objects.visible_to(reader).filter(key__in=keys)) == []


def test_a_walk_would_be_seen(expert: User) -> None:
    assert walks(Profile.objects.filter(headline_en="x")) == ["experts_profile"]
