"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from talent.schedule import clock


@shared_task
def let_lapse() -> int:
    return clock.let_lapse(timezone.now())


@shared_task
def forget_over() -> int:
    return clock.forget_over(timezone.now())
