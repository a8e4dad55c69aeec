"""What the index of experts holds: one index for anyone, one for verified companies."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from search.indexes.kind import CHUNK, AsOf
from search.indexes.kind import Kind as IndexKind
from search.plan import AnyOf, Clause, Document, Has, IndexSchema
from search.text.tokens import tokenise
from talent.experts.audience import COMPANIES, PUBLIC, Audience, Kind
from talent.experts.models import Listing, Profile
from talent.experts.projection import Seen, project, reach_of
from talent.experts.vocabulary import Vocabulary

KIND = "expert"
OVERLAP_STEPS = (1, 3, 5, 7)
_RECENCY = {"month": 3, "quarter": 2, "half": 1, "old": 0}
_FREE = {"now": ("now", "quarter"), "quarter": ("quarter",)}

_TOKENS = frozenset(
    [
        "skills",
        "levels",
        "used",
        "seniority",
        "years",
        "region",
        "languages",
        "ways",
        "overlap",
        "free",
        "free_band",
        "confirmed",
    ]
)
PUBLIC_INDEX = IndexSchema("experts-public", _TOKENS)
COMPANY_INDEX = IndexSchema(
    "experts-companies", _TOKENS | {"reach", "hours"}, frozenset({"headline", "summary", "experience"})
)
INDEXES: dict[IndexSchema, Audience] = {PUBLIC_INDEX: PUBLIC, COMPANY_INDEX: COMPANIES}


class Experts(IndexKind):
    """Profiles: one index for each audience."""

    name = KIND
    schemas = tuple(INDEXES)
    aging = COMPANY_INDEX

    def read(self, keys: Iterable[UUID]) -> list[Profile]:
        """See `Kind.read`."""
        found = Profile.objects.filter(key__in=keys).select_related("user").prefetch_related("ticks")
        return list(found.order_by().with_skills())

    def after(self, last: int) -> list[Profile]:
        """See `Kind.after`: the listed ones."""
        listed = Profile.objects.exclude(listing=Listing.NOBODY).filter(pk__gt=last).order_by("pk")[:CHUNK]
        return list(listed.select_related("user").prefetch_related("ticks").with_skills())

    def document(self, subject: Profile, schema: IndexSchema, moment: AsOf) -> Document | None:
        """See `Kind.document`."""
        return document_for(subject, INDEXES[schema], words=moment.words, today=moment.today)

    def raise_version(self, key: UUID, version: int) -> None:
        """See `Kind.raise_version`."""
        Profile.objects.filter(key=key, version__lt=version).update(version=version)


def index_of(audience: Audience) -> IndexSchema:
    """The one index that this audience searches."""
    return PUBLIC_INDEX if audience.kind == Kind.PUBLIC else COMPANY_INDEX


def document_for(profile: Profile, audience: Audience, *, words: Vocabulary, today: date) -> Document | None:
    """The document of a profile for an audience, or None where it must not be in that index."""
    if not profile.user.is_active:
        return None
    seen = project(profile, audience, words=words, today=today)
    if not seen:
        return None
    return document(seen, reach=tuple(sorted(reach_of(profile))) if audience.kind == Kind.COMPANY else ())


def reaches(audience: Audience) -> Clause:
    """What a document of the companies' index must hold for one company to find it."""
    mine = Has("reach", f"one:{audience.company}")
    if audience.waiting is None:
        return AnyOf((Has("reach", "all"), mine))
    number, highest = audience.waiting
    return AnyOf((*(Has("reach", f"since:{chosen}") for chosen in range(number, highest + 1)), mine))


def document(seen: Seen, *, texts: bool = True, reach: tuple[str, ...] = ()) -> Document:
    """A projection as tokens: nothing gets into an index that its audience does not see.

    Without `texts` it serves to score a hit of a search that asks nothing of them.
    """
    tokens = _tokens(seen)
    if reach:  # of the companies' index alone
        tokens |= {"reach": reach, "hours": (str(seen.overlap or 0),)}
    return Document(
        id=seen.key.hex,
        version=seen.version,
        tie=seen.tie,
        recency=_RECENCY[seen.confirmed],
        tokens=tokens,
        texts={
            name: tuple(token for text in typed for token in tokenise(text))
            for name, typed in _typed(seen).items()
            if typed and texts
        },
    )


def _typed(seen: Seen) -> dict[str, tuple[str, ...]]:
    """What a person wrote, by the field that it is searched in."""
    return {
        "headline": tuple(seen.headline.values()),
        "summary": tuple(seen.summary.values()),
        "experience": seen.work,
    }


def _tokens(seen: Seen) -> dict[str, tuple[str, ...]]:
    held = {
        "skills": tuple(skill.slug for skill in seen.skills),
        "levels": tuple(f"{skill.slug}:{skill.level}" for skill in seen.skills),
        "used": tuple(f"{skill.slug}:{skill.used}" for skill in seen.skills if skill.used),
        "seniority": _one(seen.seniority),
        "years": _one(seen.years),
        "region": _one(seen.region),
        "languages": seen.languages,
        "ways": seen.ways,
        "overlap": tuple(str(step) for step in OVERLAP_STEPS if step <= (seen.overlap or 0)),
        "free": _FREE.get(seen.free, ()),
        "free_band": _one(seen.free),
        "confirmed": _one(seen.confirmed),
    }
    return {name: values for name, values in held.items() if values}


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
