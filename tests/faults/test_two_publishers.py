"""Two publishers at once: one version comes into force, the other publisher is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from talent.accounts.models import RoleName, User
from talent.programmes import actions
from talent.programmes.models import Version, VersionStep
from tests import cast
from tests.journeys.forms import sent
from tests.talent.programmes.test_versions import document, months

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]
PUBLISHERS = 6


def _together(work: Callable[[int], Any]) -> list[Any]:
    """Runs `work` in threads that begin at the same moment; returns what each did, or its refusal."""
    start = Barrier(PUBLISHERS)

    def one(number: int) -> Any:
        start.wait()
        try:
            return work(number)
        except actions.NoDraft as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(PUBLISHERS) as pool:
        return list(pool.map(one, range(PUBLISHERS)))


def test_of_many_publishers_one_publishes() -> None:
    writer = cast.staff(RoleName.EDITOR)
    readers = [cast.staff(RoleName.EDITOR, f"reader{n}@park.example.org") for n in range(PUBLISHERS)]
    for turn, raw in enumerate([document(), months("6"), months("9")], 1):
        draft = actions.import_document(actor=writer, raw=raw)

        def publish(number: int, draft: Version = draft) -> int | None:
            return actions.publish(actor=readers[number], draft=draft, revision=1).number

        assert sorted(map(str, _together(publish))) == [str(turn), *["no_draft"] * (PUBLISHERS - 1)]
        assert Version.objects.filter(state="published").count() == 1
        assert VersionStep.objects.filter(verb="publish").count() == turn


def test_of_two_who_press_the_button_at_once_one_publishes_and_the_other_is_told(
    browse: Callable[[User | None], Client],
) -> None:
    readers = [cast.staff(RoleName.EDITOR, f"{name}@park.example.org") for name in ("one", "two")]
    draft = actions.import_document(actor=cast.staff(RoleName.EDITOR), raw=document())
    address, start = reverse("programme:publish", args=[draft.programme_id]), Barrier(2)
    browsers = [browse(reader) for reader in readers]
    forms = [sent(browser.get(address), "") for browser in browsers]

    def press(place: int) -> int:
        start.wait()
        try:
            return browsers[place].post(address, forms[place]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(press, range(2)))
    assert found in ([200, 302], [302, 409])
    assert Version.objects.get().steps.filter(verb="publish").count() == 1
