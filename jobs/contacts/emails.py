"""Mails about requests: they name nobody, neither company nor expert, and their subject tells a looker-on nothing."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from talent.accounts.models import User
from talent.notifications.actions import queue


def queue_asked(user: User) -> None:
    """Tells an expert that somebody has asked, or has answered what was asked back."""
    _queue(user, "contact_asked")


def queue_news(user: User) -> None:
    """Tells the member who asked that there is news."""
    _queue(user, "contact_news")


def _queue(user: User, kind: str) -> None:
    if user.quiet_since:
        return
    with override(user.language):
        words = {"language": user.language, "link": f"{settings.BASE_URL}{reverse('in_tray')}"}
        subject = render_to_string(f"contacts/email/{kind}_subject.txt", words)
        text = render_to_string(f"contacts/email/{kind}_message.txt", words)
        html = render_to_string(f"contacts/email/{kind}_message.html", words)
    queue(
        kind=kind,
        language=user.language,
        address=user.email,
        subject=subject.strip(),
        text=text.strip(),
        html=html.strip(),
    )
