"""What an offer has to say before anybody else reads it. Pure: codes and fields, no words."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

MOST_TOPICS, MOST_QUESTIONS = 12, 3
LENGTHS = (30, 45, 60)
RANGES = {
    "seats": range(1, 31),
    "question_days": range(1, 31),
    "a_month": range(1, 61),
    "notice_hours": range(1, 337),
    "horizon_days": range(1, 22),
    "before": range(121),
    "after": range(121),
}
"""Numbers that an offer may say, both ends included."""


class Fault(StrEnum):
    NO_HEADLINE = "no_headline"
    NO_TEXT = "no_text"
    OTHER_LANGUAGE = "other_language"
    MISSING = "missing"
    NO_FORMAT = "no_format"
    NO_PLACE = "no_place"
    NO_LINK = "no_link"
    NO_HOURS = "no_hours"
    OUT_OF_RANGE = "out_of_range"
    TOO_MANY = "too_many"
    UNREAD = "unread"


def impossible(said: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    """What may not even stand in a draft: field and fault. Looks only at the fields that are there."""
    for name, allowed in RANGES.items():
        if said.get(name) is not None and said[name] not in allowed:
            yield name, Fault.OUT_OF_RANGE
    for name, most in (("topics", MOST_TOPICS), ("questions", MOST_QUESTIONS)):
        if len(said.get(name) or ()) > most:
            yield name, Fault.TOO_MANY
    if not set(said.get("lengths") or ()) <= set(LENGTHS):
        yield "lengths", Fault.OUT_OF_RANGE


def missing(said: Mapping[str, Any], *, has_hours: bool) -> Iterator[tuple[str, Fault]]:
    """What keeps an offer from being open: what is impossible, and what is not said yet. `has_hours`: its mentor has
    said when they are there."""
    yield from impossible(said)
    yield from _unspoken(said)
    for name in ("topics", "languages", "for_whom"):
        if not said[name]:
            yield name, Fault.MISSING
    if not said["lengths"] and not said["question_days"]:
        yield "lengths", Fault.NO_FORMAT
    if said["lengths"] and not (said["place_kind"] and said["place"]):
        yield "place", Fault.NO_PLACE
    if said["lengths"] and not has_hours:
        yield "lengths", Fault.NO_HOURS


def _unspoken(said: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    """One language is enough, but then headline and text are in the same one."""
    headlines = [one for one in ("fa", "en") if said[f"headline_{one}"]]
    texts = [one for one in ("fa", "en") if said[f"text_{one}"]]
    if not headlines:
        yield "headline_fa", Fault.NO_HEADLINE
    if not texts:
        yield "text_fa", Fault.NO_TEXT
    if headlines and texts:
        yield from ((f"text_{one}", Fault.OTHER_LANGUAGE) for one in headlines if one not in texts)
        yield from ((f"headline_{one}", Fault.OTHER_LANGUAGE) for one in texts if one not in headlines)
