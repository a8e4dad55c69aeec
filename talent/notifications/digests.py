"""The mail of the morning: one for each person and day of theirs, with all that came since the last one."""

from datetime import datetime

from django.db import transaction

from talent.accounts.models import User
from talent.lib.dates import MORNING, next_morning, zone
from talent.notifications.choices import DIGEST_KIND
from talent.notifications.models import Delivery, DeliveryState, Mailbox, Notification

BATCH = 500


def gather(now: datetime) -> int:
    """Makes the mails of those whose morning it is; returns how many."""
    waiting = Notification.objects.filter(due_at__lte=now).order_by("recipient_id")
    people = list(waiting.values_list("recipient_id", flat=True).distinct()[:BATCH])
    return sum(_gather(pk, now) for pk in people)


@transaction.atomic
def _gather(pk: int, now: datetime) -> bool:
    """One mail. Whoever has moved to another zone, or has had that day's mail, waits for the next morning."""
    person = User.objects.select_for_update(no_key=True).filter(pk=pk).order_by().first()
    if person is None or _queued(person):
        return False
    box, local = Mailbox.objects.get_or_create(user=person)[0], now.astimezone(zone(person.time_zone))
    rows = Notification.objects.gathered(person, now).order_by()
    if box.bounced_at or not person.is_active or person.quiet_since:
        rows.update(due_at=None)
        return False
    if local.time() < MORNING or box.had_on(local.date()):
        rows.update(due_at=next_morning(now, local.tzinfo or zone("")))
        return False
    Mailbox.objects.filter(pk=box.pk).update(digest_on=local.date())
    Delivery.objects.create(kind=DIGEST_KIND, language=person.language, recipient=person)
    return True


def _queued(person: User) -> bool:
    """Whether a mail of a morning is still to be sent: it tells what is due by then."""
    mine = Delivery.objects.filter(recipient=person, kind=DIGEST_KIND, state=DeliveryState.QUEUED)
    return mine.exists()
