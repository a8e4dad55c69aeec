"""The company's list of openings: what has come to each, as far as the reader may read it."""

import pytest

from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from tests.harness import statements
from tests.jobs.applications.conftest import Browse, desk, move, sent
from tests.openings import posted

HOME = "/en/c/alborz/openings/"


def test_the_list_says_what_has_come_and_what_waits(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    ours = browse(member)
    assert "1 application" not in ours.get(HOME).content.decode()
    made = sent(browse(expert), opening)
    page = ours.get(HOME).content.decode()
    assert "1 application" in page and "1 waits for your answer" in page
    move(ours, made, "shortlist", "offer")
    page = ours.get(HOME).content.decode()
    assert "1 application" in page and "for your answer" not in page


@pytest.mark.parametrize("is_blind", [False, True])
def test_the_list_counts_what_the_columns_behind_it_show(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, is_blind: bool
) -> None:
    made = sent(browse(expert), posted(member, company, is_blind=is_blind), answer_q1="")
    for one in (member, colleague):
        listed = browse(one).get(HOME).content.decode()
        columns = browse(one).get(desk(made)).context
        assert ("1 application" in listed) == (sum(column["count"] for column in columns["columns"]) == 1)
        assert "1 application" in listed


@pytest.mark.parametrize("more", [3])
def test_the_list_costs_as_much_for_many_as_for_one(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening, more: int
) -> None:
    ours = browse(member)
    sent(browse(expert), opening)
    ours.get(HOME)
    before = len(statements.of(lambda: ours.get(HOME)))
    for _number in range(more):
        posted(member, company)
    assert len(statements.of(lambda: ours.get(HOME))) == before


def test_readers_are_called_by_name(
    browse: Browse, member: User, colleague: User, company: Company, blind: Opening
) -> None:
    page = browse(member).get(f"{HOME}{blind.key}/").content.decode()
    name, _at, domain = colleague.email.partition("@")
    assert f"{name} ·" in page and f"@{domain}" not in page
