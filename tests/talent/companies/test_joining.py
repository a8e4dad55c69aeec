"""Invitations: bound to an address, the same whoever has it, decided by whoever does."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talent.accounts.leaving import erase_account, everything_of, go_quiet
from talent.accounts.models import Notice, User
from talent.accounts.moving import leave_address
from talent.companies import actions, joining, never
from talent.companies.clock import forget_over, send_invitations
from talent.companies.models import Company, Invitation, MemberRole, Membership, NeverInvited
from talent.companies.tasks import expire_invitations
from talent.lib.dates import park_today
from talent.lib.errors import Absent
from talent.notifications.models import Delivery, Notification
from tests import cast
from tests.harness import statements

Browse = Callable[..., Client]
MEMBERS = "/en/c/alborz/members/"
INSIDE, OUTSIDE = "new@alborz.example.org", "adviser@elsewhere.example.net"
LINK = re.compile(r"https?://[^/\s]+(/en/invitations/never/[^\s\"<]+)")
ADDRESSES = (
    "nobody",
    "has an account",
    "is a member elsewhere",
    "is invited elsewhere",
    "wants none",
    "is quiet",
)


def text(answer: Any) -> str:
    return answer.content.decode()


def invite(browser: Client, email: str, role: str = "recruiter") -> Any:
    return browser.post(MEMBERS, {"email": email, "role": role})


@pytest.fixture
def invited(browse: Browse, owner: User) -> Callable[..., Invitation]:
    """The owner of the verified company invites an address."""

    def made(email: str = INSIDE, role: str = "recruiter") -> Invitation:
        assert invite(browse(owner), email, role).status_code == 302
        return Invitation.objects.get(address=email)

    return made


def press(browser: Client, invitation: Invitation, verb: str) -> str:
    """Presses a button of the page of invitations; what the page then says."""
    return text(browser.post(f"/en/invitations/{invitation.key}/{verb}/", follow=True))


def arrange(kind: str, moderator: User, other: Company) -> None:
    """Whatever the network knows of the address beforehand."""
    if kind not in ("nobody", "wants none"):
        user = cast.person(OUTSIDE)
        if kind == "is quiet":
            go_quiet(actor=user)
    if kind == "is a member elsewhere":
        actions.add_member(actor=moderator, company=other, email=OUTSIDE, role=MemberRole.READER)
    if kind == "is invited elsewhere":
        boss = cast.member(moderator, other, "boss", MemberRole.OWNER)
        browser = Client()
        cast.sign_in(browser, boss)
        browser.post("/en/c/parto/members/", {"email": OUTSIDE, "role": "reader"})
    if kind == "wants none":
        NeverInvited.objects.create(digest=never.digest(OUTSIDE, key=django_settings.INVITATION_KEY))


def masked(told: str, address: str) -> str:
    """Without what differs from form to form, from link to link, and the address itself."""
    plain = re.sub(r'csrfmiddlewaretoken" value="\w+"|[0-9a-f-]{36}|/never/[\w-]+', "", told)
    return plain.replace(address, "ADDRESS")


def row_of(page: str, address: str) -> str:
    """What the page of members says of one invitation."""
    [row] = [part for part in re.findall(r"<li.*?</li>", page, re.DOTALL) if address in part]
    return masked(row, address)


@pytest.mark.parametrize("kind", ADDRESSES)
def test_page_statements_and_mail_are_the_same_whoever_has_the_address(
    browse: Browse, owner: User, moderator: User, other_company: Company, kind: str
) -> None:
    arrange(kind, moderator, other_company)
    browser, unknown = browse(owner), "nobody-at-all@elsewhere.example.net"
    sent = {
        email: statements.shapes(lambda email=email: invite(browser, email)) for email in (unknown, OUTSIDE)
    }
    assert sent[OUTSIDE] == sent[unknown]
    page = text(browser.get(MEMBERS))
    assert row_of(page, OUTSIDE) == row_of(page, unknown) and "Waits for an answer" in row_of(page, unknown)
    assert send_invitations(timezone.now()) >= 2 and send_invitations(timezone.now()) == 0
    after = text(browser.get(MEMBERS))
    assert row_of(after, OUTSIDE) == row_of(page, unknown)
    mails = {
        mail.address: [
            masked(part, mail.address) for part in (mail.subject, mail.text, mail.html, mail.language)
        ]
        for mail in Delivery.objects.filter(kind="invitation").order_by("pk")
    }
    assert mails.get(OUTSIDE, mails[unknown]) == mails[unknown]
    assert (OUTSIDE in mails) == (kind not in ("wants none", "is quiet"))


def test_the_mail_names_the_company_alone(browse: Browse, owner: User) -> None:
    invite(browse(owner), OUTSIDE)
    send_invitations(timezone.now())
    mail = Delivery.objects.get(kind="invitation")
    assert mail.subject == "Something waits for your decision"
    assert "“Alborz Ltd”, a company of the park" in mail.text
    assert owner.email not in mail.text + mail.html and OUTSIDE not in mail.text + mail.html


@pytest.mark.parametrize(("language", "said"), [("fa", "شرکت alborz"), ("en", "Alborz Ltd")])
def test_the_mail_is_in_the_language_in_which_the_company_invites(
    browse: Browse, owner: User, language: str, said: str
) -> None:
    browse(owner).post(f"/{language}/c/alborz/members/", {"email": OUTSIDE, "role": "reader"})
    send_invitations(timezone.now())
    mail = Delivery.objects.get(kind="invitation")
    assert mail.language == language and said in mail.text and f"/{language}/c/" in mail.text


def test_a_company_that_the_park_has_not_checked_says_so_in_its_mails(
    browse: Browse, founder: User, draft: Company
) -> None:
    browse(founder).post(f"/en/c/{draft.slug}/members/", {"email": OUTSIDE, "role": "reader"})
    send_invitations(timezone.now())
    assert "has not checked this company yet" in Delivery.objects.get(kind="invitation").text


def test_ten_a_day_whatever_becomes_of_them(
    browse: Browse, owner: User, moderator: User, settings: Any
) -> None:
    browser = browse(owner)
    for number in range(settings.INVITATIONS_PER_DAY):
        assert invite(browser, f"a{number}@elsewhere.example.net").status_code == 302
    Invitation.objects.filter(address__startswith="a1").update(state="declined")
    refused = invite(browser, OUTSIDE)
    assert refused.status_code == 400 and "As many invitations" in text(refused)
    assert f'value="{OUTSIDE}"' in text(refused)
    Invitation.objects.update(invited_on=park_today() - timedelta(days=1))
    assert invite(browser, OUTSIDE).status_code == 302


def test_who_invites_for_two_companies_has_one_day(
    browse: Browse, owner: User, moderator: User, other_company: Company, settings: Any
) -> None:
    settings.INVITATIONS_PER_DAY = 1
    actions.add_member(actor=moderator, company=other_company, email=owner.email, role=MemberRole.OWNER)
    assert invite(browse(owner), OUTSIDE).status_code == 302
    again = browse(owner).post("/en/c/parto/members/", {"email": OUTSIDE, "role": "reader"})
    assert again.status_code == 400


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("no address", "Enter a valid email address."),
        ('"a@b"@alborz.example.org', "without quotation marks"),
        ("owner@alborz.example.org", "This address is a member already."),
        (INSIDE.upper(), "has invited this address already"),
    ],
)
def test_what_cannot_be_invited_is_said_and_stays_typed(
    browse: Browse, owner: User, invited: Any, email: str, said: str
) -> None:
    invited()
    answer = invite(browse(owner), email)
    assert answer.status_code == 400 and said in text(answer)
    assert answer.context["form"]["email"].value() == email and Invitation.objects.count() == 1


def test_an_address_at_the_domain_is_a_member_at_once(browse: Browse, invited: Any, company: Company) -> None:
    invitation, her = invited(), cast.person(INSIDE)
    browser = browse(her)
    assert "Alborz Ltd" in text(browser.get("/en/start/", follow=True))
    assert "You act for the company now." in press(browser, invitation, "accept")
    assert company.memberships.get(email=INSIDE).role == "recruiter"
    assert browser.get("/en/c/alborz/experts/").url.endswith("/code/")
    assert "moved on meanwhile" in press(browser, invitation, "accept")
    assert company.memberships.filter(email=INSIDE).count() == 1


def test_another_address_waits_for_the_park_and_is_in_by_its_approval_alone(
    browse: Browse, moderator: User, owner: User, invited: Any, company: Company
) -> None:
    invitation, browser = invited(OUTSIDE), browse(cast.person(OUTSIDE))
    assert "the park has a look first" in press(browser, invitation, "accept")
    assert "waits for the park" in text(browse(owner).get(MEMBERS))
    assert browser.get(MEMBERS).status_code == 404
    User.objects.update(language="en")
    card = browse(moderator).get(reverse("wagtailadmin_home")).context["queues"][1]
    assert (card.value, card.urgent, card.url) == ("1", True, reverse("joining:index"))
    approve = reverse("joining:approve", args=[invitation.pk])
    assert OUTSIDE in text(browse(moderator).get(reverse("joining:index")))
    assert "alborz.example.org" in text(browse(moderator).get(approve))
    assert browse(moderator).post(approve).status_code == 302
    assert browse(moderator).post(approve).status_code == 404
    assert browser.get(MEMBERS).status_code == 200
    assert Notification.objects.get(kind="company_news").recipient.email == OUTSIDE


def test_the_park_may_refuse(browse: Browse, moderator: User, owner: User, invited: Any) -> None:
    invitation, browser = invited(OUTSIDE), browse(cast.person(OUTSIDE))
    press(browser, invitation, "accept")
    refuse = reverse("joining:refuse", args=[invitation.pk])
    assert browse(moderator).get(refuse).status_code == 200
    assert browse(moderator).post(refuse).status_code == 302
    assert browser.get(MEMBERS).status_code == 404
    assert "Not approved by the park" in text(browse(owner).get(MEMBERS))


def test_nobody_decides_about_another_one_s_invitation(browse: Browse, invited: Any, expert: User) -> None:
    invitation = invited()
    for verb in ("accept", "decline"):
        assert browse(expert).post(f"/en/invitations/{invitation.key}/{verb}/").status_code == 404
    invitation.refresh_from_db()
    assert invitation.state == "waiting"


@pytest.mark.parametrize("how", ["withdrawn", "expired", "declined", "suspended", "another address"])
def test_what_is_over_lets_nobody_in_and_says_so(
    browse: Browse, owner: User, moderator: User, company: Company, invited: Any, how: str
) -> None:
    invitation, her = invited(), cast.person(INSIDE)
    browser = browse(her)
    if how == "withdrawn":
        assert browse(owner).post(f"/en/c/alborz/invitations/{invitation.key}/withdraw/").status_code == 302
    elif how == "expired":
        Invitation.objects.update(expires_at=timezone.now())
    elif how == "declined":
        press(browser, invitation, "decline")
    elif how == "suspended":
        actions.suspend_company(actor=moderator, company=company)
    else:
        User.objects.filter(pk=her.pk).update(email="other@experts.example.org")
    answer = browser.post(f"/en/invitations/{invitation.key}/accept/", follow=True)
    absent = how in ("suspended", "another address")
    assert (answer.status_code, "moved on meanwhile" in text(answer)) == (
        (404, False) if absent else (200, True)
    )
    assert "Alborz Ltd" not in text(browser.get("/en/c/?all"))
    assert not Membership.objects.filter(email=INSIDE).exists()


def test_withdrawing_and_accepting_in_two_tabs_have_one_winner(
    browse: Browse, owner: User, invited: Any
) -> None:
    invitation = invited()
    press(browse(cast.person(INSIDE)), invitation, "accept")
    answer = browse(owner).post(f"/en/c/alborz/invitations/{invitation.key}/withdraw/")
    assert answer.status_code == 400 and "moved on meanwhile" in text(answer)
    assert Membership.objects.filter(email=INSIDE, ended_at=None).exists()


def test_an_invitation_ends_after_two_weeks_and_goes_a_month_later(
    browse: Browse, owner: User, invited: Any
) -> None:
    invitation = invited()
    assert timedelta(days=13) < invitation.expires_at - timezone.now() <= timedelta(days=14)
    assert expire_invitations() == 0
    Invitation.objects.update(expires_at=timezone.now())
    assert "Ended without an answer" in text(browse(owner).get(MEMBERS))
    assert expire_invitations() == 1
    assert forget_over(timezone.now() + timedelta(days=29)) == 0
    assert invite(browse(owner), INSIDE).status_code == 302
    assert forget_over(timezone.now() + timedelta(days=31)) == 1 and Invitation.objects.count() == 1


def link_of(mail: Delivery) -> str:
    found = LINK.search(mail.text)
    assert found and INSIDE not in found[1]
    return found[1]


def test_never_again_takes_one_button_and_no_account_and_can_be_taken_back(
    browse: Browse, owner: User, moderator: User, other_company: Company, invited: Any
) -> None:
    invitation, her = invited(), cast.person(INSIDE)
    send_invitations(timezone.now())
    link, stranger = link_of(Delivery.objects.get(kind="invitation")), Client()
    page = text(stranger.get(link))
    assert page.count("<form") == 1 and INSIDE not in page and not NeverInvited.objects.exists()
    for _ in range(2):
        assert stranger.post(link).status_code == 302
    assert "Allow invitations again" in text(stranger.get(link)) and NeverInvited.objects.count() == 1
    assert "Alborz Ltd" not in text(browse(her).get("/en/c/"))
    boss = cast.member(moderator, other_company, "boss", MemberRole.OWNER)
    browse(boss).post("/en/c/parto/members/", {"email": INSIDE, "role": "reader"})
    assert send_invitations(timezone.now()) == 1
    assert Delivery.objects.filter(kind="invitation").count() == 1
    assert "Waits for an answer" in text(browse(owner).get(MEMBERS))
    assert stranger.post(link, {"again": "1"}).status_code == 302
    assert "Alborz Ltd" in text(browse(her).get("/en/c/")) and not NeverInvited.objects.exists()
    invitation.refresh_from_db()
    assert invitation.state == "waiting"


@pytest.mark.parametrize("token", ["x", "A" * 43, "آ" * 43, "A" * 400])
def test_a_link_that_is_not_ours_leads_nowhere(db: None, token: str) -> None:
    for method in (Client().get, Client().post):
        assert method(f"/en/invitations/never/{token}/").status_code == 404
    assert not NeverInvited.objects.exists()


def test_what_is_kept_of_never_is_a_digest_that_hangs_on_our_key() -> None:
    keys = "22" * 32, "33" * 32
    digests = {never.digest(INSIDE, key=key) for key in keys}
    assert len(digests) == 2 and never.digest(f" {INSIDE.upper()}", key=keys[0]) in digests
    assert never.opened(never.token(INSIDE, key=keys[0]), key=keys[0]) in digests
    with pytest.raises(ValueError, match="no such link"):
        never.opened(never.token(INSIDE, key=keys[0]), key=keys[1])


def test_erasing_tells_no_company_that_an_account_was_there(
    browse: Browse, owner: User, invited: Any
) -> None:
    """An unanswered invitation looks the same before and after, and what somebody has decided goes with them."""
    invited()
    her = cast.person(INSIDE)
    before = row_of(text(browse(owner).get(MEMBERS)), INSIDE)
    erase_account(actor=her)
    assert row_of(text(browse(owner).get(MEMBERS)), INSIDE) == before
    decided, other = invited(OUTSIDE), cast.person(OUTSIDE)
    press(browse(other), decided, "accept")
    assert everything_of(other)["companies.Invitation"][0]["address"] == OUTSIDE
    erase_account(actor=other)
    assert not Invitation.objects.filter(address=OUTSIDE).exists()


def test_whoever_changes_the_address_has_not_accepted_by_the_old_one(
    browse: Browse, moderator: User, invited: Any
) -> None:
    invitation, her = invited(OUTSIDE), cast.person(OUTSIDE)
    press(browse(her), invitation, "accept")
    leave_address(actor=her, email=OUTSIDE)
    invitation.refresh_from_db()
    assert invitation.state == "declined"
    assert browse(moderator).post(reverse("joining:approve", args=[invitation.pk])).status_code == 404


def test_only_an_owner_invites(browse: Browse, member: User, invited: Any) -> None:
    invitation = invited()
    assert invite(browse(member), OUTSIDE).status_code == 403
    assert browse(member).post(f"/en/c/alborz/invitations/{invitation.key}/withdraw/").status_code == 403
    page = text(browse(member).get(MEMBERS))
    assert member.email in page and INSIDE not in page and "owner@" not in page


def test_whoever_has_left_or_moved_meanwhile_becomes_no_member(invited: Any) -> None:
    """The page was open in another tab: what the database says when the button arrives counts."""
    invitation, her = invited(), cast.person(INSIDE)
    moved = User.objects.get(pk=her.pk)
    User.objects.filter(pk=her.pk).update(email="other@experts.example.org")
    with pytest.raises(Absent):
        joining.accept(actor=moved, invitation=invitation)
    User.objects.filter(pk=her.pk).delete()
    with pytest.raises(Absent):
        joining.accept(actor=her, invitation=invitation)
    assert not Membership.objects.filter(email=INSIDE).exists()


def test_where_the_network_is_for_information_only_nobody_joins_and_anybody_leaves(
    browse: Browse, invited: Any, member: User
) -> None:
    invitation, her = invited(), cast.person(INSIDE)
    Notice.objects.update(information_only=True)
    assert browse(her).post(f"/en/invitations/{invitation.key}/accept/").status_code == 403
    assert browse(her).post(f"/en/invitations/{invitation.key}/decline/").status_code == 302
    assert browse(member).get(MEMBERS).status_code == 403
    assert browse(member).post(f"{MEMBERS}leave/").status_code == 302
    assert not Membership.objects.filter(email=member.email, ended_at=None).exists()
