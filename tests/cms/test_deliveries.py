"""Mails that were given up: the operator sends them again, and learns nothing of whom they go to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.notifications.actions import queue
from talent.notifications.models import Delivery, DeliveryState
from talent.notifications.telling import notify
from talent.notifications.tokens import opaque
from tests import cast
from tests.post import sent_to

Browse = Callable[..., Client]


@pytest.fixture
def operator(browse: Browse, db: None) -> Client:
    user = cast.staff(RoleName.OPERATOR)
    User.objects.filter(pk=user.pk).update(language="en")
    return browse(user)


@pytest.fixture
def given_up(expert: User) -> Delivery:
    notify(recipient=expert, kind="contact_asked", event=opaque("x"), path="/in-tray/")
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=8)
    return Delivery.objects.get()


def again(browser: Client, delivery: Delivery) -> Any:
    return browser.post(reverse("delivery:send_again", args=[delivery.pk]), follow=True)


def test_a_mail_that_was_given_up_is_sent_again_and_that_is_on_record(
    operator: Client, given_up: Delivery, expert: User
) -> None:
    page = operator.get(reverse("delivery:inspect", args=[given_up.pk])).content.decode()
    assert reverse("delivery:send_again", args=[given_up.pk]) in page and expert.email not in page
    answer = again(operator, given_up)
    assert "The mail waits for its next attempt." in answer.content.decode()
    assert len(sent_to(expert.email)) == 1
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert Entry.objects.get(verb="delivery.sent_again").target_key == str(given_up.pk)


def test_a_code_that_has_run_out_is_not_sent_again(operator: Client) -> None:
    words = {"language": "en", "address": "a@example.org", "subject": "Your code", "text": "123456"}
    delivery = queue(kind="email_confirmation", **words)
    gone = {"address": "", "subject": "", "text": "", "html": ""}
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=8, **gone)
    assert "send-again" not in operator.get(reverse("delivery:inspect", args=[delivery.pk])).content.decode()
    assert "Nothing of this mail is left to send" in again(operator, delivery).content.decode()
    assert Delivery.objects.get().state == DeliveryState.FAILED


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.SENT])
def test_what_was_not_given_up_is_left_alone(operator: Client, given_up: Delivery, state: str) -> None:
    Delivery.objects.update(state=state)
    assert "has been sent meanwhile" in again(operator, given_up).content.decode()
    assert not Entry.objects.filter(verb="delivery.sent_again").exists()


@pytest.mark.parametrize("role", [role for role in RoleName if role != RoleName.OPERATOR])
def test_only_operators_send_again(browse: Browse, given_up: Delivery, role: RoleName) -> None:
    user = User.objects.filter(roles__name=role).first() or cast.staff(role)
    assert again(browse(user), given_up).status_code in (302, 403)
    assert Delivery.objects.get().state == DeliveryState.FAILED
