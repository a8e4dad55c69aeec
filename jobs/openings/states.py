"""The life of an opening as one table: who may do what in which state. Pure.

Once published, an opening stays what it was while a change of it is written and reviewed: the four states in `LIVE`
are on the board alike.
"""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    CHANGING = "changing"
    CHANGE_IN_REVIEW = "change_in_review"
    CHANGE_RETURNED = "change_returned"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REMOVED = "removed"


class Verb(StrEnum):
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    SEND_BACK = "send_back"
    CHANGE = "change"
    AMEND = "amend"
    DROP_CHANGE = "drop_change"
    KEEP_UP = "keep_up"
    FILL = "fill"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REMOVE = "remove"


class Side(StrEnum):
    COMPANY = "company"
    PARK = "park"
    CLOCK = "clock"


class Remark(StrEnum):
    """What the park's comment on an opening is about."""

    TITLE = "title"
    TEXT = "text"
    SKILLS = "skills"
    PAY = "pay"
    PLACE = "place"
    DISCRIMINATION = "discrimination"
    LINKS = "links"
    QUESTIONS = "questions"
    OTHER = "other"


LIVE = (State.PUBLISHED, State.CHANGING, State.CHANGE_IN_REVIEW, State.CHANGE_RETURNED)
"""On the board."""
WAITING = (State.IN_REVIEW, State.CHANGE_IN_REVIEW)
"""For the park."""
WRITABLE = (State.DRAFT, State.RETURNED, State.CHANGING, State.CHANGE_RETURNED)
"""While there is a text that its company writes."""
UNPUBLISHED = (State.DRAFT, State.IN_REVIEW, State.RETURNED)
OVER = (State.FILLED, State.WITHDRAWN, State.EXPIRED, State.REMOVED)


STEPS = (
    Step(Verb.SUBMIT, Side.COMPANY, (State.DRAFT, State.RETURNED), State.IN_REVIEW),
    Step(Verb.SUBMIT, Side.COMPANY, (State.CHANGING, State.CHANGE_RETURNED), State.CHANGE_IN_REVIEW),
    Step(Verb.AMEND, Side.COMPANY, (State.CHANGING, State.CHANGE_RETURNED), State.PUBLISHED),
    Step(Verb.TAKE_BACK, Side.COMPANY, (State.IN_REVIEW,), State.DRAFT),
    Step(Verb.TAKE_BACK, Side.COMPANY, (State.CHANGE_IN_REVIEW,), State.CHANGING),
    Step(Verb.PUBLISH, Side.PARK, WAITING, State.PUBLISHED),
    Step(Verb.SEND_BACK, Side.PARK, (State.IN_REVIEW,), State.RETURNED),
    Step(Verb.SEND_BACK, Side.PARK, (State.CHANGE_IN_REVIEW,), State.CHANGE_RETURNED),
    Step(Verb.CHANGE, Side.COMPANY, (State.PUBLISHED,), State.CHANGING),
    Step(Verb.DROP_CHANGE, Side.COMPANY, (State.CHANGING, State.CHANGE_RETURNED), State.PUBLISHED),
    *(Step(Verb.KEEP_UP, Side.COMPANY, (state,), state) for state in LIVE),
    Step(Verb.FILL, Side.COMPANY, LIVE, State.FILLED),
    Step(Verb.REOPEN, Side.COMPANY, (State.FILLED,), State.PUBLISHED),
    Step(Verb.WITHDRAW, Side.COMPANY, (*UNPUBLISHED, *LIVE), State.WITHDRAWN),
    Step(Verb.EXPIRE, Side.CLOCK, LIVE, State.EXPIRED),
    Step(Verb.REMOVE, Side.PARK, LIVE, State.REMOVED),
)


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state)
