"""Guests of one group meet in one session, and before it none of them reads a word of another one."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.experts.details import save_details
from talent.mentoring.models import Booking, Offer
from talent.mentoring.projection import guest_name
from tests import cast
from tests.mentoring import MONDAY, guest_of, offering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
NAMES = {"nasrin": "نسرین اخوان", "keyvan": "کیوان اخگر"}
WORDS = {"nasrin": "zqansweropal", "keyvan": "zqanswerjade"}
"""Who the two are, and what each of them answers."""
PLACES = (
    "/en/mentoring/sessions/{}/",
    "/fa/mentoring/sessions/{}/",
    "/en/mentoring/sessions/{}/join/",
    "/en/mentoring/sessions/",
    "/en/in-tray/",
    "/en/timeline/",
    "/api/v1/mentoring/sessions/{}/",
    "/api/v1/mentoring/sessions/",
)
"""Where somebody reads of a session of theirs, besides its file."""


def seated(offer: Offer, name: str, browse: Browse) -> Booking:
    """A seat in the group for somebody of that name, booked through the forms."""
    guest = guest_of(name)
    profile, names = cast.profile_of(guest), {"name_native": NAMES[name], "name_latin": f"{name.title()} A."}
    save_details(actor=guest, profile=profile, version=profile.version, part="names", **names)
    mine = browse(guest)
    mine.post(f"/en/mentors/{offer.key}/hold/", {"start": MONDAY.isoformat(), "minutes": "30"})
    made = Booking.objects.get(guest=guest)
    said = {"book": "1", "answer_1": WORDS[name]}
    assert mine.post(f"/en/mentoring/sessions/{made.key}/", said).status_code == 302
    return made


@pytest.fixture
def seats(expert: User, browse: Browse) -> list[Booking]:
    """Two seats of one session."""
    offer = offering(expert, seats=3)
    one, two = (seated(offer, name, browse) for name in WORDS)
    assert one.session == two.session and one.key != two.key
    return [one, two]


def told_of(seat: Booking) -> Iterator[str]:
    """What tells of this seat and of nobody else's."""
    guest = seat.guest
    assert guest
    name = guest.email.split("@")[0]
    yield from (guest.email, name.title(), NAMES[name], WORDS[name], str(seat.key))
    yield from (handle(seat, language) for language in ("en", "fa"))


def handle(seat: Booking, language: str) -> str:
    """The name by which the mentor knows who has this seat."""
    return guest_name(seat.guest_id or 0, f"booking:{seat.key}", language)


def pairs(seats: list[Booking]) -> list[tuple[Booking, Booking]]:
    return [(seats[0], seats[1]), (seats[1], seats[0])]


@pytest.mark.parametrize("place", PLACES)
def test_no_page_and_no_answer_says_who_else_comes(seats: list[Booking], browse: Browse, place: str) -> None:
    for mine, theirs in pairs(seats):
        answer = browse(mine.guest).get(place.format(mine.key))
        assert answer.status_code == 200
        read = answer.content.decode()
        assert not [word for word in told_of(theirs) if word in read]


def test_one_reads_ones_own_answer_and_the_mentor_reads_both(
    expert: User, seats: list[Booking], browse: Browse
) -> None:
    for mine in seats:
        own = [word for word in WORDS.values() if word in "".join(told_of(mine))]
        for place in (PLACES[0], "/api/v1/mentoring/sessions/{}/"):
            for reader in (mine.guest, expert):
                read = browse(reader).get(place.format(mine.key)).content.decode()
                assert [word for word in WORDS.values() if word in read] == own
        listed = browse(mine.guest).get("/en/mentoring/sessions/").content.decode()
        assert str(mine.key) in listed
    both = browse(expert).get("/en/mentoring/sessions/").content.decode()
    for seat in seats:
        assert str(seat.key) in both and handle(seat, "en") in both


def test_the_file_for_a_calendar_names_its_reader_alone(seats: list[Booking], browse: Browse) -> None:
    files = []
    for mine, theirs in pairs(seats):
        answer = browse(mine.guest).get(f"/en/mentoring/sessions/{mine.key}/meeting.ics")
        file = answer.content.decode().replace("\r\n ", "")
        assert answer.status_code == 200 and mine.guest and mine.guest.email in file
        assert not [word for word in told_of(theirs) if word in file]
        files.append({line for line in file.split("\r\n") if line.startswith(("UID", "ORGANIZER", "URL"))})
    assert len(files[0]) == len(files[1]) == 3 and not files[0] & files[1]


def test_the_seat_of_another_one_is_nowhere(seats: list[Booking], browse: Browse) -> None:
    paths = ("/en/mentoring/sessions/{}/", "/en/mentoring/sessions/{}/join/", "/en/mentoring/sessions/{}/meeting.ics", "/api/v1/mentoring/sessions/{}/")  # fmt: skip
    for mine, theirs in pairs(seats):
        reads = browse(mine.guest)
        assert [reads.get(path.format(theirs.key)).status_code for path in paths] == [404] * 4
