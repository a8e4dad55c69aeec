"""The board: reading a question, points, facets, orders, pages; what the database leaves out."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from search.indexes import engine as engines
from talent.lib.dates import park_today
from tests.harness import statements
from tests.openings import posted

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]

DATA = {"title_en": "Data engineer", "title_fa": "مهندس داده"}
GO = {
    "title_en": "Backend developer in Go",
    "title_fa": "",
    "text_en": "Streams, and much kafka besides.",
    "text_fa": "",
    "mode": "on_site",
    "overlap_hours": None,
    "city": "isfahan",
    "kind": "contract",
    "seniority": "mid",
    "skills": [
        {"slug": "go", "level": 4, "must": True},
        {"slug": "python", "level": 0, "must": False},
    ],
    "pay_min": 400_000_000,
    "pay_max": 700_000_000,
    "pay_currency": "IRR",
}
ADVICE = {
    "title_en": "",
    "title_fa": "مشاور کلان‌داده",
    "text_en": "",
    "text_fa": "دو روز در ماه.",
    "mode": "visit",
    "overlap_hours": None,
    "city": "tehran",
    "kind": "advisory",
    "skills": [{"slug": "apache-spark", "level": 5, "must": True}],
    "pay_min": None,
    "pay_max": None,
    "pay_currency": "",
    "pay_period": "",
    "no_pay": "by_agreement",
    "closes_on": None,
}


@pytest.fixture
def three(member: Any, company: Any, other_member: Any, other_company: Any) -> list[Any]:
    """Three openings, two of them of one company; the second closes soonest, the third was published first."""
    today = park_today()
    made = [
        posted(member, company, closes_on=today + timedelta(days=30), **DATA),
        posted(other_member, other_company, **(GO | {"closes_on": today + timedelta(days=3)})),
        posted(member, company, **(ADVICE | {"closes_on": today + timedelta(days=60)})),
    ]
    for number, one in enumerate(made):
        one.published_on = today - timedelta(days=(1, 0, 5)[number])
        one.version += 1
        one.save()
    return made


@pytest.fixture
def board(browse: Browse) -> Callable[..., Any]:
    return lambda user=None, language="en", **query: browse(user).get(f"/{language}/jobs/", query)


def titles(page: Any) -> list[str]:
    """The titles of the delivered cards, in order."""
    return [card["title"].text for card in page.context["cards"]]


def counts(page: Any, facet: str) -> dict[str, int]:
    """The counts of one facet as they are shown."""
    found = [one for one in page.context["facets"] if one["name"] == facet]
    return {row["value"]: row["count"] for one in found for row in (*one["rows"], *one["more"])}


def test_without_a_question_the_newest_come_first(board: Any, index: Index, three: Any) -> None:
    index()
    page = board()
    assert titles(page) == ["Backend developer in Go", "Data engineer", "مشاور کلان‌داده"]
    assert "the newest come first" in page.content.decode() and page.context["page"].total == 3


@pytest.mark.parametrize(
    ("sort", "order"), [("points", [1, 0, 2]), ("recent", [1, 0, 2]), ("closing", [1, 0, 2])]
)
def test_each_order_is_explained(board: Any, index: Index, three: Any, sort: str, order: list[int]) -> None:
    index()
    page = board(sort=sort, skill="python")
    assert titles(page) == (
        ["Data engineer", "Backend developer in Go"] if sort == "points" else titles(page)
    )
    told = {"points": "By points", "recent": "By the day", "closing": "By the last day"}
    assert told[sort] in page.content.decode()
    assert titles(board(sort=sort))[0] == "Backend developer in Go"
    assert titles(board(sort=sort))[-1] == "مشاور کلان‌داده"


@pytest.mark.parametrize(
    ("typed", "facet", "value", "found"),
    [
        ("python remote", "mode", "remote", ["Data engineer"]),
        ("دورکاری پایتون", "mode", "remote", ["Data engineer"]),
        ("اصفهان", "place", "ir-isfahan", ["Backend developer in Go"]),
        ("Isfahan", "place", "ir-isfahan", ["Backend developer in Go"]),
        ("advisory", "kind", "advisory", ["مشاور کلان‌داده"]),
        ("senior", "seniority", "senior", ["Data engineer", "مشاور کلان‌داده"]),
    ],
)
def test_words_of_both_languages_become_chips(
    board: Any, index: Index, three: Any, typed: str, facet: str, value: str, found: list[str]
) -> None:
    index()
    page = board(q=typed)
    assert page.context["asked"].selected(facet) == (value,)
    assert titles(page) == found


def test_skills_rank_must_haves_first_and_a_card_says_why(board: Any, index: Index, three: Any) -> None:
    index()
    page = board(q="python go")
    assert titles(page) == ["Backend developer in Go", "Data engineer"]
    first, second = page.context["cards"]
    assert first["why"] == ["Python (20)", "Go, a must-have (25)"]
    assert (second["why"], second["missing"]) == (["Python, a must-have (25)"], ["Go"])
    for one, card in zip(page.context["page"].found, page.context["cards"], strict=True):
        counted = sum(int(number) for text in card["why"] for number in re.findall(r"\((\d+)\)$", text))
        assert counted == one.points > 0


def test_a_typed_word_is_found_in_title_and_text_and_marked(board: Any, index: Index, three: Any) -> None:
    index()
    page = board(q="streams backend")
    assert titles(page) == ["Backend developer in Go", "Data engineer"]
    assert page.context["cards"][0]["title_parts"][0] == ("Backend", True)
    assert page.context["cards"][0]["why"] == ["“streams” in the text (3)", "“backend” in the title (6)"]


def test_facets_count_what_everybody_may_read(board: Any, index: Index, three: Any) -> None:
    index()
    page = board()
    assert counts(page, "skill") == {"python": 2, "apache-kafka": 1, "apache-spark": 1, "go": 1}
    assert counts(page, "kind") == {"employment": 1, "contract": 1, "advisory": 1}
    assert counts(page, "place") == {"ir": 3, "ir-isfahan": 1, "ir-tehran": 1}
    assert counts(page, "company") == {"alborz": 2, "parto": 1}
    assert counts(page, "pay") == {"irr-300000000": 1, "eur-1000": 1, "eur-2000": 1, "eur-3000": 1}
    assert titles(board(pay="eur-3000")) == ["Data engineer"]
    assert titles(board(company="parto")) == ["Backend developer in Go"]


@pytest.mark.parametrize(
    ("amount", "period", "floors"),
    [
        (36_000, "year", {"eur-1000", "eur-2000", "eur-3000"}),
        (35_999, "year", {"eur-1000", "eur-2000"}),
        (100, "day", {"eur-1000", "eur-2000"}),
        (6, "hour", {"eur-1000"}),
        (90_000, "once", set()),
    ],
)
def test_a_floor_is_the_lower_end_by_the_month(
    board: Any, index: Index, member: Any, company: Any, amount: int, period: str, floors: set[str]
) -> None:
    posted(member, company, pay_min=amount, pay_max=None, pay_period=period)
    index()
    assert set(counts(board(), "pay")) == floors


def test_no_hit_says_what_would_be_without_each_tick(board: Any, index: Index, three: Any) -> None:
    index()
    page = board(q="kafka", mode="on_site", kind="employment")
    assert titles(page) == []
    assert [(one["label"], one["total"]) for one in page.context["without"]] == [("On site", 1)]
    nowhere = board(q="kafka", mode="on_site", kind="project")
    assert titles(nowhere) == [] and "Take all filters away" in nowhere.content.decode()
    loose = page.context["without"][0]["url"]
    assert "mode=" not in loose and "kind=employment" in loose


def test_one_language_is_enough_and_says_so(board: Any, index: Index, three: Any) -> None:
    index()
    only = {card["title"].text: card["title"].only for card in board().context["cards"]}
    assert only == {"Backend developer in Go": "", "Data engineer": "", "مشاور کلان‌داده": "only in Persian"}
    persian = board(language="fa")
    assert titles(persian) == ["Backend developer in Go", "مهندس داده", "مشاور کلان‌داده"]
    assert [card["title"].only != "" for card in persian.context["cards"]] == [True, False, False]
    assert "ماهی ۴۰ تا ۷۰ میلیون تومان" in persian.content.decode()


def test_pages_hold_twenty_and_lead_on(board: Any, index: Index, member: Any, company: Any) -> None:
    for number in range(23):
        posted(member, company, title_en=f"Number {number}")
    index()
    shown = [set(titles(board(page=page))) for page in (1, 2, 3)]
    assert [len(one) for one in shown] == [20, 3, 0] and len(shown[0] | shown[1]) == 23
    page = board()
    assert page.context["page"].pages == 2 and "?page=2" in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"skill": "no-such", "mode": "\x00", "place": "xx", "pay": "eur-7", "company": "nobody"},
        {"q": "x" * 1_000_000},
        {"q": "\x00\u202e<script>alert(1)</script>🇮🇷"},
        {"sort": "evil", "page": "-1"},
        {"page": "9" * 400},
    ],
)
def test_odd_addresses_are_pages_like_any_other(board: Any, index: Index, three: Any, query: Any) -> None:
    index()
    page = board(**query)
    assert page.status_code == 200 and "<script>alert" not in page.content.decode()


def test_what_changed_since_it_was_indexed_is_read_anew(board: Any, index: Index, three: Any) -> None:
    index()
    shown = three[0].shown
    shown.title_en, shown.skills = "Another title", [{"slug": "docker", "level": 0, "must": True}]
    shown.save()
    type(three[0]).objects.filter(pk=three[0].pk).update(version=three[0].version + 1)
    assert "Another title" in titles(board())
    assert titles(board(skill="apache-kafka")) == []


@pytest.mark.parametrize("path", ["/fa/jobs/", "/en/jobs/", "/en/jobs/feed/"])
def test_with_the_engine_down_the_list_says_so_and_an_opening_still_opens(
    browse: Browse, index: Index, three: Any, path: str
) -> None:
    index()
    engines.engine().close()
    answer = browse().get(path, {"q": "python"})
    assert answer.status_code == 503 and "Data engineer" not in answer.content.decode()
    assert browse().get(f"/en/jobs/{three[0].key}/").status_code == 200
    engines.engine.cache_clear()


def test_search_pages_are_followed_and_not_kept(board: Any, index: Index, three: Any) -> None:
    index()
    page = board(q="python").content.decode()
    assert '<meta name="robots" content="noindex,follow">' in page
    assert 'type="application/rss+xml"' in page and not board().cookies


def test_sql_of_the_board_is_at_most_six_whatever_the_rows(
    browse: Browse, expert: Any, index: Index, member: Any, company: Any
) -> None:
    sent: dict[Any, list[int]] = {}
    for number in range(12):
        posted(member, company, title_en=f"Number {number}")
        if number in (1, 11):
            index()
            for user in (None, expert):
                browser = browse(user)
                browser.get("/en/jobs/", {"q": "python"})
                counted = statements.of(lambda browser=browser: browser.get("/en/jobs/", {"q": "python"}))
                sent.setdefault(user, []).append(len(counted))
    assert all(few == many <= 6 for few, many in sent.values()), sent


def test_points_of_the_board_stand_on_the_public_page(browse: Browse, db: None) -> None:
    page = browse().get("/en/points/").content.decode()
    assert "On the board of openings" in page and "Table number 3." in page
