"""The life of a company in the network as one table: who may do what in which state. Pure."""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"
    SUSPENDED = "suspended"


class Verb(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    VERIFY = "verify"
    SUSPEND = "suspend"


class Side(StrEnum):
    OWNER = "owner"
    PARK = "park"


class Remark(StrEnum):
    """What the park's comment on a registration is about."""

    NAME = "name"
    NATIONAL_ID = "national_id"
    CONTRACT = "contract"
    DOMAIN = "domain"
    MAKES = "makes"
    OTHER = "other"


EDITABLE = (State.DRAFT, State.RETURNED)
"""While it is the owner's to write."""
LIVING = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED)
"""While its members act for it, be it for themselves alone."""


STEPS = (
    Step(Verb.SUBMIT, Side.OWNER, EDITABLE, State.SUBMITTED),
    Step(Verb.RETURN, Side.PARK, (State.SUBMITTED,), State.RETURNED),
    Step(Verb.VERIFY, Side.PARK, (State.SUBMITTED, State.SUSPENDED), State.VERIFIED),
    Step(Verb.SUSPEND, Side.PARK, (State.SUBMITTED, State.RETURNED, State.VERIFIED), State.SUSPENDED),
)


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state)
