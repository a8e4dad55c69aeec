"""Celery: tasks found in the rooms, woken by beat. Requests never publish: state is in rows."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from config.broker import configure

app = configure(Celery("talent"))
app.autodiscover_tasks(
    [
        "talent.changes",
        "talent.accounts",
        "talent.schedule",
        "talent.companies",
        "talent.experts",
        "talent.notifications",
        "talent.conversations",
        "talent.programmes",
        "talent.mentoring",
        "jobs.openings",
        "jobs.contacts",
        "jobs.applications",
        "search",
    ]
)
