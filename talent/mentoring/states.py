"""The life of a mentor's offer as one table: who may do what in which state. Pure."""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    ENDED = "ended"


class Verb(StrEnum):
    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


class Side(StrEnum):
    MENTOR = "mentor"
    CLOCK = "clock"


CURRENT = (State.DRAFT, State.OPEN, State.PAUSED)
"""A person has at most one of these."""

STEPS = (
    Step(Verb.OPEN, Side.MENTOR, (State.DRAFT,), State.OPEN),
    Step(Verb.PAUSE, Side.MENTOR, (State.OPEN, State.PAUSED), State.PAUSED),
    Step(Verb.PAUSE, Side.CLOCK, (State.OPEN, State.PAUSED), State.PAUSED),
    Step(Verb.RESUME, Side.MENTOR, (State.PAUSED,), State.OPEN),
    Step(Verb.RESUME, Side.CLOCK, (State.PAUSED,), State.OPEN),
    Step(Verb.END, Side.MENTOR, CURRENT, State.ENDED),
)


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state)
