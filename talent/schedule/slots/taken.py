"""What is taken: busy times with the buffers of both sides. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from talent.schedule.slots.clocks import MINUTE
from talent.schedule.slots.spans import merged
from talent.schedule.slots.values import Busy, Policy, Span


class Taken:
    """Where a session of a policy does not fit any more. A session keeps its own buffers free from those that a busy
    time keeps; they add."""

    def __init__(self, policy: Policy, busy: Iterable[Busy]) -> None:
        self.busy, self.policy = tuple(busy), policy
        before, after = policy.before * MINUTE, policy.after * MINUTE
        lead = {minutes: minutes * MINUTE + after for minutes in {one.before for one in self.busy}}
        rest = {minutes: minutes * MINUTE + before for minutes in {one.after for one in self.busy}}
        self.spans = merged(
            [
                Span(one.start.astimezone(UTC) - lead[one.before], one.end.astimezone(UTC) + rest[one.after])
                for one in self.busy
            ]
        )
        self.open = {(one.start, one.end): one for one in self.busy if one.taken is not None}

    def blocks(self, start: datetime, end: datetime) -> bool:
        """Whether a session from `start` to `end` comes too near to something that is taken."""
        return any(span.start < end and start < span.end for span in self.spans)

    def seats(self, start: datetime, end: datetime) -> int:
        """The seats left for the one who looks in the session that is at exactly that time; 0 for none, or where
        something else is at that time."""
        here = self.open.get((start, end))
        if here is None or here.mine or self._beside(here):
            return 0
        return max(0, (here.seats or self.policy.seats) - (here.taken or 0))

    def _beside(self, here: Busy) -> bool:
        return any(one is not here and one.start < here.end and here.start < one.end for one in self.busy)
