"""What of sessions waits for one of the two, in their in-tray: it follows how the session stands."""

from datetime import datetime

from talent.lib.dates import park_day
from talent.mentoring.booking_states import Side, State
from talent.mentoring.models import Booking
from talent.timeline.actions import close_items, forget_items, open_item
from talent.timeline.models import Owner

REQUEST, CLASH = "session_request", "session_clash"
OVER = {Side.GUEST: "session_over_guest", Side.MENTOR: "session_over_mentor"}
"""Kinds of waiting things: a request for its mentor, an hour that clocks have moved for both, and for each of the two
what became of it."""


def settle_waits(booking: Booking, now: datetime) -> None:
    """Opens and closes what the session's present state asks for. Called whenever it has changed."""
    if booking.state == State.REQUESTED:
        forget_items(ref=booking.key, kind=REQUEST)  # one that was moved waits anew, until another day
        _open(booking, booking.mentor_id, REQUEST, now)
        return
    close_items(ref=booking.key, now=now, kind=REQUEST)
    if booking.state != State.CONFIRMED:
        for kind in (CLASH, *OVER.values()):
            close_items(ref=booking.key, now=now, kind=kind)
    elif not booking.clashes:
        close_items(ref=booking.key, now=now, kind=CLASH)


def ask_both(booking: Booking, now: datetime) -> None:
    """From now on both are asked what became of it."""
    _open(booking, booking.guest_id, OVER[Side.GUEST], now)
    _open(booking, booking.mentor_id, OVER[Side.MENTOR], now)


def no_longer_asked(booking: Booking, side: Side, now: datetime) -> None:
    """One of the two has said it."""
    close_items(ref=booking.key, now=now, kind=OVER[side])


def ask_of_clash(booking: Booking, now: datetime) -> None:
    """From now on both are asked to find another time."""
    _open(booking, booking.guest_id, CLASH, now)
    _open(booking, booking.mentor_id, CLASH, now)


def _open(booking: Booking, owner: int | None, kind: str, now: datetime) -> None:
    due = park_day(booking.held_until)
    if owner is not None:
        open_item(owner_kind=Owner.PERSON, owner=owner, kind=kind, ref=booking.key, since=now, due=due)
