"""An expert and a company who talk: asked and answered through the pages."""

import pytest

from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.conversations.models import Thread
from tests.jobs.contacts.conftest import Browse
from tests.jobs.contacts.conftest import address as address
from tests.jobs.contacts.conftest import asked as asked


@pytest.fixture
def thread(browse: Browse, expert: User, asked: ContactRequest) -> Thread:
    """The conversation that the expert's yes has opened."""
    browse(expert).post(f"/en/requests/{asked.key}/accept/")
    return Thread.objects.get()
