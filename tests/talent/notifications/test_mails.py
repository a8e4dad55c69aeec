"""What leaves the house: nothing that says what happened, in the reader's language, calendar and digits of that day."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from talent.accounts.models import User
from talent.notifications.actions import choose_modes
from talent.notifications.choices import Mode
from talent.notifications.emails import unsubscribe_token
from talent.notifications.kinds import kinds, said
from talent.notifications.models import Delivery, Notification, Preference
from tests import cast
from tests.post import sent_to, words

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Tell = Callable[..., int]
TELLING = re.compile(
    r"\b(talent|park|ict|company|companies|job|work|expert|profile|search|iran|tehran|germany|recruit\w*)\b"
    r"|پارک|شرکت|شغل|متخصص|پروفایل|جست|ایران|تهران|کشور",
    re.IGNORECASE,
)
SAFE = [name for name, kind in kinds.items() if kind.security and name != "superuser_signed_in"]


def mail_of(person: User, tell: Tell, kind: str, **more: Any) -> EmailMessage:
    tell(person, kind=kind, **more)
    [mail] = sent_to(person.email)
    return mail


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("kind", kinds)
def test_neither_subject_nor_body_nor_headers_nor_sender_say_what_happened(
    db: None, tell: Tell, kind: str, language: str
) -> None:
    person = cast.person("reader@mail.example.net", language=language)
    mail = mail_of(person, tell, kind)
    assert mail.extra_headers["Content-Language"] == language
    told = words(mail).replace(person.email, "")
    assert TELLING.findall(told) == []
    name, address = parseaddr(str(mail.message()["From"]))
    assert name and address == "post@example.org"
    with override(language):
        assert said(kinds[kind], 1, language) not in told or kinds[kind].security


def test_a_mail_is_made_when_it_is_sent(expert: User, tell: Tell) -> None:
    tell(expert)
    User.objects.filter(pk=expert.pk).update(
        language="en", calendar="gregorian", time_zone="Europe/Berlin", email="moved@experts.example.org"
    )
    Notification.objects.update(created_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC))
    [mail] = sent_to("moved@experts.example.org")
    assert mail.subject == "Something waits for your decision" and "1 March 2026, 23:30" in words(mail)
    assert 'dir="ltr"' in words(mail) and Delivery.objects.get().language == "en"


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({"language": "fa", "calendar": "jalali", "time_zone": "Asia/Tehran"}, "۱۱ اسفند ۱۴۰۴، ۰۲:۰۰"),
        ({"language": "fa", "calendar": "gregorian", "time_zone": "UTC"}, "۱ مارس ۲۰۲۶، ۲۲:۳۰"),
        ({"language": "en", "calendar": "jalali", "time_zone": "Asia/Tehran"}, "11 Esfand 1404, 02:00"),
    ],
)
def test_its_moment_stands_in_the_reader_s_calendar_clock_and_digits(
    expert: User, tell: Tell, fields: dict[str, str], written: str
) -> None:
    User.objects.filter(pk=expert.pk).update(**fields)
    tell(expert)
    Notification.objects.update(created_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC))
    [mail] = sent_to(expert.email)
    assert words(mail).count(written) == 2, "in the text and in the HTML"


def test_a_sent_row_says_neither_to_whom_it_went_nor_what(expert: User, tell: Tell) -> None:
    mail_of(expert, tell, "contact_asked")
    row = Delivery.objects.get()
    assert (row.state, row.recipient, row.notification, row.address) == ("sent", None, None, "")
    assert (row.subject, row.text, row.html) == ("", "", "")


def test_numbers_and_ways_back_are_another_for_each_mail_and_name_nobody(
    expert: User, other_expert: User, tell: Tell
) -> None:
    for event in (1, 2):
        tell(expert, event=event)
    tell(other_expert)
    mails = sent_to(expert.email) + sent_to(other_expert.email)
    numbers = {str(mail.message()["Message-ID"]) for mail in mails}
    back = {mail.from_email for mail in mails}
    assert len(numbers) == len(back) == 3
    for one in numbers:
        assert re.fullmatch(r"<[a-z2-7]{39}@example\.org>", one)
    for one in back:
        assert re.fullmatch(r"returned\+[a-z2-7]{50}@example\.org", one)
    assert all(len(one.partition("@")[0]) <= 64 for one in back), "RFC 5321, 4.5.3.1.1"


def test_each_way_of_telling_stops_with_one_click_that_no_session_is_needed_for(
    browse: Browse, expert: User, tell: Tell
) -> None:
    mail = mail_of(expert, tell, "contact_asked")
    headers = mail.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = str(headers["List-Unsubscribe"]).strip("<>").replace("http://localhost:8000", "")
    strict = Client(enforce_csrf_checks=True)
    assert "Stop these mails" in strict.get(path.replace("/fa/", "/en/")).content.decode()
    assert not Preference.objects.exists(), "a program that only looks changes nothing"
    answer = strict.post(path, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert answer.status_code == 200
    tell(expert, event=2)
    assert len(sent_to(expert.email)) == 1 and Notification.objects.count() == 2
    tell(expert, event=3, kind="still_true")
    assert len(sent_to(expert.email)) == 2, "of this kind alone"


@pytest.mark.parametrize("kind", SAFE)
def test_mails_about_safety_cannot_be_stopped(expert: User, tell: Tell, browse: Browse, kind: str) -> None:
    mail = mail_of(expert, tell, kind)
    assert "List-Unsubscribe" not in mail.extra_headers and "unsubscribe" not in words(mail)
    browse().post(f"/en/unsubscribe/{unsubscribe_token(expert, kind)}/")
    assert not Preference.objects.exists()


def test_whoever_stops_mails_learns_nothing_of_any_account(browse: Browse, expert: User) -> None:
    gone = cast.person("gone@experts.example.org")
    tokens = [unsubscribe_token(one, "contact_asked") for one in (expert, gone)]
    gone.delete()
    tokens += [tokens[0][:-3] + "aaa", "nothing-of-ours", "a" * 300]
    answers = []
    for token in tokens:
        answer = browse().post(f"/en/unsubscribe/{token}/")
        answers.append((answer.status_code, answer.content.replace(token.encode(), b"T")))
    assert len(set(answers)) == 1 and answers[0][0] == 200
    assert Preference.objects.count() == 1


def test_stopping_the_morning_s_mail_keeps_the_list(browse: Browse, expert: User) -> None:
    choose_modes(actor=expert, modes={"contact_asked": Mode.DIGEST, "still_true": Mode.OFF})
    browse().post(f"/en/unsubscribe/{unsubscribe_token(expert, 'digest')}/")
    chosen = dict(Preference.objects.values_list("kind", "mode"))
    assert chosen == {"contact_asked": Mode.IN_APP, "still_true": Mode.OFF}


def test_a_mail_that_nobody_wants_any_more_is_neither_sent_nor_given_up(expert: User, tell: Tell) -> None:
    tell(expert)
    User.objects.filter(pk=expert.pk).update(quiet_since=timezone.now())
    assert sent_to(expert.email) == [] and not Delivery.objects.exists()
    assert Notification.objects.exists()
