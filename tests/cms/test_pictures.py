"""Pictures in the words of a page: chosen by editors, read by everybody in the sizes that pages show."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Painted
from wagtail.images.models import Image, Rendition

from cms.models import ProgrammePage
from talent.accounts.models import User
from tests.cms.test_pages import edit, editor, planted, text, words

__all__ = ["editor", "planted"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db]
Browse = Callable[..., Client]


@pytest.fixture
def photo(settings: Any, tmp_path: Any) -> SimpleUploadedFile:
    """A photo that says where it was taken."""
    settings.MEDIA_ROOT = tmp_path / "media"
    painted, held = Painted.new("RGB", (1600, 900), "teal"), BytesIO()
    exif = painted.getexif()
    exif[0x010E] = "zqplace"
    painted.save(held, "JPEG", exif=exif)
    return SimpleUploadedFile("photo.jpg", held.getvalue(), "image/jpeg")


@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")  # Wagtail leaves one open
def test_a_picture_is_read_in_its_sizes_alone_and_says_nothing_of_its_place(
    planted: ProgrammePage, editor: User, browse: Browse, photo: SimpleUploadedFile
) -> None:
    browser = browse(editor)
    sent = {"title": "The park", "file": photo, "collection": "1", "description": "A house"}
    assert browser.post("/back-office/images/add/", sent).status_code == 302
    image = Image.objects.get()
    form = words(("picture", "")) | {
        "words-0-value-image": str(image.pk),
        "words-0-value-alt_text": "The park’s house in autumn",
        "words-0-value-decorative": "",
    }
    assert browser.post(edit(planted), form | {"action-publish": "1"}).status_code == 302
    page = text(browse().get("/en/programmes/small/"))
    found = re.search(r'<img alt="The park’s house in autumn"[^>]*src="([^"]+)"', page) or re.search(
        r'<img[^>]*src="(/media/[^"]+)"', page
    )
    assert found and "The park’s house in autumn" in page
    shown = browse().get(found[1])
    assert shown.status_code == 200 and shown["Content-Type"] == "image/webp"
    assert b"zqplace" not in b"".join(shown)
    for rendition in Rendition.objects.exclude(filter_spec="width-1200|format-webp"):
        assert browse().get(rendition.url).status_code == 404, "its place may stand in it"
        assert browser.get(rendition.url).status_code == 200
    for path in (
        f"/media/{image.file.name}",
        "/media/images/none.webp",
        "/media/images/%00.webp",
        "/media/images/..%2fmail",
        "/media/private/x",
    ):
        assert browse().get(path).status_code == 404, path
    assert Rendition.objects.filter(image=image).exists()


@pytest.mark.parametrize("sent", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused_in_words(
    planted: ProgrammePage, editor: User, browse: Browse, photo: Any, sent: bytes
) -> None:
    file = SimpleUploadedFile("photo.jpg", sent, "image/jpeg")
    answer = browse(editor).post("/back-office/images/add/", {"title": "x", "file": file, "collection": "1"})
    assert answer.status_code == 200 and not Image.objects.exists()
