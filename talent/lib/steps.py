"""A life as one table of steps: who may do what in which state. Pure."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Verb = TypeVar("Verb")
Side = TypeVar("Side")
State = TypeVar("State")


@dataclass(frozen=True)
class Step(Generic[Verb, Side, State]):
    """`once`: not a second time in one life."""

    verb: Verb
    side: Side
    before: tuple[State, ...]
    after: State
    once: bool = False


def step_of(
    steps: tuple[Step[Verb, Side, State], ...],
    verb: Verb,
    side: Side,
    state: State,
    done: frozenset[Verb] = frozenset(),
) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed. `done`: verbs of its past."""
    for one in steps:
        if one.verb == verb and one.side == side and state in one.before and not (one.once and verb in done):
            return one
    return None


def offered_by(
    steps: tuple[Step[Verb, Side, State], ...], side: Side, state: State, done: frozenset[Verb] = frozenset()
) -> tuple[Verb, ...]:
    """What this side may do now, each verb once, in the table's order."""
    may = (one.verb for one in steps if one.side == side and step_of(steps, one.verb, side, state, done))
    return tuple(dict.fromkeys(may))
