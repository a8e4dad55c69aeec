"""What becomes of things ahead when a mentor ends the offer, is found by fewer, or hides from somebody."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts import leaving, notices
from talent.accounts.models import Group, RoleName, User
from talent.experts import actions as experts
from talent.lib.dates import park_today
from talent.mentoring import actions as offers
from talent.mentoring import booking, tasks
from talent.mentoring.models import Booking, Offer, Question, Relation, profile_of
from talent.mentoring.questions import actions as questions
from talent.mentoring.relations import actions as relations
from talent.mentoring.relations.permissions import began_of
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests import cast
from tests.mentoring import MONDAY, NOW, booked, guest_of, offering, read
from tests.talent.accounts.test_notices import new_version, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Browse = Callable[[User | None], Client]
Clock = Callable[[datetime], None]
DAY = timedelta(days=1)
SESSIONS = "/en/mentoring/sessions/"


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


def asked(guest: User, offer: Offer) -> Question:
    return questions.ask(
        actor=guest, offer=offer, title="Papers", text="Which papers do I need?", now=timezone.now()
    )


def agreed(guest: User, made: Booking) -> Relation:
    began = began_of(guest, "booking", made.key)
    wanted = {"goals": "Find work.", "sessions": 4, "rhythm": "weekly"}
    found = relations.propose(actor=guest, began=began, now=timezone.now(), **wanted)  # type: ignore[arg-type]
    relations.accept(actor=made.of_offer.profile.user, relation=found, now=timezone.now())
    return found


def hide_from(mentor: User, guest: User) -> None:
    domain = guest.email.partition("@")[2]
    experts.hide_from_domain(actor=mentor, profile=cast.profile_of(mentor), domain=domain)


def told(user: User) -> list[str]:
    tasks.tell_of_sessions()
    return [one.kind for one in Notification.objects.of(user)]


def test_what_is_open_ends_with_the_offer_and_everybody_is_told(
    expert: User, guest: User, browse: Browse, clock: Clock
) -> None:
    offer = offering(expert, questions=[])
    question, relation = asked(guest, offer), agreed(guest, booked(guest, offer))
    clock(MONDAY + DAY)
    browse(expert).post("/en/mentoring/offer/end/")
    assert tasks.follow_ended_offers() == 2 and tasks.follow_ended_offers() == 0
    question.refresh_from_db()
    relation.refresh_from_db()
    assert (question.state, question.reason, relation.state) == ("declined", "", "ended")
    assert not Item.objects.filter(
        closed_at=None, kind__in=("mentor_question", "mentoring_proposal")
    ).exists()
    assert {"question_news", "mentoring_news"} <= set(told(guest))
    for path in (f"/en/mentoring/questions/{question.key}/", f"/en/mentoring/relations/{relation.key}/"):
        for user in (guest, expert):
            assert "The offer has ended" in browse(user).get(path).content.decode()


def test_by_an_offer_that_has_ended_nothing_is_proposed_any_more(
    expert: User, guest: User, browse: Browse, clock: Clock
) -> None:
    made = booked(guest, offering(expert, questions=[]))
    clock(MONDAY + DAY)
    offers.end_offer(actor=expert)
    for user, refused in ((guest, "Nothing can be proposed"), (expert, "Your offer has ended")):
        place = f"/en/mentoring/propose/booking/{made.key}/"
        answer = browse(user).post(place, {"goals": "More.", "sessions": "3", "rhythm": "weekly"})
        assert answer.status_code == 400 and refused in answer.content.decode()
        assert place not in browse(user).get(f"{SESSIONS}{made.key}/").content.decode()


def test_who_has_agreed_to_meet_several_times_goes_on_booking_whatever_the_listing(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine, stranger = offering(expert, questions=[]), browse(guest), browse(guest_of("stranger"))
    agreed(guest, booked(guest, offer))
    offers.save_offer(actor=expert, version=offer.version, listing="nobody")
    start = {"start": (MONDAY + DAY).isoformat(), "minutes": 30}
    for path in (f"/en/mentors/{offer.key}/", f"/en/mentors/{offer.key}/times/"):
        assert mine.get(path).status_code == 200 and stranger.get(path).status_code == 404
    assert stranger.post(f"/en/mentors/{offer.key}/hold/", start).status_code == 404
    held = mine.post(f"/en/mentors/{offer.key}/hold/", start)["Location"]
    assert mine.post(held, {"book": "1"}).status_code == 302
    second = Booking.objects.get(start=MONDAY + DAY)
    assert second.state == "confirmed" and second.relation
    for state, status in (("active", 200), ("completed", 404), ("accepted", 200)):
        Relation.objects.update(state=state)
        assert mine.get(f"/en/mentors/{offer.key}/times/").status_code == status, state
    draft_of_a_notice(expert)
    assert mine.get(f"/en/mentors/{offer.key}/times/").status_code == 200, "a draft is not in force"
    listed = mine.get("/en/mentors/").content.decode()
    assert str(offer.key) not in listed, "found by nobody, whoever knows it"


def test_who_has_agreed_to_meet_several_times_goes_on_booking_wherever_they_live_since(
    expert: User, guest: User, browse: Browse
) -> None:
    offer, mine = offering(expert, questions=[]), browse(guest)
    agreed(guest, booked(guest, offer))
    profile_of(guest).delete()
    times, held = f"/en/mentors/{offer.key}/times/", f"/en/mentors/{offer.key}/hold/"
    later = {"start": (MONDAY + DAY).isoformat(), "minutes": 30}
    assert later["start"] in mine.get(times).content.decode()
    assert mine.post(held, later).status_code == 302
    Relation.objects.update(state="completed")
    later["start"] = (MONDAY + 2 * DAY).isoformat()
    assert later["start"] not in mine.get(times).content.decode()
    assert mine.post(held, later).status_code == 403


def draft_of_a_notice(user: User) -> None:
    """Where that person lives the network may be for information only one day: nobody has said so yet."""
    notices.acknowledge(actor=user, notice=cast.notice(Group.EU))
    officer = cast.staff(RoleName.PRIVACY_OFFICER)
    draft = notices.start_draft(actor=officer, group=Group.EU)
    notices.save_draft(actor=officer, notice=draft, information_only=True, texts=whole())


def only_inform(user: User) -> None:
    """From now on the network is for information only where that person lives, whether they have read so or not."""
    notices.acknowledge(actor=user, notice=cast.notice(Group.EU))
    new_version(cast.staff(RoleName.PRIVACY_OFFICER), Group.EU, information_only=True)


@pytest.mark.parametrize("silence", [lambda user: leaving.go_quiet(actor=user), only_inform])
def test_neither_a_pause_nor_silence_lets_them_book(
    expert: User, guest: User, browse: Browse, silence: Callable[[User], None]
) -> None:
    offer = offering(expert, questions=[])
    agreed(guest, booked(guest, offer))
    times = f"/en/mentors/{offer.key}/times/"
    offers.pause_offer(actor=expert, today=park_today())
    assert browse(guest).get(times).status_code == 404
    offers.resume_offer(actor=expert)
    offers.save_offer(actor=expert, version=Offer.objects.get().version, listing="nobody")
    assert browse(guest).get(times).status_code == 200
    silence(expert)
    assert browse(guest).get(times).status_code == 404


PAGES = ("en/mentoring/sessions/", "en/in-tray/", "en/timeline/", "en/mentoring/sessions/{session}/")
TO_PROGRAMS = ("api/v1/mentoring/sessions/", "api/v1/mentoring/relations/{relation}/")


@pytest.mark.parametrize("page", [*PAGES, "en/mentoring/relations/{relation}/", *TO_PROGRAMS])
def test_hiding_from_where_a_guest_is_tells_the_mentor_nothing_of_them(
    expert: User, guest: User, browse: Browse, page: str
) -> None:
    offer = offering(expert, questions=[], on_request=True)
    agreed_on, waits = booked(guest, offer), booked(guest, offer, MONDAY + DAY)
    booking.accept(actor=expert, booking=agreed_on, start=agreed_on.start, now=NOW)
    relation = agreed(guest, agreed_on).key if "{relation}" in page else ""
    mine, path = browse(expert), f"/{page.format(session=waits.key, relation=relation)}"
    experts.hide_from_domain(
        actor=expert, profile=cast.profile_of(expert), domain="elsewhere.example.com"
    )  # whatever changes by a hiding as such has changed
    assert mine.get(path).status_code == 200
    before = read(mine, path)
    hide_from(expert, guest)
    tasks.let_bookings_lapse()
    assert read(mine, path) == before
    booking.accept(actor=expert, booking=waits, start=waits.start, now=NOW)
    assert list(Booking.objects.order_by().values_list("state", flat=True)) == ["confirmed"] * 2


def test_who_is_hidden_from_keeps_the_session_and_finds_no_other_time(
    expert: User, guest: User, browse: Browse
) -> None:
    offer = offering(expert, questions=[])
    made = booked(guest, offer)
    hide_from(expert, guest)
    assert f"{SESSIONS}{made.key}/join/" in browse(guest).get(f"{SESSIONS}{made.key}/").content.decode()
    assert browse(guest).get(f"/en/mentors/{offer.key}/times/").status_code == 404
    assert told(guest) == ["session_news"]


def test_who_is_hidden_from_after_a_question_waits_until_its_day(
    expert: User, guest: User, browse: Browse, clock: Clock
) -> None:
    offer = offering(expert, questions=[])
    question, mine = asked(guest, offer), browse(guest)
    page = f"/en/mentoring/questions/{question.key}/"
    before = read(mine, page)
    hide_from(expert, guest)
    assert read(mine, page) == before
    missing = "/en/mentors/12345678-1234-4234-8234-123456789abc/"
    for day in (0, 10, 16):
        clock(NOW + day * DAY)
        tasks.let_questions_lapse()
        hidden, absent = (mine.get(path) for path in (f"/en/mentors/{offer.key}/", missing))
        assert hidden.status_code == 404 == absent.status_code
        question.refresh_from_db()
        assert question.state == ("lapsed" if day == 16 else "asked")
    assert told(guest) == ["question_news"]
