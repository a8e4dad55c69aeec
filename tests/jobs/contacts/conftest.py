"""A company that has asked an expert, through the pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jobs.contacts.models import ContactRequest
from jobs.contacts.tasks import tell
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.handles import token
from talent.lib.dates import park_today
from tests import cast

Browse = Callable[..., Client]
WORDS = "We look for somebody who has moved a bank to streaming."


@pytest.fixture
def address(settings: Any) -> Callable[[User, Company], str]:
    """Where a company finds an expert."""

    def of(user: User, company: Company) -> str:
        relation, key = f"company:{company.pk}", settings.RELATION_KEY
        return f"/en/c/{company.slug}/experts/{token(cast.profile_of(user).pk, relation=relation, key=key)}/"

    return of


def form(**changes: str) -> dict[str, str]:
    """What a recruiter fills in."""
    day = park_today() + timedelta(days=7)
    typed = {
        "purpose": "advice",
        "message": WORDS,
        "answer_by": day.isoformat(),
        "asked_as": "Sara Recruiter",
    }
    return typed | changes


@pytest.fixture
def asked(
    browse: Browse, expert: User, member: User, company: Company, address: Callable[[User, Company], str]
) -> ContactRequest:
    """The member has asked the expert, who is told."""
    answer = browse(member).post(f"{address(expert, company)}ask/", form())
    assert answer.status_code == 302, answer.content.decode()
    assert tell() == 1
    return ContactRequest.objects.get()
