"""What every list does with the engine: ask, or say that it does not answer; and meet what the index did not know yet."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from search.criteria import Criteria
from search.engines import EngineDown
from search.indexes.engine import engine
from search.plan import Answer, AnyOf, Clause, Document, Facet, Has, Plan, matches
from talent.lib.errors import Refused


class SearchDown(Refused):
    """The engine does not answer. There is no second, less filtered way to search."""

    status = 503
    code = "search_down"
    text = _("Search does not answer at the moment. Nothing of yours is lost; try again in a minute.")


def ask(plan: Plan) -> Answer:
    """The engine's answer. Raises SearchDown."""
    try:
        return engine().search(plan)
    except EngineDown:
        raise SearchDown() from None


def facets_of(asked: Criteria, fields: Mapping[str, str]) -> tuple[Facet, ...]:
    """The facets of a list, given the index field of each; skills are AND, the values of all others OR."""
    return tuple(
        Facet(name, field, asked.selected(name), "all" if name == "skill" else "any")
        for name, field in fields.items()
    )


def at_least_one(
    ranking: tuple[str, ...], words: tuple[str, ...], required: bool, texts: tuple[str, ...]
) -> tuple[Clause, ...]:
    """What has none of what ranks was not asked for; a required skill is enough by itself. `texts`: the fields in
    which words are looked for."""
    if required:
        return ()
    skills = tuple(Has("skills", slug) for slug in ranking)
    return skills + tuple(AnyOf(tuple(Has(field, word) for field in texts)) for word in words)


def still_matches(plan: Plan, made: Document) -> bool:
    """Whether something that changed since it was indexed is still what was asked for."""
    clauses: list[Clause] = [facet.clause for facet in plan.facets if facet.clause]
    if plan.at_least_one:
        clauses.append(AnyOf(plan.at_least_one))
    return all(matches(clause, made) for clause in clauses)
