"""What becomes of a session that is agreed on: both are told and reminded, calendars follow, somebody leaves, somebody
does not come, clocks get new rules."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import Message

import pytest
import vobject
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from talent.accounts.leaving import erase_account, go_quiet
from talent.accounts.models import User
from talent.mentoring import actions, booking
from talent.mentoring.booking_states import Outcome
from talent.mentoring.models import Booking, Offer
from talent.mentoring.tasks import (
    ask_what_became,
    follow_zone_rules,
    forget_left_alone,
    remind_of_sessions,
    tell_of_sessions,
)
from talent.notifications.models import Delivery, Notification
from talent.schedule.models import Block
from tests.mentoring import MONDAY, NOW, booked, guest_of, offering, read_start
from tests.post import sent_to, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
Clock = Callable[[datetime], None]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
"""Sessions of half an hour, an hour apart."""


@pytest.fixture
def guest(db: None) -> User:
    user = guest_of("guest")
    User.objects.filter(pk=user.pk).update(time_zone="Asia/Kathmandu", language="en", calendar="jalali")
    user.refresh_from_db()
    return user


def told(user: User) -> list[str]:
    """The kinds of all that somebody was told, the latest first."""
    tell_of_sessions()
    return [one.kind.removeprefix("session_") for one in Notification.objects.of(user)]


def mailed(user: User) -> list[EmailMessage]:
    """All mails to somebody so far; they are due by the clock of the machine."""
    Delivery.objects.update(due_at=NOW - DAY)
    return sent_to(user.email)


def files(user: User) -> list[dict[str, str]]:
    """The calendar files in mails to somebody, each as its type, its method and what its event says."""
    tell_of_sessions()
    found = []
    for mail in mailed(user):
        for part in mail.message().walk():
            if part.get_content_type() == "text/calendar":
                found.append(_read(part))
    return found


def _read(part: Message) -> dict[str, str]:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    [event] = Calendar.from_ical(content).walk("VEVENT")
    other = vobject.readOne(content.decode()).vevent
    assert (other.uid.value, other.dtstart.value) == (event["UID"], event["DTSTART"].dt), "both read the same"
    assert str(part.get_param("method")) == str(Calendar.from_ical(content)["METHOD"])
    names = ("UID", "SEQUENCE", "STATUS", "ORGANIZER", "ATTENDEE", "SUMMARY", "DESCRIPTION")
    return {name: str(event[name]) for name in names} | {
        "METHOD": str(part.get_param("method")),
        "START": event["DTSTART"].dt.isoformat(),
        "ALL": content.decode().replace("\r\n ", ""),
    }


def test_both_are_told_of_each_step_once_and_calendars_follow(expert: User, guest: User) -> None:
    offer = offering(expert, questions=[])
    made = booked(guest, offer)
    assert told(guest) == ["news"] == told(expert) and told(guest) == ["news"]
    moved = booking.move(actor=guest, booking=made, start=MONDAY + DAY, now=NOW)
    tell_of_sessions()
    first, second = files(guest)
    booking.cancel(actor=expert, booking=moved, reason="I am ill.", now=NOW)
    third, theirs = files(guest)[-1], files(expert)[-1]
    assert [one["METHOD"] for one in (first, second, third)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one["SEQUENCE"] for one in (second, third)] == ["1", "2"]
    assert {first["UID"], second["UID"]} == {third["UID"]} != {theirs["UID"]}
    assert third["STATUS"] == "CANCELLED" and second["START"] == (MONDAY + DAY).isoformat()
    assert "11 Azar 1405" in second["DESCRIPTION"] and "In Tehran:" in second["DESCRIPTION"]
    body = str(mailed(guest)[1].body)
    assert "07:45–08:15 · In Tehran:" in body and "05:30–06:00" in body, (
        "a mail says the hour on both clocks too"
    )
    for one, other in ((third, expert), (theirs, guest)):
        assert (
            other.email not in one["ALL"]
            and "meet.example.org" not in one["ALL"]
            and "am ill" not in one["ALL"]
        )
    assert third["ORGANIZER"].startswith("mailto:meeting+") and guest.email in third["ATTENDEE"]


def test_a_request_tells_its_mentor_and_waits_in_their_list(
    expert: User, guest: User, browse: Browse
) -> None:
    asked = booked(guest, offering(expert, questions=[], on_request=True))
    assert told(expert) == ["waits"] and told(guest) == [] and files(guest) == []
    page = browse(expert).get("/en/in-tray/").content.decode()
    assert "asks for a session" in page and str(asked.key) in page
    yes = {"from": "tray"} | read_start(page)
    accepted = browse(expert).post(f"/en/mentoring/sessions/{asked.key}/accept/", yes)
    assert accepted["Location"] == "/en/in-tray/" and told(guest) == ["news"]
    assert str(asked.key) not in browse(expert).get("/en/in-tray/").content.decode()
    assert "waited for your word" in browse(expert).get("/en/timeline/").content.decode()


def test_both_are_reminded_a_day_and_an_hour_before_once_each(
    expert: User, guest: User, clock: Clock
) -> None:
    booked(guest, offering(expert, questions=[]))
    reminded = []
    for now in (
        MONDAY - DAY - HOUR,
        MONDAY - DAY,
        MONDAY - 2 * HOUR,
        MONDAY - HOUR,
        MONDAY - HOUR / 2,
        MONDAY,
    ):
        clock(now)
        reminded.append(remind_of_sessions() + remind_of_sessions())
    assert reminded == [0, 1, 0, 1, 0, 0]
    assert told(guest).count("soon") == 2 == told(expert).count("soon")
    mail = [one for one in mailed(guest) if one.subject == "It begins soon"][-1]
    assert "10 Azar 1405 (1 December 2026), 07:45–08:15" in words(mail), "their calendar and their clock"


def test_what_is_booked_within_a_day_is_not_announced_a_second_later(
    expert: User, guest: User, clock: Clock
) -> None:
    offer = offering(expert, questions=[], notice_hours=1)
    clock(MONDAY - 3 * HOUR)
    booked(guest, offer)
    assert remind_of_sessions() == 0
    clock(MONDAY - HOUR)
    assert remind_of_sessions() == 1


def test_silence_says_that_it_took_place_and_one_word_that_it_did_not(
    expert: User, guest: User, browse: Browse, clock: Clock
) -> None:
    offer = offering(expert, questions=[])
    one, two = booked(guest, offer), booked(guest_of("other"), offer, MONDAY + HOUR)
    clock(MONDAY + 3 * HOUR)
    assert ask_what_became() == 2 and ask_what_became() == 0
    assert "What became of your session?" in browse(guest).get("/en/in-tray/").content.decode()
    place = f"/en/mentoring/sessions/{one.key}/"
    assert "What became of it?" in browse(guest).get(place).content.decode()
    assert browse(expert).post(f"{place}outcome/", {"said": "other_missed"}).status_code == 302
    clock(MONDAY + 4 * DAY)
    assert ask_what_became() == 2
    assert [Booking.objects.get(pk=each.pk).state for each in (one, two)] == ["missed", "happened"]
    assert "became" not in browse(guest).get("/en/in-tray/").content.decode()


def test_a_lost_connection_counts_when_both_say_so_or_the_other_says_nothing(
    expert: User, guest: User, browse: Browse, clock: Clock
) -> None:
    offer = offering(expert, questions=[])
    made = [
        booked(one, offer, MONDAY + number * DAY)
        for number, one in enumerate((guest, guest_of("b"), guest_of("c")))
    ]
    clock(MONDAY + 3 * DAY)
    ask_what_became()
    for one in made:
        place = f"/en/mentoring/sessions/{one.key}/outcome/"
        assert one.guest and browse(one.guest).post(place, {"said": "lost"}).status_code == 302
    assert {one.state for one in Booking.objects.all()} == {"confirmed"}, "one word alone settles nothing yet"
    for one, said in zip(made, ("lost", "happened"), strict=False):
        browse(expert).post(f"/en/mentoring/sessions/{one.key}/outcome/", {"said": said})
    clock(MONDAY + 7 * DAY)
    ask_what_became()
    states = [Booking.objects.get(pk=one.pk).state for one in made]
    assert states == ["lost", "happened", "lost"]
    assert booking.rests_until(guest, timezone.now()) is None


def missing_twice(guest: User, offer: Offer, clock: Clock, said: str) -> None:
    for week in range(2):
        start = MONDAY + 7 * week * DAY
        made = booked(guest, offer, start)
        clock(start + HOUR)
        actor = offer.profile.user if said == "mentor" else guest
        booking.say_outcome(actor=actor, booking=made, said=Outcome.OTHER_MISSED, now=timezone.now())
        clock(start + 4 * DAY)
        ask_what_became()
        Booking.objects.filter(pk=made.pk).update(asked_at=start)
        ask_what_became()


def test_a_guest_who_misses_two_sessions_books_nothing_for_a_while(
    expert: User, guest: User, clock: Clock
) -> None:
    offer = offering(expert, questions=[])
    missing_twice(guest, offer, clock, "mentor")
    with pytest.raises(booking.MissedTwice):
        booked(guest, offer, MONDAY + 14 * DAY)
    clock(MONDAY + 38 * DAY)
    booked(guest, offer, MONDAY + 42 * DAY)


def test_the_offer_of_a_mentor_who_misses_two_sessions_is_paused(
    expert: User, guest: User, clock: Clock
) -> None:
    offer = offering(expert, questions=[])
    missing_twice(guest, offer, clock, "guest")
    offer.refresh_from_db()
    assert offer.state == "paused" and offer.paused_until is None
    assert actions.resume_offer(actor=expert).state == "open"


@pytest.mark.locks
@pytest.mark.parametrize("leave", [erase_account, go_quiet])
@pytest.mark.parametrize("who", ["mentor", "guest"])
def test_whoever_leaves_or_falls_silent_gives_the_other_their_time_back(
    expert: User, guest: User, browse: Browse, clock: Clock, who: str, leave: Callable[..., None]
) -> None:
    made = booked(guest, offering(expert, questions=[]))
    going, staying = (expert, guest) if who == "mentor" else (guest, expert)
    assert len(files(staying)) == 1
    leave(actor=going)
    assert not Block.objects.exists() and Booking.objects.get().state == "cancelled"
    assert told(staying)[0] == "news" and files(staying)[-1]["METHOD"] == "CANCEL"
    page = browse(staying).get(f"/en/mentoring/sessions/{made.key}/").content.decode()
    assert "Cancelled" in page and "meet.example.org" not in page
    if leave == erase_account:
        assert "has left the network" in page and ("To other mentors" in page) == (who == "mentor")
        clock(MONDAY + 31 * DAY)
        assert forget_left_alone() == 1 and not Booking.objects.exists()


def test_who_has_booked_is_told_of_a_pause_and_offered_others(
    expert: User, guest: User, browse: Browse
) -> None:
    made = booked(guest, offering(expert, questions=[]))
    actions.pause_offer(actor=expert, today=NOW.date())
    assert told(guest) == ["mentor_pauses", "news"] and told(guest) == ["mentor_pauses", "news"]
    page = browse(guest).get(f"/en/mentoring/sessions/{made.key}/").content.decode()
    assert "takes no new bookings" in page and "To other mentors" in page and "Confirmed" in page
    with pytest.raises(booking.NoTimesNow):
        booking.move(actor=guest, booking=made, start=MONDAY + DAY, now=NOW)


def test_moving_has_its_limits(expert: User, guest: User, clock: Clock) -> None:
    made = booked(guest, offering(expert, questions=[]))
    for days in (1, 2, 3):
        made = booking.move(actor=guest, booking=made, start=MONDAY + days * DAY, now=NOW)
    with pytest.raises(booking.MovedOften):
        booking.move(actor=guest, booking=made, start=MONDAY, now=NOW)
    other = booked(guest_of("other"), made.of_offer)
    with pytest.raises(booking.TooLate):
        booking.move(actor=other.guest, booking=other, start=MONDAY + 4 * DAY, now=MONDAY - 23 * HOUR)  # type: ignore[arg-type]


@pytest.mark.locks
def test_new_rules_of_clocks_move_what_was_agreed_on_and_ask_about_the_rest(
    expert: User, guest: User, decree: Callable[[str], None], browse: Browse
) -> None:
    offer = offering(expert, questions=[])
    free, clashing = booked(guest, offer), booked(guest_of("second"), offer, MONDAY + DAY)
    assert follow_zone_rules() == 0 and told(guest) == ["news"]
    start, end = MONDAY + DAY - HOUR, MONDAY + DAY - HOUR / 2
    taken = {"owner": clashing.guest, "start": start, "end": end, "span_start": start, "span_end": end}
    Block.objects.create(kind="interview", ref=free.key, **taken)
    decree("Phoenix")  # an hour ahead of Los Angeles in winter
    assert follow_zone_rules() == 2 and follow_zone_rules() == 0
    free.refresh_from_db()
    clashing.refresh_from_db()
    assert (free.start, free.wall, free.tzdata, free.sequence) == (
        MONDAY - HOUR,
        "2026-11-30T18:00",
        "2099z",
        1,
    )
    assert {one.start for one in Block.objects.filter(ref=free.session)} == {MONDAY - HOUR}
    assert files(guest)[-1]["SEQUENCE"] == "1" and told(guest) == ["news", "news"]
    assert (clashing.start, clashing.clashes) == (MONDAY + DAY, True) and clashing.guest
    for user in (expert, clashing.guest):
        assert "clash" in told(user)
        assert "Clocks have moved the hour" in browse(user).get("/en/in-tray/").content.decode()
    page = browse(clashing.guest).get(f"/en/mentoring/sessions/{clashing.key}/").content.decode()
    assert "By their new rules" in page
