"""The board for programs: the same openings, points and counts as on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from search.indexes import engine as engines
from tests.openings import posted

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]


def test_a_list_is_the_page_s(browse: Browse, index: Index, member: Any, company: Any) -> None:
    opening = posted(member, company)
    posted(member, company, title_en="Second", mode="on_site", overlap_hours=None, city="tehran")
    index()
    told = browse().get("/api/v1/openings/", {"q": "python remote", "lang": "en"}).json()
    page = browse().get("/en/jobs/", {"q": "python remote"})
    assert told["count"] == page.context["page"].total == 1
    (one,) = told["results"]
    assert (one["key"], one["link"]) == (str(opening.key), f"/en/jobs/{opening.key}/")
    assert one["points"] == sum(part["points"] for part in one["parts"]) == 35
    assert one["why"] == page.context["cards"][0]["why"]
    assert one["pay"] == {
        "least": 3000,
        "most": 4500,
        "currency": "EUR",
        "period": "month",
        "no_pay": None,
        "label": "€3,000 to €4,500 a month",
    }
    modes = next(facet for facet in told["facets"] if facet["name"] == "mode")
    assert {row["slug"]: row["count"] for row in modes["values"]} == {"remote": 1, "on_site": 1}
    assert told["asked"]["ticked"][0]["slug"] == "remote"


def test_one_opening_says_everything(browse: Browse, index: Index, member: Any, company: Any) -> None:
    opening = posted(member, company, questions=[{"id": "a", "text": "Why this?"}], text_fa="", title_fa="")
    told = browse().get(f"/api/v1/openings/{opening.key}/", {"lang": "fa"}).json()
    assert (told["title"], told["title_language"], told["text_language"]) == ("Data engineer", "en", "en")
    assert told["questions"] == ["Why this?"] and told["contact"] == "Sara, head of data"
    assert [(skill["slug"], skill["must"], skill["level"]) for skill in told["skills"]] == [
        ("python", True, 3),
        ("apache-kafka", False, None),
    ]
    assert told["company"] == {"slug": company.slug, "label": company.name_fa}


def test_pages_lead_on_and_the_engine_s_silence_is_told(
    browse: Browse, index: Index, member: Any, company: Any
) -> None:
    for number in range(21):
        posted(member, company, title_en=f"Number {number}")
    index()
    first = browse().get("/api/v1/openings/", {"kind": "employment", "sort": "closing"}).json()
    assert first["next"] == "/api/v1/openings/?kind=employment&sort=closing&page=2"
    assert len(browse().get(first["next"]).json()["results"]) == 1
    engines.engine().close()
    assert browse().get("/api/v1/openings/").status_code == 503
    engines.engine.cache_clear()
