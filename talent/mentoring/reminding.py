"""What the clock says of sessions that are agreed on: reminders before them, the question after them, and what becomes of
those of which nobody says anything."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from talent.lib.rounds import each_alone
from talent.mentoring.booking import hold, settle
from talent.mentoring.booking_states import State
from talent.mentoring.models import Booking, BookingQuerySet
from talent.mentoring.tellings import OVER, SOON, people, tell
from talent.mentoring.waits import ask_both

Work = Callable[[Booking, datetime], None]
BATCH = 200
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
TIME_TO_SAY = timedelta(days=3)
"""How long both have, after they were asked, before one word or none is enough."""


def remind(now: datetime) -> int:
    """Reminds both people a day and an hour before they meet, once each; returns of how many sessions."""
    return _each(_to_remind(now), now, _remind)


def ask_what_became(now: datetime) -> int:
    """Asks both people of sessions that are over; returns of how many."""
    return _each(_agreed().filter(end__lte=now, asked_at=None), now, _ask)


def settle_asked(now: datetime) -> int:
    """Settles sessions of which both were asked three days ago; returns how many."""
    return _each(_agreed().filter(asked_at__lte=now - TIME_TO_SAY), now, _settle)


def _agreed() -> BookingQuerySet:
    return Booking.objects.filter(state=State.CONFIRMED)


def _to_remind(now: datetime) -> BookingQuerySet:
    ahead = _agreed().filter(start__gt=now)
    within_an_hour = Q(start__lte=now + HOUR) & (Q(reminded=None) | Q(reminded__gt=1))
    return ahead.filter(Q(start__lte=now + DAY, reminded=None) | within_an_hour)


def _each(rows: BookingQuerySet, now: datetime, work: Work) -> int:
    found = list(rows.select_related("offer__profile").order_by("pk")[:BATCH])
    return each_alone(found, lambda one: _done(one, rows, now, work))


@transaction.atomic
def _done(booking: Booking, rows: BookingQuerySet, now: datetime, work: Work) -> bool:
    """Asked again under its lock: it may have moved on meanwhile."""
    found = hold(booking)
    if found is None or not rows.filter(pk=found.pk).exists():
        return False
    work(found, now)
    return True


def _remind(booking: Booking, now: datetime) -> None:
    booking.reminded = 1 if booking.start - now <= HOUR else 24
    booking.save(update_fields=["reminded"])
    tell(people(booking), SOON, booking, booking.sequence, booking.reminded)


def _ask(booking: Booking, now: datetime) -> None:
    booking.asked_at = now
    booking.save(update_fields=["asked_at"])
    ask_both(booking, now)
    tell(people(booking), OVER, booking)


def _settle(booking: Booking, now: datetime) -> None:
    settle(booking, now, has_waited=True)
