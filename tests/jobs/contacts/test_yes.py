"""A yes: what it shows, whom it may reach, and that taking it back never fails."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jobs.contacts import actions
from jobs.contacts.models import ContactRequest
from jobs.contacts.moving import CannotReach
from talent.accounts.leaving import go_quiet
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.experts import actions as experts
from talent.experts.details import save_details
from talent.experts.grants import grant_groups
from talent.experts.levels import set_level
from talent.experts.models import BlockedPerson, Grant, HideEntry, Listing, ParkChoice, Profile
from talent.notifications.models import Delivery
from talent.timeline.models import Item
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Address = Callable[[User, Company], str]
NAME = "Negar Parsa"


@pytest.fixture
def accepted(browse: Browse, expert: User, asked: ContactRequest) -> ContactRequest:
    """The expert has said yes with the name."""
    mine = cast.profile_of(expert)
    names = {"name_native": "نگار پارسا", "name_latin": NAME}
    save_details(actor=expert, profile=mine, version=mine.version, part="names", **names)
    answer = browse(expert).post(f"/en/requests/{asked.key}/accept/", {"groups": ["names"]})
    assert answer.url == "/en/in-tray/"
    asked.refresh_from_db()
    return asked


def unlist(her: User, company: Company) -> None:
    experts.set_listing(actor=her, profile=cast.profile_of(her), listing=Listing.NOBODY)


def hide(her: User, company: Company) -> None:
    experts.hide_from(actor=her, profile=cast.profile_of(her), company=company)


def open_yeses() -> int:
    return Grant.objects.filter(until=None).count()


@pytest.mark.parametrize("cause", [unlist, hide], ids=["unlisted", "hidden"])
def test_a_yes_is_taken_back_from_a_company_that_sees_nothing(
    browse: Browse, expert: User, company: Company, accepted: ContactRequest, cause: Any
) -> None:
    cause(expert, company)
    Grant.objects.update(until=None)  # as if it had been given before that ended it
    answer = browse(expert).post(f"/en/requests/{accepted.key}/take-back/")
    assert answer.url == "/en/in-tray/" and open_yeses() == 0
    assert ContactRequest.objects.get().state == "accepted", "the company hears nothing"
    page = browse(expert).get(f"/en/requests/{accepted.key}/").content.decode()
    assert "You took your yes back" in page and "take-back/" not in page
    again = browse(expert).post(f"/en/requests/{accepted.key}/take-back/")
    assert again.status_code == 400 and "has moved on meanwhile" in again.content.decode()
    assert not Item.objects.filter(closed_at=None).exists()


def test_a_yes_is_taken_back_from_a_company_whose_asker_now_works_for_a_hidden_one(
    browse: Browse, expert: User, member: User, company: Company, other_company: Company, address: Address,
    accepted: ContactRequest, moderator: User,
) -> None:  # fmt: skip
    colleague = browse(cast.member(moderator, company, "colleague"))
    Membership.objects.create(company=other_company, email=member.email, role=MemberRole.RECRUITER)
    hide(expert, other_company)
    assert browse(member).get(address(expert, company)).status_code == 404
    assert NAME in colleague.get(address(expert, company)).content.decode()
    assert browse(expert).post(f"/en/requests/{accepted.key}/take-back/").url == "/en/in-tray/"
    assert NAME not in colleague.get(address(expert, company)).content.decode()
    assert "We have deleted it" in colleague.get("/en/c/alborz/in-tray/").content.decode()


def test_taking_back_ends_every_yes_to_that_company_and_no_other(
    browse: Browse, expert: User, member: User, company: Company, other_company: Company, address: Address,
    accepted: ContactRequest,
) -> None:  # fmt: skip
    for whom in (company, other_company):
        grant_groups(
            actor=expert,
            profile=cast.profile_of(expert),
            company=whom,
            groups=["names", "links"],
            source="elsewhere",
            now=timezone.now(),
        )
    one = f"/en/requests/{accepted.key}/"
    assert "and by your yes: Links · Name" in browse(expert).get(one).content.decode()
    browse(expert).post(f"{one}take-back/")
    assert NAME not in browse(member).get(address(expert, company)).content.decode()
    assert [grant.company for grant in Grant.objects.filter(until=None)] == [other_company]


@pytest.mark.parametrize("cause", [unlist, hide], ids=["unlisted", "hidden"])
def test_nothing_is_said_to_be_seen_by_a_company_that_sees_nothing(
    browse: Browse, expert: User, company: Company, asked: ContactRequest, cause: Any
) -> None:
    cause(expert, company)
    for path in (f"/en/requests/{asked.key}/", "/en/in-tray/"):
        told = browse(expert).get(path).content.decode()
        assert "This company cannot see you" in told and "This company sees now:" not in told


@pytest.mark.parametrize("level", ["me", "companies"])
def test_a_yes_from_an_old_tab_gives_no_group_that_is_shown_otherwise_now(
    browse: Browse, expert: User, asked: ContactRequest, level: str
) -> None:
    set_level(actor=expert, profile=cast.profile_of(expert), group="links", level=level)
    page = browse(expert).post(f"/en/requests/{asked.key}/accept/", {"groups": ["names", "links"]})
    assert page.status_code == 400 and "no longer show by a yes" in page.content.decode()
    api = browse(expert).post(
        f"/api/v1/requests/{asked.key}/accept/", {"groups": ["links"]}, content_type="application/json"
    )
    assert (api.status_code, api.json()["code"]) == (400, "not_by_my_yes")
    assert ContactRequest.objects.get().state == "waiting" and not Grant.objects.exists()


def test_hiding_from_a_family_or_a_host_and_a_tick_taken_away_end_a_yes_for_good(
    browse: Browse, expert: User, company: Company, other_company: Company, accepted: ContactRequest
) -> None:
    mine = cast.profile_of(expert)
    experts.set_listing(actor=expert, profile=mine, listing=Listing.TICKED, ticked=[company])
    assert open_yeses() == 1
    experts.set_listing(actor=expert, profile=mine, listing=Listing.TICKED, ticked=[other_company])
    assert open_yeses() == 0
    experts.set_listing(actor=expert, profile=mine, listing=Listing.COMPANIES)
    for hides in (
        lambda: experts.hide_from_domain(actor=expert, profile=mine, domain=company.domain),
        lambda: hide(expert, other_company),
    ):
        Company.objects.filter(pk=company.pk).update(parent=other_company)
        Grant.objects.update(until=None)
        hides()
        assert open_yeses() == 0
        experts.unhide_from_domain(actor=expert, profile=mine, domain=company.domain)


def test_blocking_a_company_leaves_the_public_directory_without_confirming_or_the_notice(
    browse: Browse, expert: User, company: Company, asked: ContactRequest
) -> None:
    ParkChoice.objects.update_or_create(pk=1, defaults={"public_directory_open": True})
    Profile.objects.filter(user=expert).update(listing=Listing.PUBLIC)
    User.objects.filter(pk=expert.pk).update(notice=None)
    before = cast.profile_of(expert)
    actions.block(actor=User.objects.get(pk=expert.pk), request=asked)
    after = cast.profile_of(expert)
    assert after.listing == Listing.COMPANIES
    assert (after.confirmed_on, after.tie, after.chosen_number) == (
        before.confirmed_on,
        before.tie,
        before.chosen_number,
    )
    assert BlockedPerson.objects.get().person == asked.asked_by and HideEntry.objects.get().company == company


def test_everybody_who_ever_asked_for_the_company_is_blocked(
    browse: Browse, expert: User, member: User, colleague: User, asked: ContactRequest
) -> None:
    earlier = dict(ContactRequest.objects.filter(pk=asked.pk).values().get(), asked_by_id=colleague.pk)
    ContactRequest.objects.create(**earlier | {"id": None, "key": uuid4(), "state": "declined"})
    browse(expert).post(f"/en/requests/{asked.key}/block/")
    assert {row.person for row in BlockedPerson.objects.all()} == {member, colleague}


def test_after_a_yes_the_expert_reads_how_the_company_grows_and_finds_its_looks(
    browse: Browse, expert: User, member: User, company: Company, other_company: Company, address: Address,
    accepted: ContactRequest, moderator: User,
) -> None:  # fmt: skip
    one = f"/en/requests/{accepted.key}/"
    told = browse(expert).get(one).content.decode()
    assert "1 person acts for this company now" in told and "joined after" not in told
    late = cast.member(moderator, company, "late")
    assert NAME in browse(late).get(address(expert, company)).content.decode(), "they see what it sees"
    told = browse(expert).get(one).content.decode()
    assert "2 people act for this company now" in told and "1 of them joined after your yes" in told
    [link] = re.findall(r'href="(/en/profile/looks/[^"]+)"', told)
    looks = browse(expert).get(link).content.decode()
    assert "opened your profile" in looks and "late" not in looks
    empty = browse(expert).get("/en/profile/looks/?company=parto").content.decode()
    assert "opened your profile" not in empty and "All companies" in empty
    browse(expert).post(f"{one}take-back/")
    assert "Since your yes" not in browse(expert).get(one).content.decode()


def test_the_block_says_what_it_does(browse: Browse, expert: User, asked: ContactRequest) -> None:
    told = browse(expert).get(f"/en/requests/{asked.key}/").content.decode()
    assert "only verified companies find you from then on" in told and "reads “Ended”" in told


def test_what_is_decided_in_another_tab_meanwhile_is_not_overtaken(
    expert: User, company: Company, asked: ContactRequest
) -> None:
    stale = ContactRequest.objects.select_related("profile", "company").get()
    hide(expert, company)
    with pytest.raises(CannotReach):
        actions.accept(actor=expert, request=stale, groups=["names"])
    assert not Grant.objects.exists()


def test_who_goes_quiet_hears_no_more_of_requests(
    browse: Browse, expert: User, member: User, asked: ContactRequest
) -> None:
    browse(expert).post(f"/en/requests/{asked.key}/decline/")
    assert Delivery.objects.filter(kind="contact_news", recipient=member).exists()
    go_quiet(actor=member)
    assert not Delivery.objects.filter(recipient=member).exists()
    assert Delivery.objects.filter(kind="contact_asked", recipient=expert).exists()
    go_quiet(actor=expert)
    assert not Delivery.objects.filter(recipient=expert).exists()


@pytest.mark.parametrize("verb", ["accept", "decline", "ask-back"])
def test_a_notice_that_is_missing_is_led_to_and_what_was_typed_is_kept(
    browse: Browse, expert: User, asked: ContactRequest, verb: str
) -> None:
    browser = browse(expert)
    User.objects.filter(pk=expert.pk).update(notice=None)
    answer = browser.post(f"/en/requests/{asked.key}/{verb}/", {"groups": ["names"], "question": "x"})
    assert answer.status_code == 302 and ("/notice/" in answer.url) == (verb == "accept")


def test_a_reader_is_offered_nothing(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest,
    moderator: User,
) -> None:  # fmt: skip
    browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "How many hours?"})
    somebody = cast.member(moderator, company, "reader", MemberRole.READER)
    reader = browse(somebody)
    one = f"/en/c/alborz/requests/{asked.key}/"
    for path in (one, "/en/c/alborz/in-tray/"):
        told = reader.get(path).content.decode()
        assert "How many hours?" in told and "Send the answer" not in told and "withdraw" not in told
    assert reader.post(one, {"reply": "Four"}).status_code == 403
    ContactRequest.objects.all().delete()
    place = address(expert, company)
    asks = [f"{place}ask/" in browse(who).get(place).content.decode() for who in (member, somebody)]
    assert asks == [True, False]


@pytest.mark.parametrize("odd", ["a\0b", "\0", "x" * 5000, "ALBORZ", "a'b", "../"])
def test_what_is_no_company_has_looked_at_nobody(browse: Browse, expert: User, odd: str) -> None:
    answer = browse(expert).get("/en/profile/looks/", {"company": odd, "page": odd})
    assert answer.status_code == 200 and "Nobody yet" in answer.content.decode()
