"""The hide list's page: what is suggested, what is read from what is typed, what excludes a public listing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.experts import actions
from talent.experts.details import save_row
from talent.experts.models import HideDomain, HideEntry, Listing
from tests import cast

Browse = Callable[..., Client]
PAGE = "/en/profile/hidden/"


def work_at(user: Any, employer: str) -> None:
    profile = cast.profile_of(user)
    work: dict[str, Any] = {
        "title": "x",
        "employer": employer,
        "from_year": 2019,
        "to_year": None,
        "text": "",
    }
    save_row(actor=user, profile=profile, version=profile.version, part="experience", **work)


@pytest.mark.parametrize(
    ("employer", "suggested"),
    [
        ("Alborz Ltd", True),
        ("  ALBORZ ", True),
        ("شركت Alborz", True),
        ("Alborz Bank", False),
        ("Ltd", False),
        ("", False),
    ],
)
def test_companies_that_one_names_as_employers_are_suggested(
    browse: Browse, expert: Any, company: Any, other_company: Any, employer: str, suggested: bool
) -> None:
    work_at(expert, employer)
    page = browse(expert).get(PAGE)
    assert page.context["suggested"] == ([company] if suggested else [])
    browse(expert).post(f"{PAGE}hide/", {"company": company.slug})
    assert browse(expert).get(PAGE).context["suggested"] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("https://www.Nordlicht.example/jobs", "nordlicht.example"), ("a@bücher.example", "xn--bcher-kva.example"),
     ("gmail.com", "gmail.com"), ("mail.nordlicht.example", "mail.nordlicht.example")],
)  # fmt: skip
def test_a_host_is_kept_as_it_is_read_and_can_be_taken_off(
    browse: Browse, expert: Any, typed: str, kept: str
) -> None:
    browser = browse(expert)
    for _ in range(2):
        assert browser.post(f"{PAGE}domain/", {"domain": typed}).status_code == 302
    assert [entry.domain for entry in HideDomain.objects.all()] == [kept]
    browser.post(f"{PAGE}domain/", {"domain": kept, "show": "1"})
    assert not HideDomain.objects.exists()


@pytest.mark.parametrize("typed", ["", "nordlicht", "1.2.3.4", "x" * 400, "a\x00b.example", "<b>.example"])
def test_what_is_no_host_stays_typed_and_is_named(browse: Browse, expert: Any, typed: str) -> None:
    answer = browse(expert).post(f"{PAGE}domain/", {"domain": typed})
    assert answer.status_code == 400 and "domain" in answer.context["form"].errors
    assert not HideDomain.objects.exists()


@pytest.mark.parametrize(
    ("language", "told"), [("fa", "نخست شرکتی را انتخاب کنید."), ("en", "Choose a company first.")]
)
@pytest.mark.parametrize("chosen", ["", "no-such-company", "<b>"])
def test_without_a_company_nothing_is_hidden_and_the_page_says_so(
    browse: Browse, expert: Any, company: Any, chosen: str, language: str, told: str
) -> None:
    answer = browse(expert).post(f"/{language}/profile/hidden/hide/", {"company": chosen})
    assert answer.status_code == 400 and told in answer.content.decode()
    assert not HideEntry.objects.exists()
    again = browse(expert).post(f"{PAGE}hide/", {"company": chosen, "show": "1"})
    assert again.status_code == 302, "taken off in another tab already"


def test_an_own_entry_and_a_public_listing_exclude_each_other(browse: Browse, expert: Any) -> None:
    cast.open_public_directory()
    profile = cast.profile_of(expert)
    actions.hide_from_domain(actor=expert, profile=profile, domain="nordlicht.example")
    with pytest.raises(actions.HideAndPublic):
        actions.set_listing(actor=expert, profile=profile, listing=Listing.PUBLIC)
    actions.unhide_from_domain(actor=expert, profile=profile, domain="nordlicht.example")
    actions.set_listing(actor=expert, profile=profile, listing=Listing.PUBLIC)
    refused = browse(expert).post(f"{PAGE}domain/", {"domain": "nordlicht.example"})
    assert refused.status_code == 400 and not HideDomain.objects.exists()
    assert "nordlicht.example" in refused.content.decode()


def test_the_page_and_the_log_ask_for_a_fresh_sign_in(expert: Any) -> None:
    stale = Client()
    cast.sign_in(stale, expert, seconds_ago=600)
    for path in (PAGE, "/en/profile/looks/"):
        assert "reauthenticate" in stale.get(path)["Location"]
    assert "reauthenticate" in stale.post(f"{PAGE}domain/", {"domain": "x.example"})["Location"]
    assert not HideDomain.objects.exists()
