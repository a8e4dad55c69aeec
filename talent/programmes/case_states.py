"""The life of a case as one table: who may do what in which state. Pure.

It is made to grow: documents, a decision and an appeal are further states and further rows.
"""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    SENT = "sent"
    READ = "read"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    READ = "read"
    ANSWER = "answer"
    WRITE = "write"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    PERSON = "person"
    OFFICE = "office"


WAITING = (State.SENT, State.READ)
"""The office has to do something."""
LIVING = (*WAITING, State.ANSWERED)

STEPS = (
    Step(Verb.READ, Side.OFFICE, (State.SENT,), State.READ),
    Step(Verb.ANSWER, Side.OFFICE, LIVING, State.ANSWERED),
    Step(Verb.WRITE, Side.PERSON, LIVING, State.SENT),
    Step(Verb.WITHDRAW, Side.PERSON, LIVING, State.WITHDRAWN),
)


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons, pages and actions go by it."""
    return tuple(dict.fromkeys(offered_by(STEPS, side, state)))
