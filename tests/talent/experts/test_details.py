"""Names, contact details, links, work and education: kept as typed, seen by whom the owner says, never lost."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.changes.models import Change
from talent.experts.audience import COMPANIES, ME, PUBLIC
from talent.experts.details import MAX_ROWS
from talent.experts.grants import grant_groups
from talent.experts.groups import RANGES
from talent.experts.handles import token
from talent.experts.models import Details, Education, Experience, Listing, Profile, parts_of
from talent.experts.projection import Seen, project
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
NAMES = {"name_native": "نگار پارسا", "name_latin": "Negar Parsa"}
CONTACT = {"phone": "+49 30 1234567", "messenger": "Signal: negar", "other_email": "negar@example.net"}
WORK = {
    "row": "",
    "title": "Lead engineer",
    "employer": "Nordlicht Bank",
    "from_year": "2019",
    "to_year": "",
    "text": "Rebuilt the ledger.",
}
STUDY = {"row": "", "degree": "MSc", "field": "Computing", "institution": "Sharif", "year": "۱۳۹۰"}
SECTIONS = {
    "names": ("names/", NAMES),
    "contact": ("contact/", CONTACT),
    "links": ("links/", {"links": "https://negar.example.net/\nhttps://code.example.net/negar"}),
    "experience": ("work/", WORK),
    "education": ("education/", STUDY),
}
SHOWN = {
    "names": ("نگار پارسا", "Negar Parsa"),
    "contact": ("+49 30 1234567", "Signal: negar", "negar@example.net"),
    "links": ("https://negar.example.net/", "https://code.example.net/negar"),
    "experience": ("Lead engineer", "Rebuilt the ledger."),
    "employers": ("Nordlicht Bank",),
    "education": ("MSc", "Computing", "Sharif"),
}


def fill(browser: Client, user: Any) -> None:
    for path, form in SECTIONS.values():
        answer = browser.post(f"/en/profile/{path}", form | {"version": cast.profile_of(user).version})
        assert answer.status_code == 302, path


def texts(seen: Seen | None) -> set[str]:
    """The groups of which this projection shows anything."""
    return {group for group, words in SHOWN.items() if any(word in repr(seen) for word in words)}


@pytest.fixture
def full(browse: Browse, expert: Any) -> Any:
    fill(browse(expert), expert)
    return expert


def test_everything_is_kept_and_shown_to_its_owner(browse: Browse, full: Any) -> None:
    for path in ("", "seen-by/companies/"):
        page = browse(full).get(f"/en/profile/{path}").content.decode()
        found = {group for group, words in SHOWN.items() if all(word in page for word in words)}
        assert found == (set(SHOWN) if not path else set())


def test_the_owner_s_page_takes_at_most_twelve_sql(
    browse: Browse, full: Any, django_assert_max_num_queries: Any
) -> None:
    browser = browse(full)
    browser.get("/en/profile/")
    with django_assert_max_num_queries(12):
        browser.get("/en/profile/")


@pytest.mark.parametrize("audience", [PUBLIC, COMPANIES, ME], ids=["anyone", "companies", "me"])
@pytest.mark.parametrize("level", ["me", "by_my_yes", "companies"])
@pytest.mark.parametrize("group", SHOWN)
def test_each_group_shows_at_its_own_level_alone(full: Any, group: str, level: str, audience: Any) -> None:
    profile = cast.profile_of(full)
    profile.listing = Listing.PUBLIC
    profile.levels = dict.fromkeys(SHOWN, "me") | {group: level} | {"experience": "companies"}
    if group == "experience":
        profile.levels["experience"] = level
    values: dict[str, Any] = {"words": vocabulary(), "today": park_today(), "parts": parts_of(profile)}
    expected = set(SHOWN) if audience == ME else set()
    if audience == COMPANIES:
        expected = {"experience"} if group != "experience" else set()
        expected |= {group} if level == "companies" else set()
    assert texts(project(profile, audience, **values)) == expected
    if audience == COMPANIES and level == "by_my_yes":
        assert texts(project(profile, audience, granted={group}, **values)) == expected | {group}


def test_a_card_of_a_list_reads_none_of_it(full: Any) -> None:
    profile = cast.profile_of(full)
    profile.levels = dict.fromkeys(SHOWN, "companies")
    assert texts(project(profile, COMPANIES, words=vocabulary(), today=park_today())) == set()


def test_a_company_with_my_yes_reads_it_on_my_page_and_no_other_company_does(
    browse: Browse, full: Any, member: Any, company: Any, other_member: Any, other_company: Any, settings: Any
) -> None:
    profile = cast.profile_of(full)
    grant_groups(
        actor=full,
        profile=profile,
        company=company,
        groups=["names", "contact"],
        source="request",
        now=timezone.now(),
    )

    def page(reader: Any, firm: Any) -> str:
        address = token(profile.pk, relation=f"company:{firm.pk}", key=settings.RELATION_KEY)
        return browse(reader).get(f"/fa/c/{firm.slug}/experts/{address}/").content.decode()

    assert all(word in page(member, company) for word in SHOWN["names"] + SHOWN["contact"])
    assert "Nordlicht" not in page(member, company) and "Lead engineer" not in page(member, company)
    assert not any(word in page(other_member, other_company) for word in SHOWN["names"] + SHOWN["contact"])


@pytest.mark.parametrize("part", SECTIONS)
def test_a_stale_form_is_refused_and_loses_nothing_typed(browse: Browse, full: Any, part: str) -> None:
    path, form = SECTIONS[part]
    browser = browse(full)
    old = cast.profile_of(full).version - 1
    name, text = next((name, text) for name, text in form.items() if text)
    answer = browser.post(f"/en/profile/{path}", form | {"version": old})
    page = answer.content.decode()
    assert answer.status_code == 400 and "another tab" in page and text.split("\n")[0] in page, name
    again = browser.post(f"/en/profile/{path}", form | {"version": cast.profile_of(full).version})
    assert again.status_code == 302


def test_a_row_is_changed_and_taken_away(browse: Browse, full: Any) -> None:
    browser, row = browse(full), Experience.objects.get()
    page = browser.get(f"/en/profile/work/?row={row.key}").content.decode()
    assert f'value="{row.key}"' in page and "Change this entry" in page and 'value="Nordlicht Bank"' in page
    changed = WORK | {"row": row.key, "title": "Head", "version": cast.profile_of(full).version}
    assert browser.post("/en/profile/work/", changed).status_code == 302
    assert Experience.objects.get().title == "Head"
    drop = {"row": row.key, "drop": "1", "version": cast.profile_of(full).version - 1}
    assert browser.post("/en/profile/work/", drop).status_code == 400 and Experience.objects.exists()
    drop["version"] = cast.profile_of(full).version
    assert browser.post("/en/profile/work/", drop).status_code == 302 and not Experience.objects.exists()


def test_nobody_changes_or_drops_the_row_of_somebody_else(
    browse: Browse, full: Any, other_expert: Any
) -> None:
    row, browser = Experience.objects.get(), browse(other_expert)
    form = WORK | {"row": row.key, "title": "Mine", "version": cast.profile_of(other_expert).version}
    assert browser.post("/en/profile/work/", form).status_code == 404
    assert "Nordlicht" not in browser.get(f"/en/profile/work/?row={row.key}").content.decode()
    browser.post("/en/profile/work/", form | {"drop": "1"})
    assert Experience.objects.get().title == "Lead engineer"


@pytest.mark.parametrize(
    ("path", "form", "reason"),
    [
        ("links/", {"links": "http://plain.example.net/"}, "begins with https"),
        ("links/", {"links": "javascript:alert(1)"}, "begins with https"),
        ("links/", {"links": "https://me:secret@example.net/"}, "begins with https"),
        ("links/", {"links": 'https://example.net/"onclick='}, "begins with https"),
        ("links/", {"links": "https://[broken/"}, "begins with https"),
        ("links/", {"links": "\n".join(f"https://example.net/{n}" for n in range(11))}, "at most 10"),
        ("work/", WORK | {"to_year": "2018"}, "cannot end before"),
        ("work/", WORK | {"from_year": "2999"}, "not in the future"),
        ("work/", WORK | {"title": ""}, "required"),
        ("work/", WORK | {"title": "\u202e"}, "required"),
        ("education/", STUDY | {"degree": ""}, "required"),
        ("education/", STUDY | {"year": "x"}, "Write a number"),
        ("names/", NAMES | {"name_latin": "x" * 201}, "at most 200"),
        ("contact/", CONTACT | {"other_email": "no"}, "valid email"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason_and_stays_typed(
    browse: Browse, expert: Any, path: str, form: dict[str, str], reason: str
) -> None:
    answer = browse(expert).post(f"/en/profile/{path}", form | {"version": cast.profile_of(expert).version})
    assert answer.status_code == 400 and reason in answer.content.decode()
    assert not (Details.objects.exists() or Experience.objects.exists() or Education.objects.exists())


def test_a_profile_holds_a_bounded_number_of_rows(browse: Browse, expert: Any) -> None:
    profile = cast.profile_of(expert)
    Experience.objects.bulk_create(
        Experience(profile=profile, title=f"Role {n}", from_year=2000) for n in range(MAX_ROWS)
    )
    answer = browse(expert).post("/en/profile/work/", WORK | {"version": profile.version})
    assert answer.status_code == 400 and "at most 30" in answer.content.decode()


ODD = ["a\x00b", "\u202eevil", "<script>alert(1)</script>", "x" * 1_000_000, "👩‍💻", str(uuid.uuid4())]


@pytest.mark.parametrize("text", ODD, ids=["NUL", "bidi", "html", "1MB", "emoji", "uuid"])
@pytest.mark.parametrize("part", SECTIONS)
def test_odd_text_never_breaks_a_page(browse: Browse, expert: Any, part: str, text: str) -> None:
    path, form = SECTIONS[part]
    browser = browse(expert)
    for name in form:
        sent = form | {name: text, "version": cast.profile_of(expert).version}
        assert browser.post(f"/fa/profile/{path}", sent).status_code in (302, 400, 404)
    page = browser.get("/fa/profile/").content.decode()
    assert "<script>alert" not in page and "\x00" not in page and "\u202e" not in page


def test_saving_makes_a_profile_where_there_is_none_and_reading_makes_none(browse: Browse, db: None) -> None:
    browser = browse(cast.person("new@experts.example.org"))
    for path, _ in SECTIONS.values():
        assert browser.get(f"/fa/profile/{path}").status_code == 200
    assert not Profile.objects.exists()
    assert browser.post("/fa/profile/names/", NAMES | {"version": 1}).status_code == 302
    assert Details.objects.get().name_latin == "Negar Parsa"


def test_every_group_of_the_design_is_proved_here_or_beside() -> None:
    assert set(RANGES) == {*SHOWN, "facts", "words", "cv"}


def search(browser: Client, company: Any, word: str) -> Any:
    return browser.get(f"/en/c/{company.slug}/experts/", {"q": word}).context["page"]


def test_work_is_found_by_its_words_where_companies_read_it_and_nowhere_else(
    browse: Browse, full: Any, member: Any, company: Any, index: Callable[[], int]
) -> None:
    index()
    reader, owner = browse(member), browse(full)
    assert search(reader, company, "ledger").total == search(reader, company, "nordlicht").total == 0
    owner.post("/en/profile/level/", {"group": "experience", "level": "companies"})
    index()
    page = search(reader, company, "ledger")
    assert page.total == 1 and page.found[0].points >= 2
    assert [part.code for part in page.found[0].parts if part.args == ("ledger",)] == ["experience"]
    assert search(reader, company, "nordlicht").total == 0
    owner.post("/en/profile/level/", {"group": "employers", "level": "companies"})
    index()
    assert search(reader, company, "nordlicht").total == 1


def test_work_kept_back_is_found_no_more_at_the_next_request(
    browse: Browse, full: Any, member: Any, company: Any, index: Callable[[], int]
) -> None:
    owner = browse(full)
    for group in ("experience", "employers"):
        owner.post("/en/profile/level/", {"group": group, "level": "companies"})
    index()
    owner.post("/en/profile/level/", {"group": "employers", "level": "me"})
    assert Change.objects.get().narrowing and search(browse(member), company, "nordlicht").total == 0
    index()
    drop = {"row": Experience.objects.get().key, "drop": "1", "version": cast.profile_of(full).version}
    owner.post("/en/profile/work/", drop)
    assert Change.objects.get().narrowing and search(browse(member), company, "ledger").total == 0


def test_a_search_in_words_takes_at_most_eight_sql_however_much_work_it_finds(
    browse: Browse,
    full: Any,
    other_expert: Any,
    member: Any,
    company: Any,
    index: Callable[[], int],
) -> None:
    work = WORK | {"version": cast.profile_of(other_expert).version}
    browse(other_expert).post("/en/profile/work/", work)
    for user in (full, other_expert):
        browse(user).post("/en/profile/level/", {"group": "experience", "level": "companies"})
    index()
    reader = browse(member)
    for word in ("platform", "ledger"):
        search(reader, company, word)
        with CaptureQueriesContext(connection) as made:
            page = search(reader, company, word)
        sql = [
            one["sql"]
            for one in made
            if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
        ]
        locks = connection.features.has_select_for_update  # there a company's budget is locked by a row
        assert len(sql) <= 8 + locks
    assert page.total == 2
