"""What time does to offers, and what goes with a person."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from talent.accounts.locks import hold_people
from talent.accounts.models import User
from talent.changes.actions import mark
from talent.changes.sweeping import leave
from talent.mentoring.actions import move_on
from talent.mentoring.booking import give_all_back, lapse
from talent.mentoring.marking import KIND, mark_offer
from talent.mentoring.models import Booking, Listing, Offer
from talent.mentoring.states import State, Verb

BATCH = 100


def resume_due(today: date) -> int:
    """Pauses whose day has come end; returns how many."""
    due = Offer.objects.filter(state=State.PAUSED, paused_until__lte=today).order_by("pk")
    found = list(due.values_list("pk", "profile__user")[:BATCH])
    return sum(_resume(offer, owner, today) for offer, owner in found)


@transaction.atomic
def _resume(pk: int, owner: int, today: date) -> bool:
    hold_people(owner)
    rows = Offer.objects.select_for_update(of=("self",)).select_related("profile__user")
    due = rows.filter(pk=pk, state=State.PAUSED, paused_until__lte=today).order_by().first()
    if due:
        move_on(due, Verb.RESUME, None, paused_until=None)
    return due is not None


def let_bookings_lapse(now: datetime) -> int:
    """Holds and requests that have waited for too long end; returns how many."""
    due = Booking.objects.lapsed(now).order_by("pk")
    found = due.values_list("pk", "guest", "offer__profile__user")[:BATCH]
    return sum(lapse(pk, (guest, mentor), now) for pk, guest, mentor in list(found))


def quiet_mentor(user: User) -> None:
    """Nobody finds the offer of somebody who falls silent."""
    for offer in Offer.objects.select_for_update(of=("self",)).filter(profile__user=user).current():
        offer.listing = Listing.NOBODY
        offer.version += 1
        offer.save(update_fields=["listing", "version"])
        mark_offer(offer)


def withdraw_for_notice(people: Sequence[User]) -> None:
    """Nor those of people to whom the network may only be shown from now on."""
    for user in people:
        quiet_mentor(user)


def erase_mentor(user: User) -> None:
    """Offers go with the person, whatever state they are in, and out of the index; so do their sessions."""
    give_all_back(user)
    for offer in Offer.objects.select_for_update(of=("self",)).filter(profile__user=user).order_by("pk"):
        mark(kind=KIND, key=offer.key, version=offer.version + 1, narrowing=True)
        leave("index", offer.key.hex)
        offer.delete()
