"""What the clock does."""

from celery import shared_task
from django.utils import timezone

from jobs.contacts.actions import expire_due


@shared_task
def expire_requests() -> int:
    """Ends requests that nobody has answered for 14 days."""
    return expire_due(timezone.now())
