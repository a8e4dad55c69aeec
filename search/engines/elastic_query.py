"""Compiles a plan for Elasticsearch.

Every filter is in filter context, every part a constant score of exactly its points:
corpus statistics play no part, so the order is the same on any number of shards.
"""

from collections.abc import Iterator
from typing import Any

from elasticsearch.dsl import Search, aggs
from elasticsearch.dsl.query import Bool, ConstantScore, Fuzzy, Ids, MatchAll, MatchNone, Prefix, Query, Term

from search.plan import FACET_VALUES, AllOf, AnyOf, Clause, Facet, Has, HasNear, HasPrefix, Plan

ALIVE = Term("dead", {"value": False})


def search_body(plan: Plan) -> dict[str, Any]:
    """The request body of a plan; the n-th facet is counted under the name str(n)."""
    query = Bool(
        filter=list(_filters(plan)),
        must_not=[Ids(values=sorted(plan.excluded))] if plan.excluded else [],
        should=[_scored(part.clause, part.points) for part in plan.parts if part.points],
        minimum_should_match=0,
    )
    search = Search().query(query).post_filter(Bool(filter=list(_ticked(plan))))
    for number, facet in enumerate(plan.facets):
        search.aggs[str(number)] = _counted(plan, facet)
    keys = (plan.order,) if plan.order else ("_score", "rank")
    search = search.sort(*({key: {"order": "desc"}} for key in keys)).source(False)[
        plan.offset : plan.offset + plan.limit
    ]
    return dict(search.extra(track_total_hits=True, track_scores=True, version=True).to_dict())


def _filters(plan: Plan) -> Iterator[Query]:
    yield ALIVE
    yield from map(_compile, plan.filters)
    if plan.at_least_one:
        yield _compile(AnyOf(plan.at_least_one))


def _ticked(plan: Plan, but: Facet | None = None) -> Iterator[Query]:
    for facet in plan.facets:
        if facet is not but and (clause := facet.clause):
            yield _compile(clause)


def _counted(plan: Plan, facet: Facet) -> aggs.Filter:
    but = facet if facet.mode == "any" else None
    counted = aggs.Filter(Bool(filter=[MatchAll(), *_ticked(plan, but)]))
    # A smaller size or a segment size would make counts wrong across shards.
    counted.bucket("values", aggs.Terms(field=facet.field, size=FACET_VALUES))
    return counted


def _scored(clause: Clause, points: int) -> Query:
    return ConstantScore(filter=_compile(clause), boost=points)


def _compile(clause: Clause) -> Query:
    if isinstance(clause, AnyOf):
        inner = list(map(_compile, clause.clauses))
        return Bool(should=inner, minimum_should_match=1) if inner else MatchNone()
    if isinstance(clause, AllOf):
        return Bool(filter=list(map(_compile, clause.clauses))) if clause.clauses else MatchAll()
    return _leaf(clause)


def _leaf(clause: Has | HasPrefix | HasNear) -> Query:
    if isinstance(clause, HasPrefix):
        return Prefix(clause.field, {"value": clause.prefix})
    if isinstance(clause, HasNear) and not clause.exact:
        # Without this rewrite only the first 50 spellings are looked at.
        options = {"fuzziness": 1, "prefix_length": 0, "transpositions": True, "rewrite": "constant_score"}
        return Fuzzy(clause.field, {"value": clause.token, **options})
    return Term(clause.field, {"value": clause.token})
