"""Sending, woken every second; the mails of the morning, every minute; forgetting, every night."""

from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from talent.notifications import digests, sending
from talent.notifications.models import Delivery, DeliveryState, Notification

SEEN_DAYS = 30
TOLD_DAYS = 365
DELIVERY_DAYS = 30


@shared_task(time_limit=120)
def deliver() -> None:
    """Sends the mails that are due."""
    sending.send_due()


@shared_task
def gather_digests() -> None:
    """Makes the mails of those whose morning it is."""
    digests.gather(timezone.now())


@shared_task
def forget_told() -> None:
    """What was seen goes after thirty days, what was never seen after a year; rows of mails after thirty days."""
    now = timezone.now()
    old = Q(seen_at__lt=now - timedelta(days=SEEN_DAYS)) | Q(created_at__lt=now - timedelta(days=TOLD_DAYS))
    Notification.objects.filter(old).delete()
    over = Delivery.objects.exclude(state=DeliveryState.QUEUED)
    over.filter(created_at__lt=now - timedelta(days=DELIVERY_DAYS)).delete()
