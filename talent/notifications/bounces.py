"""Mail that comes back: to whose address no mail is sent any more, until they confirm it again or have another."""

import re
from email import message_from_bytes
from email.message import Message
from typing import Any

from anymail.signals import EventType, tracking
from django.db import transaction
from django.utils import timezone

from talent.accounts.models import User
from talent.notifications.emails import RETURN
from talent.notifications.models import Mailbox
from talent.notifications.tokens import mark_of, unseal

_TOKEN = re.compile(r"\+([a-z2-7]{50})@", re.IGNORECASE)
_SENT_BACK_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


@transaction.atomic
def note_bounce(*, user: User) -> None:
    """Notes that the account's address takes no mail; again and again it is noted once."""
    held = User.objects.select_for_update(no_key=True).filter(pk=user.pk).order_by()
    if held.exists():
        box = Mailbox.objects.get_or_create(user=user)[0]
        Mailbox.objects.filter(pk=box.pk, bounced_at=None).update(bounced_at=timezone.now())


def take_report(raw: bytes) -> bool:
    """Reads a delivery report (RFC 3464); whether it says for good that an address of ours takes no mail. Whose it is
    tells the token it was sent back to, and nothing that somebody could have written."""
    report = message_from_bytes(raw)
    owner = next((user for token in _tokens(report) if (user := owner_of(token))), None)
    if owner is None or not _is_lasting(report):
        return False
    note_bounce(user=owner)
    return True


def owner_of(token: str) -> User | None:
    """Whose mail the token of a way back belongs to, while their address is still the one it went to."""
    content = unseal(token.lower(), purpose=RETURN)
    user = User.objects.filter(pk=int.from_bytes(content[6:11], "big")).first()
    return user if user and mark_of(user.email) == int.from_bytes(content[11:], "big") else None


def take_event(sender: Any, event: Any, esp_name: str, **kwargs: Any) -> None:
    """A provider says that an address takes no mail (its signature is checked by django-anymail)."""
    if event.event_type != EventType.BOUNCED or not event.recipient:
        return
    if user := User.objects.filter(email=event.recipient.lower()).first():
        note_bounce(user=user)


def connect() -> None:
    """Called once, when the room is ready."""
    tracking.connect(take_event, dispatch_uid="take_event")


def leave_bounce(*, actor: User, email: str) -> None:
    """With another address mail is sent again."""
    Mailbox.objects.filter(user=actor).update(bounced_at=None)


def _tokens(report: Message) -> list[str]:
    lines = [str(line) for name in _SENT_BACK_TO for line in report.get_all(name, [])]
    return _TOKEN.findall(" ".join(lines))


def _is_lasting(report: Message) -> bool:
    """Whether some recipient is reported as failed with a lasting status (5.y.z)."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            fields = [block for block in part.get_payload() if isinstance(block, Message)]
            if any(_failed(block) for block in fields):
                return True
    return False


def _failed(block: Message) -> bool:
    action, status = str(block.get("Action", "")).strip().lower(), str(block.get("Status", "")).strip()
    return action == "failed" and status.startswith("5")
