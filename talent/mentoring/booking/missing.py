"""What becomes of a session that is over, and of somebody who was missing twice."""

from datetime import datetime, timedelta

from django.db.models import Q

from talent.accounts.models import User
from talent.mentoring import actions as offers
from talent.mentoring.booking.moving import write
from talent.mentoring.booking_states import Outcome, Side, State, Verb, after_all, missing_side, settled
from talent.mentoring.models import Booking, Offer
from talent.mentoring.states import State as OfferState
from talent.mentoring.states import Verb as OfferVerb

REMEMBERED, RESTS = timedelta(days=90), timedelta(days=30)
TWICE = 2


def settle(booking: Booking, now: datetime, *, has_waited: bool = False) -> Booking:
    """Settles a session that is over by what both have said, as far as that is enough; once both were asked and have
    had days for it (`has_waited`), by what is said. Called with both people and the booking locked."""
    mentor, guest = booking.said_by(Side.MENTOR), booking.said_by(Side.GUEST)
    after = after_all(mentor, guest) if has_waited else settled(mentor, guest)
    if after is None:
        return booking
    write(booking, Verb.SETTLE, Side.CLOCK, after, now)
    if after == State.MISSED and missing_side(mentor, guest) == Side.MENTOR:
        _rest_mentor(booking.of_offer, now)
    return booking


def rests_until(guest: User, now: datetime) -> datetime | None:
    """Until when a guest who was missing twice books nothing."""
    ends = missed_by(guest, Side.GUEST, now)
    until = ends[0] + RESTS if len(ends) >= TWICE else None
    return until if until and until > now else None


def missed_by(user: User, side: Side, now: datetime) -> list[datetime]:
    """When the sessions ended, the last first, at which the person was missing on that side in the last ninety days,
    and nobody else was."""
    rows = Booking.objects.filter(state=State.MISSED, end__gt=now - REMEMBERED)
    missed = Outcome.OTHER_MISSED
    if side == Side.GUEST:
        mine = rows.filter(~Q(said_by_guest=missed), guest=user, said_by_mentor=missed)
    else:
        mine = rows.filter(~Q(said_by_mentor=missed), offer__profile__user=user, said_by_guest=missed)
    ends = dict(mine.order_by("end", "pk").values_list("session", "end"))  # of a group once
    return sorted(ends.values(), reverse=True)


def _rest_mentor(offer: Offer, now: datetime) -> None:
    """The offer of a mentor who was missing twice is paused, until they go on themselves; so is one that is paused until
    a day by which it would go on without them."""
    locked = (
        Offer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("profile__user")
        .get(pk=offer.pk)
    )
    often = len(missed_by(locked.profile.user, Side.MENTOR, now)) >= TWICE
    if often and (locked.state == OfferState.OPEN or locked.paused_until):
        offers.move_on(locked, OfferVerb.PAUSE, None, paused_until=None)
