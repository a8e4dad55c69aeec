"""Companies on their way to being verified, made through the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.companies import actions
from talent.companies.models import Company, MemberRole
from tests import cast

Browse = Callable[..., Client]
NAMES = {"name_fa": "شرکت الوند", "name_en": "Alvand", "wish": "alvand"}
STEPS = {
    "names": NAMES,
    "papers": {"national_id": "۱۰۳۸۰۲۸۴۷۹۰", "contract_number": "1405-9"},
    "domain": {"domain": "Alvand.example.org"},
    "work": {
        "makes_fa": "ساعت می‌سازد.",
        "makes_en": "Makes clocks.",
        "park_en": "ICT Park",
        "park_fa": "پارک",
    },
}


def write(browser: Client, slug: str, **changes: str) -> None:
    """Fills in every step of a registration, with these changes."""
    for step, typed in STEPS.items():
        sent = {name: changes.get(name, value) for name, value in typed.items()}
        answer = browser.post(f"/en/c/{slug}/registration/{step}/", sent)
        assert answer.status_code == 302, answer.content.decode()


@pytest.fixture
def founder(db: None) -> User:
    return cast.person("founder@alvand.example.org")


@pytest.fixture
def draft(browse: Browse, founder: User) -> Company:
    """A registration that has just begun."""
    answer = browse(founder).post("/en/companies/register/", {"name_fa": "شرکت الوند", "name_en": "Alvand"})
    assert answer.status_code == 302
    return Company.objects.get(name_en="Alvand")


@pytest.fixture
def submitted(browse: Browse, founder: User, draft: Company) -> Company:
    """The same, complete and sent to the park."""
    write(browse(founder), draft.slug)
    assert browse(founder).post(f"/en/c/{draft.slug}/registration/submit/").status_code == 302
    draft.refresh_from_db()
    return draft


@pytest.fixture
def owner(moderator: Any, company: Company) -> User:
    """An owner of the verified company."""
    return cast.member(moderator, company, "owner", MemberRole.OWNER)


def end_of(company: Company, email: str, moderator: User) -> None:
    """The park ends a membership."""
    membership = company.memberships.get(email=email, ended_at=None)
    actions.end_membership(actor=moderator, membership=membership)
