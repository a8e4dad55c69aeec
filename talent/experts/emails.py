"""Mails to experts. They name no person, no company and no park: a mailbox may be read by others."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from talent.accounts.models import User
from talent.notifications.actions import queue


def new_company(person: User) -> None:
    """Tells that there is a new company, which waits seven days for whoever wants to hide from it."""
    with override(person.language):
        link = f"{settings.BASE_URL}{reverse('profile_hidden')}"
    _queue(person, "new_company", link)


def _queue(person: User, kind: str, link: str) -> None:
    words = {"language": person.language, "link": link}
    with override(person.language):
        subject = render_to_string(f"experts/email/{kind}_subject.txt", words)
        text = render_to_string(f"experts/email/{kind}_message.txt", words).strip()
        html = render_to_string(f"experts/email/{kind}_message.html", words).strip()
    queue(kind=kind, language=person.language, address=person.email, subject=subject, text=text, html=html)
