"""The kinds of things that are found, and whose an index is. A new kind is a row here; the relay does the rest."""

from search.indexes.experts import Experts
from search.indexes.kind import Kind
from search.indexes.mentors import Mentors
from search.indexes.openings import Openings
from search.plan import IndexSchema

KINDS: dict[str, Kind] = {kind.name: kind for kind in (Experts(), Openings(), Mentors())}
KIND_OF: dict[IndexSchema, Kind] = {schema: kind for kind in KINDS.values() for schema in kind.schemas}
