"""For whom something is shown. A value, passed down every road from a profile to a reader."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PUBLIC = "public"
    NETWORK = "network"
    COMPANY = "company"
    ME = "me"


@dataclass(frozen=True, slots=True)
class Audience:
    """Kind.NETWORK is whoever is signed in and has read the notice. `company` is the primary key of a verified company
    for Kind.COMPANY; None there means what every verified company may see, which is what their common index holds.
    `person` is the key of the one who reads: a hide list acts on people, through whatever company they come. `waiting` holds the number of a
    company that is new and the highest number of all, while owners who chose before it came may still say no;
    None once the company is open to every choice."""

    kind: Kind
    company: int | None = None
    person: int | None = None
    waiting: tuple[int, int] | None = None

    @property
    def relation(self) -> str:
        """Names the relation in which handles and addresses hold ("company:42")."""
        return f"{self.kind}:{self.company}"


PUBLIC = Audience(Kind.PUBLIC)
COMPANIES = Audience(Kind.COMPANY)
NETWORK = Audience(Kind.NETWORK)
ME = Audience(Kind.ME)


def company(pk: int, person: int | None = None, *, waiting: tuple[int, int] | None = None) -> Audience:
    """The members of one verified company; `person` among them."""
    return Audience(Kind.COMPANY, pk, person, waiting)


def network(person: int) -> Audience:
    """Somebody who is signed in and has read the notice, by their key."""
    return Audience(Kind.NETWORK, person=person)
