"""Free times of one owner, from rules and what is taken. Pure: no Django, no clock, no zone of the machine.

`free_slots(schedule, policy, busy, window, now)` lists them; `refusal` says of one start why it is not among them.
All moments are aware and come back in UTC. The same values in another order give the same slots.
"""

from talent.schedule.slots.checking import Reason, is_offered, refusal
from talent.schedule.slots.clocks import UnknownZone, instant, known_zone
from talent.schedule.slots.finding import free_slots, reach, slots_in
from talent.schedule.slots.opening import open_spans
from talent.schedule.slots.spans import intersection, merged, without
from talent.schedule.slots.values import (
    BadTimes,
    Busy,
    DaysOff,
    FixedDays,
    Hours,
    Limit,
    NextFreeDays,
    Override,
    Period,
    Policy,
    RollingDays,
    Schedule,
    Slot,
    Span,
    Travel,
    Weekly,
    WorkingDays,
)

__all__ = [
    "BadTimes",
    "Busy",
    "DaysOff",
    "FixedDays",
    "Hours",
    "Limit",
    "NextFreeDays",
    "Override",
    "Period",
    "Policy",
    "Reason",
    "RollingDays",
    "Schedule",
    "Slot",
    "Span",
    "Travel",
    "UnknownZone",
    "Weekly",
    "WorkingDays",
    "free_slots",
    "instant",
    "intersection",
    "is_offered",
    "known_zone",
    "merged",
    "open_spans",
    "reach",
    "refusal",
    "slots_in",
    "without",
]
