"""What the clock does."""

from celery import shared_task
from django.utils import timezone

from talent.programmes.cases.clock import forget_cases as forget


@shared_task
def forget_cases() -> int:
    """Cases go twelve months after the last that happened in them."""
    return forget(timezone.now())
