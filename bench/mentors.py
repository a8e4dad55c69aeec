"""Mentors over HTTP: who is free this week among two thousand, and sixteen guests who book at once."""

import json
import threading
from typing import Any

from bench.board import run_on
from bench.loading import PATIENCE, unsent
from bench.report import Figure
from bench.running import RunningSet, percentile, until
from bench.visitor import Answer, Visitor

MENTORS, CLIENTS, EACH, MINUTES = 2_000, 16, 5, 30
LIMIT_FREE_MS, LIMIT_BOOK_MS = 300.0, 150.0
QUESTIONS = (
    "free=week",
    "free=week&language=fa",
    "q=python&free=week",
    "free=week&how=writing&page=3",
    "free=week&for_whom=abroad&how=30",
)


def figures(running: RunningSet, requests: int, seed: int) -> list[Figure]:
    """Fills the set, then percentiles of one guest who looks, and of all who hold a time and book it."""
    told = run_on(running, "bench.mentor_rows", *map(str, (MENTORS, CLIENTS, EACH, seed)))
    guests: list[dict[str, Any]] = json.loads(told.splitlines()[-1])
    until(lambda: unsent(running) == 0, PATIENCE, "the index of mentors", pause=0.2)
    looking = _visitor(running, guests[0])
    paths = [f"/{language}/mentors/?{query}" for query in QUESTIONS for language in ("fa", "en")]
    for path in paths:
        _demand(looking.get(path), 200)
    rounds = max(requests // (4 * len(paths)), 3)
    seconds = [_demand(looking.get(path), 200).seconds for _ in range(rounds) for path in paths]
    return [
        *_times(f"free this week among {MENTORS:,} mentors", seconds, LIMIT_FREE_MS),
        *_booked(running, guests),
    ]


def _booked(running: RunningSet, guests: list[dict[str, Any]]) -> list[Figure]:
    """All guests at once, each one session after the other: holding a time, and booking what is held."""
    holding: list[float] = []
    booking: list[float] = []
    wrong: list[str] = []

    def one(guest: dict[str, Any]) -> None:
        visitor = _visitor(running, guest)
        try:
            for wanted in guest["book"]:
                held, made = _book(visitor, wanted)
                holding.append(held)
                booking.append(made)
        except AssertionError as error:
            wrong.append(str(error))

    threads = [threading.Thread(target=one, args=(guest,)) for guest in guests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise AssertionError(f"{len(wrong)} guests could not book: {wrong[0]}")
    return [
        *_times(f"holding a time, {len(guests)} guests at once", holding, LIMIT_BOOK_MS),
        *_times(f"booking it, {len(guests)} guests at once", booking, LIMIT_BOOK_MS),
    ]


def _book(visitor: Visitor, wanted: dict[str, str]) -> tuple[float, float]:
    """Seconds of the two requests. A page with a form is read before each: that is no part of either."""
    place = f"/en/mentors/{wanted['offer']}"
    chosen = {"start": wanted["start"], "minutes": MINUTES}
    held = _demand(visitor.post(f"{place}/hold/", chosen, form="/en/hours/"), 302)
    made = _demand(visitor.post(held.headers["location"], {"book": "1"}), 302)
    return held.seconds, made.seconds


def _visitor(running: RunningSet, guest: dict[str, Any]) -> Visitor:
    visitor = Visitor(running.port)
    visitor.cookies["sessionid"] = guest["session"]
    return visitor


def _demand(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise AssertionError(f"{answer.status} where {status} was due")
    return answer


def _times(what: str, seconds: list[float], limit: float) -> list[Figure]:
    milliseconds = [one * 1000 for one in seconds]
    return [
        Figure(what, len(seconds), ""),
        Figure("  p50", percentile(milliseconds, 0.5), "ms"),
        Figure("  p95", percentile(milliseconds, 0.95), "ms", limit),
    ]
