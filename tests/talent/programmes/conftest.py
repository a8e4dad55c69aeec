"""The programmes of the demo, published."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

import pytest
from django.test import Client

from config.demo.programmes import make_programmes
from talent.accounts.models import RoleName, User
from tests import cast


@pytest.fixture
def editor(db: None) -> User:
    return cast.staff(RoleName.EDITOR)


class Then(datetime):
    """The clock of the park on a day for which the demo's numbers are known."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Then":
        return cls(2026, 11, 29, 12, tzinfo=tz)


@pytest.fixture
def programmes(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Return for good (rolling), visiting expert (closing), remote advisory (not yet claimable), on that day."""
    monkeypatch.setattr("talent.lib.dates.datetime", Then)
    make_programmes()


Say = Callable[..., Any]


@pytest.fixture
def walk(browse: Callable[..., Client]) -> Say:
    """Walks through a self-check as a browser does: sends back every hidden field, and one answer for each question.
    `answers`: fact → field values; what is not there is not known. Returns the last page."""

    def walked(path: str, answers: dict[str, Any], browser: Client | None = None, most: int = 40) -> Any:
        client = browser or browse()
        page = client.get(path)
        for _ in range(most):
            form = page.context.get("question")
            if form is None:
                return page
            page = client.post(path, carried(page) | pressed(form.fact.id, answers))
            assert page.status_code == 200, page.context["question"].errors
        raise AssertionError("the questions never end")

    return walked


def carried(page: Any) -> dict[str, Any]:
    """The hidden fields of a page's form."""
    shown = page.context
    held: dict[str, Any] = {"version": shown.get("version") or "", "said": list(shown["said"])}
    held |= dict.fromkeys(shown.get("modes") or (), "1")
    if form := shown.get("question"):
        held |= {"asked": form.fact.id}
        held |= {"calendar": form.calendar} if form.kind == "day" else {}
    return held


def pressed(fact: str, answers: dict[str, Any]) -> dict[str, Any]:
    """What is typed for a question, and the button: a dictionary of fields, a value, None (does not apply)."""
    if fact not in answers:
        return {"go": "unknown"}
    typed = answers[fact]
    if typed is None:
        return {"go": "not_me"}
    return {"go": "next"} | (typed if isinstance(typed, dict) else {"answer": typed})


def day(day: str, month: str, year: str) -> dict[str, str]:
    """A day as it is typed."""
    return {"day": day, "month": month, "year": year}
