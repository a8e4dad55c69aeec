"""One mail a day, at eight on the reader's own clock, with all that came since the last one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.accounts.models import User
from talent.lib.dates import next_morning
from talent.notifications import digests, sending
from talent.notifications.actions import choose_modes, see_all
from talent.notifications.choices import Mode
from talent.notifications.models import Delivery, Mailbox, Notification
from tests.post import kinds, sent_to, words

pytestmark = pytest.mark.journey
Tell = Callable[..., int]


class Clock:
    """The moment that the room believes it is."""

    def __init__(self, monkeypatch: Any) -> None:
        self.now = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
        for module in ("telling", "sending", "actions"):
            monkeypatch.setattr(f"talent.notifications.{module}.timezone.now", lambda: self.now)
        for model, name in (
            (Delivery, "due_at"),
            (Notification, "created_at"),
        ):  # a default holds the real clock
            monkeypatch.setattr(model._meta.get_field(name), "_get_default", lambda: self.now, raising=False)

    def at(self, *moment: int) -> "Clock":
        """Turns it to a moment of UTC."""
        self.now = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type, misc]
        return self

    def gather(self) -> int:
        """What beat wakes at that moment."""
        return digests.gather(self.now)


@pytest.fixture
def clock(monkeypatch: Any) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def reader(expert: User) -> User:
    """Somebody in Berlin who wants one mail a day."""
    User.objects.filter(pk=expert.pk).update(time_zone="Europe/Berlin", language="en")
    expert.refresh_from_db()
    choose_modes(actor=expert, modes={"contact_asked": Mode.DIGEST, "new_company": Mode.DIGEST})
    return expert


def test_what_came_in_a_day_is_one_mail_at_eight(clock: Clock, reader: User, tell: Tell) -> None:
    for event in range(3):
        tell(reader, event=event)
    tell(reader, kind="new_company", path="/profile/hidden/")
    assert clock.at(2026, 11, 26, 6, 59).gather() == 0 and sent_to(reader.email) == []
    assert clock.at(2026, 11, 26, 7, 0).gather() == 1
    [mail] = sent_to(reader.email)
    assert mail.subject == "4 things are new" and "Something waits for your decision (3)" in mail.body
    assert "unsubscribe" in mail.extra_headers["List-Unsubscribe"] and "company" not in words(mail)
    assert clock.at(2026, 11, 26, 7, 1).gather() == 0 and len(sent_to(reader.email)) == 1
    assert Notification.objects.unseen().count() == 4


def test_the_morning_follows_the_clocks_when_they_change(clock: Clock, reader: User, tell: Tell) -> None:
    """In Berlin eight o'clock is seven in UTC in winter, six in summer; clocks change on 29 March 2026."""
    clock.at(2026, 3, 28, 12, 0)
    tell(reader)
    assert Notification.objects.get().due_at == datetime(2026, 3, 29, 6, 0, tzinfo=UTC)
    assert clock.at(2026, 3, 29, 5, 59).gather() == 0 and clock.at(2026, 3, 29, 6, 0).gather() == 1


def test_a_worker_killed_in_between_makes_no_second_mail(clock: Clock, reader: User, tell: Tell) -> None:
    tell(reader)
    clock.at(2026, 11, 26, 7, 0)
    assert [clock.gather() for _ in range(3)] == [1, 0, 0], "made, and the worker died before it was sent"
    tell(reader, event=2)
    assert len(sent_to(reader.email)) == 1
    assert clock.at(2026, 11, 26, 9, 0).gather() == 0, "what came later waits for the next morning"
    assert clock.at(2026, 11, 27, 7, 0).gather() == 1


def test_a_mail_that_could_not_leave_for_a_day_tells_both_days(
    clock: Clock, reader: User, tell: Tell
) -> None:
    tell(reader)
    clock.at(2026, 11, 26, 7, 0).gather()
    tell(reader, event=2)
    assert clock.at(2026, 11, 27, 7, 0).gather() == 0
    assert [mail.subject for mail in sent_to(reader.email)] == ["2 things are new"]
    assert not Notification.objects.filter(due_at__isnull=False).exists()


def test_a_mail_that_was_given_up_is_told_with_the_next_one(clock: Clock, reader: User, tell: Tell) -> None:
    tell(reader)
    clock.at(2026, 11, 26, 7, 0).gather()
    Delivery.objects.update(state="failed")
    assert clock.at(2026, 11, 26, 7, 1).gather() == 0
    assert clock.at(2026, 11, 27, 7, 0).gather() == 1
    assert len(sent_to(reader.email)) == 1


def test_whoever_moves_gets_it_in_the_morning_of_the_new_place_and_once_a_day(
    clock: Clock, reader: User, tell: Tell
) -> None:
    tell(reader)
    User.objects.filter(pk=reader.pk).update(time_zone="America/Toronto")
    assert clock.at(2026, 11, 26, 7, 0).gather() == 0, "two at night in Toronto"
    assert clock.at(2026, 11, 26, 13, 0).gather() == 1
    sending.send_due()
    User.objects.filter(pk=reader.pk).update(time_zone="Pacific/Honolulu")
    reader.refresh_from_db()
    tell(reader, event=2)
    assert clock.at(2026, 11, 26, 18, 0).gather() == 0, "eight in Honolulu, on the same day"
    assert clock.at(2026, 11, 27, 18, 0).gather() == 1


@pytest.mark.parametrize("change", ["seen", "quiet", "bounced", "closed"])
def test_nothing_is_made_for_whom_there_is_nothing_to_tell(
    clock: Clock, reader: User, tell: Tell, change: str
) -> None:
    tell(reader)
    if change == "seen":
        see_all(actor=reader)
    elif change == "bounced":
        Mailbox.objects.create(user=reader, bounced_at=clock.now)
    else:
        wanted = {"quiet": {"quiet_since": clock.now}, "closed": {"is_active": False}}
        User.objects.filter(pk=reader.pk).update(**wanted[change])
    assert clock.at(2026, 11, 26, 7, 0).gather() == 0 and kinds() == []
    assert Notification.objects.exists()


@given(
    zone=st.sampled_from(["Asia/Tehran", "Europe/Berlin", "America/Toronto", "Australia/Lord_Howe", "UTC"]),
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_next_morning_is_eight_there_after_now_and_within_a_day(zone: str, moment: datetime) -> None:
    found = next_morning(moment, ZoneInfo(zone))
    assert found.astimezone(ZoneInfo(zone)).hour == 8 and found.tzinfo is UTC
    assert timedelta() < found - moment <= timedelta(hours=25)
