"""The CV file: taken in clean, seen by whom the owner says, downloaded so that nothing runs, gone for good."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from config.uploads import LARGEST
from talent.experts import actions
from talent.experts.grants import grant_groups
from talent.experts.handles import token
from talent.experts.models import Cv, Look
from talent.experts.tasks import forget_files
from tests import cast
from tests.talent.lib import files

Browse = Callable[..., Client]
PAGE = "/en/profile/cv/"


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Path) -> Path:
    """Private storage of this test alone."""
    described = settings.STORAGES["private"]
    options = described["OPTIONS"] | {"location": tmp_path / "private"}
    settings.STORAGES = settings.STORAGES | {"private": described | {"OPTIONS": options}}
    return tmp_path / "private"


def upload(browser: Client, user: Any, data: bytes, name: str = "cv.pdf", version: int = 0) -> Any:
    file = SimpleUploadedFile(name, data, "application/pdf")
    return browser.post(PAGE, {"file": file, "version": version or cast.profile_of(user).version})


def stored(private: Path) -> list[str]:
    return sorted(path.name for path in private.rglob("*") if path.is_file())


def address(expert: Any, company: Any, settings: Any) -> str:
    made = token(cast.profile_of(expert).pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)
    return f"/en/c/{company.slug}/experts/{made}/"


def part_of(answer: Any) -> bytes:
    """The token in the address, which the link to the other language repeats."""
    return str(answer.wsgi_request.path).split("/")[5].encode()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("data", "kind"), [(files.pdf(Author="Secret"), "pdf"), (files.word(), "docx")], ids=["pdf", "docx"]
)
def test_a_file_is_taken_in_and_comes_back_to_its_owner(
    browse: Browse, expert: Any, data: bytes, kind: str
) -> None:
    browser = browse(expert)
    assert upload(browser, expert, data).status_code == 302
    answer = browser.get(f"{PAGE}file/")
    assert answer.status_code == 200 and b"Secret" not in body(answer)
    assert answer["Content-Disposition"] == f'attachment; filename="cv.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


NAMES = [
    "negar-parsa.pdf",
    "a\r\nSet-Cookie: x.pdf",
    "cv\u202efdp.exe",
    "x" * 300 + ".pdf",
    "../../etc/passwd",
    "سی‌وی.pdf",
]


@pytest.mark.parametrize("name", NAMES, ids=["name", "CRLF", "RTL", "long", "path", "persian"])
def test_the_name_it_was_given_is_kept_nowhere(browse: Browse, expert: Any, private: Path, name: str) -> None:
    browser = browse(expert)
    assert upload(browser, expert, files.pdf(), name).status_code == 302
    kept = Cv.objects.get()
    assert stored(private) == [kept.file.removeprefix("cv/")] and len(kept.file) == 43
    answer = browser.get(f"{PAGE}file/")
    assert body(answer) and answer["Content-Disposition"] == 'attachment; filename="cv.pdf"'
    assert name not in repr(Cv.objects.values())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg/>", "neither a PDF nor a Word file"),
        (b"", "is empty"),
        (files.pdf() + files.word(), "two kinds of file"),
        (files.pdf() + b"\0" * 11_000_000, "larger than 10 MB"),
        (b"%PDF-1.7\n%%EOF", "cannot be read"),
    ],
    ids=["svg", "empty", "polyglot", "11MB", "broken"],
)
def test_an_unfit_file_is_refused_with_its_reason_and_the_old_one_stays(
    browse: Browse, expert: Any, private: Path, data: bytes, reason: str
) -> None:
    browser = browse(expert)
    upload(browser, expert, files.pdf())
    before = stored(private)
    answer = upload(browser, expert, data)
    assert answer.status_code == 400 and reason in answer.content.decode()
    assert stored(private) == before and len(before) == 1


def test_a_file_beyond_every_bound_is_not_even_received(browse: Browse, expert: Any, private: Path) -> None:
    answer = upload(browse(expert), expert, b"%PDF-" + b"x" * LARGEST)
    assert answer.status_code == 400 and "10 MB" in answer.content.decode()
    assert stored(private) == []


def test_nobody_keeps_the_site_busy_with_files(
    browse: Browse, expert: Any, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talent.accounts.private_files.FILES_PER_HOUR", 2)
    answers = [upload(browse(expert), expert, b"no file of ours") for _ in range(3)]
    said = [answer.content.decode() for answer in answers]
    assert ["many files within an hour" in text for text in said] == [False, False, True]


def test_a_stale_form_is_refused_and_keeps_no_file(browse: Browse, expert: Any, private: Path) -> None:
    old = cast.profile_of(expert).version
    cast.profile_of(expert)
    upload(browse(expert), expert, files.pdf())
    answer = upload(browse(expert), expert, files.word(), version=old)
    assert answer.status_code == 400 and "another tab" in answer.content.decode()
    assert len(stored(private)) == 1 and Cv.objects.get().kind == "pdf"


def test_replaced_or_deleted_is_gone_from_the_disk_after_the_commit_alone(
    browse: Browse, expert: Any, private: Path, django_capture_on_commit_callbacks: Any
) -> None:
    browser = browse(expert)
    upload(browser, expert, files.pdf())
    first = stored(private)
    with django_capture_on_commit_callbacks(execute=True):
        upload(browser, expert, files.word())
        assert len(stored(private)) == 2
    assert len(stored(private)) == 1 and stored(private) != first
    drop = {"drop": "1", "version": cast.profile_of(expert).version}
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(PAGE, drop).status_code == 302
        assert len(stored(private)) == 1
    assert stored(private) == [] and not Cv.objects.exists()
    assert browser.get(f"{PAGE}file/").status_code == 404


def test_files_of_nobody_go_at_night_and_no_other(browse: Browse, expert: Any, private: Path) -> None:
    upload(browse(expert), expert, files.pdf())
    kept = stored(private)
    for name, age in (("left-behind", 3700), ("being-saved", 60)):
        (private / "cv" / name).write_bytes(b"x")
        os.utime(private / "cv" / name, (time.time() - age,) * 2)
    forget_files()
    assert stored(private) == sorted([*kept, "being-saved"])


def give(expert: Any, company: Any, *groups: str) -> None:
    grant_groups(
        actor=expert,
        profile=cast.profile_of(expert),
        company=company,
        groups=groups,
        source="request",
        now=timezone.now(),
    )


def test_a_company_with_my_yes_downloads_it_and_it_is_noted(
    browse: Browse, expert: Any, member: Any, company: Any, settings: Any
) -> None:
    upload(browse(expert), expert, files.pdf())
    give(expert, company, "cv")
    page = address(expert, company, settings)
    assert f'href="{page}cv/"' in browse(member).get(page).content.decode()
    answer = browse(member).get(f"{page}cv/")
    assert answer.status_code == 200 and body(answer).startswith(b"%PDF-")
    assert "sandbox" in answer["Content-Security-Policy"] and Look.objects.get().opened == 2


def test_companies_download_it_where_the_level_says_so(
    browse: Browse, expert: Any, member: Any, company: Any, settings: Any
) -> None:
    upload(browse(expert), expert, files.pdf())
    browse(expert).post("/en/profile/level/", {"group": "cv", "level": "companies"})
    page = address(expert, company, settings)
    assert body(browse(member).get(f"{page}cv/")).startswith(b"%PDF-")
    browse(expert).post("/en/profile/level/", {"group": "cv", "level": "me"})
    assert browse(member).get(f"{page}cv/").status_code == 404


def test_missing_foreign_hidden_and_not_for_me_are_one_answer(
    browse: Browse, expert: Any, other_expert: Any, member: Any, company: Any, settings: Any
) -> None:
    upload(browse(expert), expert, files.pdf())
    page = address(expert, company, settings)
    answers = [browse(member).get(f"{page}cv/")]
    give(expert, company, "names")
    answers += [
        browse(member).get(f"{page}cv/"),
        browse(member).get(f"{address(other_expert, company, settings)}cv/"),
    ]
    give(expert, company, "cv")
    actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    answers += [
        browse(member).get(f"{page}cv/"),
        browse(member).get(f"/en/c/{company.slug}/experts/{'x' * 32}/cv/"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    pages = {answer.content.replace(part_of(answer), b"") for answer in answers}
    assert len(pages) == 1
    assert browse(other_expert).get(f"{PAGE}file/").status_code == 404
    assert not Look.objects.filter(opened__gt=0).exists()


def test_nothing_of_the_private_folder_has_an_address(browse: Browse, expert: Any) -> None:
    upload(browse(expert), expert, files.pdf())
    for base in ("/media/", "/private/", "/static/"):
        assert browse(expert).get(base + Cv.objects.get().file).status_code == 404
