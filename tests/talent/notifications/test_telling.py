"""Each event is told once, in the way that its reader has chosen, and the list holds no name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.leaving import erase_account, everything_of, go_quiet
from talent.accounts.models import RoleName, User
from talent.notifications import actions
from talent.notifications.choices import Mode
from talent.notifications.models import Delivery, Notification, Preference
from talent.notifications.tasks import forget_told
from talent.notifications.telling import notify_many
from talent.notifications.tokens import opaque
from tests import cast
from tests.post import kinds, sent_to

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Tell = Callable[..., int]
LIST, CHOICES = "/en/notifications/", "/en/account/notifications/"
ASKED = "Somebody has asked you something"


def shown(browser: Client, path: str = LIST) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def choose(browser: Client, **chosen: str) -> Any:
    """Sends the form of choices, these changed."""
    form = browser.get(CHOICES).context["form"]
    return browser.post(CHOICES, dict(form.initial) | chosen)


def test_an_event_is_told_once_however_often_it_is_said(expert: User, tell: Tell) -> None:
    assert [tell(expert), tell(expert), tell(expert, event=2)] == [1, 0, 1]
    assert Notification.objects.count() == Delivery.objects.count() == len(sent_to(expert.email)) == 2


def test_many_are_told_in_few_statements_and_only_the_new_ones_again(
    db: None, django_assert_max_num_queries: Any
) -> None:
    people = [cast.person(f"p{number}@experts.example.org") for number in range(12)]
    told = {"kind": "new_company", "event": opaque("x"), "path": "/profile/hidden/", "count": 3}
    assert notify_many(recipients=people[:10], **told) == 10
    with django_assert_max_num_queries(8):
        assert notify_many(recipients=people, **told) == 2
    assert Delivery.objects.count() == 12


@pytest.mark.parametrize(
    ("mode", "listed", "mails"),
    [(Mode.AT_ONCE, True, 1), (Mode.DIGEST, True, 0), (Mode.IN_APP, True, 0), (Mode.OFF, False, 0)],
)
def test_a_reader_is_told_as_they_have_chosen(
    browse: Browse, expert: User, tell: Tell, mode: str, listed: bool, mails: int
) -> None:
    browser = browse(expert)
    assert choose(browser, contact_asked=mode).status_code == 302
    tell(expert)
    assert (ASKED in shown(browser)) == listed and len(sent_to(expert.email)) == mails
    assert Notification.objects.filter(due_at__isnull=False).exists() == (mode == Mode.DIGEST)


@pytest.mark.parametrize("mode", [Mode.IN_APP, Mode.OFF])
def test_who_chooses_no_mail_gets_none_that_waits_already(
    browse: Browse, expert: User, tell: Tell, mode: str
) -> None:
    tell(expert)
    choose(browse(expert), contact_asked=mode)
    assert sent_to(expert.email) == []


def test_what_is_about_safety_cannot_be_switched_off(browse: Browse, expert: User, tell: Tell) -> None:
    browser = browse(expert)
    assert "password_changed" not in shown(browser, CHOICES)
    assert "Always at once, by mail and here" in shown(browser, CHOICES)
    choose(browser, password_changed="off")
    Preference.objects.create(user=expert, kind="password_changed", mode=Mode.OFF)
    tell(expert, kind="password_changed")
    assert len(sent_to(expert.email)) == 1


def test_an_unknown_way_of_telling_is_refused_and_the_others_stay(browse: Browse, expert: User) -> None:
    answer = choose(browse(expert), contact_asked="by pigeon", still_true="in_app")
    assert answer.status_code == 200 and "Not saved yet" in answer.content.decode()
    assert not Preference.objects.exists()


def test_the_list_counts_what_is_new_until_it_is_seen(browse: Browse, expert: User, tell: Tell) -> None:
    browser = browse(expert)
    for event in range(3):
        tell(expert, event=event)
    count = '<span class="ms-1.5 rounded-full tint-accent px-2 text-sm leading-6">3</span>'
    assert count in shown(browser, "/en/account/settings/")
    assert shown(browser).count(ASKED) == 3, "looking at the list changes nothing"
    assert Notification.objects.unseen().count() == 3
    first = Notification.objects.of(expert)[0]
    assert browser.post(f"{LIST}{first.key}/").url == "/en/in-tray/"
    assert Notification.objects.unseen().count() == 2
    assert browser.post(f"{LIST}seen/").status_code == 302
    assert Notification.objects.unseen().count() == 0 and "Mark all as seen" not in shown(browser)
    assert count not in shown(browser, "/en/account/settings/")


def test_a_mail_s_link_leads_to_the_page_and_changes_nothing(
    browse: Browse, expert: User, tell: Tell
) -> None:
    tell(expert)
    told = Notification.objects.get()
    path = f"{LIST}{told.key}/"
    assert browse(expert).get(path).url == "/en/in-tray/"
    assert Notification.objects.unseen().exists()
    assert "/account/login/" in browse().get(path)["Location"]


def test_what_others_were_told_is_absent_like_what_nobody_was_told(
    browse: Browse, expert: User, other_expert: User, tell: Tell
) -> None:
    tell(expert)
    browser = browse(other_expert)
    for key in (Notification.objects.get().key, uuid4()):
        assert browser.get(f"{LIST}{key}/").status_code == browser.post(f"{LIST}{key}/").status_code == 404
    browser.post(f"{LIST}seen/")
    assert ASKED not in shown(browser) and Notification.objects.unseen().count() == 1


@pytest.mark.parametrize(("language", "words"), [("fa", "۳ شرکت"), ("en", "3 companies")])
def test_the_sentence_counts_in_the_reader_s_digits(
    browse: Browse, expert: User, tell: Tell, language: str, words: str
) -> None:
    tell(expert, kind="new_company", count=3, path="/profile/hidden/")
    assert words in shown(browse(expert), f"/{language}/notifications/")


def test_an_empty_list_says_what_it_is_for(browse: Browse, expert: User) -> None:
    assert "Nothing new" in shown(browse(expert))


def test_a_long_list_is_paged_and_costs_the_same(
    browse: Browse, expert: User, tell: Tell, django_assert_max_num_queries: Any
) -> None:
    for event in range(30):
        tell(expert, event=event)
    browser = browse(expert)
    with django_assert_max_num_queries(8):
        assert shown(browser).count(ASKED) == 25
    assert shown(browser, f"{LIST}?page=2").count(ASKED) == 5


def test_whoever_goes_quiet_gets_no_mail_but_what_is_about_safety(expert: User, tell: Tell) -> None:
    actions.choose_modes(actor=expert, modes={"still_true": Mode.DIGEST})
    tell(expert)
    tell(expert, kind="still_true")
    tell(expert, kind="password_changed")
    go_quiet(actor=expert)
    expert.refresh_from_db()
    tell(expert, event=2)
    tell(expert, event=2, kind="still_true")
    assert kinds() == ["password_changed"]
    assert not Notification.objects.filter(due_at__isnull=False).exists()
    assert Notification.objects.count() == 5, "the list goes on"


def test_an_erased_account_leaves_nothing_of_what_it_was_told(expert: User, tell: Tell) -> None:
    tell(expert)
    actions.choose_modes(actor=expert, modes={"still_true": Mode.OFF})
    held = everything_of(expert)
    assert held["notifications.Notification"][0]["kind"] == "contact_asked"
    assert held["notifications.Preference"][0]["mode"] == "off"
    erase_account(actor=expert)
    for model in (Notification, Delivery, Preference):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("told", "seen", "stays"), [(40, 31, False), (40, 29, True), (366, None, False), (364, None, True)]
)
def test_what_was_seen_goes_after_thirty_days_and_all_of_it_after_a_year(
    expert: User, tell: Tell, told: int, seen: int | None, stays: bool
) -> None:
    tell(expert)
    now = timezone.now()
    seen_at = now - timedelta(days=seen) if seen else None
    Notification.objects.update(created_at=now - timedelta(days=told), seen_at=seen_at)
    forget_told()
    assert Notification.objects.exists() == stays


@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [("sent", 31, False), ("failed", 31, False), ("queued", 31, True), ("sent", 29, True)],
)
def test_rows_of_mails_go_after_thirty_days(
    expert: User, tell: Tell, state: str, days: int, stays: bool
) -> None:
    tell(expert)
    Delivery.objects.update(state=state, created_at=timezone.now() - timedelta(days=days))
    forget_told()
    assert Delivery.objects.exists() == stays


def test_staff_reach_the_page_that_has_no_language(browse: Browse, db: None) -> None:
    officer = cast.staff(RoleName.PRIVACY_OFFICER)
    actions.tell_of_superuser(user=cast.person("root@park.example.org", is_superuser=True))
    told = Notification.objects.get(recipient=officer)
    assert browse(officer).get(f"{LIST}{told.key}/").url == "/back-office/audit/"
