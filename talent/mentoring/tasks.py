"""What the clock wakes."""

from celery import shared_task
from django.utils import timezone

from talent.lib.dates import park_today
from talent.mentoring import clock, marking, reminding, zone_rules


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
    """Sessions of whose two people one has left go, and times that were held for nothing."""
    now = timezone.now()
    return clock.forget_left_alone(now) + clock.forget_holds(now)


@shared_task
def remind_of_sessions() -> int:
    """Both people are reminded a day and an hour before they meet."""
    return reminding.remind(timezone.now())


@shared_task
def ask_what_became() -> int:
    """Of sessions that are over both are asked, and those of which nobody says anything are settled."""
    now = timezone.now()
    return reminding.ask_what_became(now) + reminding.settle_asked(now)


@shared_task
def follow_zone_rules() -> int:
    """Sessions that were agreed under other rules of clocks follow the new ones."""
    return zone_rules.follow_rules(timezone.now())
