"""Verbs on the CV file: taken in clean, kept under a random name, the old one deleted for good."""

from django.core.files.base import File
from django.db import transaction

from talent.accounts.models import User
from talent.accounts.private_files import clean_file, forget_strays, kept_file, store
from talent.experts.changing import changing
from talent.experts.models import Cv, Profile
from talent.lib.dates import park_today

FOLDER = "cv"


def save_cv(*, actor: User, profile: Profile, version: int, data: bytes) -> None:
    """Takes a PDF or DOCX in, without its metadata, in place of the one before.

    Raises Refused with the reason for a file that is not fit, TooManyFiles beyond twenty in an hour,
    StaleProfile where `version` is no longer current.
    """
    clean = clean_file(actor, data, field="file")
    with kept_file(FOLDER, clean) as name, changing(profile, actor, "profile.cv", version) as locked:
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
    """Deletes files that belong to nobody; returns how many."""
    kept = Cv.objects.names()
    return forget_strays(FOLDER, lambda name: name in kept or Cv.objects.filter(file=name).exists())


def _forget_later(profile: Profile) -> None:
    """Deletes the file as it is now, once the change is certain."""
    for cv in Cv.objects.filter(profile=profile):
        transaction.on_commit(lambda file=cv.file: store().delete(file))  # type: ignore[misc]
