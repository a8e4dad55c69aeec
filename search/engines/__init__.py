"""The search engine as the rest of the code sees it: one protocol, two engines behind it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from search.plan import Answer, Document, IndexSchema, Plan, Tombstone


class EngineDown(Exception):
    """The engine cannot answer now: closed, unreachable, too slow, broken.

    Its text says what failed, never what was asked.
    """


class IndexMissing(EngineDown):
    """The index was never made: `ensure` comes first."""


class WriterBusy(Exception):
    """Another process is the writer of this index (embedded engine only)."""


class StaleGeneration(Exception):
    """This rebuild was abandoned, finished, or replaced by a later one."""


class UnknownField(ValueError):
    """A document has a field that its index does not know; nothing of the batch was written."""


class DuplicateId(ValueError):
    """One id comes twice in a batch; nothing of it was written."""


class BadPlan(ValueError):
    """The plan asks for something that the index cannot do: counts over a text field, an order it does not know."""


class Rebuild(Protocol):
    """A new generation of an index that is being filled while the old one serves.

    While it is open, `Engine.write` writes to both generations. All methods raise
    EngineDown, and StaleGeneration once the rebuild is over.
    """

    def write(self, documents: Sequence[Document]) -> None:
        """Add documents; one that is already there in a newer version is left alone."""

    def finish(self) -> None:
        """Let the new generation serve from now on, in one step, and remove the old one."""

    def abandon(self) -> None:
        """Remove the new generation; the old one serves on."""


class Engine(Protocol):
    """A search engine. Every method raises EngineDown when it cannot do its work.

    Versions are external: a write is taken when its version is equal to or greater than
    the one stored (of a document or of its tombstone), otherwise silently refused.
    """

    def search(self, plan: Plan) -> Answer:
        """Answer a plan. A field that the index does not know matches nothing and counts nothing.

        Raises IndexMissing, and BadPlan for a facet over a text field or an unknown order.
        """

    def write(
        self,
        index: str,
        documents: Sequence[Document],
        tombstones: Sequence[Tombstone] = (),
        *,
        wait: bool = False,
    ) -> None:
        """Write a batch to every live generation of the index; durable on return.

        Searches see it on return with `wait`, else within a second (the embedded engine:
        always on return). Raises IndexMissing, WriterBusy, and
        UnknownField or DuplicateId, before anything was written.
        """

    def versions(self, index: str) -> Iterator[tuple[str, int, bool]]:
        """Every (id, version, dead) of the serving generation, streamed, in no order."""

    def stored(self, index: str, ids: Iterable[str]) -> dict[str, int]:
        """The versions of those of the given documents that are stored and not dead."""

    def begin_rebuild(self, schema: IndexSchema) -> Rebuild:
        """Start an empty generation with this schema; leftovers of an unfinished one go.

        The index need not exist yet: it serves from `finish` on. Raises WriterBusy.
        """

    def ensure(self, schema: IndexSchema) -> bool:
        """Make the index when it is missing.

        Returns True when it stands with this schema, False when it stands with another
        one and has to be rebuilt; until then it takes of a document the fields it knows.
        """

    def purge(self, index: str, through: int | None = None) -> int:
        """Forget tombstones up to and including version `through` (None: all), with the
        segments that still hold removed text. Returns how many tombstones went.

        Raises WriterBusy, and StaleGeneration while a rebuild is open.
        """

    def count(self, index: str) -> int:
        """How many documents are live in the serving generation."""

    def ping(self) -> None:
        """Return when the engine answers; raise EngineDown when it does not."""

    def close(self) -> None:
        """Give back connections, files and the writer's lock; every later call raises EngineDown."""
