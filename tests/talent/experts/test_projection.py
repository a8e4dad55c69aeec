"""Who sees which group of a profile: the table of the design, cell by cell."""

from datetime import date, timedelta
from typing import Any

import pytest

from talent.companies.models import State
from talent.experts import actions
from talent.experts.audience import COMPANIES, ME, PUBLIC, Audience, company
from talent.experts.models import Listing, Profile
from talent.experts.projection import narrows, project
from talent.experts.vocabulary import vocabulary
from tests import cast

TODAY = date(2026, 11, 23)
FACTS = {"skills", "seniority", "years", "region", "overlap", "languages", "ways", "free"}
WORDS = {"headline", "summary"}
NOTHING: set[str] = set()


@pytest.fixture
def profile(expert: Any) -> Profile:
    found = cast.profile_of(expert)
    found.free_from, found.summary_fa = TODAY, "دو بانک را به جریان لحظه‌ای بردم."
    return found


def seen(profile: Profile, audience: Audience) -> set[str]:
    shown = project(profile, audience, words=vocabulary(), today=TODAY)
    return {name for name in FACTS | WORDS if getattr(shown, name)} if shown else NOTHING


@pytest.mark.parametrize(
    ("listing", "audience", "groups"),
    [
        (Listing.NOBODY, PUBLIC, NOTHING),
        (Listing.NOBODY, COMPANIES, NOTHING),
        (Listing.NOBODY, ME, FACTS | WORDS),
        (Listing.COMPANIES, PUBLIC, NOTHING),
        (Listing.COMPANIES, COMPANIES, FACTS | WORDS),
        (Listing.COMPANIES, ME, FACTS | WORDS),
        (Listing.PUBLIC, PUBLIC, FACTS),
        (Listing.PUBLIC, COMPANIES, FACTS | WORDS),
        (Listing.PUBLIC, ME, FACTS | WORDS),
    ],
)
def test_each_audience_sees_its_groups(
    profile: Profile, listing: str, audience: Audience, groups: set[str]
) -> None:
    profile.listing = listing
    assert seen(profile, audience) == groups


def test_no_date_of_a_person_leaves_in_days(profile: Profile) -> None:
    profile.listing, profile.confirmed_on = Listing.PUBLIC, TODAY - timedelta(days=3)
    for audience in (PUBLIC, COMPANIES, ME):
        shown = project(profile, audience, words=vocabulary(), today=TODAY)
        assert shown is not None
        assert (shown.confirmed, shown.free) == ("month", "now")
        assert "2026" not in repr(shown)


def test_a_projection_names_no_user_and_no_primary_key(profile: Profile) -> None:
    profile.listing = Listing.PUBLIC
    shown = project(profile, COMPANIES, words=vocabulary(), today=TODAY)
    assert "experts.example.org" not in repr(shown)
    assert not {"pk", "id", "user"} & set(type(shown).__dataclass_fields__)


def test_less_than_before_is_narrower_and_more_is_not(profile: Profile) -> None:
    profile.listing = Listing.COMPANIES
    before = project(profile, COMPANIES, words=vocabulary(), today=TODAY)
    profile.headline_en = ""
    without = project(profile, COMPANIES, words=vocabulary(), today=TODAY)
    assert narrows(before, without) and narrows(before, None)
    assert not narrows(without, before) and not narrows(None, before) and not narrows(before, before)


@pytest.mark.parametrize(
    ("state", "found"), [(State.VERIFIED, True), (State.SUSPENDED, False), (State.SUBMITTED, False)]
)
def test_only_a_verified_company_sees_anybody(expert: Any, company: Any, state: str, found: bool) -> None:
    type(company).objects.update(state=state)
    audience = Audience(COMPANIES.kind, company.pk)
    assert Profile.objects.visible_to(audience).exists() is found


def test_who_hides_from_a_company_does_not_exist_for_it_alone(
    expert: Any, company: Any, other_company: Any
) -> None:
    actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    visible = Profile.objects.visible_to
    assert not visible(Audience(COMPANIES.kind, company.pk)).exists()
    assert visible(Audience(COMPANIES.kind, other_company.pk)).exists()


def test_one_s_own_company_sees_nothing_by_itself(moderator: Any, company_of_the_expert: Any) -> None:
    assert not Profile.objects.visible_to(company(company_of_the_expert.pk)).exists()


@pytest.fixture
def company_of_the_expert(moderator: Any, expert: Any) -> Any:
    from talent.companies.actions import add_member
    from talent.companies.models import MemberRole

    made = cast.company(moderator, "own")
    add_member(actor=moderator, company=made, email=expert.email, role=MemberRole.READER)
    return made


def test_the_public_sees_nothing_while_the_park_has_not_opened_its_directory(expert: Any) -> None:
    Profile.objects.update(listing=Listing.PUBLIC)
    assert not Profile.objects.visible_to(PUBLIC).exists()
    cast.open_public_directory()
    assert Profile.objects.visible_to(PUBLIC).exists()


def test_an_account_that_is_switched_off_is_seen_by_nobody(expert: Any, company: Any) -> None:
    type(expert).objects.filter(pk=expert.pk).update(is_active=False)
    assert not Profile.objects.visible_to(Audience(COMPANIES.kind, company.pk)).exists()
