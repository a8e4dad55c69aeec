"""What lists of requests cost: the same, however many there are."""

from typing import Any

import pytest

from jobs.contacts.models import ContactRequest
from jobs.contacts.tasks import tell
from talent.accounts.models import User
from talent.companies.models import Company
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import WORDS, form
from tests.jobs.contacts.test_contacts import OUR_TRAY, TRAY, Address, Browse

pytestmark = pytest.mark.journey


def test_lists_and_trays_ask_the_database_as_often_for_many_as_for_one(
    browse: Browse,
    expert: User,
    member: User,
    company: Company,
    address: Address,
    asked: ContactRequest,
    moderator: Any,
) -> None:
    def cost() -> dict[str, int]:
        spent = {}
        for somebody, path in (
            (expert, "/en/in-tray/"),
            (expert, "/en/requests/"),
            (member, "/en/c/alborz/requests/"),
            (member, "/en/c/alborz/in-tray/"),
        ):
            browser = browse(somebody)
            spent[path] = len(statements.of(lambda path=path, browser=browser: browser.get(path)))
        return spent

    def asks_back() -> None:
        for request in ContactRequest.objects.filter(company=company, state="waiting"):
            client = browse(User.objects.get(profile=request.profile))
            client.post(f"/en/requests/{request.key}/ask-back/", {"question": "How many hours?"})

    asks_back()
    recruiter = cast.member(moderator, cast.company(moderator, "first"), "first")
    browse(recruiter).post(f"{address(expert, Company.objects.get(slug='first'))}ask/", form())
    tell()
    one = cost()
    for number in range(3):
        other = cast.company(moderator, f"other{number}")
        recruiter = cast.member(moderator, other, f"recruiter{number}")
        browse(recruiter).post(f"{address(expert, other)}ask/", form())
        somebody = cast.expert(f"more{number}@experts.example.org")
        browse(member).post(f"{address(somebody, company)}ask/", form())
    asks_back()
    tell()
    trays = [browse(one).get(path).content.decode() for one, path in ((expert, TRAY), (member, OUR_TRAY))]
    assert [page.count("How many hours?") for page in trays] == [0, 4] and trays[0].count(WORDS) == 4
    assert cost() == one and max(one.values()) <= 8


def test_the_number_of_a_company_leads_nobody_away_from_the_page_it_stands_on(
    browse: Browse, moderator: User, company: Company
) -> None:
    fresh = browse(cast.member(moderator, company, "fresh", code=False))
    assert fresh.get("/en/c/alborz/code/").status_code == 200
    answer = fresh.get("/en/c/alborz/in-tray/count/", headers={"HX-Request": "true"})
    assert answer.status_code == 204 and "HX-Redirect" not in answer and not answer.content
