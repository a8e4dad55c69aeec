"""Finding: reading, points, reasons, facets, rounding, budgets, hiding; what is delivered and what is not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from search.indexes import engine as engines
from talent.experts.models import Look, Profile
from talent.lib.dates import park_today
from tests import cast
from tests.harness import statements

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]


def names(page: Any) -> list[str]:
    """The headlines of the delivered cards, in order."""
    return [card["headline"] for card in page.context["cards"]]


def test_skills_rank_and_a_card_says_what_is_missing(search: Any, index: Index, three: Any) -> None:
    index()
    page = search(q="kafka python")
    assert names(page) == ["Both at their best", "Both at the start", "Python only"]
    assert [card["missing"] for card in page.context["cards"]] == [[], [], ["Apache Kafka"]]
    assert "Apache Kafka, expert (40)" in page.context["cards"][0]["why"]
    assert "Missing:" in page.content.decode()


@pytest.mark.parametrize("query", ["kafka python", "کافکا پایتون", "كافكا  پايتون", "Kafka، پایتون"])
def test_both_languages_and_both_keyboards_find_the_same(
    search: Any, index: Index, three: Any, query: str
) -> None:
    index()
    assert names(search(q=query)) == ["Both at their best", "Both at the start", "Python only"]


def test_points_of_each_card_are_those_of_its_reasons(search: Any, index: Index, three: Any) -> None:
    index()
    page = search(q="kafka python remote اروپا")
    for one, card in zip(page.context["page"].found, page.context["cards"], strict=True):
        counted = sum(int(number) for text in card["why"] for number in re.findall(r"\((\d+)\)$", text))
        assert counted == one.points > 0


def test_a_place_filters_and_ticks_its_facet(search: Any, index: Index, three: Any) -> None:
    index()
    page = search(q="python London")
    assert names(page) == ["Both at the start"]
    assert page.context["asked"].selected("region") == ("uk-and-ireland",)


def test_an_unticked_place_stays_unticked_while_the_text_stays(search: Any, index: Index, three: Any) -> None:
    index()
    mark = search(q="python London").context["asked"].mark
    assert len(names(search(q="python London", read=mark))) == 3
    assert names(search(q="python, London", read="00000000")) == ["Both at the start"]


def test_a_required_skill_filters_and_counts_are_within_it(search: Any, index: Index, three: Any) -> None:
    index()
    page = search(q="python", skill="apache-kafka")
    assert set(names(page)) == {"Both at their best", "Both at the start"}
    rows = {
        row["value"]: row["count"]
        for facet in page.context["facets"]
        if facet["name"] == "skill"
        for row in facet["rows"]
    }
    assert rows["apache-kafka"] == 2 and rows["python"] == 2 and "docker" not in rows


def test_counts_of_a_facet_ignore_its_own_ticks(search: Any, index: Index, three: Any) -> None:
    index()
    page = search(region="uk-and-ireland")
    rows = {
        row["value"]: row["count"]
        for facet in page.context["facets"]
        if facet["name"] == "region"
        for row in facet["rows"]
    }
    assert rows == {"uk-and-ireland": 1, "western-europe": 2}


def test_without_a_criterion_there_are_facets_and_nobody(search: Any, index: Index, three: Any) -> None:
    index()
    page = search()
    assert names(page) == [] and page.context["facets"]
    assert not Look.objects.exists()


def test_a_typed_word_is_found_and_marked_in_the_headline(search: Any, index: Index, three: Any) -> None:
    index()
    page = search(q="beginning start")
    assert names(page) == ["Both at the start"]
    assert page.context["cards"][0]["headline_parts"] == [("Both at the ", False), ("start", True)]
    assert '<mark class="tint-primary rounded-selector">start</mark>' in page.content.decode()


def test_recently_confirmed_sorts_by_band(search: Any, index: Index, three: Any) -> None:
    days = {0: 100, 1: 2, 2: 50}
    for number, ago in days.items():
        Profile.objects.filter(user=three[number]).update(confirmed_on=park_today() - timedelta(days=ago))
    index()
    assert names(search(q="python", sort="recent")) == [
        "Python only",
        "Both at the start",
        "Both at their best",
    ]


@pytest.mark.parametrize("page", ["-1", "0", "x", "", "1", "٣x", "9" * 400])
def test_a_page_that_is_no_page_is_the_first(search: Any, index: Index, three: Any, page: str) -> None:
    index()
    expected = [] if page.startswith("9") else names(search(q="python"))
    assert names(search(q="python", page=page)) == expected


def test_a_billion_pages_on_there_is_nobody(search: Any, index: Index, three: Any) -> None:
    index()
    assert names(search(q="python", page=10**9)) == []


@pytest.mark.parametrize(
    "query",
    [
        {"skill": "no-such"},
        {"region": ["x", "\x00", "western-europe"]},
        {"skill": [f"s{n}" for n in range(200)]},
        {"q": "x" * 1_000_000},
        {"q": "\x00\u202e<script>alert(1)</script>🇮🇷"},
        {"sort": "evil"},
        {"unknown": "y"},
    ],
)
def test_odd_addresses_are_pages_like_any_other(
    search: Any, index: Index, three: Any, query: dict[str, Any]
) -> None:
    index()
    page = search(**query)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_two_hundred_ticked_values_are_cut_short(search: Any, index: Index, three: Any) -> None:
    index()
    page = search(region=[term.slug for term in type(cast.term("region", "iran")).objects.all()] * 3)
    assert len(page.context["asked"].ticked) <= 20


@pytest.mark.parametrize("path", ["/fa/c/alborz/experts/", "/en/c/alborz/experts/"])
def test_a_company_that_is_suspended_is_out_at_the_next_request(
    browse: Browse, moderator: Any, member: Any, company: Any, index: Index, path: str
) -> None:
    from talent.companies.actions import suspend_company

    browser = browse(member)
    assert browser.get(path, {"q": "python"}).status_code == 200
    suspend_company(actor=moderator, company=company)
    assert browser.get(path, {"q": "python"}).status_code == 404


def test_a_day_is_the_park_s_day_whatever_zone_a_member_chooses(
    browse: Browse, search: Any, index: Index, settings: Any, member: Any, db: None
) -> None:
    for number in range(6):
        cast.expert(f"p{number}@experts.example.org", skills=("python:3", "go:1", "rust:1"))
    index()
    settings.LOOKS_PER_DAY = 2
    for zone in ("Asia/Tehran", "Pacific/Pago_Pago", "Pacific/Kiritimati"):
        type(member).objects.filter(pk=member.pk).update(time_zone=zone)
        assert len(names(search(q="python"))) == 2
    assert (
        Look.objects.values("profile").distinct().count() == 2
        and Look.objects.values("day").distinct().count() == 1
    )


def test_a_head_request_is_refused_and_notes_no_look(
    browse: Browse, index: Index, three: Any, member: Any, company: Any
) -> None:
    index()
    assert browse(member).head(f"/en/c/{company.slug}/experts/?q=python").status_code == 405
    assert not Look.objects.exists()


def test_the_expert_sees_who_looked_by_company_and_day(
    browse: Browse, search: Any, index: Index, three: Any, member: Any, company: Any
) -> None:
    index()
    card = next(
        card for card in search(q="kafka").context["cards"] if card["headline"] == "Both at their best"
    )
    browse(member).get(card["link"])
    look = Look.objects.get(profile__user=three[0])
    assert (look.company, look.listed, look.opened) == (company, 1, 1)
    page = browse(three[0]).get("/en/profile/looks/").content.decode()
    assert company.name_en in page and "opened your profile" in page and member.email not in page


def test_a_company_s_budget_of_new_profiles_holds_and_known_ones_stay_free(
    search: Any, index: Index, settings: Any, db: None, browse: Browse, member: Any
) -> None:
    for number in range(6):
        cast.expert(f"p{number}@experts.example.org", skills=("python:3", "go:1", "rust:1"))
    index()
    settings.LOOKS_PER_DAY = 4
    page = search(q="python")
    assert len(names(page)) == 4 and page.context["page"].exhausted
    assert "as many new profiles" in page.content.decode()
    again = search(q="python")
    assert [card["link"] for card in again.context["cards"]] == [
        card["link"] for card in page.context["cards"]
    ]
    assert Look.objects.values("profile").distinct().count() == 4
    assert browse(member).get(page.context["cards"][0]["link"]).status_code == 200
    assert len(Look.objects.filter(opened=1)) == 1


def test_beyond_the_budget_a_new_profile_does_not_open(
    browse: Browse, index: Index, three: Any, company: Any, member: Any, settings: Any
) -> None:
    from talent.experts.handles import token

    settings.LOOKS_PER_DAY = 0
    address = token(cast.profile_of(three[0]).pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)
    answer = browse(member).get(f"/en/c/{company.slug}/experts/{address}/")
    assert answer.status_code == 429 and "as many new profiles" in answer.content.decode()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_with_the_engine_down_the_page_says_so_and_shows_nobody(
    browse: Browse, member: Any, company: Any, index: Index, three: Any, language: str
) -> None:
    index()
    engines.engine().close()
    answer = browse(member).get(f"/{language}/c/{company.slug}/experts/", {"q": "python"})
    assert answer.status_code == 503
    assert "Both at" not in answer.content.decode()
    assert browse(member).get(f"/{language}/profile/").status_code == 200
    engines.engine.cache_clear()


def test_sql_of_the_directory_is_at_most_eight_whatever_the_rows(
    browse: Browse, member: Any, company: Any, index: Index, db: None
) -> None:
    browser, sent, rows = browse(member), [], []
    for number in range(12):
        cast.expert(f"p{number}@experts.example.org", skills=("python:3", "go:1", "rust:1"))
        if number in (1, 11):
            index()
            browser.get(f"/en/c/{company.slug}/experts/", {"q": "python"})
            sent.append(
                statements.of(
                    lambda: rows.append(names(browser.get(f"/en/c/{company.slug}/experts/", {"q": "python"})))
                )
            )
    assert [len(found) for found in rows] == [2, 12]
    assert len(sent[0]) == len(sent[1]) <= 8, sent[1]
