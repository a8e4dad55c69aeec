"""What ends sessions by itself: waiting for too long, one of the two who falls silent or leaves."""

from datetime import datetime

from django.db import transaction

from talent.accounts.models import User
from talent.mentoring.booking.moving import hold, write
from talent.mentoring.booking.taking import give_back
from talent.mentoring.booking_states import Side, State, Verb, step
from talent.mentoring.models import Booking
from talent.timeline.actions import forget_items

ENDS = (Verb.LET_GO, Verb.DECLINE, Verb.CANCEL)


@transaction.atomic
def lapse(booking: Booking, now: datetime) -> bool:
    """Ends one that has waited for too long, for the clock; whether it still waited."""
    found = hold(booking)
    if found is None or not found.has_both or not Booking.objects.lapsed(now).filter(pk=found.pk).exists():
        return False
    give_back(found)
    write(found, Verb.LAPSE, Side.CLOCK, State.LAPSED, now, held_until=None)
    return True


def end_all(user: User, now: datetime) -> None:
    """Ends all that stands with somebody who falls silent or leaves, as their own verbs would; the other side is told
    by a task. Call it inside the transaction in which they do so, with them locked: nobody else is, for whoever
    touches one of these sessions has locked both."""
    mine = Booking.objects.locked().of(user).standing()
    for one in mine.order_by("offer__profile__user", "pk"):  # two who leave at once meet groups in one order
        if one.end > now:
            _end(one, user, now)


def part_from(user: User, now: datetime) -> None:
    """What is over goes with somebody who leaves; of what was still to come the other side keeps the time alone, so
    that they can be told and their calendars follow."""
    mine = Booking.objects.of(user)
    for key in mine.order_by().values_list("key", flat=True):
        forget_items(ref=key)
    mine.over(now).delete()
    mine.update(answers=[], reason="", said_by_mentor="", said_by_guest="")


def _end(booking: Booking, user: User, now: datetime) -> None:
    side, state = booking.side_of(user), booking.state_at(now)
    assert side
    verb = next((one for one in ENDS if step(one, side, state)), None)
    found = step(verb, side, state) if verb else None
    give_back(booking)
    by = side if found else Side.CLOCK
    write(booking, verb or Verb.LAPSE, by, found.after if found else State.LAPSED, now, held_until=None)
