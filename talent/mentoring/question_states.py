"""The life of a question in writing as one table: who may do what in which state. Pure."""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Verb(StrEnum):
    ASK = "ask"
    ANSWER = "answer"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    THANK = "thank"
    LAPSE = "lapse"


class Side(StrEnum):
    ASKER = "asker"
    MENTOR = "mentor"
    CLOCK = "clock"


COUNTED = (State.ASKED, State.ANSWERED)
"""They count among what the mentor gives in a month."""

STEPS = (
    Step(Verb.ANSWER, Side.MENTOR, (State.ASKED,), State.ANSWERED),
    Step(Verb.DECLINE, Side.MENTOR, (State.ASKED,), State.DECLINED),
    Step(Verb.WITHDRAW, Side.ASKER, (State.ASKED,), State.WITHDRAWN),
    Step(Verb.THANK, Side.ASKER, (State.ANSWERED,), State.ANSWERED, once=True),
    Step(Verb.DECLINE, Side.CLOCK, (State.ASKED,), State.DECLINED),
    Step(Verb.LAPSE, Side.CLOCK, (State.ASKED,), State.LAPSED),
)


def step(
    verb: Verb, side: Side, state: State, done: frozenset[Verb] = frozenset()
) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed. `done`: verbs of its past."""
    return step_of(STEPS, verb, side, state, done)


def offered(side: Side, state: State, done: frozenset[Verb] = frozenset()) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state, done)
