"""Whether one start can be booked, and if not, why. Pure; it counts nothing that `free_slots` does not count."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from talent.schedule.slots.clocks import MINUTE
from talent.schedule.slots.finding import free_slots
from talent.schedule.slots.horizon import bounds
from talent.schedule.slots.limits import Used
from talent.schedule.slots.opening import open_spans
from talent.schedule.slots.taken import Taken
from talent.schedule.slots.values import Busy, NextFreeDays, Policy, Schedule, Span, demand_aware


class Reason(StrEnum):
    """Why a time is not offered. What the guest may be told of it is the caller's: most say something of the owner."""

    LENGTH = "length"
    PAST = "past"
    NOTICE = "notice"
    HORIZON = "horizon"
    CLOSED = "closed"
    GRID = "grid"
    TAKEN = "taken"
    LIMIT = "limit"
    GUEST_LIMIT = "guest_limit"


def is_offered(
    start: datetime, minutes: int, schedule: Schedule, policy: Policy, busy: Iterable[Busy], now: datetime
) -> bool:
    """Whether a session of that length may begin then. Raises BadTimes for a moment without a zone."""
    return refusal(start, minutes, schedule, policy, busy, now) is None


def refusal(
    start: datetime, minutes: int, schedule: Schedule, policy: Policy, busy: Iterable[Busy], now: datetime
) -> Reason | None:
    """The first reason against a session of that length that begins then, or None. Raises BadTimes likewise."""
    demand_aware((start, now))
    start, known = start.astimezone(UTC), tuple(busy)
    return (
        _length(minutes, policy)
        or _bounds(start, schedule, policy, now)
        or _place(start, minutes, schedule, policy)
        or _room(start, minutes, schedule, policy, known)
        or _free_day(start, schedule, policy, known, now)
    )


def _length(minutes: int, policy: Policy) -> Reason | None:
    return None if minutes in policy.durations else Reason.LENGTH


def _bounds(start: datetime, schedule: Schedule, policy: Policy, now: datetime) -> Reason | None:
    limits = bounds(schedule, policy, now)
    if start < now:
        return Reason.PAST
    if start < now + policy.notice * MINUTE:
        return Reason.NOTICE
    return None if limits.start <= start < limits.end else Reason.HORIZON


def _place(start: datetime, minutes: int, schedule: Schedule, policy: Policy) -> Reason | None:
    """In the owner's hours, and on their grid."""
    end = start + minutes * MINUTE
    around = open_spans(schedule, Span(start, end))
    here = next((span for span in around if span.start <= start and end <= span.end), None)
    if here is None:
        return Reason.CLOSED
    past = start - here.start - policy.offset * MINUTE
    step = (policy.interval or minutes) * MINUTE
    return Reason.GRID if past < 0 * MINUTE or past % step else None


def _room(
    start: datetime, minutes: int, schedule: Schedule, policy: Policy, busy: tuple[Busy, ...]
) -> Reason | None:
    """Nothing else at that time, or a seat in what is; nothing used up."""
    taken, end = Taken(policy, busy), start + minutes * MINUTE
    joined = taken.blocks(start, end)
    if joined and not taken.seats(start, end):
        return Reason.TAKEN
    sessions = [one for one in busy if one.counts]
    if not joined and Used(schedule, policy.limits, sessions).full(start, minutes):
        return Reason.LIMIT
    mine = [one for one in sessions if one.mine]
    return Reason.GUEST_LIMIT if Used(schedule, policy.guest_limits, mine).full(start, minutes) else None


def _free_day(
    start: datetime, schedule: Schedule, policy: Policy, busy: tuple[Busy, ...], now: datetime
) -> Reason | None:
    """Among the next free days, where these are the horizon."""
    if not isinstance(policy.horizon, NextFreeDays):
        return None
    found = free_slots(schedule, policy, busy, Span(start, start + MINUTE), now)
    return None if any(slot.start == start for slot in found) else Reason.HORIZON
