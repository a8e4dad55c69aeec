"""What the indexes of mentors hold: one for anyone, one for whoever is signed in, one for members of companies.

When sessions can begin stands in the last two as quarter-hours in UTC, so that "free this week in my hours" is a
question like any other; holds, what is given back, and an hourly task mark it anew.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone

from search.indexes.kind import CHUNK, AsOf, Kind
from search.plan import Document, IndexSchema
from search.text.tokens import tokenise
from talent.experts.audience import COMPANIES, NETWORK, PUBLIC, Audience
from talent.mentoring.free import quarters_of
from talent.mentoring.marking import KIND
from talent.mentoring.models import Listing, Offer, OfferQuerySet
from talent.mentoring.projection import Seen, project
from talent.mentoring.states import State

WRITING, GROUP = "writing", "group"
_TOKENS = frozenset({"skills", "languages", "formats", "for_whom"})
_TEXTS = frozenset({"headline", "text"})
PUBLIC_INDEX = IndexSchema("mentors-public", _TOKENS)
NETWORK_INDEX = IndexSchema("mentors-network", _TOKENS | {"free"}, _TEXTS)
COMPANY_INDEX = IndexSchema("mentors-companies", _TOKENS | {"free"}, _TEXTS)
INDEXES: dict[IndexSchema, Audience] = {
    PUBLIC_INDEX: PUBLIC,
    NETWORK_INDEX: NETWORK,
    COMPANY_INDEX: COMPANIES,
}
_INDEX_OF = {audience.kind: schema for schema, audience in INDEXES.items()}


class Mentors(Kind):
    """Offers of mentors: one index for each audience."""

    name = KIND
    schemas = tuple(INDEXES)

    def read(self, keys: Iterable[UUID]) -> list[Offer]:
        """See `Kind.read`."""
        return _with_free(_whole().filter(key__in=keys).order_by())

    def after(self, last: int) -> list[Offer]:
        """See `Kind.after`: those that somebody may find, now or when a pause is over."""
        listed = _whole().filter(state__in=(State.OPEN, State.PAUSED), pk__gt=last)
        return _with_free(listed.exclude(listing=Listing.NOBODY).order_by("pk")[:CHUNK])

    def document(self, subject: Offer, schema: IndexSchema, moment: AsOf) -> Document | None:
        """See `Kind.document`."""
        live = subject.state_at(moment.today) == State.OPEN and subject.profile.user.is_active
        seen = project(subject, INDEXES[schema]) if live else None
        free = subject.__dict__.get("free_quarters", ())
        return document(subject, seen, free if "free" in schema.tokens else ()) if seen else None

    def raise_version(self, key: UUID, version: int) -> None:
        """See `Kind.raise_version`."""
        Offer.objects.filter(key=key, version__lt=version).update(version=version)


def index_of(audience: Audience) -> IndexSchema:
    """The one index that this audience searches."""
    return _INDEX_OF[audience.kind]


def document(offer: Offer, seen: Seen, free: tuple[str, ...] = (), *, texts: bool = True) -> Document:
    """A projection as tokens: nothing gets into an index that its audience does not see.

    Without `texts` it serves to score a hit of a search that asks nothing of them.
    """
    held = {
        "skills": seen.topics,
        "languages": seen.languages,
        "formats": formats(seen),
        "for_whom": seen.for_whom,
        "free": free,
    }
    typed = {"headline": seen.headline, "text": seen.text}
    return Document(
        id=offer.key.hex,
        version=offer.version,
        tie=offer.tie,
        recency=0,
        tokens={name: values for name, values in held.items() if values},
        texts={name: _tokens(said) for name, said in typed.items() if said and texts},
    )


def formats(seen: Seen) -> tuple[str, ...]:
    """In which ways one is helped, as values of a facet."""
    lengths = tuple(str(minutes) for minutes in seen.lengths)
    group = (GROUP,) if seen.lengths and seen.seats > 1 else ()
    return (*lengths, *group, *((WRITING,) if seen.question_days else ()))


def _tokens(said: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(token for text in said.values() for token in tokenise(text))


def _whole() -> OfferQuerySet:
    return Offer.objects.select_related("profile__user")


def _with_free(offers: Iterable[Offer]) -> list[Offer]:
    """The offers, each with its free quarter-hours at hand."""
    found = list(offers)
    quarters = quarters_of(found, timezone.now())
    for one in found:
        one.__dict__["free_quarters"] = quarters.get(one.pk, ())
    return found
