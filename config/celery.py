"""Celery: tasks found in the rooms, woken by beat. Requests never publish: state is in rows."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings

from config import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("talent")


@setup_logging.connect
def _logs(**_: Any) -> None:
    logs.configure()
    logging.config.dictConfig(settings.LOGGING)


def _every_second(task: str) -> dict[str, Any]:
    return {"task": task, "schedule": 1.0, "options": {"expires": 1}}


def _configure() -> None:
    app.conf.update(
        broker_url=settings.BROKER_URL,
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        # Without the two restore settings a killed worker's tasks come back only after about 100 s.
        broker_transport_options={
            "visibility_timeout": 300,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
        },
        beat_schedule={
            "relay": _every_second("search.tasks.relay"),
            "deliver": _every_second("talent.notifications.tasks.deliver"),
            "age-bands": {"task": "search.tasks.age_bands", "schedule": crontab(hour=20, minute=40)},
            "clean-accounts": {
                "task": "talent.accounts.tasks.clean_accounts",
                "schedule": crontab(minute=17),
            },
        },
        timezone="UTC",
    )


_configure()
app.autodiscover_tasks(["talent.accounts", "talent.notifications", "search"])
