"""The free slots of an owner. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from talent.schedule.slots.clocks import FAR, MINUTE, ONE, local_day, midnights
from talent.schedule.slots.horizon import bounds
from talent.schedule.slots.limits import Used
from talent.schedule.slots.opening import open_spans
from talent.schedule.slots.spans import merged
from talent.schedule.slots.taken import Taken
from talent.schedule.slots.values import (
    Busy,
    NextFreeDays,
    Period,
    Policy,
    Schedule,
    Slot,
    Span,
    demand_aware,
)

PERIOD_DAYS = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}


def free_slots(
    schedule: Schedule, policy: Policy, busy: Iterable[Busy], window: Span, now: datetime
) -> list[Slot]:
    """Every time that begins in the window and can be booked, by start and then by end. `busy` must be known
    over all that `reach` says. Raises BadTimes for a moment without a zone."""
    demand_aware((*window, now))
    wide = _wide(policy, window, now)
    found = _walk(open_spans(schedule, wide), schedule, policy, busy, wide, now)
    return _cut(schedule, policy, found, window)


def reach(policy: Policy, window: Span, now: datetime) -> Span:
    """The span over which busy times have to be known, for slots of that window: buffers, whole periods of limits, and
    all days from now on where free ones are counted."""
    periods = [PERIOD_DAYS[limit.period] for limit in (*policy.limits, *policy.guest_limits)]
    around = max(periods, default=1) * ONE + ONE
    wide = _wide(policy, window, now)
    return Span(wide.start - around, wide.end + around)


def slots_in(
    spans: Iterable[Span],
    schedule: Schedule,
    policy: Policy,
    busy: Iterable[Busy],
    window: Span,
    now: datetime,
) -> list[Slot]:
    """The same for spans that are already known; of the schedule only calendar and zone count. Each span begins a
    grid of its own; next free days are not counted here."""
    return _walk(merged(spans), schedule, policy, busy, window, now)


def _walk(
    spans: list[Span], schedule: Schedule, policy: Policy, busy: Iterable[Busy], window: Span, now: datetime
) -> list[Slot]:
    search = _Search(schedule, policy, tuple(busy), _inside(window, bounds(schedule, policy, now)))
    found = [slot for minutes in sorted({*policy.durations}) for slot in search.slots(spans, minutes)]
    return sorted(found) if len(policy.durations) > 1 else found


def _inside(window: Span, limits: Span) -> Span:
    start = max(window.start.astimezone(UTC), limits.start)
    return Span(start, min(window.end.astimezone(UTC), limits.end))


def _wide(policy: Policy, window: Span, now: datetime) -> Span:
    """Next free days are counted from now on, whatever part of them is asked for."""
    counted = isinstance(policy.horizon, NextFreeDays)
    return Span(min(window.start, now), window.end) if counted else window


def _cut(schedule: Schedule, policy: Policy, found: list[Slot], window: Span) -> list[Slot]:
    if not isinstance(policy.horizon, NextFreeDays):
        return found
    days = {slot.start: local_day(schedule, slot.start) for slot in found}
    first = {*sorted({*days.values()})[: policy.horizon.days]}
    return [slot for slot in found if days[slot.start] in first and slot.start >= window.start]


class _Search:
    """One walk along the grids, with what is taken and used up known beforehand."""

    def __init__(self, schedule: Schedule, policy: Policy, busy: tuple[Busy, ...], within: Span) -> None:
        self.schedule, self.policy, self.within = schedule, policy, within
        self.taken = Taken(policy, busy)
        self.owner = Used(schedule, policy.limits, (one for one in busy if one.counts))
        self.guest = Used(schedule, policy.guest_limits, (one for one in busy if one.counts and one.mine))

    def slots(self, spans: list[Span], minutes: int) -> Iterator[Slot]:
        """The slots of one length, in order."""
        length, step = minutes * MINUTE, (self.policy.interval or minutes) * MINUTE
        full, settled = False, self.within.start
        blocked, at, count = self.taken.spans, 0, len(self.taken.spans)
        for span in spans:
            start = span.start + self.policy.offset * MINUTE
            if start < self.within.start:
                start += -((start - self.within.start) // step) * step
            latest = min(self.within.end, span.end - length + MINUTE.resolution)
            while start < latest:
                end = start + length
                if start >= settled:
                    full, settled = self._full(start, minutes)
                while at < count and blocked[at].end <= start:
                    at += 1
                if at < count and blocked[at].start < end:
                    yield from self._joined(start, end, minutes)
                elif not full:
                    yield Slot(start, end, self.policy.seats)
                start += step

    def _full(self, start: datetime, minutes: int) -> tuple[bool, datetime]:
        """Whether limits are used up, and until when that is so: to the end of the owner's day."""
        if not self.policy.limits and not self.policy.guest_limits:
            return False, FAR
        full = self.owner.full(start, minutes) or self.guest.full(start, minutes)
        if self.schedule.travel:
            return full, start + MINUTE.resolution
        day = local_day(self.schedule, start)
        return full, midnights(self.schedule, day, day).end

    def _joined(self, start: datetime, end: datetime, minutes: int) -> Iterator[Slot]:
        """A session that takes place anyway uses nothing of the owner's limits."""
        if (
            self.taken.open
            and (seats := self.taken.seats(start, end))
            and not self.guest.full(start, minutes)
        ):
            yield Slot(start, end, seats)
