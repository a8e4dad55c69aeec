"""The life of a contact request as one table: who may do what in which state. Pure.

What the company is shown follows from the same states. Blocking is no state: a request that is silenced lives on, as
one lives on that nobody answers.
"""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    WAITING = "waiting"
    ASKED_BACK = "asked_back"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"
    DELETED = "deleted"


class Verb(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    ASK_BACK = "ask_back"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    TAKE_BACK = "take_back"
    CONFIRM = "confirm"


class Side(StrEnum):
    EXPERT = "expert"
    COMPANY = "company"
    CLOCK = "clock"


OPEN = (State.WAITING, State.ASKED_BACK)


STEPS = (
    Step(Verb.ACCEPT, Side.EXPERT, OPEN, State.ACCEPTED),
    Step(Verb.DECLINE, Side.EXPERT, OPEN, State.DECLINED),
    Step(Verb.ASK_BACK, Side.EXPERT, (State.WAITING,), State.ASKED_BACK, once=True),
    Step(Verb.ANSWER, Side.COMPANY, (State.ASKED_BACK,), State.WAITING),
    Step(Verb.WITHDRAW, Side.COMPANY, OPEN, State.WITHDRAWN),
    Step(Verb.EXPIRE, Side.CLOCK, OPEN, State.EXPIRED),
    Step(Verb.TAKE_BACK, Side.EXPERT, (State.ACCEPTED,), State.TAKEN_BACK),
    Step(Verb.CONFIRM, Side.COMPANY, (State.TAKEN_BACK,), State.DELETED),
)


def step(
    verb: Verb, side: Side, state: State, done: frozenset[Verb] = frozenset()
) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed. `done`: verbs of its past."""
    return step_of(STEPS, verb, side, state, done)


def offered(side: Side, state: State, done: frozenset[Verb] = frozenset()) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state, done)
