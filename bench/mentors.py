"""Mentors over HTTP: who is free this week among two thousand, and sixteen guests who book at once."""

import json
import threading
import time
from collections.abc import Callable
from random import Random
from typing import Any

from bench.board import run_on
from bench.loading import PATIENCE, unsent
from bench.report import Figure
from bench.running import RunningSet, percentile, until
from bench.visitor import TOKEN, Answer, Visitor

MENTORS, CLIENTS, EACH, MINUTES = 2_000, 16, 8, 30
QUICK, PAUSE = 5, 0.5
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
    """All guests at once: first as quick people press buttons, then without any pause between two steps."""
    quick = _rush(running, guests, slice(0, QUICK), PAUSE)
    rushed = _rush(running, guests, slice(QUICK, None), 0.0)
    return [
        *_times(
            f"holding a time, {len(guests)} guests with half a second between steps", quick[0], LIMIT_BOOK_MS
        ),
        *_times(
            f"booking it, {len(guests)} guests with half a second between steps", quick[1], LIMIT_BOOK_MS
        ),
        *_times(f"holding a time, {len(guests)} guests without a pause", rushed[0], LIMIT_BOOK_MS),
        *_times(f"booking it, {len(guests)} guests without a pause", rushed[1], LIMIT_BOOK_MS),
    ]


def _rush(
    running: RunningSet, guests: list[dict[str, Any]], part: slice, pause: float
) -> tuple[list[float], list[float]]:
    """Seconds of holding and of booking. When they begin, each guest has a page with a form open; between
    two steps each waits for `pause` seconds on average."""
    holding: list[float] = []
    booking: list[float] = []
    wrong: list[str] = []
    together = threading.Barrier(len(guests))

    def one(number: int, guest: dict[str, Any]) -> None:
        visitor, wait = _visitor(running, guest), Random(number)
        try:
            token = visitor.token("/en/hours/")
            together.wait()
            for wanted in guest["book"][part]:
                held, made = _book(visitor, wanted, token, lambda: time.sleep(wait.uniform(0, 2 * pause)))
                holding.append(held)
                booking.append(made)
        except AssertionError as error:
            wrong.append(str(error))

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(guests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise AssertionError(f"{len(wrong)} guests could not book: {wrong[0]}")
    return holding, booking


def _book(
    visitor: Visitor, wanted: dict[str, str], token: str, wait: Callable[[], None]
) -> tuple[float, float]:
    """Seconds of holding a time, and of booking it after its page was read."""
    wait()
    chosen = {"start": wanted["start"], "minutes": MINUTES, TOKEN: token}
    held = _demand(visitor.send(f"/en/mentors/{wanted['offer']}/hold/", chosen), 302)
    place = held.headers["location"]
    _demand(visitor.get(place), 200)
    wait()
    made = _demand(visitor.send(place, {"book": "1", TOKEN: token}), 302)
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
