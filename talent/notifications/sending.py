"""Sending what is due. The row is the truth; a task finds it, and a killed task's rows are found again."""

import time
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from talent.notifications.bounces import note_bounce
from talent.notifications.choices import DIGEST_KIND
from talent.notifications.emails import message_of
from talent.notifications.kinds import kinds
from talent.notifications.models import Delivery, DeliveryState, Mailbox, Notification

MAX_ATTEMPTS = 8
LEASE = 60
"""Half the seconds that the first attempt has for itself: longer than a slow mail server is listened to."""
REST = 30
"""Seconds in which nobody knocks at a mail server that did not answer."""
AWAY = "mail-server-away"
WORDS = {"address": "", "subject": "", "text": "", "html": ""}
EMPTY: dict[str, Any] = WORDS | {"recipient": None, "notification": None}
"""What stays of a mail that is done with."""


def send_due(limit: int = 300) -> int:
    """Sends mails that are due, oldest first, for a second at most; returns how many left. A failing mail waits
    longer each time; a server that does not answer is left alone for half a minute, and no other mail pays for it."""
    if cache.get(AWAY):
        return 0
    started, now = time.monotonic(), timezone.now()
    due = list(Delivery.objects.due(now).select_related("recipient", "notification")[:limit])
    bounced, sent = _bounced(due), 0
    for delivery in due:
        if time.monotonic() - started > settings.SENDING_SECONDS:
            break
        left = _send(delivery, bounced)
        sent += left
        if not left and cache.get(AWAY):
            break
    return sent


def _send(delivery: Delivery, bounced: set[int]) -> bool:
    now = timezone.now()
    if not _claim(delivery, now):
        return False
    message = message_of(delivery, now) if _wanted(delivery, bounced) else None
    if message is None:  # nobody wants it any more: it is neither sent nor given up
        Delivery.objects.filter(pk=delivery.pk).delete()
        return False
    if not _handed_over(message, delivery):
        return False
    _done(delivery, now)
    return True


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Counts the attempt and moves the row out of other workers' reach before anything is sent: one statement, which
    finds nothing where somebody was quicker, or where the mail has been taken back meanwhile."""
    attempts = delivery.attempts + 1
    state = DeliveryState.FAILED if attempts >= MAX_ATTEMPTS else DeliveryState.QUEUED
    due_at = now + timedelta(seconds=LEASE * 2**attempts)
    mine = Delivery.objects.due(now).order_by().filter(pk=delivery.pk, attempts=delivery.attempts)
    delivery.attempts, delivery.state = attempts, state
    return bool(mine.update(attempts=attempts, due_at=due_at, state=state))


def _bounced(due: list[Delivery]) -> set[int]:
    """The keys of those of these readers from whose addresses mail comes back."""
    people = {delivery.recipient_id for delivery in due} - {None}
    away = Mailbox.objects.filter(user__in=people, bounced_at__isnull=False)
    return set(away.order_by().values_list("user_id", flat=True))


def _wanted(delivery: Delivery, bounced: set[int]) -> bool:
    """Whether its reader still gets mail: they may have gone, gone quiet or become unreachable since it was written.
    An answer to a form is always sent: whoever asked for a code waits for it."""
    person = delivery.recipient
    if person is None:
        return bool(delivery.address)
    kind = kinds.get(delivery.kind)
    quiet = bool(person.quiet_since) and (kind is None or kind.quietable)
    return person.is_active and not quiet and person.pk not in bounced


def _handed_over(message: EmailMultiAlternatives, delivery: Delivery) -> bool:
    """Whether the mail server has taken it. What it has not taken is tried again, or given up."""
    try:
        message.send()
    except (SMTPRecipientsRefused, AnymailRecipientsRefused) as refusal:  # nobody lives there, or not now
        lasting = _is_lasting(refusal)
        if lasting and delivery.recipient and message.to == [delivery.recipient.email]:
            note_bounce(user=delivery.recipient)
        _missed(delivery, for_good=lasting)
    except (SMTPSenderRefused, SMTPDataError):  # it answers, and does not want this one
        _missed(delivery)
    except (OSError, SMTPException, AnymailError) as error:
        if _is_away(error):
            cache.set(AWAY, True, REST)
        _missed(delivery)
    else:
        return True
    return False


def _is_lasting(refusal: Exception) -> bool:
    """Whether a refusal of the reader's address will be repeated (RFC 5321: 5yz)."""
    if isinstance(refusal, SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _text in refusal.recipients.values())
    return True


def _is_away(error: Exception) -> bool:
    """Whether nobody is there, or nobody who answers; a provider that says why it refuses is there."""
    status = getattr(error, "status_code", None)
    return not isinstance(error, AnymailError) or status is None or status >= 500


def _missed(delivery: Delivery, *, for_good: bool = False) -> None:
    """The row stays queued until its attempts are used up. Of an answer to a form nothing is left then; what was
    told can be sent again."""
    if for_good or delivery.state == DeliveryState.FAILED:
        left: dict[str, Any] = {} if delivery.recipient_id else EMPTY
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, **left)


def _done(delivery: Delivery, now: datetime) -> None:
    """Nothing in the row says any more to whom it went; what a morning's mail told is told."""
    if delivery.kind == DIGEST_KIND and delivery.recipient:
        with transaction.atomic():
            Notification.objects.gathered(delivery.recipient, now).order_by().update(due_at=None)
            _empty(delivery)
    else:
        _empty(delivery)


def _empty(delivery: Delivery) -> None:
    spoken = delivery.recipient.language if delivery.recipient else delivery.language
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENT, language=spoken, **EMPTY)
