"""What is busy in the calendar that a mentor keeps elsewhere is offered to nobody: on no page, in no index, by no verb."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.mentoring import booking
from talent.mentoring.free import QUARTER, quarters_of
from talent.mentoring.models import Booking, Offer
from talent.schedule.models import OutsideCalendar
from talent.schedule.slots import Span
from tests.mentoring import MONDAY, NOW, guest_of, offering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BUSY = [MONDAY, MONDAY + HOUR / 2]
FREE = [MONDAY + HOUR, MONDAY + DAY]
"""The first hour of that evening is given to others; the second one and the next evening are not."""


def busy_elsewhere(owner: User) -> OutsideCalendar:
    """That hour, as it was read this morning."""
    pair = [MONDAY.timestamp(), (MONDAY + HOUR).timestamp()]
    held: dict[str, Any] = {"sealed": "x", "busy": [pair], "read_at": NOW, "due_at": NOW}
    return OutsideCalendar.objects.create(owner=owner, **held)


def before_and_after(owner: User) -> Iterator[bool]:
    """Whether the hour is offered still: yes, and then no."""
    yield True
    busy_elsewhere(owner)
    yield False


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


def test_free_times_leave_it_out_and_nothing_else_of_that_evening(expert: User, guest: User) -> None:
    offer = offering(expert)
    window = Span(NOW, NOW + 7 * DAY)
    for offered in before_and_after(expert):
        starts = {one.start for one in booking.free_times(guest, offer, 30, window, NOW)}
        assert [one in starts for one in BUSY] == [offered] * 2
        assert [one in starts for one in FREE] == [True, True]
        [first, *_rest] = booking.next_slots(guest, offer, MONDAY, 30, NOW)
        assert first.start == (BUSY if offered else FREE)[0]


def test_pages_and_programs_do_not_show_it(expert: User, guest: User, browse: Browse) -> None:
    offer, mine = offering(expert), browse(guest)
    for offered in before_and_after(expert):
        page = mine.get(f"/en/mentors/{offer.key}/times/").content.decode()
        assert [f'value="{one.isoformat()}"' in page for one in BUSY] == [offered] * 2
        assert [f'value="{one.isoformat()}"' in page for one in FREE] == [True, True]
        starts = {one["start"] for one in mine.get(f"/api/v1/mentors/{offer.key}/times/").json()["results"]}
        assert [f"{one:%Y-%m-%dT%H:%M:%SZ}" in starts for one in (*BUSY, *FREE)] == [offered] * 2 + [True] * 2


@pytest.mark.parametrize(
    ("path", "sent"),
    [("/en/mentors/{}/hold/", {}), ("/api/v1/mentors/{}/hold/", {"content_type": "application/json"})],
    ids=["page", "api"],
)
def test_nobody_can_hold_it(
    expert: User, guest: User, browse: Browse, path: str, sent: dict[str, Any]
) -> None:
    offer, mine = offering(expert), browse(guest)
    busy_elsewhere(expert)

    def hold(start: datetime) -> int:
        typed = {"start": start.isoformat(), "minutes": "30"}
        return mine.post(path.format(offer.key), typed, **sent).status_code

    assert [hold(one) for one in BUSY] == [409] * 2 and not Booking.objects.exists()
    assert hold(FREE[0]) < 400 and Booking.objects.get().start == FREE[0]


def test_nobody_can_move_a_session_there(expert: User, guest: User, browse: Browse) -> None:
    offer, mine = offering(expert, questions=[]), browse(guest)
    mine.post(f"/en/mentors/{offer.key}/hold/", {"start": FREE[1].isoformat(), "minutes": "30"})
    place = f"/en/mentoring/sessions/{Booking.objects.get().key}/"
    mine.post(place, {"book": "1"})
    busy_elsewhere(expert)
    for start, status in ((BUSY[0], 409), (FREE[0], 302)):
        moved = mine.post(f"{place}move/", {"start": start.isoformat(), "minutes": "30"})
        assert moved.status_code == status
    assert Booking.objects.get().start == FREE[0]


def quarters(offer: Offer) -> set[str]:
    return set(quarters_of([offer], NOW)[offer.pk])


def test_the_quarters_by_which_mentors_are_found_leave_it_out(expert: User) -> None:
    offer = offering(expert)
    gone, kept = ({str(int(one.timestamp()) // QUARTER) for one in ones} for ones in (BUSY, FREE))
    before = quarters(offer)
    assert gone | kept <= before
    busy_elsewhere(expert)
    assert before - quarters(offer) >= gone and kept <= quarters(offer)


def test_one_reads_it_as_not_free_on_the_page_of_ones_own_hours(expert: User, browse: Browse) -> None:
    offering(expert)
    mine = browse(expert)
    for offered in before_and_after(expert):
        page = mine.get("/en/hours/").content.decode()
        monday = page.split("30 November 2026")[1].split("</li>")[0]
        assert ("18:00–20:00" in monday, "19:00–20:00" in monday) == (offered, not offered)
        coming = {one["start"] for one in mine.get("/api/v1/hours/").json()["coming"]}
        assert any(_same(one, BUSY[0]) for one in coming) == offered
        assert any(_same(one, FREE[0]) for one in coming) != offered
        assert any(_same(one, FREE[1]) for one in coming)


def _same(said: str, moment: datetime) -> bool:
    return datetime.fromisoformat(said) == moment


def test_what_is_busy_in_somebody_elses_calendar_is_in_nobodys_way(
    expert: User, other_expert: User, guest: User
) -> None:
    mine, theirs = offering(expert), offering(other_expert)
    busy_elsewhere(other_expert)
    found = quarters_of([mine, theirs], NOW)
    first = str(int(BUSY[0].timestamp()) // QUARTER)
    assert (first in found[mine.pk], first in found[theirs.pk]) == (True, False)
