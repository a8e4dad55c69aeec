"""The first hits by points, then rank.

tantivy orders by one thing only: hits with equal points come in no useful order, and the
page is cut somewhere among them. The cut is read again by rank.
"""

from heapq import nlargest
from typing import NamedTuple

from tantivy import DocAddress, FieldType, Occur, Query, Schema, Searcher

MARGIN = 200
WIDER = 8


class Ranked(NamedTuple):
    """A hit in order."""

    points: int
    rank: int
    address: DocAddress


def by_points(searcher: Searcher, schema: Schema, query: Query, need: int) -> list[Ranked]:
    """The first `need` hits by points, then rank, both descending."""
    hits = searcher.search(query, limit=need + MARGIN, count=False).hits
    if len(hits) <= need or len(hits) < need + MARGIN or hits[-1][0] < hits[need - 1][0]:
        return _sorted(_ranked(searcher, hits))[:need]
    cut = hits[need - 1][0]
    above = _sorted(_ranked(searcher, [hit for hit in hits if hit[0] > cut]))
    return above + _tied(searcher, schema, query, cut, need - len(above))


def by_rank(
    searcher: Searcher, schema: Schema, query: Query, field: str, offset: int, limit: int
) -> list[Ranked]:
    """The page of hits by one number descending ("rank", or a named order of the index), with their points."""
    hits = searcher.search(query, limit=limit, offset=offset, count=False, order_by_field=field).hits
    if not hits:
        return []
    page = _between(schema, query, field, low=hits[-1][0], high=hits[0][0])
    scored = searcher.search(page, limit=len(hits), count=False).hits
    return sorted(_ranked(searcher, scored, field), key=lambda hit: hit.rank, reverse=True)


def _tied(searcher: Searcher, schema: Schema, query: Query, cut: float, need: int) -> list[Ranked]:
    """The first `need` hits by rank among those with exactly `cut` points."""
    for window in (need + MARGIN, (need + MARGIN) * WIDER):
        ranks = searcher.search(query, limit=window, count=False, order_by_field="rank").hits
        fresh = _between(schema, query, "rank", low=ranks[-1][0])
        scored = searcher.search(fresh, limit=window, count=False).hits
        tied = [hit for hit in scored if hit[0] == cut]
        if len(tied) >= need or len(ranks) < window:
            return _sorted(_ranked(searcher, tied))[:need]
    everything = searcher.search(query, limit=searcher.num_docs, count=False).hits
    tied = [hit for hit in everything if hit[0] == cut]
    return nlargest(need, _ranked(searcher, tied), key=lambda hit: hit.rank)


def _between(schema: Schema, query: Query, field: str, low: int, high: int | None = None) -> Query:
    ranks = Query.range_query(schema, field, FieldType.Unsigned, low, high)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(ranks, 0.0))])


def _ranked(searcher: Searcher, hits: list[tuple[float, DocAddress]], field: str = "rank") -> list[Ranked]:
    addresses = [address for _, address in hits]
    ranks = searcher.fast_field_values(field, addresses)
    return [
        Ranked(round(points), int(rank or 0), address)
        for (points, address), rank in zip(hits, ranks, strict=True)
    ]


def _sorted(hits: list[Ranked]) -> list[Ranked]:
    return sorted(hits, key=lambda hit: (hit.points, hit.rank), reverse=True)
