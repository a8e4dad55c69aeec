"""What the clock does."""

from celery import shared_task
from django.utils import timezone

from jobs.applications import clock
from jobs.applications.files import forget_files
from talent.lib.dates import park_today


@shared_task
def remind_companies() -> int:
    """Tells companies of applications that wait: the morning after, at half of the promised time, and when it is over."""
    return clock.remind(park_today())


@shared_task
def lapse_applications() -> int:
    """Answers what a company has left unanswered for sixty days."""
    return clock.lapse_due(timezone.now())


@shared_task
def settle_applications() -> int:
    """Lets applications follow what became of their openings, and of who may know whom, and tells
    companies of offers that somebody has withdrawn from."""
    return clock.settle(timezone.now())


@shared_task
def forget_applications() -> int:
    """Applications go twelve months after the last that happened in them, drafts after ninety days, and files that
    belong to none."""
    forget_files()
    return clock.forget_over(timezone.now())
