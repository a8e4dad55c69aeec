"""Sessions of mentors who hide from their guests: they end, as any that a mentor cancels without a word."""

from datetime import datetime

from django.db import transaction

from talent.experts.models import Profile
from talent.lib.rounds import each_alone
from talent.mentoring.booking import hold, write
from talent.mentoring.booking.moving import is_hidden
from talent.mentoring.booking.taking import give_back
from talent.mentoring.booking_states import Side, State, Verb
from talent.mentoring.models import Booking, BookingQuerySet, Narrowed

BATCH = 100


def note_change(profile: Profile, now: datetime) -> None:
    """A mentor with sessions ahead has changed something about whom they hide from, perhaps. Called with the profile
    locked, inside the transaction of the change: people are locked by the task, in their order."""
    if _ahead(now).filter(offer__profile=profile).exists():
        Narrowed.objects.create(profile=profile)


def part(now: datetime) -> int:
    """Ends the sessions ahead of guests from whom their mentors have come to hide; returns how many. Requests are left
    to wait until they lapse, as everything does that somebody hidden has asked for."""
    return each_alone(list(Narrowed.objects.order_by("pk")[:BATCH]), lambda one: _look(one, now))


def _ahead(now: datetime) -> BookingQuerySet:
    """What is held or asked for counts too: it may be agreed on in this moment, by somebody who has looked before the
    change, and is looked at again under its lock."""
    return Booking.objects.standing().filter(start__gt=now)


def _look(change: Narrowed, now: datetime) -> int:
    """Where one of them cannot be ended, the rest is, and the change stays for the next round."""
    rows = _ahead(now).filter(offer__profile=change.profile_id).select_related("offer__profile", "guest")
    done = each_alone(list(rows.order_by("pk")), lambda one: _part(one, now))
    change.delete()
    return done


@transaction.atomic
def _part(booking: Booking, now: datetime) -> bool:
    locked = hold(booking)
    if locked is None or not locked.has_both or locked.state != State.CONFIRMED or not is_hidden(locked):
        return False
    give_back(locked)
    write(locked, Verb.CANCEL, Side.MENTOR, State.CANCELLED, now, held_until=None)
    return True
