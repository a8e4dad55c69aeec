"""Fills a set with mentors, and with guests who are signed in already: rows as actions would leave them.

A process of its own, on the folder of a set: `python -m bench.mentor_rows 2000 16 5 1` (mentors, guests, sessions that each guest
is to book, seed). Prints JSON: for each guest the key of a browser session and what to book.
"""

import json
import os
import sys
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

import django

ZONES = ("Asia/Tehran", "America/Los_Angeles", "Europe/Berlin", "America/Toronto", "Australia/Sydney")
HEADLINES = (
    "How to come back",
    "From engineer to head of a team",
    "Research or industry",
    "First customers in the park",
    "Interviews without fear",
)
TEXT = "I have done it twice, and tell you what I wish somebody had told me before the first time. " * 3
TOPICS, MINUTES = 3, 30
HOUR = timedelta(hours=1)


def main(count: int, guests: int, each: int, seed: int) -> None:
    """Writes the rows, and says what can be booked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    from talent.changes.actions import mark_many

    chance = Random(seed)
    mentors = _people("mentor", count, chance)
    offers = _offering(mentors, chance)
    mark_many(kind="mentor", subjects=[(one.key, one.version) for one in offers])
    print(json.dumps(list(_to_book(_people("guest", guests, chance), offers, each))))


def _people(name: str, count: int, chance: Random) -> list[Any]:
    """Profiles of people abroad, with their accounts; guests and mentors are of two hosts, because profiles hide from their own."""
    from config.demo.accounts import notice_in_force
    from talent.accounts.models import User
    from talent.experts.models import Profile, Term, TermKind
    from talent.lib.dates import park_today

    read = {"notice": notice_in_force(), "noticed_on": park_today(), "password": "!"}
    rows = [User(email=f"{name}{number}@{name}s.example.net", **read) for number in range(count)]
    regions = list(Term.objects.filter(kind=TermKind.REGION).exclude(slug="iran").order_by("pk"))
    users = User.objects.bulk_create(rows, batch_size=500)
    made = [Profile(user=user, region=chance.choice(regions)) for user in users]
    return list(Profile.objects.bulk_create(made, batch_size=500))


def _offering(profiles: list[Any], chance: Random) -> list[Any]:
    """An open offer of each, and hours on three evenings and one morning of the week."""
    from talent.experts.vocabulary import vocabulary
    from talent.mentoring.models import Offer
    from talent.schedule.models import Availability

    words = [word.slug for word in vocabulary().of_kind("skill")][:400]
    hours = [
        Availability(owner=one.user, zone=chance.choice(ZONES), weekly=_week(chance)) for one in profiles
    ]
    Availability.objects.bulk_create(hours, batch_size=500)
    rows = [
        Offer(
            profile=one,
            state="open",
            listing="network",
            headline_en=chance.choice(HEADLINES),
            text_en=TEXT,
            topics=chance.sample(words, TOPICS),
            languages=chance.choice((["fa"], ["fa", "en"], ["en"])),
            lengths=[MINUTES],
            question_days=chance.choice((None, 3, 7)),
            for_whom=["abroad", "companies"],
            place_kind="url",
            place="https://meet.example.org/bench",
            a_month=20,
        )
        for one in profiles
    ]
    return list(Offer.objects.bulk_create(rows, batch_size=500))


def _week(chance: Random) -> list[list[list[int]]]:
    start = chance.randint(16, 20) * 60
    evenings = chance.sample(range(7), 4)
    return [[[start, start + 120]] if day in evenings else [] for day in range(7)]


def _to_book(guests: list[Any], offers: list[Any], each: int) -> Iterator[dict[str, Any]]:
    """A browser session of each guest, and times of as many mentors, no two of one guest at once."""
    from django.utils import timezone

    now = timezone.now()
    for number, guest in enumerate(guests):
        book: dict[datetime, str] = {}
        for place, offer in enumerate(offers[number * each : (number + 1) * each]):
            if start := _first(offer, now + timedelta(days=2 + place * 2), now, book):
                book[start] = str(offer.key)
        wanted = [{"offer": key, "start": start.isoformat()} for start, key in book.items()]
        yield {"session": _signed_in(guest.user), "book": wanted}


def _first(offer: Any, after: datetime, now: datetime, taken: Collection[datetime]) -> datetime | None:
    """The first time of the offer that is an hour away from all that are taken."""
    from talent.mentoring.free import known_of, policy_of
    from talent.schedule.slots import Span, free_slots

    window = Span(after, after + timedelta(days=7))
    known = known_of(offer, window, now)
    slots = free_slots(known.schedule, policy_of(offer), known.busy, window, now) if known else []
    far = (slot.start for slot in slots if all(abs(slot.start - one) >= HOUR for one in taken))
    return next(far, None)


def _signed_in(user: Any) -> str:
    """The key of a browser session in which somebody has signed in just now."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
