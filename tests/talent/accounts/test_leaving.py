"""Leaving: whatever is kept comes along, silence is one tap, and who is forgotten is nowhere any more."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from search.indexes.engine import engine
from search.indexes.experts import INDEXES
from search.plan import Has, Plan
from talent.accounts import leaving
from talent.accounts.holdings import holdings
from talent.accounts.models import RoleName, User
from talent.accounts.private_files import store
from talent.changes.models import Change, Leftover
from talent.changes.sweeping import CHANGE_LOG, sweep
from talent.companies.actions import add_member
from talent.companies.models import MemberRole
from talent.experts import actions, curriculum
from talent.experts.details import save_details, save_row
from talent.experts.grants import grant_groups
from talent.experts.models import Cv, Grant, KeptApart, Listing, Look, MissedLook
from talent.experts.tellings import ask_whether_true
from talent.lib.dates import park_today
from talent.notifications.actions import queue
from talent.notifications.models import Delivery
from talent.notifications.sending import send_due
from tests import cast
from tests.harness import inventory
from tests.talent.lib import files

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
LEAVE = "/en/account/leave/"
MARK = "zqleaving"


@pytest.fixture
def full(db: None, company: Any, other_company: Any, settings: Any, tmp_path: Path) -> User:
    """An expert with a mark in every declared field that can hold typed words, and rows in every room."""
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "private"},
    }
    settings.STORAGES = settings.STORAGES | {"private": private}
    words = {name: f"{MARK} {name}" for name in ("headline_fa", "headline_en", "summary_fa", "summary_en")}
    user = cast.expert(f"{MARK}@{MARK}.example", **words)
    profile = cast.profile_of(user)
    save: dict[str, Any] = {"actor": user, "profile": profile}
    save_details(**save, version=profile.version, part="names", name_native=f"{MARK} نام", name_latin=MARK)
    save_details(
        **save,
        version=profile.version,
        part="contact",
        phone=f"+49 {MARK}",
        messenger=MARK,
        other_email=f"o@{MARK}.org",
    )
    save_details(**save, version=profile.version, part="links", links=[f"https://{MARK}.example/"])
    work: dict[str, Any] = {"title": MARK, "employer": MARK, "from_year": 2019, "to_year": None, "text": MARK}
    save_row(**save, version=profile.version, part="experience", **work)
    study: dict[str, Any] = {"degree": MARK, "field": MARK, "institution": MARK, "year": 2011}
    save_row(**save, version=profile.version, part="education", **study)
    curriculum.save_cv(**save, version=profile.version, data=files.pdf())
    actions.hide_from(**save, company=other_company)
    actions.hide_from_domain(**save, domain=f"{MARK}.net")
    grant_groups(**save, company=company, groups=["names"], source=MARK, now=timezone.now())
    return user


def in_rows(mark: str) -> Iterator[str]:
    """Every table and column of the database that holds the mark."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if mark in str(value).lower():
                        yield f"{table}.{column.name}"


def in_files(mark: str, *folders: Path) -> Iterator[str]:
    """Every file below the folders that holds the mark in its name or its bytes."""
    for path in (
        path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()
    ):
        if mark in path.name or mark.encode() in path.read_bytes():
            yield str(path)


def found_by_engine(mark: str) -> list[str]:
    """Fields of any index in which the mark is found."""
    return [
        f"{schema.name}.{field}"
        for schema in INDEXES
        for field in sorted(schema.texts)
        if engine().search(Plan(index=schema.name, filters=(Has(field, mark),))).total
    ]


def test_every_model_with_personal_fields_is_held() -> None:
    """A room that keeps something new about a person must export and erase it."""
    personal = {model for model in inventory.own_models() if any(model.inventory.values())}
    held = {holding.model for holding in holdings}
    others = {
        apps.get_model("audit.Entry"),  # names people by a key that nothing leads to any more
        Change,  # goes when it is carried
        Leftover,  # goes when it is swept
        KeptApart,  # whoever it names must not learn of it, nor of whom; it goes with them
    }
    assert personal - held == others


def test_the_download_holds_every_declared_field_and_no_secret(
    browse: Browse, full: User, company: Any
) -> None:
    Look.objects.create(company=company, profile=cast.profile_of(full), day=park_today(), opened=1)
    answer = browse(full).get(f"{LEAVE}data/")
    assert answer["Content-Disposition"].startswith("attachment") and "no-store" in answer["Cache-Control"]
    data = json.loads(answer.content)
    profile = data["experts.Profile"][0]
    assert profile["headline_en"] == f"{MARK} headline_en" and data["experts.Look"][0]["company"] == str(
        company
    )
    assert data["experts.Cv"][0]["content"] and data["experts.HideDomain"][0]["domain"] == f"{MARK}.net"
    assert data["accounts.User"][0]["email"] == full.email
    assert full.password not in answer.content.decode()
    for holding in holdings:
        for row in data[holding.model._meta.label]:
            assert set(row) >= set(holding.exported), holding.model


def test_who_is_forgotten_is_nowhere(
    browse: Browse, full: User, member: Any, company: Any, index: Callable[[], int], settings: Any, tmp_path: Path,
    django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """Marks in every field; then everywhere that anything is kept is looked into, before and after."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    index()
    browser = browse(full)
    browse(member).get("/en/c/alborz/experts/", {"q": "python"})
    queue(kind="still_true", language="en", address=full.email, subject=MARK, text=MARK)
    send_due()
    queue(kind="still_true", language="en", address=full.email, subject=MARK, text=MARK)
    folders = (tmp_path / "mail", tmp_path / "private", Path(settings.MEDIA_ROOT))
    stored = Cv.objects.get().file
    before = set(in_rows(MARK))
    assert len(before) >= 18, before
    assert list(in_files(MARK, *folders)) and found_by_engine(MARK)
    key, audit = cast.profile_of(full).key.hex, full.audit_key.hex

    answer = browser.post(f"{LEAVE}erase/", {"sure": "1"}, follow=True)
    assert "Your account is deleted" in answer.content.decode()
    assert browse(member).get("/en/c/alborz/experts/", {"q": "python"}).context["page"].total == 0  # at once
    assert sweep() > 0 and sweep() == 0
    assert set(in_rows(MARK)) == set()
    assert not Leftover.objects.exclude(kind=CHANGE_LOG).exists() and not Change.objects.exists()
    assert list(in_files(MARK, *folders)) == [] and not store().exists(stored)
    assert found_by_engine(MARK) == []
    for schema in INDEXES:
        assert list(engine().versions(schema.name)) == []  # no tombstone either: made anew
    assert {table for table in in_rows(key) if not table.startswith("audit_")} == set()
    assert {table for table in in_rows(audit) if not table.startswith("audit_")} == set()
    assert MARK not in caplog.text and MARK not in repr(getattr(cache, "_cache", {}))
    assert browser.get("/en/profile/").status_code == 302
    assert len(mail.outbox) == 0 or all(MARK not in str(one.message()) for one in mail.outbox)


def test_the_budget_of_a_company_does_not_tell_that_somebody_was_forgotten(
    browse: Browse, full: User, member: Any, index: Callable[[], int]
) -> None:
    index()
    browse(member).get("/en/c/alborz/experts/", {"q": "python"})
    assert Look.objects.count() == 1
    leaving.erase_account(actor=full)
    assert Look.objects.count() == 0 and MissedLook.objects.count() == 1


def test_erasing_needs_the_box_and_a_fresh_sign_in(browse: Browse, full: User) -> None:
    assert browse(full).post(f"{LEAVE}erase/", {}).status_code == 400
    stale = Client()
    cast.sign_in(stale, full, seconds_ago=600)
    assert stale.post(f"{LEAVE}erase/", {"sure": "1"}).status_code == 302
    assert User.objects.filter(pk=full.pk).exists()


def test_the_last_privacy_officer_cannot_leave(browse: Browse, db: None) -> None:
    officer = cast.staff(RoleName.PRIVACY_OFFICER)
    answer = browse(officer).post(f"{LEAVE}erase/", {"sure": "1"})
    assert answer.status_code == 400 and User.objects.filter(pk=officer.pk).exists()


def test_a_member_who_is_forgotten_is_no_member(moderator: Any, company: Any, member: Any) -> None:
    add_member(actor=moderator, company=company, email="stays@alborz.example.org", role=MemberRole.OWNER)
    leaving.erase_account(actor=member)
    assert [row.email for row in company.memberships.all()] == ["stays@alborz.example.org"]


def test_one_tap_makes_silent_everywhere_without_asking_anything(
    browse: Browse, full: User, member: Any, company: Any, index: Callable[[], int]
) -> None:
    index()
    other = browse(full)
    stale = Client()
    cast.sign_in(stale, full, seconds_ago=600)
    ask_whether_true(cast.profile_of(full), park_today())
    assert Delivery.objects.exists()
    assert stale.post(f"{LEAVE}quiet/", follow=True).status_code == 200
    assert browse(member).get("/en/c/alborz/experts/", {"q": "python"}).context["page"].total == 0
    assert cast.profile_of(full).listing == Listing.NOBODY
    assert not Grant.objects.filter(until=None).exists() and not Delivery.objects.exists()
    assert other.get("/en/profile/").status_code == 302 == stale.get("/en/profile/").status_code


def test_a_silent_person_is_not_listed_before_coming_back(browse: Browse, full: User) -> None:
    leaving.go_quiet(actor=full)
    full.refresh_from_db()
    with pytest.raises(actions.NotListable):
        actions.set_listing(actor=full, profile=cast.profile_of(full), listing=Listing.COMPANIES)
    assert browse(full).post(f"{LEAVE}back/").status_code == 302
    full.refresh_from_db()
    assert full.quiet_since is None and cast.profile_of(full).listing == Listing.NOBODY


def test_coming_back_asks_for_the_second_factor(browse: Browse, full: User) -> None:
    cast.second_factor(full)
    leaving.go_quiet(actor=full)
    answer = browse(full).post(f"{LEAVE}back/")
    assert "reauthenticate" in answer["Location"]
    full.refresh_from_db()
    assert full.quiet_since is not None
