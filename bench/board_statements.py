"""Counts the SQL of the board and of one opening for somebody who is signed in; prints it as JSON, with addresses to
visit. A process of its own: it needs Django, on the folder of a set."""

import json
import logging
import os

import django

from bench.statements import NOT_COUNTED

KEYS = 50


def main() -> None:
    """Signs an expert in, asks for a list and for an opening, twice each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from jobs.openings.models import Opening
    from talent.accounts.models import User
    from talent.lib.dates import park_today

    client = Client(headers={"host": "localhost"})
    expert = User.objects.get(email="expert@experts.example.org")
    client.force_login(expert, backend="talent.accounts.backends.RoleBackend")
    keys = Opening.objects.live(park_today()).order_by("tie").values_list("key", flat=True)[:KEYS]
    told: dict[str, object] = {"keys": [str(key) for key in keys]}
    for name, path in {"board": "/en/jobs/?q=python", "opening": f"/en/jobs/{keys[0]}/"}.items():
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
        told[name] = sum(not query["sql"].startswith(NOT_COUNTED) for query in caught)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
