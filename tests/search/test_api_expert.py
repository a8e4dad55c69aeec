"""One expert by the API: what the page shows, and nothing that it does not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.experts.details import save_details, save_row
from talent.experts.grants import grant_groups
from talent.experts.handles import token
from talent.experts.models import Look
from tests import cast

Browse = Callable[..., Client]


@pytest.fixture
def full(expert: Any) -> Any:
    profile = cast.profile_of(expert)
    values = {"actor": expert, "profile": profile}
    names = {"name_native": "نگار پارسا", "name_latin": "Negar Parsa"}
    save_details(**values, version=profile.version, part="names", **names)
    work = {"title": "Lead", "employer": "Nordlicht", "from_year": 2019, "to_year": None, "text": ""}
    save_row(**values, version=profile.version, part="experience", **work)
    return expert


def address(expert: Any, company: Any, settings: Any) -> str:
    made = token(cast.profile_of(expert).pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)
    return f"/api/v1/c/{company.slug}/experts/{made}/"


def test_a_company_gets_the_groups_that_it_may_see(
    browse: Browse, full: Any, member: Any, company: Any, settings: Any
) -> None:
    path = address(full, company, settings)
    before = browse(member).get(path, {"lang": "en"}).json()
    assert before["summary"] == {"en": "Moved two banks to streaming."} and before["skills"]
    assert (before["names"], before["experience"], before["contact"], before["cv"]) == ([], [], {}, None)
    grant_groups(
        actor=full,
        profile=cast.profile_of(full),
        company=company,
        groups=["names", "experience"],
        source="request",
        now=timezone.now(),
    )
    after = browse(member).get(path).json()
    assert after["names"] == ["نگار پارسا", "Negar Parsa"]
    assert after["experience"] == [
        {"title": "Lead", "employer": "", "from_year": 2019, "to_year": None, "text": ""}
    ]
    assert not {"points", "why", "parts", "missing"} & set(after)
    assert Look.objects.get().opened == 2


def test_foreign_missing_and_hidden_are_one_problem(
    browse: Browse, full: Any, member: Any, other_member: Any, company: Any, settings: Any
) -> None:
    path = address(full, company, settings)
    answers = [browse(other_member).get(path), browse(member).get(path[:-9] + "AAAAAAAA/")]
    browse(full).post("/en/profile/level/", {"group": "facts", "level": "me"})
    answers.append(browse(member).get(path))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert browse().get(path).status_code in (401, 403)
    assert not Look.objects.exists()
