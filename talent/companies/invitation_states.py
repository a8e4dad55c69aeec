"""The life of an invitation as one table. Pure.

Nothing in it depends on whether the invited address has an account: until somebody who holds it decides, or its day
comes, an invitation waits.
"""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    WAITING = "waiting"
    PARK = "park"
    JOINED = "joined"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REFUSED = "refused"


class Verb(StrEnum):
    JOIN = "join"
    ASK_PARK = "ask_park"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REFUSE = "refuse"
    EXPIRE = "expire"


class Side(StrEnum):
    INVITED = "invited"
    COMPANY = "company"
    PARK = "park"
    CLOCK = "clock"


OPEN = (State.WAITING, State.PARK)


STEPS = (
    Step(Verb.JOIN, Side.INVITED, (State.WAITING,), State.JOINED),
    Step(Verb.ASK_PARK, Side.INVITED, (State.WAITING,), State.PARK),
    Step(Verb.DECLINE, Side.INVITED, OPEN, State.DECLINED),
    Step(Verb.WITHDRAW, Side.COMPANY, OPEN, State.WITHDRAWN),
    Step(Verb.APPROVE, Side.PARK, (State.PARK,), State.JOINED),
    Step(Verb.REFUSE, Side.PARK, (State.PARK,), State.REFUSED),
    Step(Verb.EXPIRE, Side.CLOCK, (State.WAITING,), State.EXPIRED),
)


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order."""
    return offered_by(STEPS, side, state)
