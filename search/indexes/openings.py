"""What the index of openings holds: what the shown editions of published openings say. Nothing in it is secret.

Whether a company is verified, whether the last day is over and who hides from whom is asked of the database at every
search, so none of it is pushed here.
"""

from collections.abc import Iterable
from uuid import UUID

from jobs.openings.models import Edition, Opening, OpeningQuerySet
from jobs.openings.places import place_slug
from jobs.openings.states import LIVE
from search.indexes.kind import CHUNK, AsOf, Kind
from search.indexes.pay import floors
from search.plan import STEPS, Document, IndexSchema
from search.text.tokens import tokenise

KIND = "opening"
INDEX = IndexSchema(
    "openings",
    frozenset(
        [
            *("skills", "musts", "must_count", "levels", "kind", "mode", "hours", "seniority"),
            *("place", "pay", "company", "languages"),
        ]
    ),
    frozenset(["title", "text"]),
    frozenset(["closing"]),
)


class Openings(Kind):
    """Openings: one index for everybody."""

    name = KIND
    schemas = (INDEX,)

    def read(self, keys: Iterable[UUID]) -> Iterable[Opening]:
        """See `Kind.read`."""
        return _whole().filter(key__in=keys).order_by()

    def after(self, last: int) -> list[Opening]:
        """See `Kind.after`: those on the board."""
        return list(_whole().filter(state__in=LIVE, pk__gt=last).order_by("pk")[:CHUNK])

    def document(self, subject: Opening, schema: IndexSchema, moment: AsOf) -> Document | None:
        """See `Kind.document`."""
        return document(subject) if subject.state in LIVE else None

    def raise_version(self, key: UUID, version: int) -> None:
        """See `Kind.raise_version`."""
        Opening.objects.filter(key=key, version__lt=version).update(version=version)


def document(opening: Opening, *, texts: bool = True) -> Document:
    """A published opening as tokens. A newer one is fresher; one that ends sooner stands further up in "closing".

    Without `texts` it serves to score a hit of a search that asks nothing of them.
    """
    shown, ends_on, published_on = opening.shown, opening.ends_on, opening.published_on
    assert shown and ends_on and published_on
    return Document(
        id=opening.key.hex,
        version=opening.version,
        tie=opening.tie,
        recency=published_on.toordinal(),
        tokens=_tokens(opening, shown),
        texts=_texts(shown) if texts else {},
        orders={"closing": STEPS - 1 - ends_on.toordinal()},
    )


def _whole() -> OpeningQuerySet:
    return Opening.objects.select_related("company", "shown")


def _texts(shown: Edition) -> dict[str, tuple[str, ...]]:
    said = {"title": (shown.title_fa, shown.title_en), "text": (shown.text_fa, shown.text_en)}
    found = {name: tuple(token for text in texts for token in tokenise(text)) for name, texts in said.items()}
    return {name: tokens for name, tokens in found.items() if tokens}


def _tokens(opening: Opening, shown: Edition) -> dict[str, tuple[str, ...]]:
    held = {
        "skills": tuple(row["slug"] for row in shown.skills),
        "musts": tuple(row["slug"] for row in shown.skills if row["must"]),
        "must_count": (str(sum(row["must"] for row in shown.skills)),),
        "hours": (str(shown.overlap_hours or 0),) if shown.mode == "remote" else (),
        "levels": tuple(f"{row['slug']}:{row['level']}" for row in shown.skills),
        "kind": (shown.kind,),
        "mode": (shown.mode,),
        "seniority": (shown.seniority,),
        "place": places(shown),
        "pay": floors(shown),
        "company": (opening.company.slug,),
        "languages": tuple(shown.languages),
    }
    kept = {name: tuple(value for value in values if value) for name, values in held.items()}
    return {name: values for name, values in kept.items() if values}


def places(shown: Edition) -> tuple[str, ...]:
    """The country, and the city where it is known: whoever looks for the country finds its cities too."""
    place, country = place_slug(shown.country, shown.city), shown.country.lower()
    return tuple(dict.fromkeys(one for one in (country, place) if one))
