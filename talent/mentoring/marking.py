"""Telling search what has changed in offers."""

from datetime import date
from uuid import UUID

from talent.accounts.models import User
from talent.changes.actions import mark, mark_many
from talent.lib.dates import park_today
from talent.mentoring.models import Offer
from talent.mentoring.states import State

KIND = "mentor"


def mark_offer(offer: Offer, before: State | None = None) -> None:
    """An offer that is open, or was, is read anew; until then nobody finds what may not be found any more."""
    if State.OPEN in (before, offer.state_at()):
        mark(kind=KIND, key=offer.key, version=offer.version, narrowing=True)


def mark_times(owner: User) -> None:
    """The free times of somebody's open offer are others than before."""
    mine = Offer.objects.live(park_today()).filter(profile__user=owner).order_by()
    mark_many(kind=KIND, subjects=mine.values_list("key", "version"))


def mark_times_of(offer: Offer) -> None:
    """The same of an offer that is known to be open."""
    mark(kind=KIND, key=offer.key, version=offer.version, narrowing=False)


def mark_all(today: date) -> int:
    """All open offers: their free times go on with the clock; returns how many."""
    found: list[tuple[UUID, int]] = list(
        Offer.objects.live(today).order_by("pk").values_list("key", "version")
    )
    mark_many(kind=KIND, subjects=found)
    return len(found)
