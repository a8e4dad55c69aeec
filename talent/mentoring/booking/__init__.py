"""Sessions: held for five minutes, booked or asked for, moved, ended, settled."""

from talent.mentoring.booking.ending import end_all, lapse, part_from
from talent.mentoring.booking.errors import (
    AskAnew,
    BookingMoved,
    MissedTwice,
    MovedOften,
    NoReason,
    NotForYou,
    NoTimesNow,
    NotOffered,
    NotOver,
    SeatStays,
    TooLate,
    TooManyWaiting,
    Unanswered,
)
from talent.mentoring.booking.finding import free_times, next_slots
from talent.mentoring.booking.missing import rests_until, settle
from talent.mentoring.booking.moving import hold, is_short_notice, write
from talent.mentoring.booking.verbs import (
    ANSWER_LETTERS,
    accept,
    book,
    cancel,
    decline,
    demand_movable,
    hold_slot,
    let_go,
    move,
    say_outcome,
)

__all__ = [
    "ANSWER_LETTERS",
    "AskAnew",
    "BookingMoved",
    "MissedTwice",
    "MovedOften",
    "NoTimesNow",
    "NoReason",
    "NotForYou",
    "NotOffered",
    "NotOver",
    "SeatStays",
    "TooLate",
    "TooManyWaiting",
    "Unanswered",
    "accept",
    "book",
    "cancel",
    "decline",
    "demand_movable",
    "end_all",
    "free_times",
    "hold",
    "is_short_notice",
    "hold_slot",
    "lapse",
    "let_go",
    "move",
    "next_slots",
    "part_from",
    "rests_until",
    "say_outcome",
    "settle",
    "write",
]
