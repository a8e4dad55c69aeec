"""Mails are rows first: sent once, retried when the server is away, emptied when they left."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from talent.notifications import actions, sending, tasks
from talent.notifications.models import Delivery, DeliveryState
from tests import cast


def queue() -> Delivery:
    return actions.queue(
        kind="test",
        language="fa",
        address="a@example.org",
        subject="سلام\nBcc: x@y.z",
        text="متن",
        html="<p>متن</p>",
    )


def test_a_queued_mail_is_sent_once_and_its_row_emptied(db: None) -> None:
    delivery = queue()
    tasks.deliver()
    tasks.deliver()
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "سلام Bcc: x@y.z" and mail.outbox[0].to == ["a@example.org"]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.address, delivery.subject, delivery.text, delivery.html) == (
        "sent",
        "",
        "",
        "",
        "",
    )


def test_a_server_that_is_away_loses_no_mail(db: None, monkeypatch: Any) -> None:
    def refuse(self: Any, messages: Any) -> int:
        raise ConnectionRefusedError

    delivery = queue()
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", refuse)
        assert sending.send_due() == 0
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.QUEUED and delivery.due_at > timezone.now() + timedelta(seconds=30)
    Delivery.objects.update(due_at=timezone.now())
    assert sending.send_due() == 0, "a server that did not answer is left alone for half a minute"
    cache.clear()
    assert sending.send_due() == 1 and len(mail.outbox) == 1


def test_after_eight_attempts_a_mail_is_given_up(db: None, monkeypatch: Any) -> None:
    queue()

    def refuse(self: Any, messages: Any) -> int:
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    for _ in range(sending.MAX_ATTEMPTS):
        cache.clear()  # half a minute later
        Delivery.objects.update(due_at=timezone.now())
        sending.send_due()
    failed = Delivery.objects.get()
    assert (failed.state, failed.address, failed.text, failed.html) == (DeliveryState.FAILED, "", "", "")
    Delivery.objects.update(due_at=timezone.now())
    assert sending.send_due() == 0


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_written_mail_is_readable_in_development(
    db: None, settings: Any, tmp_path: Path, language: str, browse: Callable[..., Client]
) -> None:
    settings.EMAIL_BACKEND = "talent.notifications.mailbox.OneFileEach"
    settings.EMAIL_FILE_PATH = tmp_path
    browser = browse()
    cast.read_notice(browser)
    browser.post(
        f"/{language}/account/signup/", {"email": "a@example.org", "password1": "correct horse battery"}
    )
    tasks.deliver()
    page = browse().get("/dev/mail/", {"language": language})
    assert page.status_code == 200 and "a@example.org" in page.content.decode()
    name = page.context["mails"][0]["name"]
    shown = browse().get(f"/dev/mail/{name}/")
    assert shown.status_code == 200 and "code=" in shown.content.decode()
    assert browse().get("/dev/mail/../secret-key/").status_code == 404


def test_each_mail_is_written_into_a_file_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "talent.notifications.mailbox.OneFileEach"
    settings.EMAIL_FILE_PATH = tmp_path
    for number in range(50):
        EmailMessage(str(number), "x", to=[f"{number}@example.org"]).send()
    assert len(list(tmp_path.glob("*.log"))) == 50
