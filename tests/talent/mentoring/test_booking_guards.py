"""What guests must neither get nor learn: a time that is gone, times that are not theirs to see, where the mentor is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.accounts.models import User
from talent.lib.dates import park_today
from talent.mentoring import actions, booking
from talent.mentoring.booking_states import Outcome, State
from talent.mentoring.clock import forget_holds, let_bookings_lapse
from talent.mentoring.models import Booking, Offer
from talent.mentoring.states import State as OfferState
from talent.schedule import hours
from talent.schedule.availability import availability_of
from talent.schedule.models import Block
from talent.schedule.slots import Hours, Span
from tests.mentoring import guest_of, offering

pytestmark = [pytest.mark.django_db, pytest.mark.locks]
Browse = Callable[[User | None], Client]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MONDAY = datetime(2026, 12, 1, 2, tzinfo=UTC)
"""Six in the evening in Los Angeles, Monday there."""
DAY, FIVE = timedelta(days=1), timedelta(minutes=5)


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


def hold(user: User, offer: Offer, start: datetime = MONDAY, now: datetime = NOW) -> Booking:
    return booking.hold_slot(actor=user, offer=offer, start=start, minutes=30, now=now)


def booked(user: User, offer: Offer, start: datetime = MONDAY, now: datetime = NOW) -> Booking:
    return booking.book(actor=user, booking=hold(user, offer, start, now), answers=[], now=now)


def test_a_hold_that_lapsed_behind_a_lock_gives_nothing(expert: User, guest: User) -> None:
    offer = offering(expert, questions=[])
    mine = hold(guest, offer)
    other = booked(guest_of("other"), offer, now=NOW + FIVE + timedelta(seconds=1))
    with pytest.raises(booking.NotOffered):
        booking.book(actor=guest, booking=mine, answers=[], now=NOW + FIVE - timedelta(seconds=1))
    confirmed = Booking.objects.filter(state=State.CONFIRMED)
    assert confirmed.get() == other and Block.objects.filter(owner=expert).count() == 1


def test_a_request_that_lapsed_behind_a_lock_is_not_accepted(expert: User, guest: User) -> None:
    offer, start = offering(expert, questions=[], on_request=True), MONDAY + 2 * DAY
    asked, late = booked(guest, offer, start), NOW + timedelta(hours=48, seconds=1)
    hold(guest_of("other"), offer, start, now=late)
    with pytest.raises(booking.BookingMoved):
        booking.accept(actor=expert, booking=asked, start=asked.start, now=late - timedelta(seconds=2))


def test_whoever_is_hidden_reads_no_times_by_way_of_an_old_session(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, page = offering(expert, questions=[]), browse(guest)
    held, kept = hold(guest, offer), booked(guest_of("kept"), offer, MONDAY + DAY)
    moving = f"/en/mentoring/sessions/{kept.key}/move/"
    let_bookings_lapse(NOW + FIVE)
    actions.pause_offer(actor=expert, today=park_today())
    answer = page.post(f"/en/mentoring/sessions/{held.key}/", {"book": "1"})
    assert offer.headline_en not in answer.content.decode() and "T02:" not in answer.content.decode()
    for sent in ({"start": "x"}, {"start": MONDAY.isoformat(), "minutes": 30}):
        assert browse(kept.guest).post(moving, sent).status_code == 302
        assert page.post(f"/en/mentoring/sessions/{held.key}/move/", sent).status_code == 302


def test_what_was_held_is_not_booked_once_the_guest_finds_the_offer_no_more(
    expert: User, guest: User
) -> None:
    held = hold(guest, offering(expert, questions=[]))
    actions.save_offer(actor=expert, version=actions.current_offer(expert).version, listing="nobody")  # type: ignore[union-attr]
    with pytest.raises(booking.NoTimesNow):
        booking.book(actor=guest, booking=held, answers=[], now=NOW)


@pytest.mark.parametrize("start", ["9999-12-31T23:59:59+0000", "0001-01-02T00:00:00+0000", "x", ""])
def test_a_start_in_no_year_is_no_fault_of_ours(
    expert: User, guest: User, browse: Browse, start: str
) -> None:
    offer = offering(expert)
    sent = {"start": start, "minutes": 30}
    assert browse(guest).post(f"/en/mentors/{offer.key}/hold/", sent).status_code == 409
    told = browse(guest).post(
        f"/api/v1/mentors/{offer.key}/hold/", sent, "application/json", headers={"accept": "application/json"}
    )
    assert told.status_code in (400, 409) and (told.status_code == 400 or len(told.json()["others"]) == 3)


def test_five_requests_wait_and_no_sixth(guest: User) -> None:
    offers = [offering(guest_of(f"mentor{one}"), questions=[], on_request=True) for one in range(6)]
    held = [hold(guest, offer, MONDAY + number * DAY) for number, offer in enumerate(offers)]
    for one in held[:5]:
        booking.book(actor=guest, booking=one, answers=[], now=NOW)
    with pytest.raises(booking.TooManyWaiting):
        booking.book(actor=guest, booking=held[5], answers=[], now=NOW)


def test_a_group_that_was_missed_once_was_missed_once(expert: User) -> None:
    offer = offering(expert, questions=[], seats=3)
    both, after = [booked(guest_of(name), offer) for name in ("one", "two")], MONDAY + DAY
    for one in both:
        booking.say_outcome(actor=expert, booking=one, said=Outcome.HAPPENED, now=after)
    for one in both:
        Booking.objects.filter(pk=one.pk).update(said_by_mentor=Outcome.OTHER_MISSED)
        assert one.guest
        booking.say_outcome(actor=one.guest, booking=one, said=Outcome.OTHER_MISSED, now=after)
    assert Offer.objects.get(pk=offer.pk).state == OfferState.OPEN


def test_a_group_keeps_the_seats_it_began_with(expert: User) -> None:
    offer = offering(expert, questions=[], seats=2)
    booked(guest_of("one"), offer)
    offer.refresh_from_db()
    actions.save_offer(actor=expert, version=offer.version, seats=4)
    offer.refresh_from_db()
    window, two = Span(MONDAY, MONDAY + timedelta(minutes=30)), guest_of("two")
    (slot,) = booking.free_times(two, offer, 30, window, NOW)
    assert slot.seats == 1
    booked(guest_of("three"), offer)
    assert booking.free_times(two, offer, 30, window, NOW) == []


def test_free_times_end_and_pause_by_the_clock_and_not_at_the_mentors_midnight(
    expert: User, guest: User
) -> None:
    offer = offering(expert, questions=[], horizon_days=5)
    mine, always = availability_of(expert), [[Hours(0, 1440)]] * 7
    assert mine
    hours.save_hours(
        actor=expert, version=mine.version, zone=mine.zone, weekly=always, works_on_holidays=True
    )
    booked(guest, offer)
    times = [one.start for one in booking.free_times(guest, offer, 30, Span(NOW, NOW + 9 * DAY), NOW)]
    assert max(times) < NOW + 5 * DAY <= max(times) + timedelta(hours=1)
    assert min(abs(one - MONDAY) for one in times) == DAY


def test_what_was_held_for_nothing_goes_after_a_day(expert: User, guest: User) -> None:
    offer = offering(expert, questions=[])
    hold(guest, offer)
    asked = booked(guest_of("other"), offering(guest_of("mentor"), questions=[], on_request=True))
    let_bookings_lapse(NOW + 3 * DAY)
    assert forget_holds(NOW + 3 * DAY) == 1 and Booking.objects.get() == asked


def test_what_is_held_is_in_the_way_of_no_other_time_of_the_same_offer(expert: User, guest: User) -> None:
    """Whoever takes another time lets it go: the next times are those beside it too."""
    offer = offering(expert, questions=[])
    hold(guest, offer)
    with pytest.raises(booking.NotOffered) as refused:
        hold(guest, offer, MONDAY + timedelta(minutes=7))
    assert refused.value.others[0].start - MONDAY < timedelta(hours=2)


def test_others_wait_while_a_time_is_taken_and_not_while_hours_are_read(expert: User, guest: User) -> None:
    offer, slower = offering(expert, questions=[]), guest_of("slower")
    with CaptureQueriesContext(connection) as asked:
        booked(guest, offer)
        with pytest.raises(booking.NotOffered):
            hold(slower, offer)
    inside, waits = [], 0
    for statement in (one["sql"] for one in asked.captured_queries):
        waits += statement.startswith("SAVEPOINT") - statement.startswith("RELEASE")
        inside += [statement] if waits else []
    assert any("schedule_block" in one for one in inside) and len(inside) < 80
    assert not [one for one in inside if "schedule_availability" in one or "schedule_holiday" in one]
