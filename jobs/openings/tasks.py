"""What the clock does."""

from celery import shared_task
from django.utils import timezone

from jobs.openings import leaving
from jobs.openings.clock import expire_due, tell_ending


@shared_task
def expire_openings() -> int:
    """Takes openings off the board whose last day is over."""
    return expire_due(timezone.now())


@shared_task
def tell_ending_openings() -> int:
    """Tells companies which of their openings end within a week."""
    return tell_ending(timezone.now())


@shared_task
def forget_reviewers() -> int:
    """People who act for a company no more read none of its applications."""
    return leaving.forget_reviewers()
