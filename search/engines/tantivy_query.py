"""Compiles a plan for tantivy.

Every filter weighs nothing (`const_score` 0), every part exactly its points, so that a
hit's score is the sum of its points. "Alive" is always required: a boolean of nothing
but exclusions would match nothing.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from tantivy import Occur, Query, Schema

from search.engines import BadPlan
from search.plan import AllOf, AnyOf, Clause, Facet, Has, HasNear, HasPrefix, IndexSchema, Plan

Weighted = tuple[Occur, Query]


def alive(schema: Schema) -> Query:
    """Documents that are no tombstones."""
    return Query.term_query(schema, "dead", False)


class PlanQueries:
    """The queries of one plan against one generation's schema."""

    def __init__(self, plan: Plan, schema: Schema, fields: IndexSchema) -> None:
        """Raises BadPlan for a facet over a text field, and for an order that the generation does not hold."""
        self._plan = plan
        self._schema = schema
        self._fields = fields
        for facet in plan.facets:
            if facet.field in fields.texts:
                raise BadPlan("a text field cannot be counted")
        if plan.order and plan.order not in ("rank", *fields.orders):
            raise BadPlan("the index has no such order")
        self._base = list(self._base_clauses())

    def hits(self) -> Query:
        """What the page shows: everything filtered, parts scored."""
        parts = [
            (Occur.Should, Query.const_score_query(self._compile(part.clause), float(part.points)))
            for part in self._plan.parts
            if part.points
        ]
        return Query.boolean_query([*self._base, *self._ticked(), *parts])

    def counts(self) -> Iterator[tuple[Query, tuple[Facet, ...]]]:
        """What each facet is counted over; facets that share a query come together."""
        countable = [facet for facet in self._plan.facets if facet.field in self._fields.tokens]
        alone = [facet for facet in countable if facet.selected and facet.mode == "any"]
        if together := tuple(facet for facet in countable if facet not in alone):
            yield Query.boolean_query([*self._base, *self._ticked()]), together
        for facet in alone:
            yield Query.boolean_query([*self._base, *self._ticked(but=facet)]), (facet,)

    def _base_clauses(self) -> Iterator[Weighted]:
        yield _required(alive(self._schema))
        for clause in self._plan.filters:
            yield _required(self._compile(clause))
        if self._plan.at_least_one:
            yield _required(self._compile(AnyOf(self._plan.at_least_one)))
        if self._plan.excluded:
            ids = sorted(self._plan.excluded)
            yield Occur.MustNot, Query.term_set_query(self._schema, "id", ids)

    def _ticked(self, but: Facet | None = None) -> Iterator[Weighted]:
        for facet in self._plan.facets:
            if facet is not but and (clause := facet.clause):
                yield _required(self._compile(clause))

    def _compile(self, clause: Clause) -> Query:
        if isinstance(clause, AnyOf):
            return _boolean(Occur.Should, map(self._compile, clause.clauses)) or Query.empty_query()
        if isinstance(clause, AllOf):
            return _boolean(Occur.Must, map(self._compile, clause.clauses)) or Query.all_query()
        if clause.field not in self._fields.fields:
            return Query.empty_query()
        return self._leaf(clause)

    def _leaf(self, clause: Has | HasPrefix | HasNear) -> Query:
        fuzzy = partial(Query.fuzzy_term_query, self._schema, clause.field, transposition_cost_one=True)
        if isinstance(clause, HasPrefix):
            return fuzzy(clause.prefix, distance=0, prefix=True)
        if isinstance(clause, HasNear) and not clause.exact:
            return fuzzy(clause.token, distance=1)
        return Query.term_query(self._schema, clause.field, clause.token, "basic")


def _required(query: Query) -> Weighted:
    return Occur.Must, Query.const_score_query(query, 0.0)


def _boolean(occur: Occur, queries: Iterable[Query]) -> Query | None:
    clauses = [(occur, query) for query in queries]
    return Query.boolean_query(clauses) if clauses else None
