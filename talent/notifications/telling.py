"""Telling people something, inside the transaction of the room in which it happened."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from talent.accounts.models import User
from talent.lib.dates import next_morning, zone
from talent.notifications.choices import Mode
from talent.notifications.kinds import Kind, kinds
from talent.notifications.models import Delivery, Mailbox, Notification, Preference

BATCH = 500


def notify(*, recipient: User, kind: str, event: str, path: str, count: int = 1, address: str = "") -> int:
    """Tells one person of an event (talent.notifications.tokens.opaque), once however often it is called; returns
    how many were told, 0 or 1. `address` is where the mail goes, where that is not the account's own address."""
    return notify_many(
        recipients=[recipient], kind=kind, event=event, path=path, count=count, address=address
    )


@transaction.atomic
def notify_many(
    *, recipients: Iterable[User], kind: str, event: str, path: str, count: int = 1, address: str = ""
) -> int:
    """Tells many people of one event, each as they have chosen; returns how many had not been told yet."""
    people, described = list(recipients), kinds[kind]
    told = 0
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        told += _tell(described, batch, event=event, path=path, count=count, address=address)
    return told


def _tell(kind: Kind, people: Sequence[User], *, event: str, path: str, count: int, address: str) -> int:
    now, modes, away = timezone.now(), modes_of(kind, people), without_mail(kind, people)
    rows = [
        Notification(
            recipient=person,
            kind=kind.name,
            event=event,
            path=path,
            count=count,
            created_at=now,
            due_at=_morning(person, now)
            if modes[person.pk] == Mode.DIGEST and person.pk not in away
            else None,
        )
        for person in people
        if modes[person.pk] != Mode.OFF
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    new = Notification.objects.filter(key__in=[row.key for row in rows])
    fresh: dict[int, int] = dict(new.order_by().values_list("recipient_id", "pk"))
    Delivery.objects.bulk_create(
        Delivery(
            kind=kind.name, language=person.language, recipient=person, address=address, notification_id=made
        )
        for person in people
        if (made := fresh.get(person.pk)) and modes[person.pk] == Mode.AT_ONCE and person.pk not in away
    )
    return len(fresh)


def modes_of(kind: Kind, people: Collection[User]) -> dict[int, str]:
    """How each of these people is told of this kind."""
    modes: dict[int, str] = dict.fromkeys((person.pk for person in people), kind.default)
    if kind.security:
        return modes
    chosen = Preference.objects.filter(kind=kind.name, user__in=[person.pk for person in people])
    return modes | dict(chosen.order_by().values_list("user_id", "mode"))


def without_mail(kind: Kind, people: Collection[User]) -> set[int]:
    """The keys of those of these people whom no mail reaches now: closed accounts, addresses from which mail comes
    back, and whoever has gone quiet, unless it is about safety."""
    silent = {person.pk for person in people if not person.is_active}
    if kind.quietable:
        silent |= {person.pk for person in people if person.quiet_since}
    bounced = Mailbox.objects.filter(user__in=[person.pk for person in people], bounced_at__isnull=False)
    return silent | set(bounced.order_by().values_list("user_id", flat=True))


def _morning(person: User, now: datetime) -> datetime:
    return next_morning(now, zone(person.time_zone))
