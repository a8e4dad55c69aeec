"""The life of a booking as one table: who may do what in which state. Pure.

A move is a step that leaves the state as it is: the log says when, the row where to.
"""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    HELD = "held"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    HAPPENED = "happened"
    MISSED = "missed"
    LOST = "lost"


class Verb(StrEnum):
    ASK = "ask"
    BOOK = "book"
    LET_GO = "let_go"
    ACCEPT = "accept"
    DECLINE = "decline"
    MOVE = "move"
    CANCEL = "cancel"
    LAPSE = "lapse"
    SETTLE = "settle"


class Side(StrEnum):
    GUEST = "guest"
    MENTOR = "mentor"
    CLOCK = "clock"


class Outcome(StrEnum):
    """What somebody says of a session when it is over. A lost connection is nobody's fault."""

    HAPPENED = "happened"
    OTHER_MISSED = "other_missed"
    LOST = "lost"


WAITING = (State.HELD, State.REQUESTED)
"""They hold their time until it lapses."""
STANDING = (*WAITING, State.CONFIRMED)
AGREED = (State.REQUESTED, State.CONFIRMED)
"""Both sides know of them: of what a guest only holds the mentor is told nothing."""
OUTCOMES = (State.HAPPENED, State.MISSED, State.LOST)
MET = (State.CONFIRMED, State.HAPPENED, State.LOST)
"""Of these something can be said, and after them something be proposed."""

STEPS = (
    Step(Verb.ASK, Side.GUEST, (State.HELD,), State.REQUESTED),
    Step(Verb.BOOK, Side.GUEST, (State.HELD,), State.CONFIRMED),
    Step(Verb.LET_GO, Side.GUEST, (State.HELD,), State.LAPSED),
    Step(Verb.ACCEPT, Side.MENTOR, (State.REQUESTED,), State.CONFIRMED),
    Step(Verb.DECLINE, Side.MENTOR, (State.REQUESTED,), State.DECLINED),
    Step(Verb.MOVE, Side.GUEST, (State.REQUESTED,), State.REQUESTED),
    Step(Verb.MOVE, Side.GUEST, (State.CONFIRMED,), State.CONFIRMED),
    Step(Verb.CANCEL, Side.GUEST, (State.REQUESTED, State.CONFIRMED), State.CANCELLED),
    Step(Verb.CANCEL, Side.MENTOR, (State.CONFIRMED,), State.CANCELLED),
    Step(Verb.LAPSE, Side.CLOCK, WAITING, State.LAPSED),
    Step(Verb.MOVE, Side.CLOCK, (State.CONFIRMED,), State.CONFIRMED),
    Step(Verb.MOVE, Side.CLOCK, (State.REQUESTED,), State.REQUESTED),
)
"""Settling has three ends: see `settled`. The clock moves what new rules of clocks have moved."""


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state)


def settled(mentor: Outcome | None, guest: Outcome | None) -> State | None:
    """What became of a session by what both say, None while one of them has not said it."""
    return None if None in (mentor, guest) else after_all(mentor, guest)


def after_all(mentor: Outcome | None, guest: Outcome | None) -> State:
    """The same once both were asked and have had days for it: one word is enough then, and silence says that it took
    place. It took place where either says so. Somebody was missing where nothing else is said; where one of them has
    lost the connection, nobody was."""
    said = {mentor, guest} - {None}
    if not said or Outcome.HAPPENED in said:
        return State.HAPPENED
    return State.LOST if Outcome.LOST in said else State.MISSED


def missing_side(mentor: Outcome | None, guest: Outcome | None) -> Side | None:
    """Who was missing, of a session of which one says so; where both say it of one another, nobody can tell."""
    said = [mentor == Outcome.OTHER_MISSED, guest == Outcome.OTHER_MISSED]
    if said == [True, False]:
        return Side.GUEST
    return Side.MENTOR if said == [False, True] else None
