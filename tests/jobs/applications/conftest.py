"""An opening on the board, and somebody who writes to it, through the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jobs.applications.models import Application
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from tests.openings import posted
from tests.talent.lib.files import saying

Browse = Callable[..., Client]
LETTER = "I have moved two banks to streaming."
QUESTIONS = [{"id": "q1", "text": "Which stream was the largest?"}]
HIS = "The one of card payments."


@pytest.fixture
def opening(member: User, company: Company) -> Opening:
    return posted(member, company, questions=QUESTIONS)


@pytest.fixture
def blind(member: User, company: Company) -> Opening:
    return posted(member, company, questions=QUESTIONS, is_blind=True)


def typed(**changes: Any) -> dict[str, Any]:
    """What somebody fills in, at first."""
    return {"version": 0, "letter": LETTER, "answer_q1": HIS, "groups": ["names"]} | changes


def pdf(text: str = "my life") -> SimpleUploadedFile:
    return SimpleUploadedFile("maryam-cv.pdf", saying(text), "application/pdf")


def place(opening: Opening) -> str:
    return f"/en/jobs/{opening.key}/apply/"


def sent(browser: Client, opening: Opening, **changes: Any) -> Application:
    """Written, looked at, and sent."""
    answer = browser.post(place(opening), typed(**changes) | {"then": "preview"})
    assert answer.status_code == 302, answer.content.decode()
    assert browser.get(answer.url).status_code == 200
    draft = Application.objects.get(opening=opening, state="draft")
    done = browser.post(answer.url, {"version": draft.version})
    assert done.status_code == 302, done.content.decode()
    return Application.objects.get(pk=draft.pk)


def desk(application: Application) -> str:
    company, opening = application.company.slug, application.opening.key
    return f"/en/c/{company}/openings/{opening}/applications/"


def move(browser: Client, application: Application, *verbs: str, **more: Any) -> Any:
    """The company's buttons, one after the other, each from the page as it is then."""
    answer = None
    for verb in verbs:
        version = Application.objects.get(pk=application.pk).version
        sending = {"version": version} | more
        answer = browser.post(f"{desk(application)}{application.key}/{verb}/", sending)
    return answer


def own(browser: Client, application: Application, *verbs: str) -> Any:
    """The applicant's buttons."""
    answer = None
    for verb in verbs:
        version = Application.objects.get(pk=application.pk).version
        answer = browser.post(f"/en/applications/{application.key}/{verb}/", {"version": version})
    return answer
