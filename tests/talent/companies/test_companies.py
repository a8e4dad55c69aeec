"""Companies and their members: only a moderator acts, each deed holds at the next request and is recorded."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import RoleName
from talent.audit.models import Entry
from talent.companies import actions
from talent.companies.models import Company, MemberRole, Membership, State
from talent.lib.errors import Forbidden
from tests import cast

Browse = Callable[..., Client]


@pytest.mark.parametrize("role", [RoleName.EDITOR, RoleName.PRIVACY_OFFICER, RoleName.OPERATOR, None])
def test_nobody_but_a_moderator_acts_on_companies(company: Company, role: RoleName | None) -> None:
    actor = cast.staff(role) if role else cast.person("x@example.org")
    deeds = [
        lambda: actions.create_company(actor=actor, slug="x", name_fa="x", name_en="x", domain="x.org"),
        lambda: actions.verify_company(actor=actor, company=company),
        lambda: actions.suspend_company(actor=actor, company=company),
        lambda: actions.add_member(actor=actor, company=company, email="y@x.org", role=MemberRole.OWNER),
    ]
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()
    assert Company.objects.get().state == State.VERIFIED and not Membership.objects.exists()


def test_numbers_rise_with_each_verification(moderator: Any) -> None:
    first, second = (cast.company(moderator, slug) for slug in ("one", "two"))
    actions.suspend_company(actor=moderator, company=first)
    again = cast.verify(moderator, first)
    assert again.number is not None and second.number is not None and again.number > second.number


def test_a_taken_address_or_national_id_is_refused(moderator: Any, company: Company) -> None:
    taken = {"slug": company.slug}, {"national_id": company.national_id}
    for detail in taken:
        with pytest.raises(actions.TakenAddress):
            actions.create_company(actor=moderator, **(cast.DETAILS("new") | detail))


@pytest.mark.parametrize("email", ["a@bücher.de", '"a@b"@alborz.example.org'])
def test_an_address_that_no_hide_list_could_name_is_refused(
    moderator: Any, company: Company, email: str
) -> None:
    with pytest.raises(actions.OddAddress):
        actions.add_member(actor=moderator, company=company, email=email, role=MemberRole.READER)


def test_changing_details_overwrites_no_state_and_needs_approval_anew(moderator: Any) -> None:
    waiting = cast.company(moderator, "waiting", verified=False)
    actions.verify_company(actor=moderator, company=waiting)
    actions.change_company(actor=moderator, company=waiting, makes_en="Clocks")
    assert waiting.approvals.count() == 0
    old = Company.objects.get(pk=waiting.pk)
    cast.verify(moderator, waiting)
    actions.change_company(actor=moderator, company=old, makes_en="Watches")
    assert Company.objects.get(pk=waiting.pk).state == State.VERIFIED


def test_an_address_is_a_member_once_and_may_come_back(moderator: Any, company: Company) -> None:
    added = actions.add_member(
        actor=moderator, company=company, email="A@alborz.example.org", role=MemberRole.READER
    )
    with pytest.raises(actions.AlreadyMember):
        actions.add_member(
            actor=moderator, company=company, email="a@alborz.example.org", role=MemberRole.OWNER
        )
    actions.end_membership(actor=moderator, membership=added)
    actions.add_member(actor=moderator, company=company, email="a@alborz.example.org", role=MemberRole.OWNER)


def test_who_is_bound_before_signing_up_is_a_member_from_the_first_sign_in(
    browse: Browse, moderator: Any, company: Company
) -> None:
    bound = actions.add_member(
        actor=moderator, company=company, email="new@alborz.example.org", role=MemberRole.READER
    )
    person = cast.person("new@alborz.example.org")
    browser = browse(person)
    assert browser.get("/en/c/", follow=True).redirect_chain[-1][0].startswith("/en/c/alborz/code/")
    cast.accept_code(person, bound)
    assert browser.get("/en/c/", follow=True).redirect_chain[-1] == ("/en/c/alborz/experts/", 302)


def test_a_removed_member_is_out_at_the_next_request(
    browse: Browse, moderator: Any, company: Company, member: Any, index: Callable[[], int]
) -> None:
    browser = browse(member)
    assert browser.get("/en/c/alborz/experts/").status_code == 200
    actions.end_membership(actor=moderator, membership=Membership.objects.get(email=member.email))
    assert browser.get("/en/c/alborz/experts/").status_code == 404
    assert browser.get("/en/c/").status_code == 200


def test_a_member_of_two_companies_chooses(
    browse: Browse, moderator: Any, company: Company, other_company: Company, member: Any
) -> None:
    actions.add_member(actor=moderator, company=other_company, email=member.email, role=MemberRole.READER)
    page = browse(member).get("/en/c/").content.decode()
    assert "/en/c/alborz/experts/" in page and "/en/c/parto/experts/" in page


def test_every_deed_is_recorded(moderator: Any, company: Company, member: Any) -> None:
    deeds = list(Entry.objects.exclude(actor=None).order_by("id").values_list("verb", "actor"))
    first, second = moderator.audit_key, cast.second_moderator().audit_key
    assert deeds == [
        ("company.created", first),
        ("company.approved", first),
        ("company.approved", second),
        ("company.verified", second),
        ("member.added.recruiter", first),
        ("code.accepted.1", member.audit_key),
    ]
