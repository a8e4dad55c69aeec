"""Files from people: taken in clean, kept under random names without an address, delivered so that nothing runs."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib import uploads
from talent.lib.errors import Exhausted, Refused
from talent.lib.refusals import Unfit

SETTLED = timedelta(hours=1)
FILES_PER_HOUR = 20
TYPES = {
    uploads.PDF: "application/pdf",
    uploads.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    uploads.PNG: "image/png",
    uploads.JPEG: "image/jpeg",
}
REASONS = {
    "empty": _("This file is empty."),
    "large": _("This file is larger than 10 MB."),
    "kind": _("This is neither a PDF nor a Word file (DOCX)."),
    "polyglot": _("This file is two kinds of file at once, or something stands before or after it. Save it anew as PDF."),
    "locked": _("This file is locked with a password. Save it without one."),
    "acts": _("This file holds scripts, macros, forms that send, or other files inside. Save it anew as plain PDF."),
    "outside": _("This file loads something from elsewhere, like a template or a picture. Save it anew as plain PDF."),
    "bomb": _("Something in this file unfolds to an absurd size, or is a picture that cannot be read."),
    "pages": _("This file has no pages, more than 100, or pages of an absurd size."),
}  # fmt: skip
BROKEN = _("This file cannot be read to its end. Save it anew as PDF.")
NO_KIND = _("This is neither a PDF, a Word file (DOCX), a PNG nor a JPEG.")


class TooManyFiles(Exhausted):
    text = _("You have sent many files within an hour. Wait a while, then send this one again.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field)


def clean_file(
    actor: User, data: bytes, *, field: str, kinds: tuple[str, ...] = uploads.DOCUMENTS
) -> uploads.Clean:
    """The file without its metadata, fit to be kept. Reading one is work: counted, twenty in an hour.

    Raises Refused with the reason for a file that is not fit, TooManyFiles; both on that field of a form.
    """
    _count(actor, field)
    try:
        return uploads.cleaned(data, kinds)
    except Unfit as unfit:
        told = NO_KIND if unfit.code == "kind" and kinds != uploads.DOCUMENTS else None
        raise Refused(told or REASONS.get(unfit.code, BROKEN), field=field) from None


@contextmanager
def kept_file(folder: str, clean: uploads.Clean) -> Iterator[str]:
    """The file under a new random name; gone again where what follows fails."""
    name = store().save(f"{folder}/{secrets.token_hex(20)}", ContentFile(clean.data))
    try:
        yield name
    except BaseException:
        store().delete(name)
        raise


def forget_strays(folder: str, known: Callable[[str], bool]) -> int:
    """Deletes files of a folder that belong to no row: what a crash between commit and deletion left; returns how
    many. Young ones stay: perhaps they are about to be committed."""
    lost = 0
    for name in _stored(folder):
        young = timezone.now() - store().get_modified_time(name) < SETTLED
        if not young and not known(name):
            store().delete(name)
            lost += 1
    return lost


def attachment(stored: str, *, kind: str, name: str) -> FileResponse:
    """The file as a download in which nothing runs; whether this reader may have it has been asked before."""
    response = FileResponse(store().open(stored), as_attachment=True, filename=name, content_type=TYPES[kind])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def remove_files(names: list[str]) -> None:
    """Removes files; one that is gone already stays gone."""
    for name in names:
        store().delete(name)


def store() -> Storage:
    """The private storage: nothing of it has an address."""
    return storages["private"]


def _stored(folder: str) -> list[str]:
    if not store().exists(folder):
        return []
    return [f"{folder}/{name}" for name in store().listdir(folder)[1]]


def _count(actor: User, field: str) -> None:
    """A cache that is away counts nothing."""
    key = f"files:{actor.pk}"
    if not cache.add(key, 1, timeout=3600) and _incremented(key) > FILES_PER_HOUR:
        raise TooManyFiles(field)


def _incremented(key: str) -> int:
    try:
        return cache.incr(key) or 0
    except ValueError:  # it ended in this moment
        return 0
