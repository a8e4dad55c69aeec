"""Beat by itself: it only publishes names of tasks, so it loads none of the rooms (a third of the memory)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from config.broker import configure

app = configure(Celery("talent", fixups=[]))  # the fixup for Django would load every app
