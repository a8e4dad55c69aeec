"""The page "What we keep" says of every personal field what it is, who sees it, until when."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from config import keeping
from config.keeping import WORDS
from config.kept_reasons import NEVER, PURPOSES, READERS, UNTIL
from talent.accounts.authority_requests import count_requests
from talent.accounts.models import RoleName, User
from talent.audit.models import AuthorityRequests, Entry
from talent.companies.models import Company
from talent.lib.errors import Forbidden
from talent.lib.inventory import Kept, Purpose, Readers, Until
from tests import cast

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
PAGE = "/{}/what-we-keep/"


def page(language: str) -> str:
    return html.unescape(Client().get(PAGE.format(language)).content.decode())


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_declared_field_stands_on_the_page_in_words(language: str) -> None:
    text = page(language)
    declared = list(keeping.personal())
    assert len(declared) > 80
    with override(language):
        missing = [
            (model._meta.label, name)
            for model, name, kept in declared
            if str(WORDS[model._meta.label][name]) not in text
            or str(READERS[kept.audience]) not in text
            or str(UNTIL[kept.until]) not in text
            or str(PURPOSES[kept.purpose][0]) not in text
        ]
        assert missing == []
        assert all(str(words) in text for words in NEVER)


def test_each_field_stands_under_its_own_purpose_readers_and_end() -> None:
    shown = {section.title: section.lines for section in keeping.sections()}
    for model, name, kept in keeping.personal():
        said = (READERS[kept.audience], UNTIL[kept.until])
        lines = [line for line in shown[PURPOSES[kept.purpose][0]] if (line.readers, line.until) == said]
        assert WORDS[model._meta.label][name] in lines[0].what


def test_no_field_is_without_words_and_no_words_are_without_a_field() -> None:
    assert keeping.wordless() == []
    assert (set(PURPOSES), set(READERS), set(UNTIL)) == (set(Purpose), set(Readers), set(Until))


@pytest.mark.parametrize(
    ("model", "name"), [(Company, "slug"), (AuthorityRequests, "asked")], ids=["known room", "new model"]
)
def test_a_field_that_becomes_personal_without_words_is_caught(
    monkeypatch: pytest.MonkeyPatch, model: Any, name: str
) -> None:
    kept = Kept(Purpose.BE_FOUND, Readers.PUBLIC, Until.ACCOUNT_ENDS)
    monkeypatch.setitem(model.inventory, name, kept)
    assert keeping.wordless() == [f"{model._meta.label}.{name}"]


def test_the_page_reads_one_statement_however_much_is_kept(expert: User) -> None:
    Client().get(PAGE.format("en"))
    with CaptureQueriesContext(connection) as queries:
        Client().get(PAGE.format("en"))
    assert len([query for query in queries if "audit_authorityrequests" in query["sql"]]) == 1
    assert len(queries) <= 2  # and the park's choice, for the menu
    assert expert.email not in page("en")


def test_every_page_leads_there() -> None:
    assert f'href="{PAGE.format("en")}"' in Client().get("/en/account/login/").content.decode()


@pytest.fixture
def officer(db: None) -> User:
    return cast.staff(RoleName.PRIVACY_OFFICER)


@pytest.fixture
def in_2028(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talent.accounts.authority_requests.park_today", lambda: date(2028, 3, 1))


def counted(text: str) -> list[str]:
    """What the page says, year by year."""
    part = text.split('id="authorities"')[1].split("</section>")[0]
    return [" ".join(row.split("<dd>")[1].split("</dd>")[0].split()) for row in part.split("<dt")[1:]]


def test_requests_are_shown_by_year_none_and_not_counted_apart(
    browse: Browse, officer: User, in_2028: None
) -> None:
    assert [one.startswith("<span") and "not counted yet" in one for one in counted(page("en"))] == [True]
    browser = browse(officer)
    first = {
        "year": "2025",
        "asked": "3",
        "answered": "1",
        "note_fa": "دو مورد رد شد.",
        "note_en": "Two refused.",
    }
    assert browser.post(reverse("authority_requests:count"), first).status_code == 302
    zero = {"year": "2027", "asked": "0", "answered": "0"}
    assert browser.post(reverse("authority_requests:count"), zero).status_code == 302
    y2028, y2027, y2026, y2025 = counted(page("en"))
    assert "not counted yet" in y2028 and "not counted yet" in y2026 and y2027 == "none"
    assert y2025.startswith("asked: 3 · answered with data: 1") and "Two refused." in y2025
    assert "دو مورد رد شد." in page("fa") and "۲۰۲۵" in page("fa")
    assert [entry.target_key for entry in Entry.objects.filter(verb="authority_requests.counted")] == [
        "2027",
        "2025",
    ]


def test_numbers_are_corrected_in_place(browse: Browse, officer: User, in_2028: None) -> None:
    row = count_requests(actor=officer, year=2027, asked=1, answered=1)
    address = reverse("authority_requests:correct", args=[row.pk])
    assert 'value="1"' in browse(officer).get(address).content.decode()
    assert browse(officer).post(address, {"asked": "2", "answered": "0"}).status_code == 302
    assert list(AuthorityRequests.objects.values_list("year", "asked", "answered")) == [(2027, 2, 0)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": "2029"}, "year"),
        ({"year": "1999"}, "year"),
        ({"answered": "4"}, "answered"),
        ({"asked": "-1"}, "asked"),
        ({"note_fa": "یادداشت"}, "note_en"),
        ({"note_en": "A note"}, "note_fa"),
        ({"note_en": "x" * 301}, "note_en"),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_stay_typed(
    browse: Browse, officer: User, in_2028: None, changes: dict[str, str], field: str
) -> None:
    typed = {"year": "2027", "asked": "3", "answered": "1", "note_fa": "", "note_en": ""} | changes
    answer = browse(officer).post(reverse("authority_requests:count"), typed)
    assert field in answer.context["form"].errors
    assert f'value="{typed["asked"]}"' in answer.content.decode()
    assert not AuthorityRequests.objects.exists()


def test_only_the_privacy_officer_counts(browse: Browse, moderator: User) -> None:
    for name in ("index", "count"):
        assert browse(moderator).get(reverse(f"authority_requests:{name}")).status_code in (302, 403)
    with pytest.raises(Forbidden):
        count_requests(actor=moderator, year=2026, asked=0, answered=0)
