"""Counts the SQL of a member's directory, with two rows and with twenty; prints it as JSON.

A process of its own: it needs Django, on the folder of a set that runs (or not: it only reads and notes looks).
"""

import json
import logging
import os
from typing import Any

import django

NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "PRAGMA")


def main() -> None:
    """Signs a member in, asks for a narrow and for a wide list."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.test import Client

    from talent.accounts.models import User

    client = Client(headers={"host": "localhost"})
    member = User.objects.get(email="reader@alborz.example.org")
    client.force_login(member, backend="talent.accounts.backends.RoleBackend")
    home = "/en/c/alborz/experts/"
    client.get(f"{home}?q=python")
    print(
        json.dumps({rows: _statements(client, home + query) for rows, query in _lists(client, home).items()})
    )


def _lists(client: Any, home: str) -> dict[str, str]:
    """The shortest list that is not empty, and the first full page: by narrower and narrower questions."""
    ticks = ["way=mentor", "years=15%2B", "free=now", "overlap=5", "seniority=lead", "way=return"]
    queries = ["?" + "&".join(["q=python", *ticks[:count]]) for count in range(len(ticks) + 1)]
    lengths = {query: client.get(home + query).content.count(b"<article") for query in queries}
    return {
        "few": min((query for query in queries if lengths[query]), key=lengths.__getitem__),
        "many": queries[0],
    }


def _statements(client: Any, address: str) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return [one["sql"] for one in captured if not one["sql"].startswith(NOT_COUNTED)]


if __name__ == "__main__":
    main()
