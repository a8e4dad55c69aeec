"""The list and the choices for programs: the same as the pages', by the same session."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.notifications.models import Notification, Preference

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Tell = Callable[..., int]
LIST = "/api/v1/notifications/"
SEEN, CHOICES = f"{LIST}seen/", f"{LIST}choices/"


def post(browser: Client, path: str, **data: Any) -> Any:
    return browser.post(path, data, content_type="application/json")


def test_the_list_says_what_the_page_says(browse: Browse, expert: User, tell: Tell) -> None:
    for event in range(27):
        tell(expert, event=event)
    tell(expert, kind="new_company", count=3, path="/profile/hidden/")
    found = browse(expert).get(LIST, {"lang": "en"}).json()
    assert (found["count"], found["unseen"], found["next"]) == (28, 28, f"{LIST}?lang=en&page=2")
    first = found["results"][0]
    assert first["url"] == "/en/profile/hidden/" and first["sentence"].startswith("3 companies have joined")
    assert len(browse(expert).get(found["next"]).json()["results"]) == 3
    assert Notification.objects.unseen().count() == 28, "reading marks nothing"


def test_some_or_all_are_marked_as_seen_and_nobody_else_s(
    browse: Browse, expert: User, other_expert: User, tell: Tell
) -> None:
    for event in range(3):
        tell(expert, event=event)
    tell(other_expert)
    foreign = str(Notification.objects.get(recipient=other_expert).key)
    mine = str(Notification.objects.of(expert)[0].key)
    browser = browse(expert)
    assert post(browser, SEEN, keys=[mine, foreign]).json() == {"unseen": 2}
    assert post(browser, SEEN).json() == {"unseen": 0}
    assert Notification.objects.of(other_expert).unseen().count() == 1


def test_choices_are_read_and_changed_one_by_one(browse: Browse, expert: User) -> None:
    browser = browse(expert)
    before = {row["kind"]: row["mode"] for row in browser.get(CHOICES).json()}
    assert set(before.values()) == {"at_once"} and "password_changed" not in before
    after = {
        row["kind"]: row["mode"]
        for row in post(browser, CHOICES, modes=[{"kind": "still_true", "mode": "digest"}]).json()
    }
    assert after == before | {"still_true": "digest"}


@pytest.mark.parametrize(
    ("kind", "mode"), [("password_changed", "off"), ("no_such_kind", "off"), ("still_true", "by pigeon")]
)
def test_what_cannot_be_chosen_is_refused(browse: Browse, expert: User, kind: str, mode: str) -> None:
    answer = post(browse(expert), CHOICES, modes=[{"kind": kind, "mode": mode}])
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
    assert not Preference.objects.exists()


@pytest.mark.parametrize("path", [LIST, SEEN, CHOICES])
def test_strangers_are_asked_to_sign_in(browse: Browse, db: None, path: str) -> None:
    assert browse().get(path).status_code == 401 == post(browse(), path).status_code
