"""What an opening has to say before anybody else reads it. Pure: codes and fields, no words."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

LONGEST_DAYS = 366
MOST_SKILLS, MOST_QUESTIONS, MOST_PLACES = 30, 5, 500
HIGHEST_PAY = 10**12
OVERLAP = range(1, 9)
ANSWER_DAYS = range(1, 31)
IN_PLACE = ("on_site", "hybrid", "visit", "return")


class Fault(StrEnum):
    NO_TITLE = "no_title"
    NO_TEXT = "no_text"
    OTHER_LANGUAGE = "other_language"
    MISSING = "missing"
    NO_CITY = "no_city"
    NO_MUST = "no_must"
    NO_PAY = "no_pay"
    PAY_TWICE = "pay_twice"
    PAY_REVERSED = "pay_reversed"
    PAY_ZERO = "pay_zero"
    PAY_TOO_HIGH = "pay_too_high"
    DAY_PAST = "day_past"
    DAY_FAR = "day_far"
    OUT_OF_RANGE = "out_of_range"
    TOO_MANY = "too_many"
    UNREAD = "unread"


def impossible(said: Mapping[str, Any], today: date) -> Iterator[tuple[str, Fault]]:
    """What may not even stand in a draft: field and fault. Looks only at the fields that are there."""
    yield from _odd_pay(said.get("pay_min"), said.get("pay_max"))
    if (day := said.get("closes_on")) and day < today:
        yield "closes_on", Fault.DAY_PAST
    if day and day > today + timedelta(days=LONGEST_DAYS):
        yield "closes_on", Fault.DAY_FAR
    for name, most in (("skills", MOST_SKILLS), ("questions", MOST_QUESTIONS)):
        if len(said.get(name) or ()) > most:
            yield name, Fault.TOO_MANY
    ranges = {"overlap_hours": OVERLAP, "answer_days": ANSWER_DAYS, "places": range(1, MOST_PLACES + 1)}
    for name, allowed in ranges.items():
        if said.get(name) is not None and said[name] not in allowed:
            yield name, Fault.OUT_OF_RANGE


def missing(said: Mapping[str, Any], today: date) -> Iterator[tuple[str, Fault]]:
    """What keeps an opening from being read by the park: what is impossible, and what is not said yet."""
    yield from impossible(said, today)
    yield from _unspoken(said)
    for name in ("kind", "mode"):
        if not said[name]:
            yield name, Fault.MISSING
    if said["mode"] in IN_PLACE and not said["country"]:
        yield "country", Fault.MISSING
    if said["mode"] in IN_PLACE and not said["city"]:
        yield "city", Fault.NO_CITY
    if said["mode"] == "remote" and said["overlap_hours"] is None:
        yield "overlap_hours", Fault.MISSING
    if not any(row["must"] for row in said["skills"]):
        yield "skills", Fault.NO_MUST
    yield from _unsaid_pay(said)


def _unspoken(said: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    """One language is enough, but then title and text are in the same one."""
    titles = [one for one in ("fa", "en") if said[f"title_{one}"]]
    texts = [one for one in ("fa", "en") if said[f"text_{one}"]]
    if not titles:
        yield "title_fa", Fault.NO_TITLE
    if not texts:
        yield "text_fa", Fault.NO_TEXT
    if titles and texts:
        yield from ((f"text_{one}", Fault.OTHER_LANGUAGE) for one in titles if one not in texts)
        yield from ((f"title_{one}", Fault.OTHER_LANGUAGE) for one in texts if one not in titles)


def _odd_pay(low: int | None, high: int | None) -> Iterator[tuple[str, Fault]]:
    for name, pay in (("pay_min", low), ("pay_max", high)):
        if pay is not None and pay <= 0:
            yield name, Fault.PAY_ZERO
        if pay is not None and pay > HIGHEST_PAY:
            yield name, Fault.PAY_TOO_HIGH
    if low is not None and high is not None and low > high:
        yield "pay_max", Fault.PAY_REVERSED


def _unsaid_pay(said: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    named = said["pay_min"] is not None or said["pay_max"] is not None
    if named and said["no_pay"]:
        yield "no_pay", Fault.PAY_TWICE
    if not named and not said["no_pay"]:
        yield "pay_min", Fault.NO_PAY
    for name in ("pay_currency", "pay_period"):
        if named and not said[name]:
            yield name, Fault.MISSING
