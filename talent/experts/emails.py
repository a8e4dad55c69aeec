"""Mails to experts: they name nobody, and their subject tells a looker-on nothing."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from talent.accounts.models import User
from talent.notifications.actions import queue


def queue_new_company(user: User) -> None:
    """Tells that there is a new company, which waits seven days for whoever wants to hide from it."""
    _queue(user, "new_company", "profile_hidden")


def queue_still_true(user: User) -> None:
    """Asks whether everything is still true."""
    _queue(user, "still_true")


def queue_unlisted(user: User) -> None:
    """Says that the profile has left search."""
    _queue(user, "unlisted")


def _queue(user: User, kind: str, page: str = "profile") -> None:
    if user.quiet_since:
        return
    with override(user.language):
        words = {"language": user.language, "link": f"{settings.BASE_URL}{reverse(page)}"}
        subject = render_to_string(f"experts/email/{kind}_subject.txt", words)
        text = render_to_string(f"experts/email/{kind}_message.txt", words)
        html = render_to_string(f"experts/email/{kind}_message.html", words)
    queue(
        kind=kind,
        language=user.language,
        address=user.email,
        subject=subject.strip(),
        text=text.strip(),
        html=html.strip(),
    )
