"""Mail that comes back stops; its owner is told on every page, and nobody else anywhere."""

import io
import json
import re
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client

from talent.accounts.models import RoleName, User
from talent.notifications.models import Delivery, Mailbox, Notification
from tests import cast
from tests.post import kinds, sent_to
from tests.talent.accounts.test_address import ask, confirm

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Tell = Callable[..., int]
BANNER = "Mails to you come back"
REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: {back}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

Sorry.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {written}
Action: {action}
Status: {status}

--part--
"""


@pytest.fixture
def bounce(monkeypatch: Any) -> Callable[..., str]:
    """A mail server's report, handed to the command as an alias of the mail server does."""

    def handed(
        back: str, *, action: str = "failed", status: str = "5.1.1", written: str = "x@x.example.net"
    ) -> str:
        report = REPORT.format(back=back, action=action, status=status, written=written)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report.encode())))
        said = io.StringIO()
        call_command("bounces", stdout=said)
        return said.getvalue().strip()

    return handed


def way_back(person: User, tell: Tell, event: object = "first") -> str:
    tell(person, event=event)
    return sent_to(person.email)[-1].from_email


def is_silent(person: User) -> bool:
    return Mailbox.objects.filter(user=person, bounced_at__isnull=False).exists()


def test_a_report_stops_mails_and_the_list_goes_on(
    expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    assert bounce(way_back(expert, tell)) == "Noted: mail to one address comes back."
    for kind in ("contact_asked", "password_changed"):
        tell(expert, event=2, kind=kind)
    assert len(sent_to(expert.email)) == 1 and Notification.objects.count() == 3


@pytest.mark.parametrize(
    "said", [{"status": "4.2.2"}, {"action": "delayed"}, {"action": "delivered", "status": "2.0.0"}]
)
def test_a_report_that_is_not_for_good_stops_nothing(
    expert: User, tell: Tell, bounce: Callable[..., str], said: dict[str, str]
) -> None:
    assert bounce(way_back(expert, tell), **said) == "Nothing of ours."
    assert not is_silent(expert)


def test_a_report_that_somebody_made_up_stops_nothing(
    expert: User, other_expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    mine = way_back(expert, tell)
    for back in (f"returned+{'a' * 50}@example.org", mine.replace("+", ""), mine[:12] + "7777" + mine[16:]):
        assert bounce(back, written=other_expert.email) == "Nothing of ours."
    assert not Mailbox.objects.exists()


def test_a_report_on_an_address_that_somebody_has_left_is_nobody_s(
    expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    mine = way_back(expert, tell)
    User.objects.filter(pk=expert.pk).update(email="new@experts.example.org")
    assert bounce(mine) == "Nothing of ours."


def test_a_server_that_refuses_the_reader_for_good_is_believed_at_once(
    expert: User, tell: Tell, monkeypatch: Any
) -> None:
    def refuse(self: Any, messages: Any) -> int:
        raise SMTPRecipientsRefused({expert.email: (550, b"no such user")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    tell(expert)
    assert sent_to(expert.email) == [] and is_silent(expert)
    assert Delivery.objects.get().state == "failed"


def test_a_provider_s_event_stops_mails_where_it_knows_the_secret(expert: User) -> None:
    event = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "TypeCode": 1,
        "Email": expert.email,
        "ID": 1,
        "MessageID": "m",
    }
    stranger = Client().post("/mail-events/postmark/tracking/", json.dumps(event), "application/json")
    assert stranger.status_code == 400 and not is_silent(expert)
    known = Client(headers={"authorization": "Basic cG9zdDpzZWNyZXQ="})
    soft = event | {"Type": "Transient", "TypeCode": 2}
    for sent, silent in ((soft, False), (event | {"Email": "nobody@x.example.net"}, False), (event, True)):
        answer = known.post("/mail-events/postmark/tracking/", json.dumps(sent), "application/json")
        assert answer.status_code == 200 and is_silent(expert) == silent


def test_the_owner_sees_it_on_every_page_and_nobody_else(
    browse: Browse,
    expert: User,
    member: User,
    tell: Tell,
    bounce: Callable[..., str],
    index: Callable[[], int],
) -> None:
    index()
    bounce(way_back(expert, tell))
    for path in ("/en/", "/en/profile/", "/en/notifications/", "/en/account/settings/"):
        assert BANNER in browse(expert).get(path).content.decode(), path
    operator = cast.staff(RoleName.OPERATOR)
    for who, path in (
        (member, "/en/c/alborz/experts/?skill=python"),
        (operator, "/back-office/deliveries/"),
        (None, "/en/"),
    ):
        page = browse(who).get(path).content.decode()
        assert BANNER not in page and expert.email not in page
    assert browse(expert).get("/en/nowhere/").status_code == 404


def test_a_mail_that_is_read_again_starts_them_again(
    browse: Browse, expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    User.objects.filter(pk=expert.pk).update(language="en")
    bounce(way_back(expert, tell))
    browser = browse(expert)
    assert expert.email in browser.get("/en/account/address/").content.decode()
    assert browser.post("/en/account/address/").status_code == 302
    link = re.search(r"http://\S+?(/en/account/address/\S+/)", sent_to(expert.email)[-1].body)
    assert link
    assert "Confirm the address" in browser.get(link[1]).content.decode() and is_silent(expert)
    assert browser.post(link[1]).status_code == 302 and not is_silent(expert)
    assert BANNER not in browser.get("/en/profile/").content.decode()
    tell(expert, event=2)
    assert kinds()[-1] == "contact_asked" and len(sent_to(expert.email)) == 3


def test_another_s_or_a_made_up_link_starts_nothing(
    browse: Browse, expert: User, other_expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    bounce(way_back(expert, tell))
    bounce(way_back(other_expert, tell))
    browse(other_expert).post("/en/account/address/")
    link = re.search(r"/account/address/\S+/", sent_to(other_expert.email)[-1].body)
    assert link
    for path in (link[0], "/account/address/nothing-of-ours/"):
        answer = browse(expert).post(f"/en{path}")
        assert answer.status_code == 400 and "This link is over" in answer.content.decode()
    assert is_silent(expert)


def test_three_mails_an_hour_are_sent_to_try(
    browse: Browse, expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    bounce(way_back(expert, tell))
    browser = browse(expert)
    for _ in range(5):
        browser.post("/en/account/address/")
    assert kinds().count("address_check") == 3


def test_with_another_address_mail_is_sent_again(
    browse: Browse, expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    bounce(way_back(expert, tell))
    browser = browse(expert)
    ask(browser, "other@mail.example.net")
    confirm(browser)
    assert not is_silent(expert) and BANNER not in browser.get("/en/profile/").content.decode()


def test_a_code_that_somebody_asks_for_is_sent_all_the_same(
    browse: Browse, expert: User, tell: Tell, bounce: Callable[..., str]
) -> None:
    bounce(way_back(expert, tell))
    browse().post("/en/account/password/reset/", {"email": expert.email})
    assert len(sent_to(expert.email)) == 2, "the only way back in"
