"""Verbs on the CV file: taken in clean, kept under a random name, the old one deleted for good."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.experts.changing import changing
from talent.experts.models import Cv, Profile
from talent.lib import uploads
from talent.lib.dates import park_today
from talent.lib.errors import Exhausted, Refused
from talent.lib.refusals import Unfit

FOLDER = "cv"
SETTLED = timedelta(hours=1)
FILES_PER_HOUR = 20
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


class TooManyFiles(Exhausted):
    text = _("You have sent many files within an hour. Wait a while, then send this one again.")

    def __init__(self) -> None:
        super().__init__(field="file")


def save_cv(*, actor: User, profile: Profile, version: int, data: bytes) -> None:
    """Takes a PDF or DOCX in, without its metadata, in place of the one before.

    Raises Refused with the reason for a file that is not fit, TooManyFiles beyond twenty in an hour,
    StaleProfile where `version` is no longer current.
    """
    _count(actor)
    clean = _clean(data)
    with _kept(clean) as name, changing(profile, actor, "profile.cv", version) as locked:
        _forget_later(locked)
        values = {"file": name, "kind": clean.kind, "size": len(clean.data), "added_on": park_today()}
        Cv.objects.update_or_create(profile=locked, defaults=values)


def drop_cv(*, actor: User, profile: Profile, version: int) -> None:
    """Deletes the CV. Raises StaleProfile; a CV that is gone already stays gone."""
    with changing(profile, actor, "profile.cv_dropped", version) as locked:
        _forget_later(locked)
        Cv.objects.filter(profile=locked).delete()


def open_cv(cv: Cv) -> "File[bytes]":
    """The content, as a file to be read once."""
    return store().open(cv.file)


def forget_files() -> int:
    """Deletes files that belong to nobody: what a crash between commit and deletion left; returns how many."""
    kept, lost = Cv.objects.names(), 0
    for name in _stored():
        young = timezone.now() - store().get_modified_time(name) < SETTLED  # perhaps about to be committed
        if name not in kept and not young and not Cv.objects.filter(file=name).exists():
            store().delete(name)
            lost += 1
    return lost


def store() -> Storage:
    """The private storage: nothing of it has an address."""
    return storages["private"]


def _stored() -> list[str]:
    if not store().exists(FOLDER):
        return []
    return [f"{FOLDER}/{name}" for name in store().listdir(FOLDER)[1]]


def _count(actor: User) -> None:
    """Raises TooManyFiles beyond so many in an hour: reading a file is work. A cache that is away counts nothing."""
    key = f"cv-files:{actor.pk}"
    if not cache.add(key, 1, timeout=3600) and _incremented(key) > FILES_PER_HOUR:
        raise TooManyFiles()


def _incremented(key: str) -> int:
    try:
        return cache.incr(key) or 0
    except ValueError:  # it ended in this moment
        return 0


def _clean(data: bytes) -> uploads.Clean:
    try:
        return uploads.cleaned(data)
    except Unfit as unfit:
        raise Refused(REASONS.get(unfit.code, BROKEN), field="file") from None


@contextmanager
def _kept(clean: uploads.Clean) -> Iterator[str]:
    """The file under a new random name; gone again where what follows fails."""
    name = store().save(f"{FOLDER}/{secrets.token_hex(20)}", ContentFile(clean.data))
    try:
        yield name
    except BaseException:
        store().delete(name)
        raise


def _forget_later(profile: Profile) -> None:
    """Deletes the file as it is now, once the change is certain."""
    for cv in Cv.objects.filter(profile=profile):
        transaction.on_commit(lambda file=cv.file: store().delete(file))  # type: ignore[misc]
