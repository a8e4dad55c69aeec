"""A company as others see it: anybody sees a verified one; everything else is absent alike, but to its members."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.companies import actions
from talent.companies.models import Company
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import address as address
from tests.jobs.contacts.conftest import asked as asked

Browse = Callable[..., Client]
SAYS = {
    "makes_fa": "ساعت می‌سازد.",
    "makes_en": "Makes clocks.",
    "park_en": "ICT Park",
    "park_fa": "پارک فناوری",
    "site_en": "Hall 3",
}


@pytest.mark.parametrize(
    ("language", "said"),
    [("fa", ["ساعت می‌سازد.", "پارک فناوری", "Hall 3"]), ("en", ["Makes clocks.", "ICT Park", "Hall 3"])],
)
def test_anybody_reads_what_a_verified_company_says_and_nobody_of_it(
    moderator: User, company: Company, member: User, language: str, said: list[str]
) -> None:
    actions.change_company(actor=moderator, company=company, **SAYS)
    page = Client().get(f"/{language}/companies/alborz/").content.decode()
    assert all(text in page for text in said) and member.email not in page and "noindex" in page
    answer = Client().get(f"/api/v1/companies/alborz/?lang={language}").json()
    assert answer["makes"] == said[0] and answer["verified"] and "national_id" not in answer
    assert (company.national_id or "") not in page and company.contract_number not in page


def test_drafts_suspended_and_missing_ones_are_absent_alike_and_cost_the_same(
    browse: Browse, moderator: User, expert: User
) -> None:
    cast.company(moderator, "waits", verified=False)
    stopped = cast.company(moderator, "stopped")
    actions.suspend_company(actor=moderator, company=stopped)
    founder = browse(cast.person("founder@alvand.example.org"))
    founder.post("/en/companies/register/", {"name_fa": "شرکت الوند", "name_en": "Alvand"})
    draft = Company.objects.get(name_en="Alvand")
    for browser in (Client(), browse(expert)):
        shapes, pages = set(), set()
        for slug in ("waits", "stopped", draft.slug, "nothing"):
            shapes.add(tuple(statements.shapes(lambda slug=slug, browser=browser: browser.get(f"/en/companies/{slug}/"))))  # fmt: skip
            answer = browser.get(f"/en/companies/{slug}/")
            pages.add((answer.status_code, answer.content.decode().replace(slug, "")))
            assert browser.get(f"/api/v1/companies/{slug}/").status_code == 404
        assert len(shapes) == len(pages) == 1
    mine = founder.get(f"/en/companies/{draft.slug}/")
    assert mine.status_code == 200 and "Only members of your company see this page" in mine.content.decode()


@pytest.mark.parametrize("where", ["/en/in-tray/", "request"])
def test_whoever_is_asked_can_read_about_the_company(
    browse: Browse, asked: Any, expert: User, moderator: User, company: Company, where: str
) -> None:
    path = f"/en/requests/{asked.key}/" if where == "request" else where
    link = 'href="/en/companies/alborz/"'
    assert link in browse(expert).get(path).content.decode()
    actions.suspend_company(actor=moderator, company=company)
    assert link not in browse(expert).get(path).content.decode()
