"""Mails written to files, readable in development."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


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
