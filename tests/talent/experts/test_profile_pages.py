"""The owner's pages: three steps, listing, hiding; wrong input, stale forms, two tabs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.audit.models import Entry
from talent.changes.models import Change
from talent.experts.models import HideEntry, Listing, Profile
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]


@pytest.fixture
def newcomer(db: None) -> Any:
    return cast.person("new@experts.example.org")


def facts(profile: Profile | None = None, **changes: Any) -> dict[str, Any]:
    values = {
        "version": profile.version if profile else 1,
        "seniority": "senior",
        "years": "5-9",
        "region": "western-europe",
        "overlap_hours": "5",
        "languages": ["fa", "en"],
        "ways": ["remote"],
        "free_in": "0",
    }
    return values | changes


def test_three_steps_lead_from_nothing_to_a_listed_profile(browse: Browse, newcomer: Any) -> None:
    browser = browse(newcomer)
    for skill in ("python", "go", "rust"):
        assert browser.post("/en/profile/skills/set/", {"skill": skill}).status_code == 302
    assert browser.post("/en/profile/facts/", facts(cast.profile_of(newcomer))).status_code == 302
    version = cast.profile_of(newcomer).version
    words = {
        "version": version,
        "headline_fa": "مهندس نرم‌افزار",
        "headline_en": "",
        "summary_fa": "",
        "summary_en": "",
    }
    assert browser.post("/en/profile/words/", words).status_code == 302
    assert cast.profile_of(newcomer).listing == Listing.NOBODY
    assert browser.post("/en/profile/listing/", {"listing": "companies"}).status_code == 302
    assert cast.profile_of(newcomer).listing == Listing.COMPANIES


def test_reading_one_s_pages_makes_no_profile(browse: Browse, newcomer: Any) -> None:
    browser = browse(newcomer)
    for path in ("", "skills/", "facts/", "words/", "hidden/", "seen-by/companies/", "seen-by/anyone/"):
        assert browser.get(f"/fa/profile/{path}").status_code == 200
    assert not Profile.objects.exists()


@pytest.mark.parametrize(
    ("lacking", "skills", "changes"),
    [
        ("skills", ("python:1", "go:2"), {}),
        ("seniority", ("python:1", "go:2", "rust:3"), {"seniority": None}),
        ("region", ("python:1", "go:2", "rust:3"), {"region": None}),
        ("ways", ("python:1", "go:2", "rust:3"), {"ways": []}),
    ],
)
def test_an_unfinished_profile_is_not_listed(
    browse: Browse, db: None, lacking: str, skills: tuple[str, ...], changes: dict[str, Any]
) -> None:
    user = cast.expert("half@experts.example.org", skills=skills, listing=Listing.NOBODY, **changes)
    answer = browse(user).post("/en/profile/listing/", {"listing": "companies"})
    assert answer.status_code == 400
    assert "To be found, a profile needs three skills" in answer.content.decode()
    assert cast.profile_of(user).listing == Listing.NOBODY


@pytest.mark.parametrize(("language", "told"), [("fa", "چیزی تغییر نکرد"), ("en", "Nothing was changed")])
def test_before_the_first_step_the_page_says_what_listing_needs(
    browse: Browse, newcomer: Any, language: str, told: str
) -> None:
    answer = browse(newcomer).post(f"/{language}/profile/listing/", {"listing": "companies"})
    assert answer.status_code == 400 and told in answer.content.decode()
    assert cast.profile_of(newcomer).listing == Listing.NOBODY


BUTTONS = {
    "skills/set/": "skills/",
    "skills/drop/": "skills/",
    "skills/add/": "skills/read/",
    "level/": "",
    "listing/": "",
    "confirm/": "",
    "hidden/hide/": "hidden/",
    "hidden/domain/": "hidden/",
}


@pytest.mark.parametrize(("button", "page"), BUTTONS.items())
def test_the_address_of_a_button_leads_to_its_page(
    browse: Browse, expert: Any, button: str, page: str
) -> None:
    """It is what the browser shows after a refusal, so the link to the other language and a reload lead there."""
    browser, before = browse(expert), cast.profile_of(expert).version
    answer = browser.get(f"/fa/profile/{button}", follow=True)
    assert answer.status_code == 200 and answer.request["PATH_INFO"] == f"/fa/profile/{page}"
    assert "دکمه را یک بار دیگر بزنید" in answer.content.decode()
    assert browser.delete(f"/fa/profile/{button}").status_code == 405
    assert cast.profile_of(expert).version == before


def test_a_listed_profile_keeps_what_listing_needs(browse: Browse, expert: Any) -> None:
    answer = browse(expert).post("/en/profile/facts/", facts(cast.profile_of(expert), seniority=""))
    assert answer.status_code == 400
    assert cast.profile_of(expert).seniority is not None


def test_a_stale_form_is_refused_and_loses_nothing_typed(browse: Browse, expert: Any) -> None:
    first, second = browse(expert), browse(expert)
    version = cast.profile_of(expert).version
    words = {
        "version": version,
        "headline_fa": "",
        "headline_en": "First tab",
        "summary_fa": "",
        "summary_en": "",
    }
    assert first.post("/en/profile/words/", words).status_code == 302
    answer = second.post("/en/profile/words/", words | {"headline_en": "Second tab"})
    assert answer.status_code == 400
    assert "another tab" in answer.content.decode() and "Second tab" in answer.content.decode()
    assert cast.profile_of(expert).headline_en == "First tab"
    again = words | {"headline_en": "Second tab", "version": cast.profile_of(expert).version}
    assert second.post("/en/profile/words/", again).status_code == 302


def test_the_same_skill_twice_is_one_skill(browse: Browse, newcomer: Any) -> None:
    browser = browse(newcomer)
    for level in ("3", "5"):
        browser.post("/en/profile/skills/set/", {"skill": "python", "level": level})
    assert [skill.level for skill in cast.profile_of(newcomer).skills.all()] == [5]


@pytest.mark.parametrize("year", ["۱۴۰۳", "1403", "2024", "٢٠٢٤"])
def test_a_year_may_be_typed_in_either_calendar_and_any_digits(
    browse: Browse, newcomer: Any, year: str
) -> None:
    browse(newcomer).post("/fa/profile/skills/set/", {"skill": "python", "last_used": year})
    assert cast.profile_of(newcomer).skills.get().last_used == 2024


def test_a_refused_year_stays_typed_and_its_skill_is_named(browse: Browse, expert: Any) -> None:
    form = {"skill": "python", "level": "2", "last_used": "۲۹۹۹"}
    page = browse(expert).post("/en/profile/skills/set/", form).content.decode()
    assert 'value="2999"' in page and "<bdi>Python</bdi>: Choose a year" in page


BAD_SKILLS = [
    {},
    {"skill": "no-such-skill"},
    {"skill": "remote"},
    {"skill": "python", "level": "6"},
    {"skill": "python", "level": "x"},
    {"skill": "python", "last_used": "2999"},
    {"skill": "python", "last_used": "چند"},
    {"skill": "\x00"},
    {"skill": "a" * 100_000},
]


@pytest.mark.parametrize("form", BAD_SKILLS)
def test_a_wrong_skill_is_refused_with_a_reason(browse: Browse, newcomer: Any, form: dict[str, str]) -> None:
    answer = browse(newcomer).post("/en/profile/skills/set/", form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


ODD_TEXTS = [
    "x" * 1_000_000,
    "a\x00b",
    "\u202eevil",
    "👩‍💻🇮🇷",
    "۱۲٣456",
    "<script>alert(1)</script>",
    "\ud800".encode("utf-8", "replace").decode(),
]


@pytest.mark.parametrize(
    "text", ODD_TEXTS, ids=["1MB", "NUL", "bidi", "emoji", "digits", "html", "surrogate"]
)
@pytest.mark.parametrize("field", ["headline_fa", "headline_en", "summary_fa", "summary_en"])
def test_odd_text_never_breaks_a_page(browse: Browse, expert: Any, field: str, text: str) -> None:
    words = {"headline_fa": "", "headline_en": "", "summary_fa": "", "summary_en": ""}
    form = words | {field: text, "version": cast.profile_of(expert).version}
    browser = browse(expert)
    answer = browser.post("/fa/profile/words/", form)
    assert answer.status_code in (302, 400)
    page = browser.get("/fa/profile/").content.decode()
    assert "<script>alert" not in page and "\x00" not in page and "\u202e" not in page


def test_odd_values_of_every_fact_are_refused_or_kept_never_a_fault(browse: Browse, expert: Any) -> None:
    browser, before = browse(expert), cast.profile_of(expert)
    for name in facts():
        for text in ODD_TEXTS[1:]:
            answer = browser.post("/en/profile/facts/", facts(before) | {name: text})
            assert answer.status_code == 400, (name, text)
    assert cast.profile_of(expert).version == before.version


def test_hiding_works_from_the_next_request_and_back(browse: Browse, expert: Any, company: Any) -> None:
    browser = browse(expert)
    browser.post("/en/profile/hidden/hide/", {"company": company.slug})
    assert HideEntry.objects.count() == 1
    browser.post("/en/profile/hidden/hide/", {"company": company.slug})
    assert HideEntry.objects.count() == 1
    browser.post("/en/profile/hidden/hide/", {"company": company.slug, "show": "1"})
    assert HideEntry.objects.count() == 0


def test_public_and_hidden_exclude_each_other(browse: Browse, expert: Any, company: Any) -> None:
    cast.open_public_directory()
    browser = browse(expert)
    browser.post("/en/profile/hidden/hide/", {"company": company.slug})
    answer = browser.post("/en/profile/listing/", {"listing": "public"})
    assert answer.status_code == 400 and "can be anyone" in answer.content.decode()
    browser.post("/en/profile/hidden/hide/", {"company": company.slug, "show": "1"})
    assert browser.post("/en/profile/listing/", {"listing": "public"}).status_code == 302
    answer = browser.post("/en/profile/hidden/hide/", {"company": company.slug})
    assert answer.status_code == 400 and not HideEntry.objects.exists()


def test_nobody_is_listed_for_anyone_while_the_park_has_not_opened(browse: Browse, expert: Any) -> None:
    assert browse(expert).post("/en/profile/listing/", {"listing": "public"}).status_code == 400
    assert cast.profile_of(expert).listing == Listing.COMPANIES


def test_every_deed_is_recorded_without_a_name(browse: Browse, expert: Any) -> None:
    Entry.objects.all().delete()
    browse(expert).post("/en/profile/listing/", {"listing": "nobody"})
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("profile.listing.nobody", expert.audit_key)


@pytest.mark.parametrize(
    ("path", "form", "narrowing"),
    [
        ("listing/", {"listing": "nobody"}, True),
        ("skills/set/", {"skill": "docker"}, False),
        ("skills/set/", {"skill": "python", "level": "1"}, True),
        ("confirm/", {}, False),
    ],
)
def test_a_change_that_shows_less_is_marked_as_narrowing(
    browse: Browse, expert: Any, path: str, form: dict[str, str], narrowing: bool
) -> None:
    Change.objects.all().delete()
    browse(expert).post(f"/en/profile/{path}", form)
    assert Change.objects.get().narrowing is narrowing


def test_a_profile_that_nobody_may_see_marks_nothing(browse: Browse, newcomer: Any) -> None:
    browse(newcomer).post("/en/profile/skills/set/", {"skill": "python"})
    assert not Change.objects.exists()
