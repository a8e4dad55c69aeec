"""Mails written to files, one in each, readable in development."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends import filebased
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


class OneFileEach(filebased.EmailBackend):
    """Django's own names a file by the second and by the address of an object, and may write two mails into one."""

    def open(self) -> bool:
        """Opens a file that no other mail has."""
        self._fname = str(Path(self.file_path) / f"{uuid4().hex}.log")
        return bool(super().open())


def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest 50 mails of the embedded set."""
    mails = [_read(file) | {"name": file.name} for file in _files()[:50]]
    return render(request, "dev/mailbox.html", {"mails": mails})


def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: headers, text, and the HTML beside it."""
    file = next((file for file in _files() if file.name == name), None)
    if file is None:
        raise Http404
    return render(request, "dev/mail.html", {"mail": _read(file)})


def _files() -> list[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    return sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)


def _read(file: Path) -> dict[str, str]:
    source = file.read_bytes().rpartition(b"\n" + b"-" * 79)[0]
    message = message_from_bytes(source, _class=EmailMessage, policy=policy.default)
    parts = {
        part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()
    }
    return {
        "subject": message["Subject"] or "",
        "to": message["To"] or "",
        "date": message["Date"] or "",
        "language": message["Content-Language"] or "",
        "text": parts.get("text/plain", ""),
        "html": parts.get("text/html", ""),
    }


urlpatterns = [
    path("mail/", mailbox, name="dev_mailbox"),
    path("mail/<str:name>/", mail, name="dev_mail"),
]
