"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from talent.lib.dates import park_today
from talent.mentoring import clock, marking


@shared_task
def resume_offers() -> int:
    """Pauses whose day has come end."""
    return clock.resume_due(park_today())


@shared_task
def mark_free_times() -> int:
    """The free times in the index go on with the clock."""
    return marking.mark_all(park_today())


@shared_task
def let_bookings_lapse() -> int:
    """Holds and requests that have waited for too long end."""
    return clock.let_bookings_lapse(timezone.now())


@shared_task
def tell_of_sessions() -> int:
    """Whom the latest steps of sessions concern is told."""
    return clock.tell_of_sessions(timezone.now())


@shared_task
def forget_left_alone() -> int:
    """Sessions of whose two people one has left go."""
    return clock.forget_left_alone(timezone.now())
