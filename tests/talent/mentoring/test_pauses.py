"""What a pause and new rules of clocks leave alone: neighbours, and times that somebody only holds."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.mentoring import actions, booking
from talent.mentoring.booking_states import Outcome
from talent.mentoring.clock import resume_due
from talent.mentoring.models import Booking, Offer
from talent.mentoring.tasks import ask_what_became, follow_zone_rules, tell_of_sessions
from talent.notifications.models import Notification
from tests.mentoring import MONDAY, NOW, booked, guest_of, held, offering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
Clock = Callable[[datetime], None]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(user: User) -> list[str]:
    """The kinds of all that somebody was told."""
    tell_of_sessions()
    return [one.kind for one in Notification.objects.of(user)]


@pytest.mark.locks
@pytest.mark.parametrize(("place", "shift"), [("Phoenix", -HOUR), ("Anchorage", HOUR)])
def test_sessions_that_follow_one_another_move_together(
    expert: User, decree: Callable[[str], None], place: str, shift: timedelta
) -> None:
    offer = offering(expert, questions=[], a_month=8)
    starts = [MONDAY + day * DAY + hour * HOUR for day in range(3) for hour in range(2)]
    made = [booked(guest_of(f"guest{place}{number}"), offer, at) for number, at in enumerate(starts)]
    decree(place)
    assert follow_zone_rules() == len(starts)
    rows = [Booking.objects.get(pk=one.pk) for one in made]
    assert [(one.start, one.clashes) for one in rows] == [(at + shift, False) for at in starts]


def test_whoever_only_holds_a_time_is_not_told_that_it_stands(expert: User, browse: Browse) -> None:
    offer, guest, other = offering(expert, questions=[]), guest_of("guest"), guest_of("other")
    mine, agreed = held(guest, offer, MONDAY), booked(other, offer, MONDAY + DAY)
    actions.pause_offer(actor=expert, today=NOW.date())
    assert told(guest) == [] and "session_mentor_pauses" in told(other)
    page = browse(guest).get(f"/en/mentoring/sessions/{mine.key}/").content.decode()
    assert "can no longer be booked" in page and "Your session stands" not in page
    page = browse(other).get(f"/en/mentoring/sessions/{agreed.key}/").content.decode()
    assert "Your session stands" in page and "can no longer be booked" not in page


def test_a_time_that_is_only_held_keeps_no_offer_from_ending(expert: User) -> None:
    offer, guest = offering(expert, questions=[]), guest_of("guest")
    mine = held(guest, offer, MONDAY)
    assert actions.end_offer(actor=expert).state == "ended"
    with pytest.raises(booking.NoTimesNow):
        booking.book(actor=guest, booking=mine, answers=[], now=NOW)


def test_whoever_is_paused_for_a_while_and_missed_twice_does_not_go_on_by_the_clock(
    expert: User, clock: Clock
) -> None:
    offer = offering(expert, questions=[])
    made = [booked(guest_of(f"guest{day}"), offer, MONDAY + day * DAY) for day in range(2)]
    clock(MONDAY + 2 * DAY)
    ask_what_became()
    for one in made:
        booking.say_outcome(actor=guest_by(one), booking=one, said=Outcome.OTHER_MISSED, now=MONDAY + 2 * DAY)
    actions.pause_offer(actor=expert, until=(MONDAY + 20 * DAY).date(), today=(MONDAY + 2 * DAY).date())
    clock(MONDAY + 6 * DAY)
    ask_what_became()
    assert set(Booking.objects.values_list("state", flat=True)) == {"missed"}
    assert resume_due((MONDAY + 20 * DAY).date()) == 0
    assert Offer.objects.get(pk=offer.pk).state == "paused"


def test_a_pause_that_is_made_longer_is_told_once(expert: User) -> None:
    guest = guest_of("guest")
    booked(guest, offering(expert, questions=[]))
    for days in (3, 5):
        actions.pause_offer(actor=expert, until=(NOW + days * DAY).date(), today=NOW.date())
    assert told(guest).count("session_mentor_pauses") == 1


def guest_by(one: Booking) -> User:
    """Its guest."""
    assert one.guest
    return one.guest
