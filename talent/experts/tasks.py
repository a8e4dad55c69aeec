"""Forgetting, and telling of new companies."""

from datetime import timedelta

from celery import shared_task

from talent.experts.models import Look
from talent.experts.newcomers import tell_of_new_companies
from talent.lib.dates import park_today

LOOKS_DAYS = 365


@shared_task
def forget_looks() -> None:
    """Looks go after twelve months."""
    Look.objects.filter(day__lt=park_today() - timedelta(days=LOOKS_DAYS)).delete()


@shared_task
def tell_newcomers() -> None:
    """Owners hear of companies that were verified since the last time."""
    tell_of_new_companies()
