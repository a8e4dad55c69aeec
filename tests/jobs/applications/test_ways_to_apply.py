"""The ways that lead to an application and from it to its opening."""

from typing import Any

import pytest

from jobs.openings import actions, drafting
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.actions import suspend_company
from talent.companies.models import Company
from talent.experts.actions import hide_from
from talent.lib.dates import park_today
from tests import cast
from tests.jobs.applications.conftest import Browse, desk, place, sent
from tests.openings import fresh, membership, posted, published

pytestmark = pytest.mark.journey


def test_a_visitor_is_told_for_what_to_sign_in_and_comes_back(browse: Browse, opening: Opening) -> None:
    visitor = browse()
    asked = visitor.get(place(opening))
    assert asked.status_code == 302 and asked.url.endswith(f"?next={place(opening)}")
    page = visitor.get(asked.url).content.decode()
    assert "To apply you sign in" in page and f'value="{place(opening)}"' in page
    assert "To apply you sign in" not in visitor.get("/en/account/login/").content.decode()
    assert "To apply you sign in" not in visitor.get("/en/account/login/?next=/nowhere").content.decode()


def test_the_applicant_reads_the_opening_as_it_was_and_as_it_is(
    browse: Browse, expert: User, other_expert: User, member: User, company: Company, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening)
    values: dict[str, Any] = {"actor": member, "membership": membership(member, company), "opening": opening}
    drafting.change(**values)
    draft = fresh(opening).draft
    assert draft
    drafting.save_draft(**values, version=draft.version, title_en="Platform engineer", text_en="Other work.")
    actions.submit(**values)
    published(fresh(opening))
    page = hers.get(f"/en/applications/{made.key}/").content.decode()
    was, now = f"/en/applications/{made.key}/opening/", f"/en/jobs/{opening.key}/"
    assert was in page and now in page
    then = hers.get(was).content.decode()
    assert "You build our streams of data." in then and "Other work." not in then and now in then
    assert browse(other_expert).get(was).status_code == 404
    actions.withdraw(**values)
    assert hers.get(was).status_code == 200 and now not in hers.get(was).content.decode()


@pytest.mark.parametrize("odd", ["http://[", "//[x", "%00", "/en/jobs/" + "x" * 3000])
def test_an_odd_way_back_is_no_reason_to_sign_in(db: None, browse: Browse, odd: str) -> None:
    assert browse().get("/en/account/login/", {"next": odd}).status_code == 200


def test_the_opening_as_it_was_claims_nothing_that_is_over(
    browse: Browse, expert: User, moderator: User, member: User, company: Company, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening)
    mine, was = f"/en/applications/{made.key}/", f"/en/applications/{made.key}/opening/"
    page = hers.get(was).content.decode()
    assert "Verified by the park" in page and "days left" in page and "All openings of this company" in page
    hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    for address in (mine, was):
        assert f"/en/jobs/{opening.key}/" not in hers.get(address).content.decode()
    suspend_company(actor=moderator, company=company)
    page = hers.get(was).content.decode()
    assert "Verified by the park" not in page and "days left" not in page and "On the board until" not in page
    assert f"/en/companies/{company.slug}/" not in page and "All openings of this company" not in page


def test_the_table_is_called_after_the_opening_and_the_day(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    day, ours = park_today().isoformat(), browse(member)
    only_persian = posted(member, company, title_en="", text_en="", questions=opening.shown.questions)  # type: ignore[union-attr]
    for one, name in ((opening, "data-engineer"), (only_persian, "opening")):
        made = sent(browse(expert), one)
        said = ours.get(f"{desk(made)}export/")["Content-Disposition"]
        assert said == f'attachment; filename="applications-{name}-{day}.csv"'


def test_a_blind_review_is_told_in_plain_words(browse: Browse, expert: User, blind: Opening) -> None:
    page = browse(expert).get(place(blind)).content.decode()
    assert "under a number" in page and "never learns who has applied" in page
