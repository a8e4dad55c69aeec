"""One opening: what it says, in which language, to whom; and what is left of it when it is over."""

import html
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from jobs.openings import actions
from jobs.openings.models import Opening
from talent.lib.dates import TEHRAN, park_today
from tests.harness import statements
from tests.openings import drafted, membership, posted, submitted

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]
TEXT = "First part.\n\nSecond part </script><b>bold</b> & so on."
FULL = {
    "text_en": TEXT,
    "text_fa": "متن فارسی.",
    "mode": "hybrid",
    "overlap_hours": None,
    "city": "shiraz",
    "site": "Building 4",
    "pay_min": 400_000_000,
    "pay_max": 650_000_000,
    "pay_currency": "IRR",
    "relocation": ["ticket", "papers"],
    "places": 2,
    "questions": [{"id": "a", "text": "Why this?"}],
}


def opened(browser: Client, opening: Opening, language: str = "en") -> Any:
    return browser.get(f"/{language}/jobs/{opening.key}/")


def data_of(page: Any) -> dict[str, Any]:
    """The JSON-LD of a page."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.S)
    assert len(blocks) == 1
    found: dict[str, Any] = json.loads(blocks[0])
    return found


def test_it_says_everything(browse: Browse, index: Index, member: Any, company: Any) -> None:
    today = park_today()
    opening = posted(member, company, closes_on=today + timedelta(days=20), **FULL)
    index()
    body = html.unescape(opened(browse(), opening).content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        *("Data engineer", "First part.", "IRR 400,000,000 to IRR 650,000,000 a month", "Employment"),
        *("Hybrid", "Building 4, Shiraz", "Senior", "Persian", "Travel costs", "Why this?", "Sara, head of"),
        *("Python", "proficient", "Apache Kafka", "20 days left", "Verified by the park", "within 14 days"),
    ):
        assert said in body, said
    assert f"/en/companies/{company.slug}/" in body and "noindex" not in body
    persian = opened(browse(), opening, "fa").content.decode()
    assert "ماهی ۴۰ تا ۶۵ میلیون تومان" in persian and "۶۵۰٬۰۰۰٬۰۰۰ ریال" in persian and "۲۰ روز" in persian


def test_what_is_said_in_the_other_language_says_so(
    browse: Browse, index: Index, member: Any, company: Any
) -> None:
    opening = posted(member, company, title_en="", text_en="")
    index()
    body = opened(browse(), opening).content.decode()
    assert '<bdi lang="fa">مهندس داده</bdi>' in body and "only in Persian" in body
    assert '<div lang="fa" dir="rtl"' in body
    assert "فقط به" not in opened(browse(), opening, "fa").content.decode()


REQUIRED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}
RECOMMENDED = {"validThrough", "employmentType", "identifier", "baseSalary", "directApply"}
REMOTE = {"jobLocationType", "applicantLocationRequirements"}
BETA = {"experienceRequirements"}
OTHERS = {"skills", "qualifications", "totalJobOpenings", "jobBenefits", "inLanguage", "url"}
"""Properties of JobPosting: the required and the recommended ones, those of remote work and the one in trial by
https://developers.google.com/search/docs/appearance/structured-data/job-posting; the others by
https://schema.org/JobPosting (`inLanguage` and `url` are of its parents)."""
TYPES = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}


@pytest.mark.parametrize("mode", ["remote", "on_site"])
@pytest.mark.parametrize("kind", ["employment", "contract", "project", "advisory", "internship"])
def test_its_data_for_search_engines_are_whole(
    browse: Browse, index: Index, member: Any, company: Any, kind: str, mode: str
) -> None:
    place = {"mode": mode, "overlap_hours": 4 if mode == "remote" else None}
    said = FULL | place | {"kind": kind, "pay_period": "hour", "pay_currency": "EUR", "pay_min": 40}
    opening = posted(member, company, **(said | {"pay_max": 60}))
    found = data_of(opened(browse(), opening))
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "JobPosting")
    wanted = REQUIRED | RECOMMENDED | (REMOTE if mode == "remote" else set())
    assert wanted <= set(found) <= wanted | BETA | OTHERS | {"@context", "@type"}
    assert found["employmentType"] in TYPES and found["directApply"] is True
    assert found["description"].startswith("<p>First part.</p>") and "&lt;b&gt;" in found["description"]
    assert found["title"] == "Data engineer" != found["description"]
    assert found["hiringOrganization"] == {
        "@type": "Organization",
        "name": company.name_en,
        "sameAs": f"https://{company.domain}/",
    }
    assert found["identifier"]["value"] == str(opening.key)
    address = found["jobLocation"]["address"]
    assert (address["addressCountry"], address["addressLocality"]) == ("IR", "Shiraz")
    assert date.fromisoformat(found["datePosted"]) == park_today()
    until = datetime.fromisoformat(found["validThrough"])
    assert until.astimezone(TEHRAN).date() == opening.ends_on and until.utcoffset() == timedelta(
        hours=3, minutes=30
    )
    value = found["baseSalary"]["value"]
    assert (value["minValue"], value["maxValue"]) == (40, 60) and value["unitText"] in UNITS
    assert found["baseSalary"]["currency"] == "EUR"
    if mode == "remote":
        assert found["jobLocationType"] == "TELECOMMUTE"
        assert found["applicantLocationRequirements"]["@type"] == "AdministrativeArea"


@pytest.mark.parametrize(
    ("pay", "value"),
    [
        ({"pay_min": 3000, "pay_max": 3000}, {"value": 3000}),
        ({"pay_min": None, "pay_max": 3000}, {"maxValue": 3000}),
        ({"pay_period": "once"}, None),
        ({"pay_min": None, "pay_max": None, "pay_currency": "", "pay_period": "", "no_pay": "unpaid"}, None),
    ],
)
def test_pay_that_has_no_unit_is_left_to_the_text(
    browse: Browse, index: Index, member: Any, company: Any, pay: Any, value: Any
) -> None:
    found = data_of(opened(browse(), posted(member, company, **pay)))
    if value is None:
        assert "baseSalary" not in found
    else:
        assert found["baseSalary"]["value"] == {"@type": "QuantitativeValue", "unitText": "MONTH"} | value


def test_nothing_typed_ends_the_data_early(browse: Browse, index: Index, member: Any, company: Any) -> None:
    title = "</script><script>alert(1)</script> & <!--"
    page = opened(browse(), posted(member, company, title_en=title, text_en=TEXT))
    assert data_of(page)["title"] == title
    assert "<script>alert" not in page.content.decode()
    assert "script-src 'self'" in page["Content-Security-Policy"]


def _fill(opening: Opening, member: Any, company: Any) -> None:
    actions.fill(actor=member, membership=membership(member, company), opening=opening)


def _withdraw(opening: Opening, member: Any, company: Any) -> None:
    actions.withdraw(actor=member, membership=membership(member, company), opening=opening)


@pytest.mark.parametrize("how", [_fill, _withdraw])
def test_one_that_is_over_is_gone_with_similar_ones(
    browse: Browse, index: Index, member: Any, company: Any, other_member: Any, other_company: Any, how: Any
) -> None:
    opening, near = posted(member, company), posted(other_member, other_company, title_en="A near one")
    how(opening, member, company)
    index()
    page = opened(browse(), opening)
    body = page.content.decode()
    assert page.status_code == 410 and "Data engineer" in body and "A near one" in body
    assert 'name="robots" content="noindex"' in body and "ld+json" not in body and FULL["text_en"] not in body
    told = browse().get(f"/api/v1/openings/{opening.key}/")
    assert (told.status_code, told.json()["code"]) == (410, "opening_over")
    assert browse().get("/en/jobs/").context["page"].total == 1 and near


@pytest.mark.parametrize("make", [drafted, submitted])
def test_what_was_never_published_is_absent(
    browse: Browse, index: Index, member: Any, company: Any, make: Any
) -> None:
    opening = make(member, company)
    assert opened(browse(), opening).status_code == 404 == opened(browse(member), opening).status_code
    _withdraw(opening, member, company)
    assert opened(browse(), opening).status_code == 404


def test_similar_ones_are_never_of_the_same_company_alone(
    browse: Browse, index: Index, member: Any, company: Any, other_member: Any, other_company: Any
) -> None:
    ours = [posted(member, company, title_en=f"Ours {number}") for number in range(4)]
    index()
    assert opened(browse(), ours[0]).context["similar"] == []
    skills = [{"slug": "python", "level": 0, "must": True}]
    theirs = [
        posted(other_member, other_company, title_en=f"Theirs {number}", skills=[*skills, *more])
        for number, more in enumerate(([], [{"slug": "go", "level": 1, "must": True}]))
    ]
    index()
    near = [card["title"].text for card in opened(browse(), ours[0]).context["similar"]]
    assert sum(title.startswith("Ours") for title in near) == 2 and len(near) == 4 and theirs


def test_sql_of_an_opening_is_at_most_ten_whatever_is_similar(
    browse: Browse,
    index: Index,
    expert: Any,
    member: Any,
    company: Any,
    other_member: Any,
    other_company: Any,
) -> None:
    opening, sent = posted(member, company), []
    for more in (1, 5):
        for number in range(more):
            posted(other_member, other_company, title_en=f"Near {number}")
        index()
        browser = browse(expert)
        opened(browser, opening)
        sent.append(statements.of(lambda browser=browser: opened(browser, opening)))
    assert len(sent[0]) == len(sent[1]) <= 10, sent[1]
