"""Files of messages: taken in clean and named plainly, read by the two sides alone, gone with what they belong to."""

import os
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from config.uploads import LARGEST
from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.changes.sweeping import sweep
from talent.companies.models import Company
from talent.conversations.models import Attachment, Message, Thread
from talent.conversations.tasks import forget_conversations
from tests.jobs.contacts.conftest import Browse
from tests.jobs.contacts.test_silence import hide
from tests.talent.conversations.test_conversations import NAME, mine, ours
from tests.talent.lib import files

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Path) -> Path:
    """Private storage of this test alone."""
    described = settings.STORAGES["private"]
    options = described["OPTIONS"] | {"location": tmp_path / "private"}
    settings.STORAGES = settings.STORAGES | {"private": described | {"OPTIONS": options}}
    return tmp_path / "private"


def stored(private: Path) -> list[str]:
    return sorted(path.name for path in private.rglob("*") if path.is_file())


def photograph(form: str = "JPEG", side: int = 40) -> bytes:
    """A picture that says who made it, where and when."""
    exif, out = Image.Exif(), BytesIO()
    exif[0x013B], exif[0x0132], exif[0x0112] = "Secret Author", "2026:11:25 10:00:00", 6
    Image.new("RGB", (side, side // 2), "teal").save(out, form, exif=exif)
    return out.getvalue()


def sends(browse: Browse, who: User, path: str, *sent: tuple[str, bytes], text: str = "See the file.") -> Any:
    given = [SimpleUploadedFile(name, data) for name, data in sent]
    return browse(who).post(path, {"text": text, "signed": NAME, "attachments": given})


def fetched(browse: Browse, who: User, path: str) -> tuple[Any, bytes]:
    """The answer, and all of its content."""
    answer = browse(who).get(path)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_each_kind_arrives_without_what_it_tells_of_its_author(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    sent = (("a.pdf", files.pdf(Author="Secret Author")), ("b.docx", files.word()), ("c.jpg", photograph()))
    assert sends(browse, member, ours(thread), *sent).status_code == 302
    assert sends(browse, member, ours(thread), ("d.png", photograph("PNG"))).status_code == 302
    rows = Attachment.objects.all()
    assert [row.name for row in rows] == ["a.pdf", "b.docx", "c.jpg", "d.png"]
    page = browse(expert).get(mine(thread)).content.decode()
    for row in rows:
        path = f"{mine(thread)}files/{row.key}/"
        assert path in page and f"<bdi>{row.name}</bdi>" in page
        answer, data = fetched(browse, expert, path)
        assert data and b"Secret" not in data and b"2026:11" not in data
        assert answer["Content-Disposition"] == f'attachment; filename="{row.name}"'
        assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    turned = Image.open(BytesIO(fetched(browse, expert, f"{mine(thread)}files/{rows[2].key}/")[1]))
    assert turned.size == (20, 40), "turned as the camera said"


def test_a_file_alone_is_a_message(browse: Browse, member: User, thread: Thread) -> None:
    assert sends(browse, member, ours(thread), ("a.pdf", files.pdf()), text="").status_code == 302
    assert "a.pdf" in browse(member).get(ours(thread)).content.decode()


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("offer\r\nSet-Cookie: x=1.pdf", "offer.pdf"),
        ("of\u202efdp.exe", "offdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 60 + ".pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\sara\\offer.pdf", "offer.pdf"),
        ("پیشنهاد همکاری.pdf", "پیشنهاد همکاری.pdf"),
        ("...", "file-1.pdf"),
        ("offer.tar.pdf.html", "offer tar pdf.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_what_the_file_is(
    browse: Browse, member: User, thread: Thread, name: str, called: str
) -> None:
    assert sends(browse, member, ours(thread), (name, files.pdf())).status_code == 302
    row = Attachment.objects.get()
    assert row.name == called
    answer, _ = fetched(browse, member, f"{ours(thread)}files/{row.key}/")
    assert answer.status_code == 200 and "\n" not in answer["Content-Disposition"]


def test_of_an_expert_s_file_the_name_is_not_kept(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    given = (("negar-parsa.pdf", files.pdf()), ("negar.docx", files.word()))
    assert sends(browse, expert, mine(thread), *given).status_code == 302
    assert [row.name for row in Attachment.objects.all()] == ["file-1.pdf", "file-2.docx"]
    assert "negar" not in browse(member).get(ours(thread)).content.decode().lower()


SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
UNFIT = {
    "svg with script": (SCRIPT, "neither a PDF, a Word file (DOCX), a PNG nor a JPEG"),
    "html as pdf": (b"<html><script>alert(1)</script></html>", "neither a PDF"),
    "empty": (b"", "is empty"),
    "pdf and word": (files.pdf() + files.word(), "two kinds of file"),
    "picture and word": (photograph() + files.word(), "two kinds of file"),
    "picture and pdf": (photograph("PNG") + files.pdf(), "two kinds of file"),
    "50,000 x 50,000": (files.png(50_000, 50_000), "absurd size"),
    "a picture cut short": (photograph(side=400)[:-200], "cannot be read"),
    "broken": (b"%PDF-1.7\n%%EOF", "cannot be read"),
    "11 MB": (files.pdf() + b"\0" * 11_000_000, "larger than 10 MB"),
    "beyond every bound": (b"%PDF-" + b"x" * LARGEST, "larger than 10 MB"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_an_unfit_file_is_refused_with_its_reason_and_the_draft_survives(
    browse: Browse, member: User, thread: Thread, private: Path, case: str
) -> None:
    data, reason = UNFIT[case]
    answer = sends(browse, member, ours(thread), ("good.pdf", files.pdf()), ("offer.pdf", data))
    shown = answer.content.decode()
    assert answer.status_code == 400 and reason in shown and "See the file." in shown and NAME in shown
    assert stored(private) == [] and not Message.objects.exists()


def test_no_more_than_three_at_once(browse: Browse, member: User, thread: Thread, private: Path) -> None:
    answer = sends(browse, member, ours(thread), *[(f"{n}.pdf", files.pdf()) for n in range(4)])
    assert answer.status_code == 400 and "at most three files" in answer.content.decode()
    assert sends(browse, member, ours(thread), *[(f"{n}.pdf", b"") for n in range(6)]).status_code == 400
    assert stored(private) == [] and not Message.objects.exists()


def test_nobody_else_gets_a_file_and_a_company_the_expert_s_only_while_there(
    browse: Browse, expert: User, member: User, other_member: User, other_expert: User, company: Company,
    thread: Thread,
) -> None:  # fmt: skip
    sends(browse, expert, mine(thread), ("a.pdf", files.pdf()))
    sends(browse, member, ours(thread), ("b.pdf", files.pdf()))
    first, second = Attachment.objects.all()
    for who in (other_member, other_expert, member):
        assert browse(who).get(f"{mine(thread)}files/{first.key}/").status_code == 404
    for who in (other_member, other_expert, expert):
        assert browse(who).get(f"{ours(thread)}files/{second.key}/").status_code == 404
    assert browse().get(f"{mine(thread)}files/{first.key}/").status_code == 302
    statuses = []
    for _ in range(2):
        for one in (first, second):
            statuses.append(fetched(browse, member, f"{ours(thread)}files/{one.key}/")[0].status_code)
        hide(expert, company)
    assert statuses == [200, 200, 404, 200]


def test_an_ended_conversation_takes_no_file(
    browse: Browse, expert: User, member: User, thread: Thread, private: Path
) -> None:
    browse(expert).post(f"{mine(thread)}leave/")
    assert sends(browse, member, ours(thread), ("a.pdf", files.pdf())).status_code == 400
    assert stored(private) == []


def test_files_go_with_the_person_with_the_conversation_and_with_nobody(
    browse: Browse, expert: User, member: User, thread: Thread, private: Path
) -> None:
    sends(browse, expert, mine(thread), ("a.pdf", files.pdf()))
    sends(browse, member, ours(thread), ("b.pdf", files.pdf()))
    assert len(stored(private)) == 2
    erase_account(actor=expert)
    sweep()
    [kept] = stored(private)
    assert kept == Attachment.objects.get().file.removeprefix("messages/")
    stray = private / "messages" / "left-behind"
    stray.write_bytes(b"x")
    os.utime(stray, (time.time() - 3700,) * 2)
    forget_conversations()
    assert stored(private) == [kept]
    Thread.objects.update(last_at=timezone.now() - timedelta(days=370))
    forget_conversations()
    sweep()
    assert stored(private) == [] and not Thread.objects.exists()


def test_of_a_telephone_s_two_pictures_in_one_file_the_first_arrives(
    browse: Browse, member: User, thread: Thread
) -> None:
    out, small = BytesIO(), Image.new("RGB", (8, 8), "teal")
    Image.new("RGB", (40, 20), "teal").save(out, "MPO", save_all=True, append_images=[small])
    assert sends(browse, member, ours(thread), ("a.jpg", out.getvalue())).status_code == 302
    _, data = fetched(browse, member, f"{ours(thread)}files/{Attachment.objects.get().key}/")
    assert Image.open(BytesIO(data)).size == (40, 20) and data.count(b"\xff\xd8\xff") == 1
