"""Whom a profile reaches: ticked companies, companies that came later, families, hosts. Read at every search."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from talent.accounts.leaving import erase_account
from talent.changes.models import Change
from talent.companies.actions import add_member, change_company, end_membership
from talent.companies.models import Company, MemberRole, Membership
from talent.experts import actions
from talent.experts.handles import token
from talent.experts.models import Listing
from talent.experts.newcomers import tell_of_new_companies
from talent.notifications.models import Delivery
from tests import cast
from tests.post import sent_to, words
from tests.talent.accounts.test_accounts import code_in

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]
Seen = Callable[[Any, Company], bool]


@pytest.fixture
def seen(browse: Browse, expert: Any, index: Index) -> Seen:
    """Whether the expert is found by this member through that company; list, facets, total and page agree."""

    def found(reader: Any, company: Company) -> bool:
        browser, place = browse(reader), f"/en/c/{company.slug}/experts/"
        page = browser.get(place, {"q": "python"}).context["page"]
        assert page.total == len(page.found) == page.facets["skill"].get("python", 0)
        api = browser.get(f"/api/v1/c/{company.slug}/experts/", {"q": "python"}).json()
        assert api["count"] == page.total == len(api["results"])
        return bool(page.total)

    return found


@pytest.fixture
def profile(expert: Any) -> Any:
    return cast.profile_of(expert)


def test_only_ticked_companies_find_a_profile_that_says_so(
    seen: Seen, expert: Any, profile: Any, member: Any, company: Any, other_member: Any, other_company: Any,
    index: Index,
) -> None:  # fmt: skip
    actions.set_listing(actor=expert, profile=profile, listing=Listing.TICKED, ticked=[company])
    index()
    assert seen(member, company) and not seen(other_member, other_company)


def test_a_member_of_a_hidden_company_who_changes_the_address_sees_nobody_through_another_one(
    browse: Browse, seen: Seen, moderator: Any, expert: Any, profile: Any, member: Any, company: Any,
    other_company: Any, index: Index,
) -> None:  # fmt: skip
    index()
    actions.hide_from(actor=expert, profile=profile, company=company)
    browser, new = browse(member), "new@mail.example.net"
    browser.post("/en/account/email/", {"email": new})
    code = code_in(Delivery.objects.get(kind="email_confirmation"))
    browser.post("/en/account/confirm-email/", {"code": code})
    joined = add_member(actor=moderator, company=other_company, email=new, role=MemberRole.RECRUITER)
    member.refresh_from_db()
    cast.accept_code(member, joined)
    assert not seen(member, other_company)
    assert browser.get(see(profile, other_company)).status_code == 404
    Membership.objects.filter(person=member).update(ended_at=timezone.now() - timedelta(days=366))
    assert seen(member, other_company)  # a year later it is forgotten
    assert browser.get(see(profile, other_company)).status_code == 200


def see(profile: Any, company: Company) -> str:
    """The address of the profile for this company's members."""
    named = token(profile.pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)
    return f"/en/c/{company.slug}/experts/{named}/"


def test_taking_a_tick_away_acts_at_the_next_request_with_the_relay_dead(
    seen: Seen, expert: Any, profile: Any, member: Any, company: Any, other_company: Any, index: Index
) -> None:
    actions.set_listing(actor=expert, profile=profile, listing=Listing.TICKED, ticked=[company])
    index()
    assert seen(member, company)
    actions.set_listing(actor=expert, profile=profile, listing=Listing.TICKED, ticked=[other_company])
    assert Change.objects.filter(narrowing=True).exists()
    assert not seen(member, company)


def test_a_profile_for_ticked_companies_needs_a_tick(expert: Any, profile: Any) -> None:
    with pytest.raises(actions.NotListable):
        actions.set_listing(actor=expert, profile=profile, listing=Listing.TICKED, ticked=[])
    assert cast.profile_of(expert).listing == Listing.COMPANIES


def test_hiding_from_the_last_ticked_company_leaves_search(
    expert: Any, profile: Any, company: Any, other_company: Any
) -> None:
    actions.set_listing(actor=expert, profile=profile, listing=Listing.TICKED, ticked=[company])
    actions.hide_from(actor=expert, profile=profile, company=company)
    assert cast.profile_of(expert).listing == Listing.NOBODY


def test_hiding_from_a_ticked_company_takes_its_tick(
    expert: Any, profile: Any, company: Any, other_company: Any
) -> None:
    both = [company, other_company]
    actions.set_listing(actor=expert, profile=profile, listing=Listing.TICKED, ticked=both)
    actions.hide_from(actor=expert, profile=profile, company=company)
    assert [tick.company for tick in profile.ticks.all()] == [other_company]


def test_a_company_verified_later_waits_seven_days_after_owners_were_told(
    seen: Seen, expert: Any, moderator: Any, index: Index
) -> None:
    late = cast.company(moderator, "late")
    Company.objects.filter(pk=late.pk).update(told_at=None)
    reader = cast.member(moderator, late, "reader")
    index()
    assert not seen(reader, late)
    assert tell_of_new_companies() == 1
    assert not seen(reader, late)
    [mail] = sent_to(expert.email)
    assert late.name_en not in words(mail) and late.slug not in words(mail)
    Company.objects.filter(pk=late.pk).update(told_at=timezone.now() - timedelta(days=6, hours=23))
    assert not seen(reader, late)
    Company.objects.filter(pk=late.pk).update(told_at=timezone.now() - timedelta(days=7, minutes=1))
    assert seen(reader, late)


def test_who_chooses_after_companies_came_is_seen_by_them_at_once(
    seen: Seen, expert: Any, profile: Any, moderator: Any, index: Index
) -> None:
    new = [cast.company(moderator, slug) for slug in ("late", "later", "latest")]
    Company.objects.update(told_at=None)
    readers = [cast.member(moderator, company, "reader") for company in new]
    for listing in (Listing.NOBODY, Listing.COMPANIES):
        actions.set_listing(actor=expert, profile=profile, listing=listing)
    index()
    assert all(seen(reader, company) for reader, company in zip(readers, new, strict=True))
    assert tell_of_new_companies() == 0  # chose with it in mind: nothing to tell


@pytest.mark.parametrize("before", [Listing.PUBLIC, Listing.COMPANIES])
def test_saving_again_or_narrowing_opens_nothing_to_a_company_that_waits(
    seen: Seen, expert: Any, profile: Any, moderator: Any, index: Index, before: Listing
) -> None:
    cast.open_public_directory()
    actions.set_listing(actor=expert, profile=profile, listing=before)
    late = cast.company(moderator, "late")
    Company.objects.filter(pk=late.pk).update(told_at=None)
    reader = cast.member(moderator, late, "reader")
    actions.set_listing(actor=expert, profile=profile, listing=Listing.COMPANIES)
    index()
    assert not seen(reader, late)


def test_owners_are_told_once(expert: Any, moderator: Any) -> None:
    for slug in ("late", "later"):
        Company.objects.filter(pk=cast.company(moderator, slug).pk).update(told_at=None)
    assert [tell_of_new_companies(), tell_of_new_companies()] == [1, 0]


def hide_the_expert(expert: Any, company: Company) -> None:
    actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)


def same_domain(moderator: Any, hidden: Company, other: Company) -> None:
    change_company(actor=moderator, company=other, domain=hidden.domain)


def same_owner(moderator: Any, hidden: Company, other: Company) -> None:
    for company in (hidden, other):
        add_member(actor=moderator, company=company, email="owner@example.net", role=MemberRole.OWNER)


def parent(moderator: Any, hidden: Company, other: Company) -> None:
    change_company(actor=moderator, company=other, parent=hidden)


def daughter(moderator: Any, hidden: Company, other: Company) -> None:
    change_company(actor=moderator, company=hidden, parent=other)


def sisters(moderator: Any, hidden: Company, other: Company) -> None:
    holding = cast.company(moderator, "holding", verified=False)
    for company in (hidden, other):
        change_company(actor=moderator, company=company, parent=holding)


def a_chain(moderator: Any, hidden: Company, other: Company) -> None:
    between = cast.company(moderator, "between", verified=False)
    change_company(actor=moderator, company=between, parent=hidden)
    change_company(actor=moderator, company=other, domain=between.domain)


@pytest.mark.parametrize("tie", [same_domain, same_owner, parent, daughter, sisters, a_chain])
def test_hiding_from_one_company_hides_from_its_family(
    seen: Seen, expert: Any, moderator: Any, company: Any, other_company: Any, other_member: Any,
    index: Index, tie: Any,
) -> None:  # fmt: skip
    index()
    hide_the_expert(expert, company)
    assert seen(other_member, other_company)
    tie(moderator, company, other_company)
    assert not seen(other_member, other_company)


def test_a_family_stays_tied_when_its_owner_is_forgotten(
    seen: Seen, expert: Any, moderator: Any, company: Any, other_company: Any, other_member: Any, index: Index
) -> None:
    owner = cast.person("owner@example.net")
    same_owner(moderator, company, other_company)
    index()
    hide_the_expert(expert, company)
    assert not seen(other_member, other_company)
    erase_account(actor=owner)
    assert not seen(other_member, other_company)
    assert not Membership.objects.filter(email=owner.email).exists()


def test_two_readers_of_two_companies_are_no_family(
    seen: Seen, expert: Any, moderator: Any, company: Any, other_company: Any, other_member: Any, index: Index
) -> None:
    for place in (company, other_company):
        add_member(actor=moderator, company=place, email="both@example.net", role=MemberRole.READER)
    index()
    hide_the_expert(expert, company)
    assert seen(other_member, other_company)


def test_a_member_of_a_hidden_family_sees_nobody_through_another_company_for_a_year(
    seen: Seen, expert: Any, moderator: Any, company: Any, other_company: Any, other_member: Any, index: Index
) -> None:
    sister = cast.company(moderator, "sister")
    change_company(actor=moderator, company=sister, parent=company)
    held = add_member(actor=moderator, company=sister, email=other_member.email, role=MemberRole.READER)
    index()
    hide_the_expert(expert, company)
    assert not seen(other_member, other_company)
    end_membership(actor=moderator, membership=held)
    assert not seen(other_member, other_company)
    Membership.objects.filter(pk=held.pk).update(ended_at=timezone.now() - timedelta(days=366))
    assert seen(other_member, other_company)


@pytest.mark.parametrize(
    ("host", "hidden"),
    [
        ("alborz.example.org", True),  # the company's
        ("example.org", False),  # hosts match exactly
        ("mail.alborz.example.org", False),
        ("example.net", True),  # the member's own address is there
    ],
)
def test_a_host_on_the_list_hides_from_companies_and_people_there(
    seen: Seen, expert: Any, profile: Any, moderator: Any, company: Any, index: Index, host: str, hidden: bool
) -> None:
    reader = cast.person("reader@example.net")
    bound = add_member(actor=moderator, company=company, email=reader.email, role=MemberRole.READER)
    cast.accept_code(reader, bound)
    index()
    actions.hide_from_domain(actor=expert, profile=profile, domain=host)
    assert seen(reader, company) is not hidden


@pytest.mark.parametrize(("address", "hidden"), [("a@employer.example", True), ("a@gmail.com", False)])
def test_the_host_of_one_s_own_address_is_hidden_from_by_itself_unless_anybody_gets_one_there(
    seen: Seen, browse: Browse, moderator: Any, company: Any, index: Index, address: str, hidden: bool
) -> None:
    cast.expert(address, skills=("rust:5", "go:1", "java:1"))
    host = address.rpartition("@")[2]
    reader = cast.person(f"reader@{host}")
    bound = add_member(actor=moderator, company=company, email=reader.email, role=MemberRole.READER)
    cast.accept_code(reader, bound)
    index()
    page = browse(reader).get("/en/c/alborz/experts/", {"q": "rust"}).context["page"]
    assert page.total == (0 if hidden else 1)


def test_one_s_own_companies_are_hidden_from_with_their_families(
    seen: Seen, expert: Any, moderator: Any, company: Any, other_company: Any, other_member: Any, index: Index
) -> None:
    index()
    add_member(actor=moderator, company=company, email=expert.email, role=MemberRole.READER)
    assert seen(other_member, other_company)
    same_domain(moderator, company, other_company)
    assert not seen(other_member, other_company)


@pytest.mark.parametrize("place", ["/fa", "/api/v1"])
def test_verification_withdrawn_in_the_middle_of_a_search_delivers_nobody(
    browse: Browse, expert: Any, member: Any, company: Company, index: Index, place: str
) -> None:
    index()
    browser, path = browse(member), f"{place}/c/{company.slug}/experts/?q=python"
    name = "مهندس زیرساخت داده"
    assert name in browser.get(path).content.decode()
    asked: list[str] = []

    def withdraw(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Between the engine's answer and the reading of the profiles; the membership was read before."""
        if "experts_profile" in sql and "experts_tick" in sql and not asked:
            asked.append(sql)
            connection.connection.cursor().execute("UPDATE companies_company SET state = 'suspended'")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(withdraw):
        answer = browser.get(path)
    assert asked and name not in answer.content.decode()
    assert browser.get(path).status_code == 404
