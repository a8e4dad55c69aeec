"""What time does to offers, and what goes with a person."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.changes.actions import mark
from talent.changes.sweeping import leave
from talent.lib.rounds import each_alone
from talent.mentoring.actions import move_on
from talent.mentoring.booking import end_all, lapse, part_from
from talent.mentoring.booking_states import State as BookingState
from talent.mentoring.marking import KIND, mark_offer
from talent.mentoring.models import Booking, BookingStep, Listing, Offer, OfferStep
from talent.mentoring.states import State, Verb
from talent.mentoring.tellings import tell_pause, tell_step

BATCH = 100
KEPT_HOLD = timedelta(days=1)
LEFT_ALONE = timedelta(days=30)
"""How long after its hour a session stays of whose two people one has left: calendars follow in that time."""


def resume_due(today: date) -> int:
    """Pauses whose day has come end; returns how many."""
    due = Offer.objects.filter(state=State.PAUSED, paused_until__lte=today).order_by("pk")
    found = list(due.values_list("pk", "profile__user")[:BATCH])
    return sum(_resume(offer, owner, today) for offer, owner in found)


@transaction.atomic
def _resume(pk: int, owner: int, today: date) -> bool:
    hold_people(owner)
    rows = Offer.objects.select_for_update(of=("self",), no_key=True).select_related("profile__user")
    due = rows.filter(pk=pk, state=State.PAUSED, paused_until__lte=today).order_by().first()
    if due:
        move_on(due, Verb.RESUME, None, paused_until=None)
    return due is not None


def let_bookings_lapse(now: datetime) -> int:
    """Holds and requests that have waited for too long end; returns how many."""
    due = Booking.objects.lapsed(now).select_related("offer__profile").order_by("pk")
    return each_alone(list(due[:BATCH]), lambda one: lapse(one, now))


def tell_of_sessions(now: datetime) -> int:
    """Tells whom the latest steps concern; returns of how many. Not done by the request of whoever took them: leaving
    looks as cancelling does, and takes as long."""
    steps = BookingStep.objects.untold().order_by("pk").values_list("pk", flat=True)
    pauses = (
        OfferStep.objects.filter(told_at=None, verb=Verb.PAUSE).order_by("pk").values_list("pk", flat=True)
    )
    told = each_alone(list(steps[:BATCH]), lambda pk: tell_step(pk, now))
    return told + each_alone(list(pauses[:BATCH]), lambda pk: tell_pause(pk, now))


def forget_holds(now: datetime) -> int:
    """Times that were held and came to nothing go after a day; returns how many."""
    rows = Booking.objects.came_to_nothing().filter(state=BookingState.LAPSED, made_at__lt=now - KEPT_HOLD)
    return rows.delete()[1].get(Booking._meta.label, 0)


def forget_left_alone(now: datetime) -> int:
    """Sessions of whose two people one has left go, a month after their hour; returns how many."""
    rows = Booking.objects.left_alone().over(now - LEFT_ALONE)
    return rows.delete()[1].get(Booking._meta.label, 0)


def quiet_mentor(user: User) -> None:
    """Nobody finds the offer of somebody who falls silent, and no session with them stands: they would not hear of
    it."""
    end_all(user, timezone.now())
    hide_offers(user)


def hide_offers(user: User) -> None:
    """Nobody finds the person's offers."""
    for offer in (
        Offer.objects.select_for_update(of=("self",), no_key=True).filter(profile__user=user).current()
    ):
        offer.listing = Listing.NOBODY
        offer.version += 1
        offer.save(update_fields=["listing", "version"])
        mark_offer(offer)


def withdraw_for_notice(people: Sequence[User]) -> None:
    """Nor those of people to whom the network may only be shown from now on."""
    for user in people:
        hide_offers(user)


def erase_mentor(user: User) -> None:
    """Offers go with the person, whatever state they are in, and out of the index. Sessions that stand are cancelled:
    the other side is told by a task."""
    now = timezone.now()
    end_all(user, now)
    part_from(user, now)
    for offer in Offer.objects.select_for_update(of=("self",)).filter(profile__user=user).order_by("pk"):
        mark(kind=KIND, key=offer.key, version=offer.version + 1, narrowing=True)
        leave("index", offer.key.hex)
        offer.delete()
