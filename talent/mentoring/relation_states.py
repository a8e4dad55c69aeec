"""The life of a relationship of several sessions as one table: who may do what in which state. Pure.

Either side may propose; from then on one is who has proposed, the other who is asked. It becomes active by itself, with
its first session.
"""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    COMPLETED = "completed"
    ENDED = "ended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Verb(StrEnum):
    PROPOSE = "propose"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    BEGIN = "begin"
    COMPLETE = "complete"
    END = "end"
    LAPSE = "lapse"


class Side(StrEnum):
    PROPOSER = "proposer"
    ASKED = "asked"
    CLOCK = "clock"


class Part(StrEnum):
    """Who somebody is in it, whoever has proposed."""

    GUEST = "guest"
    MENTOR = "mentor"


LIVING = (State.ACCEPTED, State.ACTIVE)
"""Sessions name it, and notes are written in it."""
STANDING = (State.PENDING, *LIVING)
"""Two people have at most one of these by one offer."""

STEPS = (
    Step(Verb.ACCEPT, Side.ASKED, (State.PENDING,), State.ACCEPTED),
    Step(Verb.DECLINE, Side.ASKED, (State.PENDING,), State.DECLINED),
    Step(Verb.WITHDRAW, Side.PROPOSER, (State.PENDING,), State.WITHDRAWN),
    Step(Verb.LAPSE, Side.CLOCK, (State.PENDING,), State.LAPSED),
    Step(Verb.BEGIN, Side.CLOCK, (State.ACCEPTED,), State.ACTIVE),
    Step(Verb.COMPLETE, Side.PROPOSER, (State.ACTIVE,), State.COMPLETED),
    Step(Verb.COMPLETE, Side.ASKED, (State.ACTIVE,), State.COMPLETED),
    Step(Verb.END, Side.PROPOSER, LIVING, State.ENDED),
    Step(Verb.END, Side.ASKED, LIVING, State.ENDED),
    Step(Verb.END, Side.CLOCK, LIVING, State.ENDED),
)
"""The clock ends one when somebody of the two has left."""


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state)
