"""Hidden is absent: what a reader must not find of the board is in no list, count, feed, map, neighbour or address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jobs.openings import actions as openings
from jobs.openings.models import Opening
from jobs.openings.states import Remark
from talent.companies.actions import add_member, suspend_company
from talent.experts.models import HideDomain, HideEntry, Look
from tests import cast
from tests.harness import statements
from tests.openings import park_moderator, posted

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]
LISTS = ("/en/jobs/", "/en/jobs/feed/", "/sitemap-openings.xml", "/api/v1/openings/")


@pytest.fixture
def two(member: Any, company: Any, other_member: Any, other_company: Any, index: Index) -> list[Any]:
    """One of each company, so alike that each is the other's neighbour."""
    made = [
        posted(member, company, title_en="Ours"),
        posted(other_member, other_company, title_en="Theirs", contact="Somebody of parto"),
    ]
    index()
    return made


def surfaces(browser: Client, hidden: Opening, other: Opening) -> list[str]:
    """Everything that a reader may be told, the hidden one asked for by its address and by its company too."""
    paths = [*LISTS, "/en/jobs/?company=parto", "/en/jobs/?q=parto", "/en/", f"/en/jobs/{other.key}/"]
    paths += [f"/api/v1/openings/{other.key}/", f"/en/jobs/{hidden.key}/", f"/api/v1/openings/{hidden.key}/"]
    told = [(path, browser.get(path).content.decode()) for path in paths]
    return [
        body.replace(path.removeprefix("/en"), "") for path, body in told
    ]  # one's own question comes back


def assert_absent(browser: Client, two: list[Any]) -> None:
    ours, theirs = two
    for body in surfaces(browser, theirs, ours):
        assert "Theirs" not in body and str(theirs.key) not in body and "Somebody of" not in body
    page = browser.get("/en/jobs/")
    assert page.context["page"].total == 1
    assert page.context["page"].facets["company"] == {"alborz": 1}
    assert browser.get(f"/en/jobs/{ours.key}/").context["similar"] == []
    assert browser.get(f"/en/jobs/{theirs.key}/").status_code == 404


def assert_present(browser: Client, two: list[Any]) -> None:
    assert browser.get("/en/jobs/").context["page"].total == 2
    assert len(browser.get(f"/en/jobs/{two[0].key}/").context["similar"]) == 1
    assert browser.get(f"/en/jobs/{two[1].key}/").status_code == 200


@pytest.mark.parametrize("by", ["entry", "domain", "family", "domain of the family"])
def test_what_an_expert_hides_from_is_not_there_for_them(
    browse: Browse, expert: Any, moderator: Any, other_company: Any, two: list[Any], by: str
) -> None:
    profile = cast.profile_of(expert)
    mother = cast.company(moderator, "mother")
    if "family" in by:
        type(mother).objects.filter(pk=other_company.pk).update(parent=mother)
    hidden = mother if "family" in by else other_company
    if "domain" in by:
        HideDomain.objects.create(profile=profile, domain=hidden.domain)
    else:
        HideEntry.objects.create(profile=profile, company=hidden)
    assert_absent(browse(expert), two)
    assert_present(browse(), two)


def test_one_s_own_company_is_never_hidden(
    browse: Browse, expert: Any, moderator: Any, other_company: Any, two: list[Any]
) -> None:
    add_member(actor=moderator, company=other_company, email=expert.email, role="reader")
    HideEntry.objects.create(profile=cast.profile_of(expert), company=other_company)
    assert_present(browse(expert), two)


def _suspend(opening: Opening, actor: Any) -> None:
    suspend_company(actor=actor, company=opening.company)


def _run_out(opening: Opening, actor: Any) -> None:
    """Its last day is over, and no clock has written it."""
    Opening.objects.filter(pk=opening.pk).update(ends_on="2020-01-01", published_on="2019-12-01")


def _remove(opening: Opening, actor: Any) -> None:
    openings.remove(actor=park_moderator(), opening=opening, comments={Remark.OTHER: "Not true."})


@pytest.mark.parametrize("how", [_suspend, _remove])
def test_what_is_taken_off_is_out_at_the_next_request(
    browse: Browse, moderator: Any, two: list[Any], index: Index, how: Any
) -> None:
    how(two[1], moderator)
    assert_absent(browse(), two)  # before the relay, by the database
    index()
    assert_absent(browse(), two)  # after it


def test_what_is_over_is_in_no_list_and_its_address_says_so(
    browse: Browse, moderator: Any, two: list[Any]
) -> None:
    _run_out(two[1], moderator)
    assert browse().get("/en/jobs/").context["page"].total == 1
    assert browse().get(f"/en/jobs/{two[0].key}/").context["similar"] == []
    for path in LISTS:
        assert str(two[1].key) not in browse().get(path).content.decode()
    gone = browse().get(f"/en/jobs/{two[1].key}/")
    assert gone.status_code == 410 and "Theirs" in gone.content.decode()


def test_a_page_of_a_hidden_opening_is_that_of_a_missing_one(
    browse: Browse, expert: Any, other_company: Any, two: list[Any]
) -> None:
    HideEntry.objects.create(profile=cast.profile_of(expert), company=other_company)
    browser, told = browse(expert), []
    missing = "12345678-1234-4234-8234-123456789abc"
    for place in ("/en/jobs/", "/api/v1/openings/"):
        told.clear()
        for key in (two[1].key, missing):
            browser.get(f"{place}{key}/")
            sent = statements.shapes(lambda key=key, place=place: browser.get(f"{place}{key}/"))
            body = browser.get(f"{place}{key}/").content.decode().replace(str(key), "")
            told.append((sent, body))
        assert told[0] == told[1]


def test_a_hidden_company_is_ticked_like_one_that_is_not_there(
    browse: Browse, expert: Any, other_company: Any, two: list[Any]
) -> None:
    HideEntry.objects.create(profile=cast.profile_of(expert), company=other_company)
    told = [
        browse(expert).get("/en/jobs/", {"company": slug}).content.decode().replace(slug, "")
        for slug in ("parto", "no-such-company")
    ]
    assert told[0] == told[1]


def test_a_visit_leaves_no_trace(browse: Browse, expert: Any, two: list[Any]) -> None:
    browser = browse(expert)
    for path in ("/en/jobs/", f"/en/jobs/{two[0].key}/"):
        browser.get(path)
    assert not Look.objects.exists()
    anonymous = browse()
    anonymous.get(f"/en/jobs/{two[0].key}/")
    assert not anonymous.cookies
