"""Whatever beat wakes, a worker knows: a name that no worker has loaded would be dropped in silence."""

import subprocess
import sys
from typing import Any

import pytest
from celery.schedules import crontab
from django.conf import settings

from config.broker import SCHEDULE

CODE = """
import django; django.setup()
from config.celery import app
app.loader.import_default_modules()
print(*sorted({entry["task"] for entry in app.conf.beat_schedule.values()} - set(app.tasks)))
"""

TOO_OLD = """
import django; django.setup()
import config.celery
from celery.signals import task_prerun
from django.db import connection
connection.ensure_connection()
connection.close_at = 0
task_prerun.send(sender=None)
print(connection.connection)
"""

MINUTE, HOUR, DAY = 60, 3600, 86400
BOOKING = {
    "deliver": ("talent.notifications.tasks.deliver", 1),
    "relay": ("search.tasks.relay", 1),
    "tell-of-sessions": ("talent.mentoring.tasks.tell_of_sessions", 1),
    "read-calendars": ("talent.schedule.tasks.read_calendars", 10),
    "ask-what-became": ("talent.mentoring.tasks.ask_what_became", MINUTE),
    "follow-ended-offers": ("talent.mentoring.tasks.follow_ended_offers", MINUTE),
    "let-bookings-lapse": ("talent.mentoring.tasks.let_bookings_lapse", MINUTE),
    "let-holds-lapse": ("talent.schedule.tasks.let_lapse", MINUTE),
    "remind-of-sessions": ("talent.mentoring.tasks.remind_of_sessions", MINUTE),
    "resume-offers": ("talent.mentoring.tasks.resume_offers", MINUTE),
    "follow-zone-rules": ("talent.mentoring.tasks.follow_zone_rules", 10 * MINUTE),
    "let-proposals-lapse": ("talent.mentoring.tasks.let_proposals_lapse", HOUR),
    "mark-free-times": ("talent.mentoring.tasks.mark_free_times", HOUR),
    "forget-left-alone": ("talent.mentoring.tasks.forget_left_alone", DAY),
    "forget-meetings": ("talent.schedule.tasks.forget_over", DAY),
    "forget-questions": ("talent.mentoring.tasks.forget_questions", DAY),
    "forget-relations": ("talent.mentoring.tasks.forget_relations", DAY),
    "let-questions-lapse": ("talent.mentoring.tasks.let_questions_lapse", DAY),
    "remind-of-questions": ("talent.mentoring.tasks.remind_of_questions", DAY),
}
"""What bookings hang on: the task, and how many seconds may pass until it is woken again."""


@pytest.mark.parametrize("name", BOOKING)
def test_what_bookings_hang_on_is_woken_as_often_as_it_must_be(name: str) -> None:
    task, seconds = BOOKING[name]
    assert SCHEDULE[name]["task"] == task
    assert longest_pause(SCHEDULE[name]["schedule"]) <= seconds


def test_nothing_of_mentors_and_hours_is_woken_that_is_not_demanded_above() -> None:
    rooms = ("talent.mentoring.", "talent.schedule.")
    woken = {name for name, entry in SCHEDULE.items() if entry["task"].startswith(rooms)}
    assert woken <= BOOKING.keys()


@pytest.mark.parametrize(
    ("schedule", "seconds"),
    [
        (10.0, 10),
        (crontab(), MINUTE),
        (crontab(minute="*/10"), 10 * MINUTE),
        (crontab(minute="0,5"), 55 * MINUTE),
        (crontab(hour="8-9", minute=0), 23 * HOUR),
        (crontab(hour=21, minute=5), DAY),
    ],
)
def test_a_pause_is_the_longest_of_a_day(schedule: Any, seconds: int) -> None:
    assert longest_pause(schedule) == seconds


def longest_pause(schedule: Any) -> float:
    """The seconds that may pass between one waking and the next; those of a clock are of every day."""
    if not isinstance(schedule, crontab):
        return float(schedule)
    each = crontab()
    for days in ("day_of_week", "day_of_month", "month_of_year"):
        assert getattr(schedule, days) == getattr(each, days), "on some days it sleeps"
    woken = sorted(hour * HOUR + minute * MINUTE for hour in schedule.hour for minute in schedule.minute)
    pauses = zip(woken, [*woken[1:], woken[0] + DAY], strict=True)
    return float(max(later - one for one, later in pauses))


def test_a_worker_knows_every_task_of_the_schedule() -> None:
    assert said(CODE) == ""


def test_a_kept_connection_that_is_too_old_ends_before_the_next_task() -> None:
    assert said(TOO_OLD) == "None"


def said(code: str) -> str:
    """What a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=settings.BASE_DIR, check=True
    )
    return done.stdout.strip()
