"""Finding: reading, points, reasons, facets, rounding, budgets, hiding; what is delivered and what is not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from search.indexes import engine as engines
from talent.changes.models import Change
from talent.experts import actions
from talent.experts.models import Listing, Look, Profile
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]


def names(page: Any) -> list[str]:
    """The headlines of the delivered cards, in order."""
    return [card["headline"] for card in page.context["cards"]]


@pytest.fixture
def three(db: None) -> list[Any]:
    """Three experts whose order by points is known."""
    rows = [
        ("Both at their best", ("python:5", "apache-kafka:5", "go:1"), "western-europe"),
        ("Python only", ("python:5", "docker:2", "go:1"), "western-europe"),
        ("Both at the start", ("python:2", "apache-kafka:2", "go:1"), "uk-and-ireland"),
    ]
    return [
        cast.expert(
            f"{number}@experts.example.org",
            skills=skills,
            headline_en=name,
            region=cast.term("region", region),
        )
        for number, (name, skills, region) in enumerate(rows)
    ]


@pytest.fixture
def search(browse: Browse, member: Any, company: Any) -> Callable[..., Any]:
    browser = browse(member)
    return lambda **query: browser.get(f"/en/c/{company.slug}/experts/", query)


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
        Profile.objects.filter(user=three[number]).update(
            confirmed_on=timezone.localdate() - timedelta(days=ago)
        )
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


def test_who_hides_is_gone_from_cards_total_facets_and_address(
    search: Any, index: Index, three: Any, company: Any, browse: Browse, member: Any
) -> None:
    index()
    link = next(
        card["link"]
        for card in search(q="kafka").context["cards"]
        if card["headline"] == "Both at their best"
    )
    actions.hide_from(actor=three[0], profile=cast.profile_of(three[0]), company=company)
    page = search(q="python")
    assert "Both at their best" not in names(page) and page.context["page"].total == 2
    assert page.context["page"].facets["skill"]["apache-kafka"] == 1
    assert browse(member).get(link).status_code == 404


def test_a_page_stays_full_when_somebody_hides(search: Any, index: Index, company: Any, db: None) -> None:
    people = [
        cast.expert(f"p{n}@experts.example.org", skills=("python:3", "go:1", "rust:1")) for n in range(23)
    ]
    index()
    for user in people[:2]:
        actions.hide_from(actor=user, profile=cast.profile_of(user), company=company)
    page = search(q="python")
    assert (page.context["page"].total, len(names(page))) == (21, 20)


def test_who_leaves_is_gone_although_the_relay_is_dead(search: Any, index: Index, three: Any) -> None:
    index()
    actions.set_listing(actor=three[0], profile=cast.profile_of(three[0]), listing=Listing.NOBODY)
    page = search(q="python")
    assert Change.objects.filter(narrowing=True).count() == 1
    assert page.context["page"].total == 2 and page.context["page"].facets["skill"]["apache-kafka"] == 1


def test_a_stale_hit_is_projected_anew_or_dropped(search: Any, index: Index, three: Any) -> None:
    index()
    profile = cast.profile_of(three[1])
    actions.set_skill(actor=three[1], profile=profile, skill=cast.term("skill", "apache-kafka"), level=5)
    page = search(q="python")
    card = next(card for card in page.context["cards"] if card["headline"] == "Python only")
    assert "Apache Kafka" in [skill["label"] for skill in card["skills"]]
    Change.objects.all().delete()
    Profile.objects.filter(pk=profile.pk).update(version=999)
    profile.skills.filter(skill__slug="python").delete()
    assert "Python only" not in names(search(skill="python"))


def test_a_company_knows_a_person_by_its_own_name_and_address(
    browse: Browse, index: Index, three: Any, company: Any, other_company: Any, member: Any, other_member: Any
) -> None:
    index()
    ours = browse(member).get(f"/en/c/{company.slug}/experts/", {"q": "python"}).context["cards"][0]
    theirs = (
        browse(other_member).get(f"/en/c/{other_company.slug}/experts/", {"q": "python"}).context["cards"][0]
    )
    assert ours["title_line"] != theirs["title_line"]
    foreign = ours["link"].replace(f"/c/{company.slug}/", f"/c/{other_company.slug}/")
    assert browse(other_member).get(foreign).status_code == 404
    assert browse(other_member).get(theirs["link"]).status_code == 200


def test_missing_hidden_and_foreign_addresses_answer_byte_for_byte_alike(
    browse: Browse, index: Index, three: Any, company: Any, other_company: Any, member: Any, settings: Any
) -> None:
    from talent.experts.handles import token

    hidden, foreign = cast.profile_of(three[0]).pk, cast.profile_of(three[1]).pk
    actions.hide_from(actor=three[0], profile=cast.profile_of(three[0]), company=company)
    addresses = {
        "hidden": token(hidden, relation=f"company:{company.pk}", key=settings.RELATION_KEY),
        "foreign": token(foreign, relation=f"company:{other_company.pk}", key=settings.RELATION_KEY),
        "missing": token(10**9, relation=f"company:{company.pk}", key=settings.RELATION_KEY),
        "nonsense": "x" * 32,
    }
    browser = browse(member)
    answers = {}
    for name, address in addresses.items():
        answer = browser.get(f"/en/c/{company.slug}/experts/{address}/")
        body = answer.content.replace(address.encode(), b"ADDRESS")
        answers[name] = (answer.status_code, body, sorted(answer.headers.items()))
    assert len({repr(answer) for answer in answers.values()}) == 1
    assert answers["hidden"][0] == 404


def test_each_kind_of_absence_costs_the_same_sql(
    browse: Browse,
    index: Index,
    three: Any,
    company: Any,
    member: Any,
    settings: Any,
    django_assert_num_queries: Any,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from talent.experts.handles import token

    actions.hide_from(actor=three[0], profile=cast.profile_of(three[0]), company=company)
    hidden = token(cast.profile_of(three[0]).pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)
    browser = browse(member)
    browser.get(f"/en/c/{company.slug}/experts/{hidden}/")
    shapes = []
    for address in (
        hidden,
        "x" * 32,
        token(10**9, relation=f"company:{company.pk}", key=settings.RELATION_KEY),
    ):
        with CaptureQueriesContext(connection) as caught:
            browser.get(f"/en/c/{company.slug}/experts/{address}/")
        shapes.append([re.sub(r"= -?\d+", "= N", query["sql"]) for query in caught])
    assert shapes[0] == shapes[1] == shapes[2]


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
    page = browse(three[0]).get("/en/profile/").content.decode()
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
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, counts = browse(member), []
    for number in range(12):
        cast.expert(f"p{number}@experts.example.org", skills=("python:3", "go:1", "rust:1"))
        if number in (1, 11):
            index()
            browser.get(f"/en/c/{company.slug}/experts/", {"q": "python"})
            with CaptureQueriesContext(connection) as caught:
                page = browser.get(f"/en/c/{company.slug}/experts/", {"q": "python"})
            own = [
                query["sql"]
                for query in caught
                if not re.match("SAVEPOINT|RELEASE|BEGIN|COMMIT", query["sql"])
            ]
            counts.append((len(names(page)), len(own)))
    assert [rows for rows, _ in counts] == [2, 12]
    assert counts[0][1] == counts[1][1] <= 8, own
