"""The life of an application as one table: who may do what in which state; and who may talk when. Pure."""

from enum import StrEnum

from talent.lib.steps import Step, offered_by, step_of


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    SHORTLISTED = "shortlisted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OBSOLETE = "obsolete"
    LAPSED = "lapsed"


class Verb(StrEnum):
    SUBMIT = "submit"
    REVIEW = "review"
    SHORTLIST = "shortlist"
    OFFER = "offer"
    RESCIND = "rescind"
    REFUSE = "refuse"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    SUPERSEDE = "supersede"
    CLOSE = "close"
    RESTORE = "restore"
    LAPSE = "lapse"


class Side(StrEnum):
    EXPERT = "expert"
    COMPANY = "company"
    CLOCK = "clock"


class Reason(StrEnum):
    """Why a company says no. The last two are the clock's."""

    OTHER_CHOSEN = "other_chosen"
    SKILLS = "skills"
    LEVEL = "level"
    LANGUAGE = "language"
    TERMS = "terms"
    PLACE = "place"
    OTHER = "other"
    FILLED = "filled"
    REMOVED = "removed"


CLOCKS = (Reason.FILLED, Reason.REMOVED)
UNANSWERED = (State.SUBMITTED, State.IN_REVIEW)
"""Nothing has been said to the applicant yet."""
WAITING = (*UNANSWERED, State.SHORTLISTED)
"""The company has to act."""
LIVE = (*WAITING, State.OFFERED)
OVER = (State.REFUSED, State.DECLINED, State.WITHDRAWN, State.OBSOLETE, State.LAPSED)
ONE = (State.DRAFT, *LIVE, State.ACCEPTED)
"""Of these a person has one for each opening."""
PIPELINE = (
    *LIVE,
    State.ACCEPTED,
    State.REFUSED,
    State.DECLINED,
    State.OBSOLETE,
    State.WITHDRAWN,
    State.LAPSED,
)
"""What a company sees, from the left to the right."""


STEPS = (
    Step(Verb.SUBMIT, Side.EXPERT, (State.DRAFT,), State.SUBMITTED),
    Step(Verb.REVIEW, Side.COMPANY, (State.SUBMITTED,), State.IN_REVIEW),
    Step(Verb.SHORTLIST, Side.COMPANY, UNANSWERED, State.SHORTLISTED),
    Step(Verb.OFFER, Side.COMPANY, (State.SHORTLISTED,), State.OFFERED),
    Step(Verb.RESCIND, Side.COMPANY, (State.OFFERED,), State.SHORTLISTED),
    Step(Verb.REFUSE, Side.COMPANY, LIVE, State.REFUSED),
    Step(Verb.ACCEPT, Side.EXPERT, (State.OFFERED,), State.ACCEPTED),
    Step(Verb.DECLINE, Side.EXPERT, (State.OFFERED,), State.DECLINED),
    Step(Verb.UNDO, Side.EXPERT, (State.ACCEPTED,), State.OFFERED),
    Step(Verb.WITHDRAW, Side.EXPERT, (*LIVE, State.ACCEPTED), State.WITHDRAWN),
    Step(Verb.SUPERSEDE, Side.CLOCK, LIVE, State.OBSOLETE),
    Step(Verb.CLOSE, Side.CLOCK, LIVE, State.REFUSED),
    Step(Verb.LAPSE, Side.CLOCK, WAITING, State.LAPSED),
    *(Step(Verb.RESTORE, Side.CLOCK, (State.OBSOLETE, State.REFUSED), state) for state in LIVE),
)
TALKS: dict[State, frozenset[Side]] = {
    state: frozenset({Side.EXPERT, Side.COMPANY})
    for state in (State.SHORTLISTED, State.OFFERED, State.ACCEPTED)
}
"""Who may write in the conversation of an application; in every other state there is none, or it has ended."""


def step(verb: Verb, side: Side, state: State) -> Step[Verb, Side, State] | None:
    """The step that `verb` is for this side now, or None where it is not allowed."""
    return step_of(STEPS, verb, side, state)


def restoring(state: State, former: State) -> Step[Verb, Side, State] | None:
    """The step that brings what has ended by itself back to where it stood, or None."""
    found = (one for one in STEPS if one.verb == Verb.RESTORE and one.after == former and state in one.before)
    return next(found, None)


def offered(side: Side, state: State) -> tuple[Verb, ...]:
    """What this side may do now, in the table's order: buttons and API go by it."""
    return offered_by(STEPS, side, state)
