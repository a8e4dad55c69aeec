"""Finding mentors: by topic, language, way, and by being free when one is free oneself; whoever hides is found by
nobody they hide from, and visitors get nothing typed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from search.indexes.kind import AsOf
from search.indexes.mentors import INDEXES, Mentors
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts import actions as experts
from talent.mentoring import actions, booking
from talent.mentoring.marking import mark_all
from talent.mentoring.models import Offer
from talent.mentoring.projection import name_of
from talent.schedule.actions import take
from talent.schedule.hours import save_hours
from talent.schedule.lines import read_hours
from tests import cast
from tests.mentoring import MONDAY, SAID, guest_of, offering

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Browse = Callable[[User | None], Client]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MENTORS, API = "/en/mentors/", "/api/v1/mentors/"
NOWHERE = "12345678-1234-4234-8234-123456789abc"


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def reader(db: None) -> User:
    """Somebody of the network at another host than the mentor's."""
    return cast.person("reader@elsewhere.example.net")


def names(browser: Client, query: str) -> list[str]:
    answer = browser.get(f"{API}?{query}").json()
    assert answer["count"] >= len(answer["results"])
    return [one["headline"]["text"] for one in answer["results"]]


def bare(answer: Any, key: object) -> str:
    """A page without the address that was asked for."""
    return answer.content.decode().replace(str(key), "")


def free_of(offer: Offer) -> tuple[str, ...]:
    """The quarter-hours in the offer's documents: the public one has none."""
    read = Mentors().read([offer.key])[0]
    held = [Mentors().document(read, schema, AsOf.now()) for schema in INDEXES]
    assert held[0] is None and held[1] and held[2]
    assert held[1].tokens["free"] == held[2].tokens["free"]
    return held[1].tokens["free"]


def test_mentors_are_found_by_what_they_offer(
    expert: User, reader: User, index: Callable[[], int], browse: Browse
) -> None:
    offer = offering(expert)
    index()
    mine = browse(reader)
    for query in (
        "q=python",
        "q=پایتون",
        "q=nobody",
        "skill=python",
        "how=writing",
        "how=30",
        "language=fa",
    ):
        assert names(mine, query) == [SAID["headline_en"]], query
    for query in ("skill=rust", "how=60", "how=group", "for_whom=returned", "language=de", ""):
        assert names(mine, query) == [], query
    page = mine.get(f"{MENTORS}?q=python").content.decode()
    assert name_of(offer)["en"] in page and "Python (25)" in page and SAID["text_en"] not in page
    one = mine.get(f"{MENTORS}{offer.key}/").content.decode()
    assert SAID["text_en"] in one and SAID["place"] not in one and SAID["questions"][0] in one


def test_free_this_week_in_my_hours(
    expert: User, reader: User, index: Callable[[], int], browse: Browse
) -> None:
    """The mentor is there from 18 to 20 in Los Angeles: 05:30 to 07:30 in Tehran."""
    offering(expert)
    index()
    mine, week = browse(reader), [read_hours("06:00–07:00")] * 7
    assert (
        names(mine, "free=week") == []
    )  # nobody has said hours: those of the day, and it is night in Tehran
    hours: dict[str, Any] = {"zone": "Asia/Tehran", "works_on_holidays": True}
    save_hours(actor=reader, version=0, weekly=week, **hours)
    assert names(mine, "free=week") == [SAID["headline_en"]]
    assert 'value="week"' in mine.get(f"{MENTORS}?q=python").content.decode()
    save_hours(actor=reader, version=1, weekly=[read_hours("08:00–09:00")] * 7, **hours)
    assert names(mine, "free=week") == []


def is_free(offer: Offer, start: datetime) -> bool:
    return str(int(start.timestamp()) // 900) in free_of(offer)


def test_a_hold_takes_its_time_booking_it_changes_nothing_and_cancelling_gives_it_back(
    expert: User, index: Callable[[], int]
) -> None:
    offer, guest = offering(expert, questions=[]), guest_of("guest")
    index()
    held = booking.hold_slot(actor=guest, offer=offer, start=MONDAY, minutes=30, now=NOW)
    assert index() == 1 and not is_free(offer, MONDAY)
    made = booking.book(actor=guest, booking=held, answers=[], now=NOW)
    assert index() == 0 and not is_free(offer, MONDAY)
    booking.cancel(actor=guest, booking=made, reason="I am ill.", now=NOW)
    assert index() == 1 and is_free(offer, MONDAY)


def test_a_time_that_was_read_as_free_while_its_guest_waited_for_a_lock_is_marked(
    expert: User, index: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, guest = offering(expert, questions=[]), guest_of("guest")
    held = booking.hold_slot(actor=guest, offer=offer, start=MONDAY, minutes=30, now=NOW)
    lapsed = NOW + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: lapsed)
    mark_all(NOW.date())
    index()
    assert is_free(offer, MONDAY)
    booking.book(actor=guest, booking=held, answers=[], now=lapsed - timedelta(seconds=2))
    assert index() == 1 and not is_free(offer, MONDAY)


def test_what_is_taken_is_marked_anew(
    expert: User, reader: User, index: Callable[[], int], browse: Browse
) -> None:
    offer = offering(expert)
    index()
    hours: dict[str, Any] = {"zone": "Asia/Tehran", "works_on_holidays": True}
    save_hours(actor=reader, version=0, weekly=[read_hours("06:00–07:00")] * 7, **hours)
    assert str(int(datetime(2026, 11, 30, 2, tzinfo=UTC).timestamp()) // 900) in free_of(offer)
    start = datetime(2026, 11, 30, 1, tzinfo=UTC)
    take(owner=expert, start=start, end=start + timedelta(hours=4), kind="talk", ref=offer.key, now=NOW)
    assert str(int(datetime(2026, 11, 30, 2, tzinfo=UTC).timestamp()) // 900) not in free_of(offer)
    assert mark_all(NOW.date()) == 1 and index() == 1
    assert names(browse(reader), "free=week") == [SAID["headline_en"]]


def test_who_hides_is_found_by_nobody_they_hide_from(
    expert: User, member: User, company: Company, index: Callable[[], int], browse: Browse, reader: User
) -> None:
    offer = offering(expert)
    index()
    ours = browse(member)
    assert names(ours, "q=python") == [SAID["headline_en"]]
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    assert names(ours, "q=python") == [] and ours.get(f"{API}?q=python").json()["count"] == 0
    hidden, missing = (ours.get(f"{MENTORS}{key}/") for key in (offer.key, NOWHERE))
    assert hidden.status_code == missing.status_code == 404 and bare(hidden, offer.key) == bare(
        missing, NOWHERE
    )
    assert names(browse(reader), "q=python") == [SAID["headline_en"]]


def test_what_is_not_open_any_more_is_found_by_nobody_at_once(
    expert: User, index: Callable[[], int], browse: Browse, reader: User
) -> None:
    offering(expert)
    index()
    actions.pause_offer(actor=expert, today=NOW.date())
    assert names(browse(reader), "q=python") == []  # the relay has not carried it yet
    index()
    actions.resume_offer(actor=expert)
    index()
    assert names(browse(reader), "q=python") == [SAID["headline_en"]]
    actions.save_offer(actor=expert, version=Offer.objects.get().version, listing="companies")
    index()
    assert names(browse(reader), "q=python") == []


def test_visitors_get_nothing_typed_and_no_small_numbers(index: Callable[[], int], browse: Browse) -> None:
    cast.open_public_directory()
    for number in range(6):
        offering(cast.expert(f"mentor{number}@m{number}.example.net"), listing="public")
    index()
    answer = browse(None).get(f"{API}?skill=python").json()
    assert answer["count"] == 5 and len(answer["results"]) == 5
    assert all(one["key"] is None and not one["name"] for one in answer["results"])
    page = browse(None).get(f"{MENTORS}?skill=python").content.decode()
    assert SAID["headline_en"] not in page and "/en/mentors/" in page
    assert answer["facets"][0]["values"][0]["count"] == 5


def test_without_a_public_directory_visitors_sign_in(browse: Browse, index: Callable[[], int]) -> None:
    assert browse(None).get(MENTORS).status_code == 302
    assert browse(None).get(API).status_code == 401


def test_an_index_holds_what_its_audience_sees(expert: User) -> None:
    offer = offering(expert, listing="companies")
    read = Mentors().read([offer.key])[0]
    held = [Mentors().document(read, schema, AsOf.now()) for schema in INDEXES]
    assert [one is not None for one in held] == [False, False, True]
    assert held[2] and held[2].texts and held[2].tokens["formats"] == ("30", "45", "writing")
    assert SAID["place"] not in repr(held[2])
