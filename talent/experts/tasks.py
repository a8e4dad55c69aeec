"""Work of the clock in this room: forgetting, asking whether profiles are still true, telling of new companies."""

from datetime import timedelta

from celery import shared_task

from talent.experts import curriculum, freshness
from talent.experts.models import Flag, Look, MissedLook
from talent.experts.newcomers import tell_of_new_companies
from talent.experts.patterns import raise_flags
from talent.lib.dates import park_today

LOOKS_DAYS = 365


@shared_task
def forget_looks() -> None:
    """Looks go after twelve months."""
    since = park_today() - timedelta(days=LOOKS_DAYS)
    for log in (Look, MissedLook, Flag):
        log.objects.filter(day__lt=since).delete()


@shared_task
def watch_patterns() -> None:
    """Raises flags for what looks unusual today, and for yesterday's last minutes."""
    for day in (park_today() - timedelta(days=1), park_today()):
        raise_flags(day)


@shared_task
def tell_newcomers() -> None:
    """Owners hear of companies that were verified since the last time."""
    tell_of_new_companies()


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
