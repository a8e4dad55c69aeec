"""The CV of an application: taken in clean as soon as it is chosen, gone with its application."""

from django.utils.translation import gettext_lazy as _

from jobs.applications.models import Application, ApplicationFile, ApplicationQuerySet
from talent.accounts.models import User
from talent.accounts.private_files import clean_file, forget_strays
from talent.changes.sweeping import leave
from talent.lib.errors import Refused
from talent.lib.uploads import Clean

FOLDER = "applications"
MOST_BYTES = 5 * 1024 * 1024


class TooLarge(Refused):
    code = "too_large"
    text = _("This file is larger than 5 MB.")


def clean_cv(actor: User, data: bytes) -> Clean:
    """The file without its metadata. Raises TooLarge, Refused with the reason for one that is not fit, TooManyFiles."""
    if len(data) > MOST_BYTES:
        raise TooLarge(field="cv")
    return clean_file(actor, data, field="cv")


def put(application: Application, stored: str, clean: Clean) -> None:
    """Keeps the file with the application, in place of the one before."""
    leave_files(Application.objects.filter(pk=application.pk))
    values = {"file": stored, "kind": clean.kind, "size": len(clean.data)}
    ApplicationFile.objects.create(application=application, **values)


def leave_files(applications: ApplicationQuerySet) -> None:
    """Asks for the files of these to be removed, and forgets their rows."""
    rows = ApplicationFile.objects.filter(application__in=applications.order_by().values("pk"))
    for file in rows.order_by("pk").values_list("file", flat=True):
        leave("file", file)
    rows.delete()


def forget_files() -> int:
    """Deletes files that belong to no application; returns how many."""
    return forget_strays(FOLDER, lambda name: ApplicationFile.objects.filter(file=name).exists())
