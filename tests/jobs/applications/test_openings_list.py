"""The company's list of openings: what has come to each, as far as the reader may read it."""

import pytest

from jobs.openings import actions
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole
from tests import cast
from tests.harness import statements
from tests.jobs.applications.conftest import Browse, move, sent
from tests.openings import membership, posted

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


def test_of_a_blind_opening_readers_alone_learn_how_many(
    browse: Browse,
    expert: User,
    moderator: User,
    member: User,
    colleague: User,
    company: Company,
    blind: Opening,
) -> None:
    sent(browse(expert), blind)
    assert "1 application" in browse(member).get(HOME).content.decode()
    merely_reads = cast.member(moderator, company, "reader", MemberRole.READER)
    for other in (colleague, merely_reads):
        assert "1 application" not in browse(other).get(HOME).content.decode()
    mine = membership(member, company)
    actions.name_reviewers(actor=member, membership=mine, opening=blind, people=[colleague])
    assert "1 application" in browse(colleague).get(HOME).content.decode()
    assert "1 application" not in browse(member).get(HOME).content.decode()


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
