"""The life of a version, and where a programme's window stands. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Verb(StrEnum):
    """What happened to a version: the rows of its log."""

    START = "start"
    SAVE = "save"
    PUBLISH = "publish"
    SUPERSEDE = "supersede"


class Phase(StrEnum):
    ANNOUNCED = "announced"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    NOT_YET_CLAIMABLE = "not_yet_claimable"


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when one may apply, both days included; without days it is rolling. `claims_from`: open, but
    nothing is paid out before that day."""

    opens_on: date | None = None
    closes_on: date | None = None
    paused: bool = False
    claims_from: date | None = None

    def phase(self, today: date) -> Phase:
        """Where it stands. What is over or has not begun is that, paused or not."""
        if self.closes_on and today > self.closes_on:
            return Phase.CLOSED
        if self.opens_on and today < self.opens_on:
            return Phase.ANNOUNCED
        if self.paused:
            return Phase.PAUSED
        if self.claims_from and today < self.claims_from:
            return Phase.NOT_YET_CLAIMABLE
        return Phase.OPEN
