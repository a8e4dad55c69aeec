"""The public directory: no words, no addresses, no small numbers; closed unless the park opens it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.experts import actions
from talent.experts.models import Listing, ParkChoice
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]


@pytest.fixture
def twelve(db: None, index: Index) -> list[Any]:
    """Twelve public experts: all know Python, six Kafka, three Go; four in Britain."""
    cast.open_public_directory()
    people = []
    for number in range(12):
        skills = (
            ["python:3", "rust:2", "docker:1"] + ["apache-kafka:2"] * (number < 6) + ["go:2"] * (number < 3)
        )
        region = cast.term("region", "uk-and-ireland" if number < 4 else "western-europe")
        people.append(
            cast.expert(
                f"p{number}@experts.example.org",
                skills=tuple(skills),
                listing=Listing.PUBLIC,
                region=region,
                headline_en=f"Secret words of mine {number}",
            )
        )
    index()
    return people


def test_it_is_absent_until_the_park_opens_it(browse: Browse, index: Index) -> None:
    assert browse().get("/en/experts/").status_code == 404
    cast.open_public_directory()
    assert browse().get("/en/experts/").status_code == 200
    ParkChoice.objects.update(public_directory_open=False)
    assert browse().get("/en/experts/").status_code == 404


def test_numbers_are_rounded_down_to_fives_and_small_ones_are_not_shown(browse: Browse, twelve: Any) -> None:
    page = browse().get("/en/experts/", {"skill": "python"})
    assert page.context["page"].total == 10 and len(page.context["cards"]) == 10
    assert page.context["page"].facets["skill"] == {"python": 10, "rust": 10, "docker": 10, "apache-kafka": 5}
    assert "uk-and-ireland" not in page.context["page"].facets["region"]


def test_fewer_than_five_are_nobody(browse: Browse, twelve: Any) -> None:
    page = browse().get("/en/experts/", {"skill": "go"})
    assert page.context["page"].total == 0 and page.context["cards"] == []
    assert "Fewer than five" in page.content.decode()


def test_no_card_is_delivered_beyond_the_rounded_number_on_any_page(
    browse: Browse, index: Index, db: None
) -> None:
    cast.open_public_directory()
    for number in range(23):
        cast.expert(
            f"p{number}@experts.example.org", skills=("python:3", "go:1", "rust:1"), listing=Listing.PUBLIC
        )
    index()
    shown = [
        len(browse().get("/en/experts/", {"skill": "python", "page": page}).context["cards"])
        for page in (1, 2, 3)
    ]
    assert shown == [20, 0, 0]


def test_a_public_card_holds_no_word_and_no_address(browse: Browse, twelve: Any) -> None:
    page = browse().get("/en/experts/", {"q": "python secret words"})
    assert len(page.context["cards"]) == 10
    body = page.content.decode()
    assert "Secret words" not in body and "known to you as" not in body and "/c/" not in body
    assert '<meta name="robots" content="noindex">' in body
    assert {card["link"] for card in page.context["cards"]} == {""}


@pytest.mark.parametrize(
    "query",
    [
        {"skill": ["python", "rust"], "region": "western-europe"},
        {"q": "python rust docker"},
        {"q": "python", "region": "western-europe", "way": "remote"},
    ],
)
def test_at_most_two_filters_combine(browse: Browse, twelve: Any, query: dict[str, Any]) -> None:
    page = browse().get("/en/experts/", query)
    assert len(page.context["page"].ignored) == 1
    assert "at most two filters combine" in page.content.decode()
    asked = page.context["asked"]
    assert len(asked.ticked) + len(asked.ranking) == 2


def test_signed_in_experts_get_the_same_public_page(browse: Browse, twelve: Any, expert: Any) -> None:
    page = browse(expert).get("/en/experts/", {"skill": "python"})
    assert page.context["page"].total == 10


def test_who_lists_for_companies_only_is_not_in_the_public_index(
    browse: Browse, twelve: Any, index: Index
) -> None:
    actions.set_listing(actor=twelve[0], profile=cast.profile_of(twelve[0]), listing=Listing.COMPANIES)
    for _ in range(2):  # before the relay, by the guard; after it, by the index
        assert browse().get("/en/experts/", {"skill": "python"}).context["page"].total == 10
        index()
    actions.set_listing(actor=twelve[1], profile=cast.profile_of(twelve[1]), listing=Listing.COMPANIES)
    actions.set_listing(actor=twelve[2], profile=cast.profile_of(twelve[2]), listing=Listing.COMPANIES)
    assert browse().get("/en/experts/", {"skill": "python"}).context["page"].total == 5


def test_another_order_shows_nobody_more(browse: Browse, twelve: Any) -> None:
    """Of twelve, ten are delivered; a second order of the same twelve would give away the other two."""
    cards = [
        browse().get("/en/experts/", {"skill": "python", "sort": sort}).context["page"]
        for sort in ("points", "recent")
    ]
    assert {one.pk for one in cards[0].found} == {one.pk for one in cards[1].found} and len(
        cards[0].found
    ) == 10
    assert 'name="sort"' not in browse().get("/en/experts/", {"skill": "python"}).content.decode()


def test_no_cache_keeps_a_card_of_somebody_who_leaves(browse: Browse, twelve: Any) -> None:
    for path in ("/en/experts/?skill=python", "/api/v1/experts/?skill=python"):
        assert "no-store" in browse().get(path)["Cache-Control"]


def test_seen_by_anyone_is_what_visitors_get(
    browse: Browse, twelve: Any, moderator: Any, company: Any
) -> None:
    from talent.companies.actions import add_member

    page = "/en/profile/seen-by/anyone/"
    assert browse(twelve[0]).get(page).context["card"]
    add_member(actor=moderator, company=company, email=twelve[0].email, role="reader")
    assert browse(twelve[0]).get(page).context["card"] is None
    ParkChoice.objects.update(public_directory_open=False)
    assert browse(twelve[1]).get(page).context["card"] is None


def test_nobody_is_tracked_for_looking(browse: Browse, twelve: Any) -> None:
    browser = browse()
    browser.get("/en/experts/", {"skill": "python"})
    assert not browser.cookies
