"""One opening as anybody reads it: on the board, or over."""

from datetime import date
from typing import Any
from uuid import UUID

from jobs.applications.models import Application
from jobs.applications.pages import draft_of
from jobs.applications.permissions import kept_from
from jobs.applications.states import State as ApplicationState
from jobs.applications.wording import TO_EXPERT
from jobs.openings.models import Opening
from jobs.openings.moving import last_day
from jobs.openings.states import LIVE, State
from search.asking import SearchDown
from search.board import SIMILAR, newest, readable, similar
from talent.accounts.models import User
from talent.lib.errors import Absent

GONE = (State.FILLED, State.WITHDRAWN, State.EXPIRED)
"""Over, and nothing to hide: their addresses say so."""


def opening_for(person: int | None, key: UUID, today: date) -> Opening:
    """The opening with that key which this reader may see, on the board or over; one SQL, whatever comes of it.

    Raises Absent for what was never published, what the park removed, what belongs to a company that is not verified
    or that the reader hides from, and what is not there.
    """
    found = readable(person).filter(key=key, shown__isnull=False).first()
    if found is None or found.state_at(today) not in (*LIVE, *GONE):
        raise Absent()
    return found


def is_over(opening: Opening, today: date) -> bool:
    """Whether it is on the board no more."""
    return opening.state_at(today) in GONE


def similar_to(opening: Opening, person: int | None, today: date) -> tuple[list[Opening], bool]:
    """Similar openings, or else the newest ones, and whether they are similar. Where the engine does not answer the
    page stands with the newest."""
    try:
        found = similar(opening, person=person, today=today)
    except SearchDown:
        found = []
    return found or newest_beside(opening, person, today), bool(found)


def newest_beside(opening: Opening, person: int | None, today: date) -> list[Opening]:
    """The newest openings of other companies, read from the database alone."""
    found = newest(person, today, 3 * SIMILAR)
    return [one for one in found if one.company_id != opening.company_id][:SIMILAR]


def standing(user: object, opening: Opening) -> dict[str, Any]:
    """How the reader's own application to it stands, for nobody else to see: `key` is None where there is none;
    `may_not` for somebody from whom the company is kept."""
    mine = draft_of(user, opening) if isinstance(user, User) else None
    if mine is None:
        return {"key": None, "may_not": isinstance(user, User) and kept_from(user, opening.company_id)}
    state = ApplicationState(mine.state)
    is_draft = state == ApplicationState.DRAFT
    shown = {"key": mine.key, "is_draft": is_draft, "state": TO_EXPERT[state], "may_not": False}
    return shown | {"answer_by": mine.answer_by if mine.is_waiting else None}


def as_published(opening: Opening, today: date) -> Opening:
    """The opening as it would be if what is being written were published on that day; nothing of it is kept. Raises
    Absent where nothing is being written."""
    if opening.draft is None:
        raise Absent()
    opening.shown, opening.touched_on = opening.draft, today
    opening.published_on = opening.published_on or today
    last_day(opening)
    return opening


def as_applied(application: Application) -> Opening:
    """The opening in the words that it had when the application was sent; nothing of it is kept."""
    opening = application.opening
    opening.company, opening.shown = application.company, application.edition
    return opening
