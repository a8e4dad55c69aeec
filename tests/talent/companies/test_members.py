"""Members of a company: roles, ends, the last owner, and one person in two companies."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.accounts.moving import leave_address
from talent.companies import actions
from talent.companies.family import relatives
from talent.companies.models import CodeAcceptance, Company, MemberRole, Membership, State
from tests import cast

Browse = Callable[..., Client]
MEMBERS = "/en/c/alborz/members/"


def text(answer: Any) -> str:
    return answer.content.decode()


def role_of(email: str) -> str:
    return str(Membership.objects.get(email=email, ended_at=None).role)


def test_an_owner_sees_everybody_changes_roles_and_ends_memberships(
    browse: Browse, owner: User, member: User, colleague: User, index: Callable[[], int]
) -> None:
    index()
    browser, hers = browse(owner), browse(member)
    assert all(one.email in text(browser.get(MEMBERS)) for one in (owner, member, colleague))
    assert browser.post(f"{MEMBERS}role/", {"email": member.email, "role": "reader"}).status_code == 302
    assert role_of(member.email) == "reader"
    assert hers.get("/en/c/alborz/experts/").status_code == 200, "the code stays accepted"
    assert CodeAcceptance.objects.filter(membership__email=member.email).count() == 1
    assert browser.post(f"{MEMBERS}end/", {"email": member.email}).status_code == 302
    assert hers.get("/en/c/alborz/experts/").status_code == 404, "at the next request"
    assert member.email not in text(browser.get(MEMBERS))


def test_a_member_leaves_by_themselves(browse: Browse, member: User, owner: User) -> None:
    answer = browse(member).post(f"{MEMBERS}leave/", follow=True)
    assert "You do not act for the company any more." in text(answer)
    assert browse(member).get(MEMBERS).status_code == 404


@pytest.mark.parametrize("verb", ["role", "end", "leave"])
def test_the_last_owner_stays_until_there_is_another(
    browse: Browse, owner: User, member: User, verb: str
) -> None:
    browser, sent = browse(owner), {"email": owner.email, "role": "reader"}
    refused = browser.post(f"{MEMBERS}{verb}/", sent)
    assert refused.status_code == 400 and "left without an owner" in text(refused)
    assert role_of(owner.email) == "owner"
    browser.post(f"{MEMBERS}role/", {"email": member.email, "role": "owner"})
    assert browser.post(f"{MEMBERS}{verb}/", sent).status_code == 302
    assert not Membership.objects.owners().filter(email=owner.email).exists()


@pytest.mark.parametrize("verb", ["role", "end"])
def test_others_change_nobody(
    browse: Browse, owner: User, member: User, other_member: User, verb: str
) -> None:
    sent = {"email": owner.email, "role": "reader"}
    assert browse(member).post(f"{MEMBERS}{verb}/", sent).status_code == 403
    assert browse(other_member).post(f"{MEMBERS}{verb}/", sent).status_code == 404
    assert browse(owner).post(f"{MEMBERS}{verb}/", sent | {"email": other_member.email}).status_code == 404
    assert browse(owner).post(f"{MEMBERS}{verb}/", {"email": "no address"}).status_code == 404
    assert role_of(owner.email) == "owner" and role_of(member.email) == "recruiter"


def test_an_owner_who_becomes_something_else_ties_families_on(
    browse: Browse, owner: User, moderator: User, company: Company, other_company: Company
) -> None:
    """Whoever hides from one of two companies with one owner relies on it for a year."""
    actions.add_member(actor=moderator, company=other_company, email=owner.email, role=MemberRole.OWNER)
    cast.member(moderator, company, "second", MemberRole.OWNER)
    assert relatives(company) == [other_company]
    browse(owner).post(f"{MEMBERS}role/", {"email": owner.email, "role": "reader"})
    assert company.memberships.get(email=owner.email, ended_at=None).role == "reader"
    assert relatives(company) == [other_company]


def test_the_park_learns_that_a_company_has_no_owner_any_more(
    browse: Browse, owner: User, moderator: User, company: Company, member: User
) -> None:
    User.objects.update(language="en")
    labels = [card.label for card in browse(moderator).get(reverse("wagtailadmin_home")).context["queues"]]
    assert "Companies without an owner" not in labels
    erase_account(actor=owner)
    cards = {
        card.label: card for card in browse(moderator).get(reverse("wagtailadmin_home")).context["queues"]
    }
    card = cards["Companies without an owner"]
    assert (card.value, card.urgent) == ("1", True)
    listed = browse(moderator).get(card.url).context["object_list"]
    assert list(listed) == [company]
    assert browse(member).get(MEMBERS).status_code == 200


def test_a_draft_goes_with_its_only_owner_and_stays_with_a_second_one(
    founder: User, draft: Company, browse: Browse
) -> None:
    second = cast.person("second@alvand.example.org")
    Membership.objects.create(company=draft, email=second.email, role=MemberRole.OWNER)
    erase_account(actor=founder)
    assert Company.objects.filter(pk=draft.pk).exists()
    erase_account(actor=second)
    assert not Company.objects.filter(pk=draft.pk).exists()


def test_a_draft_goes_along_to_a_new_address_and_what_the_park_knows_does_not(
    browse: Browse, founder: User, submitted: Company
) -> None:
    browse(founder).post("/en/companies/register/", {"name_fa": "دیگر", "name_en": "Other"})
    draft, old = Company.objects.get(name_en="Other"), founder.email
    founder.email = "moved@experts.example.org"
    founder.save(update_fields=["email"])
    leave_address(actor=founder, email=old)
    answers = [browse(founder).get(f"/en/c/{one.slug}/registration/") for one in (draft, submitted)]
    assert [answer.status_code for answer in answers] == [200, 404]


def test_one_person_in_two_companies_switches_by_address(
    browse: Browse, member: User, moderator: User, other_company: Company, index: Callable[[], int]
) -> None:
    index()
    here = browse(member).get("/en/c/alborz/experts/")
    assert "Another company" not in text(here)
    actions.add_member(actor=moderator, company=other_company, email=member.email, role=MemberRole.READER)
    browse(member).post("/en/companies/register/", {"name_fa": "شرکت الوند", "name_en": "Alvand"})
    draft = Company.objects.get(state=State.DRAFT)
    for slug, others in (("alborz", {"parto"}), ("parto", {"alborz"})):
        page = text(browse(member).get(f"/en/c/{slug}/members/"))
        assert all(f'href="/en/c/{other}/experts/"' in page for other in others)
        assert f'href="/en/c/{draft.slug}/registration/"' in page and f'href="/en/c/{slug}/experts/"' in page


def test_a_member_of_one_company_reaches_all_of_it_and_registers_another(
    browse: Browse, member: User
) -> None:
    browser = browse(member)
    assert browser.get("/en/c/").url.endswith("/c/alborz/experts/")
    assert "/en/companies/register/" in text(browser.get("/en/c/?all"))
