"""How every process of Celery is set up: broker, logs, schedule. Loads settings, but none of the rooms."""

import logging.config
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging, task_prerun
from django.conf import settings
from django.db import close_old_connections

from config import logs


@task_prerun.connect
def _fresh(**_: Any) -> None:
    """Ends a kept connection that is too old or broken, as each request does: Celery itself would keep it for good."""
    close_old_connections()


@setup_logging.connect
def _logs(**_: Any) -> None:
    logs.configure()
    logging.config.dictConfig(settings.LOGGING)


def _every_second(task: str) -> dict[str, Any]:
    return {"task": task, "schedule": 1.0, "options": {"expires": 1}}


SCHEDULE: dict[str, dict[str, Any]] = {
    "relay": _every_second("search.tasks.relay"),
    "sweep": _every_second("talent.changes.tasks.sweep"),
    "deliver": _every_second("talent.notifications.tasks.deliver"),
    "gather-digests": {"task": "talent.notifications.tasks.gather_digests", "schedule": crontab()},
    "forget-told": {
        "task": "talent.notifications.tasks.forget_told",
        "schedule": crontab(hour=21, minute=15),
    },
    "age-bands": {"task": "search.tasks.age_bands", "schedule": crontab(hour=20, minute=40)},
    "forget-removed": {
        "task": "search.tasks.forget_removed",
        "schedule": crontab(hour=21, minute=10),
    },
    "forget-looks": {
        "task": "talent.experts.tasks.forget_looks",
        "schedule": crontab(hour=21, minute=20),
    },
    "tell-newcomers": {
        "task": "talent.experts.tasks.tell_newcomers",
        "schedule": crontab(minute="*/10"),
    },
    "watch-patterns": {
        "task": "talent.experts.tasks.watch_patterns",
        "schedule": crontab(minute=7),
    },
    "keep-fresh": {
        "task": "talent.experts.tasks.keep_fresh",
        "schedule": crontab(hour=5, minute=30),  # nine in Tehran: mail for the morning
    },
    "tell-sides": _every_second("talent.conversations.tasks.tell"),
    "tell-experts": _every_second("jobs.contacts.tasks.tell"),
    "expire-requests": {
        "task": "jobs.contacts.tasks.expire_requests",
        "schedule": crontab(),
    },
    "mark-free-times": {"task": "talent.mentoring.tasks.mark_free_times", "schedule": crontab(minute=3)},
    "let-bookings-lapse": {"task": "talent.mentoring.tasks.let_bookings_lapse", "schedule": crontab()},
    "remind-of-questions": {
        "task": "talent.mentoring.tasks.remind_of_questions",
        "schedule": crontab(hour=5, minute=10),  # twenty to nine in Tehran: mail for the morning
    },
    "let-questions-lapse": {
        "task": "talent.mentoring.tasks.let_questions_lapse",
        "schedule": crontab(hour=21, minute=35),
    },
    "follow-ended-offers": {"task": "talent.mentoring.tasks.follow_ended_offers", "schedule": crontab()},
    "forget-questions": {
        "task": "talent.mentoring.tasks.forget_questions",
        "schedule": crontab(hour=21, minute=45),
    },
    "let-proposals-lapse": {
        "task": "talent.mentoring.tasks.let_proposals_lapse",
        "schedule": crontab(minute=37),
    },
    "forget-relations": {
        "task": "talent.mentoring.tasks.forget_relations",
        "schedule": crontab(hour=21, minute=48),
    },
    "tell-of-sessions": _every_second("talent.mentoring.tasks.tell_of_sessions"),
    "remind-of-sessions": {"task": "talent.mentoring.tasks.remind_of_sessions", "schedule": crontab()},
    "ask-what-became": {"task": "talent.mentoring.tasks.ask_what_became", "schedule": crontab()},
    "follow-zone-rules": {
        "task": "talent.mentoring.tasks.follow_zone_rules",
        "schedule": crontab(minute="*/10"),
    },
    "forget-left-alone": {
        "task": "talent.mentoring.tasks.forget_left_alone",
        "schedule": crontab(hour=21, minute=52),
    },
    "resume-offers": {"task": "talent.mentoring.tasks.resume_offers", "schedule": crontab()},
    "expire-openings": {"task": "jobs.openings.tasks.expire_openings", "schedule": crontab()},
    "tell-ending-openings": {
        "task": "jobs.openings.tasks.tell_ending_openings",
        "schedule": crontab(hour=5, minute=40),
    },
    "settle-applications": {
        "task": "jobs.applications.tasks.settle_applications",
        "schedule": crontab(),
    },
    "lapse-applications": {
        "task": "jobs.applications.tasks.lapse_applications",
        "schedule": crontab(minute=27),
    },
    "remind-companies": {
        "task": "jobs.applications.tasks.remind_companies",
        "schedule": crontab(hour=5, minute=0),  # half past eight in Tehran: mail for the morning
    },
    "forget-applications": {
        "task": "jobs.applications.tasks.forget_applications",
        "schedule": crontab(hour=21, minute=57),
    },
    "forget-reviewers": {
        "task": "jobs.openings.tasks.forget_reviewers",
        "schedule": crontab(hour=21, minute=55),
    },
    "let-holds-lapse": {"task": "talent.schedule.tasks.let_lapse", "schedule": crontab()},
    "read-calendars": {
        "task": "talent.schedule.tasks.read_calendars",
        "schedule": 10.0,
        "options": {"expires": 5},
    },
    "forget-meetings": {
        "task": "talent.schedule.tasks.forget_over",
        "schedule": crontab(hour=21, minute=12),
    },
    "send-invitations": _every_second("talent.companies.tasks.send_invitations"),
    "settle-waiting": {"task": "talent.companies.tasks.settle_waiting", "schedule": crontab()},
    "expire-invitations": {
        "task": "talent.companies.tasks.expire_invitations",
        "schedule": crontab(),
    },
    "forget-registrations": {
        "task": "talent.companies.tasks.forget_registrations",
        "schedule": crontab(hour=21, minute=40),
    },
    "forget-files": {
        "task": "talent.experts.tasks.forget_files",
        "schedule": crontab(hour=21, minute=30),
    },
    "forget-requests": {
        "task": "jobs.contacts.tasks.forget_requests",
        "schedule": crontab(hour=21, minute=35),
    },
    "forget-conversations": {
        "task": "talent.conversations.tasks.forget_conversations",
        "schedule": crontab(hour=21, minute=45),
    },
    "forget-cases": {
        "task": "talent.programmes.tasks.forget_cases",
        "schedule": crontab(hour=21, minute=50),
    },
    "forget-memberships": {
        "task": "talent.companies.tasks.forget_memberships",
        "schedule": crontab(hour=21, minute=25),
    },
    "clean-accounts": {
        "task": "talent.accounts.tasks.clean_accounts",
        "schedule": crontab(minute=17),
    },
    "empty-log": {"task": "talent.changes.tasks.empty_log", "schedule": crontab()},
}
"""What the clock wakes. A room that adds a task names it here and in `config.celery`."""


def configure(app: Celery) -> Celery:
    """Tells `app` everything; returns it."""
    app.conf.update(
        broker_url=settings.BROKER_URL,
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        # Connections are kept, as the web's are: a new one for each task costs 3 ms, eight times a second.
        CELERY_DB_REUSE_MAX=10**9,
        broker_connection_retry_on_startup=True,
        # Without the two restore settings a killed worker's tasks come back only after about 100 s.
        broker_transport_options={
            "visibility_timeout": 300,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
        },
        beat_schedule=SCHEDULE,
        timezone="UTC",
    )
    return app
