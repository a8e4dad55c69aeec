"""What both sides of a request are told."""

from django.utils.translation import gettext_lazy as _

from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify
from talent.notifications.tokens import opaque

ASKED = Kind(
    name="contact_asked",
    label=_("A company asks me, or answers me"),
    sentence=_(
        "Somebody has asked you something, or has answered you. You decide, on your own page; until then nobody "
        "learns anything."
    ),
    subject=_("Something waits for your decision"),
    mail=_("Something waits for you. You decide, on your own page; until then nobody learns anything."),
    button=_("Look and decide"),
)
NEWS = Kind(
    name="contact_news",
    label=_("Something that I asked for a company has moved on"),
    sentence=_("Something that you asked has moved on."),
    subject=_("There is news"),
    mail=_("Something has moved on. What it is, you read after signing in."),
    button=_("See what is new"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(ASKED, NEWS)


def tell_expert(request: ContactRequest) -> None:
    """Tells an expert that somebody has asked, or has answered what was asked back: each once."""
    assert request.profile
    event = opaque(ASKED.name, request.key, bool(request.reply))
    notify(recipient=request.profile.user, kind=ASKED.name, event=event, path="/in-tray/")


def tell_asker(asker: User, request: ContactRequest) -> None:
    """Tells the member who asked that the request has come to another state."""
    event = opaque(NEWS.name, request.key, request.state)
    path = f"/c/{request.company.slug}/requests/{request.key}/"
    notify(recipient=asker, kind=NEWS.name, event=event, path=path)
