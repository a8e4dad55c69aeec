"""What both engines check before they write, and sort after they count."""

from collections.abc import Iterable, Sequence

from search.engines import DuplicateId, UnknownField
from search.plan import Document, IndexSchema, Tombstone


def check_batch(
    documents: Sequence[Document], tombstones: Sequence[Tombstone], schemas: Iterable[IndexSchema]
) -> None:
    """Raise DuplicateId for an id that comes twice, UnknownField for a field in none of the schemas.

    Engines drop or refuse unknown fields one document at a time; here nothing was written yet.
    """
    ids = {document.id for document in documents} | {tombstone.id for tombstone in tombstones}
    if len(ids) < len(documents) + len(tombstones):
        raise DuplicateId("an id comes twice in one batch")
    known = list(schemas)
    tokens = frozenset().union(*(schema.tokens for schema in known))
    texts = frozenset().union(*(schema.texts for schema in known))
    orders = frozenset().union(*(schema.orders for schema in known))
    for document in documents:
        strange = (document.tokens.keys() - tokens) | (document.texts.keys() - texts)
        if strange := strange | (document.orders.keys() - orders):
            raise UnknownField(f"unknown fields: {', '.join(sorted(strange))}")


def sorted_counts(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Counts by count descending, then by value; none that are zero."""
    return dict(sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0])))
