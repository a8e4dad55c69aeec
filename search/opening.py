"""One opening as anybody reads it: on the board, or over."""

from datetime import date
from uuid import UUID

from jobs.openings.models import Opening
from jobs.openings.moving import last_day
from jobs.openings.states import LIVE, State
from search.asking import SearchDown
from search.board import readable, similar
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


def similar_to(opening: Opening, person: int | None, today: date) -> list[Opening]:
    """Similar openings; none where the engine does not answer: the page stands without them."""
    try:
        return similar(opening, person=person, today=today)
    except SearchDown:
        return []


def as_published(opening: Opening, today: date) -> Opening:
    """The opening as it would be if what is being written were published on that day; nothing of it is kept. Raises
    Absent where nothing is being written."""
    if opening.draft is None:
        raise Absent()
    opening.shown, opening.touched_on = opening.draft, today
    opening.published_on = opening.published_on or today
    last_day(opening)
    return opening
