"""What waits in people's in-trays because of companies: invitations, and registrations that came back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.accounts.moving import leave_address
from talent.companies import actions, joining, never
from talent.companies.models import Company, Invitation, MemberRole, Membership, NeverInvited, Remark
from talent.companies.tasks import forget_registrations, settle_waiting
from talent.timeline.models import Item
from tests import cast
from tests.talent.companies.test_joining import INSIDE, OUTSIDE, invite

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
TRAY, PAST = "/en/in-tray/", "/en/timeline/"


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def counted(browser: Client) -> bool:
    """Whether the navigation says that something waits."""
    shown = read(browser, "/en/conversations/")
    return bool(re.search(r"Waiting for you <span[^>]*tint-accent", shown))


def test_an_invitation_waits_for_whoever_holds_the_address_and_is_answered_in_the_tray(
    browse: Browse, owner: User, company: Company
) -> None:
    invited = browse(cast.person(INSIDE))
    invite(browse(owner), INSIDE)
    assert settle_waiting() == 1 and settle_waiting() == 0
    assert "You are invited" in read(invited, TRAY) and counted(invited)
    assert f"{company.name_en}</bdi> invited you" in read(invited, PAST)
    key = Invitation.objects.get().key
    answer = invited.post(f"/en/invitations/{key}/accept/", {"from": "tray"})
    assert answer.status_code == 302 and answer.url == TRAY
    assert "Nothing waits for you" in read(invited, TRAY)
    assert "Settled on" in read(invited, PAST) and "Still waits" not in read(invited, PAST)
    assert settle_waiting() == 0


def test_it_waits_for_somebody_who_signs_up_later_too(browse: Browse, owner: User) -> None:
    invite(browse(owner), OUTSIDE)
    assert settle_waiting() == 0
    late = browse(cast.person(OUTSIDE))
    assert settle_waiting() == 1 and "You are invited" in read(late, TRAY)


def wants_none(user: User, invitation: Invitation, company: Company, settings: Any) -> None:
    NeverInvited.objects.create(digest=never.digest(user.email, key=settings.INVITATION_KEY))


def moves(user: User, invitation: Invitation, company: Company, settings: Any) -> None:
    leave_address(actor=user, email=user.email)
    User.objects.filter(pk=user.pk).update(email="moved@elsewhere.example.net")


def is_taken_back(user: User, invitation: Invitation, company: Company, settings: Any) -> None:
    boss = Membership.objects.owners().get(company=company).email
    joining.withdraw(actor=User.objects.get(email=boss), invitation=invitation)


def is_suspended(user: User, invitation: Invitation, company: Company, settings: Any) -> None:
    actions.suspend_company(actor=cast.second_moderator(), company=company)


@pytest.mark.parametrize(
    "cause", [wants_none, moves, is_taken_back, is_suspended], ids=lambda one: one.__name__
)
def test_nothing_waits_any_more_where_nothing_is_to_be_decided(
    browse: Browse, owner: User, company: Company, settings: Any, cause: Any
) -> None:
    person = cast.person(OUTSIDE)
    invite(browse(owner), OUTSIDE)
    settle_waiting()
    assert counted(browse(person))
    cause(person, Invitation.objects.get(), company, settings)
    settle_waiting()
    assert not Item.objects.filter(closed_at=None).exists()
    assert "Nothing waits for you" in read(browse(person), TRAY)


def test_what_waited_goes_with_the_invitation(browse: Browse, owner: User) -> None:
    browse(cast.person(OUTSIDE))
    invite(browse(owner), OUTSIDE)
    settle_waiting()
    Invitation.objects.update(state="declined", ended_at="2026-01-01T00:00:00Z")
    forget_registrations()
    assert not Item.objects.exists()


def test_a_registration_that_came_back_waits_for_its_owners_until_it_is_sent_again(
    browse: Browse, founder: User, submitted: Company, moderator: User
) -> None:
    second = cast.person("second@alvand.example.org")
    reader = cast.person("reader@alvand.example.org")
    Membership.objects.create(company=submitted, email=second.email, role=MemberRole.OWNER)
    Membership.objects.create(company=submitted, email=reader.email, role=MemberRole.READER)
    actions.return_company(actor=moderator, company=submitted, comments={Remark.OTHER: "Call us."})
    for owner in (founder, second):
        shown = read(browse(owner), TRAY)
        assert f"/en/c/{submitted.slug}/registration/" in shown and "Read and mend" in shown
        assert counted(browse(owner))
    assert "Nothing waits for you" in read(browse(reader), TRAY)
    browse(founder).post(f"/en/c/{submitted.slug}/registration/submit/")
    for owner in (founder, second):
        assert "Nothing waits for you" in read(browse(owner), TRAY) and not counted(browse(owner))
        assert "The park gave the registration of" in read(browse(owner), PAST)


def test_whoever_owns_it_no_more_has_nothing_to_mend(
    browse: Browse, founder: User, submitted: Company, moderator: User
) -> None:
    second = cast.person("second@alvand.example.org")
    mine = Membership.objects.create(company=submitted, email=second.email, role=MemberRole.OWNER)
    actions.return_company(actor=moderator, company=submitted, comments={Remark.OTHER: "Call us."})
    mine.delete()
    settle_waiting()
    assert not counted(browse(second)) and counted(browse(founder))
