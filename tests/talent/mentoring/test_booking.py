"""Booking: held for five minutes, confirmed at once or by the mentor's yes, moved, given back; nobody is promised twice,
and whoever was slower gets the next free times."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from talent.accounts.models import User
from talent.experts import actions as experts
from talent.lib.errors import Absent
from talent.mentoring import actions, booking
from talent.mentoring.booking_states import STEPS, Outcome, Side, State, Verb, offered, settled
from talent.mentoring.clock import let_bookings_lapse
from talent.mentoring.models import Booking, BookingStep, Offer
from talent.schedule.models import Block
from tests import cast
from tests.mentoring import guest_of, offering

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MONDAY = datetime(2026, 12, 1, 2, tzinfo=UTC)
"""Six in the evening in Los Angeles, Monday there."""
ANSWERS = ["How you chose."]


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


def hold(
    user: User, offer: Offer, start: datetime = MONDAY, minutes: int = 30, now: datetime = NOW
) -> Booking:
    return booking.hold_slot(actor=user, offer=offer, start=start, minutes=minutes, now=now)


def booked(user: User, offer: Offer, start: datetime = MONDAY, minutes: int = 30) -> Booking:
    return booking.book(actor=user, booking=hold(user, offer, start, minutes), answers=ANSWERS, now=NOW)


def test_the_table_lets_each_side_do_what_it_may() -> None:
    assert offered(Side.GUEST, State.HELD) == (Verb.ASK, Verb.BOOK, Verb.LET_GO)
    assert offered(Side.MENTOR, State.REQUESTED) == (Verb.ACCEPT, Verb.DECLINE)
    assert offered(Side.GUEST, State.CONFIRMED) == (Verb.MOVE, Verb.CANCEL)
    assert offered(Side.MENTOR, State.CONFIRMED) == (Verb.CANCEL,)
    ended = set(State) - {State.HELD, State.REQUESTED, State.CONFIRMED}
    assert not any(one.before == (state,) for one in STEPS for state in ended)


@pytest.mark.parametrize(
    ("mentor", "guest", "state"),
    [
        (Outcome.HAPPENED, None, None),
        (None, Outcome.OTHER_MISSED, None),
        (Outcome.HAPPENED, Outcome.HAPPENED, State.HAPPENED),
        (Outcome.OTHER_MISSED, Outcome.HAPPENED, State.HAPPENED),
        (Outcome.OTHER_MISSED, Outcome.OTHER_MISSED, State.MISSED),
        (Outcome.LOST, None, None),
        (Outcome.LOST, Outcome.LOST, State.LOST),
        (Outcome.HAPPENED, Outcome.LOST, State.HAPPENED),
        (Outcome.OTHER_MISSED, Outcome.LOST, State.LOST),
    ],
)
def test_a_lost_connection_is_nobodys_fault(mentor: Any, guest: Any, state: State | None) -> None:
    assert settled(mentor, guest) == state


@pytest.mark.locks
def test_a_time_is_held_booked_moved_and_given_back(expert: User, guest: User) -> None:
    offer = offering(expert)
    held = hold(guest, offer)
    assert (held.state, held.wall, held.zone) == ("held", "2026-11-30T18:00", "America/Los_Angeles")
    assert held.tzdata and {one.owner for one in Block.objects.all()} == {expert, guest}
    made = booking.book(actor=guest, booking=held, answers=ANSWERS, now=NOW)
    assert made.state == "confirmed" and made.answers[0]["answer"] == "How you chose."
    assert set(Block.objects.values_list("state", "held_until")) == {("taken", None)}
    later = MONDAY + timedelta(days=1)
    moved = booking.move(actor=guest, booking=made, start=later, now=NOW)
    assert (moved.start, moved.wall, moved.sequence) == (later, "2026-12-01T18:00", 1)
    assert set(Block.objects.values_list("start", flat=True)) == {later}
    gone = booking.cancel(actor=expert, booking=moved, reason="I am ill.", now=NOW)
    assert (gone.state, gone.sequence) == ("cancelled", 2) and not Block.objects.exists()
    verbs = list(BookingStep.objects.values_list("verb", "side"))
    assert verbs == [("book", "guest"), ("move", "guest"), ("cancel", "mentor")]


@pytest.mark.locks
def test_a_request_holds_its_time_until_it_lapses(expert: User, guest: User) -> None:
    offer = offering(expert, on_request=True)
    asked = booked(guest, offer, MONDAY + timedelta(days=2))
    assert asked.state == "requested" and asked.held_until == NOW + timedelta(hours=48)
    with pytest.raises(booking.NotOffered):
        hold(guest_of("another"), offer, MONDAY + timedelta(days=2))
    assert let_bookings_lapse(NOW + timedelta(hours=47)) == 0
    assert let_bookings_lapse(NOW + timedelta(hours=48)) == 1 and not Block.objects.exists()
    again = booked(guest, offer)
    assert again.held_until == NOW + timedelta(hours=48)
    yes = booking.accept(actor=expert, booking=again, start=again.start, now=NOW)
    assert yes.state == "confirmed" and set(Block.objects.values_list("held_until", flat=True)) == {None}
    with pytest.raises(booking.BookingMoved):
        booking.decline(actor=expert, booking=yes, reason="No.", now=NOW)


@pytest.mark.locks
def test_whoever_is_slower_gets_the_next_free_times(expert: User, guest: User) -> None:
    offer = offering(expert)
    booked(guest_of("first"), offer)
    with pytest.raises(booking.NotOffered) as refused:
        hold(guest, offer)
    starts = [slot.start for slot in refused.value.others]
    assert len(starts) == 3 and starts[0] == MONDAY + timedelta(
        minutes=60
    )  # ten minutes stay free in between
    for start in starts:
        booking.let_go(actor=guest, booking=hold(guest, offer, start), now=NOW)


@pytest.mark.parametrize(
    ("start", "minutes"),
    [
        (MONDAY + timedelta(minutes=7), 30),  # off the grid
        (MONDAY, 60),  # a length that is not offered
        (NOW - timedelta(days=1), 30),  # past
        (NOW + timedelta(hours=14), 30),  # inside the notice
        (MONDAY + timedelta(days=30), 30),  # beyond the horizon
        (MONDAY + timedelta(hours=6), 30),  # outside the hours
    ],
)
def test_what_is_not_offered_cannot_be_held(expert: User, guest: User, start: datetime, minutes: int) -> None:
    with pytest.raises(booking.NotOffered):
        hold(guest, offering(expert), start, minutes)
    assert not Block.objects.exists() and not Booking.objects.exists()


def test_a_hold_lapses_and_a_new_one_takes_its_place(expert: User, guest: User) -> None:
    offer = offering(expert)
    held = hold(guest, offer)
    later = NOW + timedelta(minutes=6)
    with pytest.raises(booking.NotOffered):
        booking.book(actor=guest, booking=held, answers=ANSWERS, now=later)
    other = hold(guest_of("another"), offer, now=later)
    assert other.state_at(later) == State.HELD and held.state_at(later) == State.LAPSED
    first, second = (
        hold(guest, offer, MONDAY + timedelta(days=1)),
        hold(guest, offer, MONDAY + timedelta(days=2)),
    )
    first.refresh_from_db()
    assert first.state == "lapsed" and second.state == "held"
    assert Block.objects.filter(owner=guest).count() == 1


def test_the_month_is_full_when_it_is(expert: User, guest: User) -> None:
    offer = offering(expert, a_month=1)
    booked(guest_of("first"), offer)
    with pytest.raises(booking.NotOffered):
        hold(guest, offer, MONDAY + timedelta(days=1))


@pytest.mark.locks
def test_guests_of_a_group_share_a_session_and_never_see_one_another(expert: User, guest: User) -> None:
    offer = offering(expert, seats=2)
    one, two = booked(guest, offer), booked(guest_of("second"), offer)
    assert one.session == two.session and Block.objects.get(owner=expert).seats_taken == 2
    with pytest.raises(booking.NotOffered):
        hold(guest_of("third"), offer)
    booking.cancel(actor=guest, booking=one, reason="No time.", now=NOW)
    assert Block.objects.get(owner=expert).seats_taken == 1
    booking.cancel(actor=two.guest, booking=two, reason="No time.", now=NOW)
    assert not Block.objects.exists()


def test_only_those_book_for_whom_the_offer_is(expert: User, guest: User) -> None:
    offer = offering(expert, for_whom=["returned"])
    with pytest.raises(booking.NotForYou):
        hold(guest, offer)


def test_an_offer_that_one_does_not_find_cannot_be_booked(expert: User, guest: User) -> None:
    offer = offering(expert)
    held = hold(guest, offer)
    experts.hide_from_domain(actor=expert, profile=cast.profile_of(expert), domain="other.example.net")
    actions.pause_offer(actor=expert, today=NOW.date())
    for user in (guest, guest_of("other"), expert):
        with pytest.raises(Absent):
            hold(user, offer, MONDAY + timedelta(days=1))
    with pytest.raises(Absent):
        booking.accept(actor=guest, booking=held, start=held.start, now=NOW)
    with pytest.raises(Absent):
        booking.let_go(actor=guest_of("stranger"), booking=held, now=NOW)


def test_both_say_what_became_of_it(expert: User, guest: User) -> None:
    made = booked(guest, offering(expert))
    with pytest.raises(booking.NotOver):
        booking.say_outcome(actor=guest, booking=made, said=Outcome.HAPPENED, now=NOW)
    over = MONDAY + timedelta(hours=1)
    said = booking.say_outcome(actor=guest, booking=made, said=Outcome.OTHER_MISSED, now=over)
    assert said.state == "confirmed"
    assert booking.say_outcome(actor=expert, booking=made, said=Outcome.LOST, now=over).state == "lost"


def test_answers_are_asked_for(expert: User, guest: User) -> None:
    held = hold(guest, offering(expert))
    with pytest.raises(booking.Unanswered):
        booking.book(actor=guest, booking=held, answers=[], now=NOW)
