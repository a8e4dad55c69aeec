"""The hand's orders for the post: tells people something, and sends it in a process that dies at a named point.

The process runs the product's own task. Two of the points are the mail server's (tests.faults.sink); the others lie
before and after a statement to the database, or before the line to the server is opened.
"""

import os
import signal
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection, connections
from django.utils import timezone

from talent.accounts.models import User
from talent.notifications.choices import DIGEST_KIND
from talent.notifications.emails import message_of
from talent.notifications.models import Delivery, DeliveryState, Notification
from talent.notifications.tasks import deliver
from talent.notifications.telling import notify_many
from talent.notifications.tokens import opaque

POINTS = ("before the claim", "claimed", "rendered", "handed over", "taken, not saved", "saved")


def tell(count: int) -> int:
    """Tells so many people of one event."""
    people = User.objects.filter(is_active=True).order_by("pk")[:count]
    event = opaque("drill", uuid.uuid4())
    return notify_many(recipients=people, kind="contact_asked", event=event, path="/in-tray/")


def tell_morning(count: int) -> int:
    """A mail of the morning for so many people, with two things each."""
    tell(count)
    tell(count)
    Delivery.objects.filter(state=DeliveryState.QUEUED).delete()
    told = list(Notification.objects.order_by("-pk").values_list("pk", flat=True)[: 2 * count])
    Notification.objects.filter(pk__in=told).update(due_at=timezone.now())
    people = User.objects.filter(is_active=True).order_by("pk")[:count]
    made = [Delivery(kind=DIGEST_KIND, language=person.language, recipient=person) for person in people]
    return len(Delivery.objects.bulk_create(made))


def post(point: str, victim: str) -> int:
    """Sends what is due in a process of its own that is killed at `point` (none: "" ); returns its exit, negative
    for a signal. Its number stands in the file `victim` before it begins."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _send(point, Path(victim))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _send(point: str, victim: Path) -> None:
    try:
        victim.write_text(str(os.getpid()))
        with connection.execute_wrapper(_Watch(point)):
            if point == "rendered":
                settings.EMAIL_BACKEND = f"{__name__}.Dying"
            deliver()
        if point == "saved":
            die()
    finally:
        os._exit(0)


class _Watch:
    """Dies before or after the statement by which the task takes a mail for itself."""

    def __init__(self, point: str) -> None:
        self.point = point

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        claims = sql.startswith('UPDATE "notifications_delivery"')
        if claims and self.point == "before the claim":
            die()
        done = execute(sql, params, many, context)
        if claims and self.point == "claimed":
            die()
        return done


class Dying(EmailBackend):
    """The line to the mail server, by which the mail is made already and nobody has heard of it."""

    def open(self) -> bool:
        die()
        return False


def die() -> None:
    """What the kernel does to a worker that takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def warm() -> int:
    """Makes one mail and throws it away: what a worker has read of templates, its children need not read."""
    tell(1)
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED)
    made = [message_of(one, timezone.now()) for one in waiting.select_related("recipient", "notification")]
    return waiting.delete()[0] if made else 0


def hurry() -> int:
    """Time passes: everything that waits is due, and the mail server may be tried again; returns how much waits."""
    cache.clear()
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED)
    return waiting.update(due_at=timezone.now())


def rows() -> dict[str, int]:
    """How many rows are in which state."""
    return {state: Delivery.objects.filter(state=state).count() for state in DeliveryState.values}


ORDERS = {one.__name__: one for one in (tell, tell_morning, post, warm, hurry, rows)}
