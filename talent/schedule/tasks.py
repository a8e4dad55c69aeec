"""What the clock wakes."""

from concurrent.futures import ThreadPoolExecutor

from celery import shared_task
from django.db import connection
from django.utils import timezone

from talent.schedule import clock, outside
from talent.schedule.models import OutsideCalendar

AT_ONCE = 2
_readers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="calendars")
"""A server that takes its five seconds must not keep the worker from the relay."""


@shared_task
def let_lapse() -> int:
    """Holds whose time is over go."""
    return clock.let_lapse(timezone.now())


@shared_task
def forget_over() -> int:
    """Times that are long over go."""
    return clock.forget_over(timezone.now())


@shared_task
def read_calendars() -> int:
    """Begins to read calendars that are due; returns how many."""
    due = outside.claim_due(timezone.now(), 2 * AT_ONCE)
    for calendar in due:
        _readers.submit(_read, calendar)
    return len(due)


def _read(calendar: OutsideCalendar) -> None:
    try:
        outside.read_calendar(calendar, timezone.now())
    finally:
        connection.close()
