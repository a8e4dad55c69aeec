"""Nightly work in this room: forgetting, and asking whether profiles are still true."""

from datetime import timedelta

from celery import shared_task

from talent.experts import curriculum, freshness
from talent.experts.models import Look
from talent.lib.dates import park_today

LOOKS_DAYS = 365


@shared_task
def forget_looks() -> None:
    """Looks go after twelve months."""
    Look.objects.filter(day__lt=park_today() - timedelta(days=LOOKS_DAYS)).delete()


@shared_task
def forget_files() -> None:
    """Files of nobody go."""
    curriculum.forget_files()


@shared_task
def keep_fresh() -> None:
    """Asks whether it is still true; who has not answered for a month leaves search."""
    today = park_today()
    freshness.unlist_stale(today)
    freshness.ask_still_true(today)
