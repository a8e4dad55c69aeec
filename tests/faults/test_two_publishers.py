"""Two publishers at once: one version comes into force, the other publisher is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from talent.accounts.models import RoleName
from talent.programmes import actions
from talent.programmes.models import Version, VersionStep
from tests import cast
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
