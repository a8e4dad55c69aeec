"""Whoever acts on a page stays on the site, whatever a form or an address says about where to go next."""

from typing import Any

import pytest
from django.test import Client

from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.companies.models import Company, Invitation
from talent.conversations.models import Thread
from tests.jobs.contacts.conftest import Browse
from tests.jobs.contacts.conftest import address as address
from tests.jobs.contacts.conftest import asked as asked
from tests.talent.accounts.test_redirects import PAYLOADS, stays
from tests.talent.companies.conftest import draft as draft
from tests.talent.companies.conftest import founder as founder
from tests.talent.companies.conftest import owner as owner
from tests.talent.companies.test_joining import invite
from tests.talent.conversations.conftest import thread as thread
from tests.talent.conversations.test_conversations import mine, ours

pytestmark = pytest.mark.django_db
NAMES = ("next", "from", "back", "url", "redirect_to")


def all_stay(
    browser: Client, path: str, typed: dict[str, Any] | None = None, *, loaded: bool = False
) -> None:
    """Presses the button, or loads the page, once for each payload: in the form's fields and in the address."""
    for payload in PAYLOADS:
        led = dict.fromkeys(NAMES, payload)
        if loaded:
            assert stays(browser.get(path, led), path), payload
        else:
            assert stays(browser.post(path, (typed or {}) | led, query_params=led), path), payload


@pytest.mark.parametrize("verb", ["", "read/", "mute/", "reading/"])
def test_in_an_expert_s_conversation(browse: Browse, expert: User, thread: Thread, verb: str) -> None:
    all_stay(browse(expert), f"{mine(thread)}{verb}", {"text": "Hello.", "on": "1"})


@pytest.mark.parametrize("verb", ["", "read/", "mute/"])
def test_in_a_company_s_conversation(browse: Browse, member: User, thread: Thread, verb: str) -> None:
    all_stay(browse(member), f"{ours(thread)}{verb}", {"text": "Hello.", "signed": "Sara", "on": "1"})


@pytest.mark.parametrize("verb", ["ask-back", "decline"])
def test_in_a_request(browse: Browse, expert: User, asked: ContactRequest, verb: str) -> None:
    all_stay(browse(expert), f"/en/requests/{asked.key}/{verb}/", {"question": "How many hours?"})


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_in_an_invitation(browse: Browse, owner: User, founder: User, company: Company, verb: str) -> None:
    invite(browse(owner), founder.email)
    all_stay(browse(founder), f"/en/invitations/{Invitation.objects.get().key}/{verb}/")


@pytest.mark.parametrize("page", ["names", "papers", "domain", "work", "submit"])
def test_in_a_registration(browse: Browse, founder: User, draft: Company, page: str) -> None:
    all_stay(
        browse(founder), f"/en/c/{draft.slug}/registration/{page}/", {"name_fa": "الوند", "name_en": "Alvand"}
    )


@pytest.mark.parametrize(
    "path",
    ["/en/in-tray/", "/en/timeline/", "/en/notifications/", "/en/conversations/", "/en/c/", "/en/requests/"],
)
def test_on_a_page_that_is_only_read(browse: Browse, expert: User, thread: Thread, path: str) -> None:
    all_stay(browse(expert), path, loaded=True)
