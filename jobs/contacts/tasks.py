"""What the clock does."""

from celery import shared_task
from django.utils import timezone

from jobs.contacts.clock import expire_due, forget_over, tell_experts


@shared_task
def tell() -> int:
    """Tells experts what companies have asked or answered."""
    return tell_experts(timezone.now())


@shared_task
def expire_requests() -> int:
    """Ends requests that nobody has answered for 14 days."""
    return expire_due(timezone.now())


@shared_task
def forget_requests() -> int:
    """Requests go twelve months after their end."""
    return forget_over(timezone.now())
