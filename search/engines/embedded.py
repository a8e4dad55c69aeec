"""The embedded engine: tantivy in a folder, nothing to install.

Any number of processes search; they never take a lock. One process writes: the first
write or rebuild makes it the writer, until `close`. A generation is swapped by replacing
a small pointer file, which readers look at before each search.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tantivy import Searcher

from search.engines import BadPlan, DuplicateId, EngineDown, StaleGeneration, UnknownField
from search.engines.batch import check_batch, sorted_counts
from search.engines.folder import IndexFolder, Stamp, unlock
from search.engines.generation import Generation, count
from search.engines.tantivy_order import Ranked, by_points, by_rank
from search.engines.tantivy_query import PlanQueries
from search.plan import FACET_VALUES, Answer, Document, Facet, Hit, IndexSchema, Plan, Tombstone

SWAPS_MET = 5


class EmbeddedEngine:
    """An `Engine` over tantivy folders under `root`; safe to share between threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._closed = False
        self._readers: dict[str, tuple[Stamp, Generation]] = {}
        self._declared: dict[str, IndexSchema] = {}
        self._writing = threading.RLock()
        self._locks: dict[str, int] = {}
        self._serving: dict[str, Generation] = {}
        self._building: dict[str, Generation] = {}

    # Reading

    def search(self, plan: Plan) -> Answer:
        """See `Engine.search`."""
        with self._told_as_down():
            generation, searcher = self._reader(plan.index)
            queries = PlanQueries(plan, generation.schema, generation.fields)
            total = count(searcher, queries.hits())
            page = _page(searcher, generation, queries, plan) if total > plan.offset else []
            return Answer(total, _hits(searcher, page), _facets(searcher, queries, plan.facets))

    def versions(self, index: str) -> Iterator[tuple[str, int, bool]]:
        """See `Engine.versions`."""
        with self._told_as_down():
            yield from self._reader(index)[0].versions()

    def stored(self, index: str, ids: Iterable[str]) -> dict[str, int]:
        """See `Engine.stored`."""
        with self._told_as_down():
            known = self._reader(index)[0].known(sorted(set(ids)))
        return {document_id: version for document_id, (version, dead) in known.items() if not dead}

    def count(self, index: str) -> int:
        """See `Engine.count`."""
        with self._told_as_down():
            return self._reader(index)[0].count()

    def ping(self) -> None:
        """See `Engine.ping`: the folder is there and can be read."""
        with self._told_as_down():
            next(self._root.iterdir(), None)

    # Writing

    def ensure(self, schema: IndexSchema) -> bool:
        """See `Engine.ensure`. Takes the writer's lock for a moment where the index is missing."""
        self._declared[schema.name] = schema
        folder = self._folder(schema.name)
        with self._told_as_down():
            if not folder.exists():
                self._make_first(folder, schema)
            generation = self._reader(schema.name)[0]
            return generation.is_today and generation.fields == schema

    def write(
        self,
        index: str,
        documents: Sequence[Document],
        tombstones: Sequence[Tombstone] = (),
        *,
        wait: bool = False,
    ) -> None:
        """See `Engine.write`; `wait` changes nothing, a commit is always seen on return."""
        with self._writing, self._told_as_down():
            generations = [self._writer(index), *self._built(index)]
            schemas = [generation.fields for generation in generations]
            check_batch(documents, tombstones, [*schemas, *self._declaration(index)])
            for generation in generations:
                generation.write(documents, tombstones)

    def begin_rebuild(self, schema: IndexSchema) -> "EmbeddedRebuild":
        """See `Engine.begin_rebuild`."""
        self._declared[schema.name] = schema
        folder = self._folder(schema.name)
        with self._writing, self._told_as_down():
            self._lock(folder)
            self._abandon(schema.name)
            folder.remove_others()
            generation = Generation.make(folder.make_generation(schema), schema.name)
            self._building[schema.name] = generation
            return EmbeddedRebuild(self, schema.name, generation)

    def purge(self, index: str, through: int | None = None) -> int:
        """See `Engine.purge`: what is alive is copied to a new folder, and the old one removed."""
        with self._writing, self._told_as_down():
            serving = self._writer(index)
            if index in self._building:
                raise StaleGeneration("a rebuild is open, and forgets by itself")
            folder = self._folder(index)
            fresh = Generation.make(folder.make_generation(serving.fields), index)
            dropped = serving.copy_to(fresh, through)
            self._swap(index, fresh)
            return dropped

    def close(self) -> None:
        """See `Engine.close`."""
        with self._writing:
            self._closed = True
            self._readers.clear()
            for index in list(self._locks):
                self._abandon(index)
                self._release(index)

    # How readers find the serving generation

    def _reader(self, index: str) -> tuple[Generation, Searcher]:
        folder = self._folder(index)
        for _ in range(SWAPS_MET):
            stamp = folder.stamp()
            try:
                generation = self._opened(folder, stamp)
                return generation, generation.searcher()
            except (ValueError, OSError):
                self._readers.pop(index, None)
                if folder.stamp() == stamp:  # not a swap that came between
                    raise
        raise EngineDown("the index is swapped all the time")

    def _opened(self, folder: IndexFolder, stamp: Stamp) -> Generation:
        cached = self._readers.get(folder.index)
        if cached and cached[0] == stamp:
            return cached[1]
        generation = Generation(folder.current(), folder.index)
        self._readers[folder.index] = stamp, generation
        return generation

    def _folder(self, index: str) -> IndexFolder:
        return IndexFolder(self._root, index)

    # How one process becomes and stays the writer

    def _lock(self, folder: IndexFolder) -> None:
        if folder.index not in self._locks:
            self._locks[folder.index] = folder.lock()

    def _writer(self, index: str) -> Generation:
        folder = self._folder(index)
        folder.stamp()
        self._lock(folder)
        if index not in self._serving:
            self._serving[index] = Generation(folder.current(), index)
        self._serving[index].open_writer()
        return self._serving[index]

    def _built(self, index: str) -> list[Generation]:
        return [self._building[index]] if index in self._building else []

    def _declaration(self, index: str) -> list[IndexSchema]:
        return [self._declared[index]] if index in self._declared else []

    def _make_first(self, folder: IndexFolder, schema: IndexSchema) -> None:
        with self._writing:
            had_lock = folder.index in self._locks
            self._lock(folder)
            if not folder.exists():
                generation = Generation.make(folder.make_generation(schema), schema.name)
                folder.point_to(generation.path)
            if not had_lock:
                self._release(folder.index)

    def _swap(self, index: str, fresh: Generation) -> None:
        folder = self._folder(index)
        folder.point_to(fresh.path)
        old = self._serving.pop(index, None)
        self._serving[index] = fresh
        if old is not None:
            old.release()
        folder.remove_others()

    def _abandon(self, index: str) -> None:
        generation = self._building.pop(index, None)
        if generation is not None:
            generation.release()
            self._folder(index).remove_others()

    def _release(self, index: str) -> None:
        serving = self._serving.pop(index, None)
        if serving is not None:
            serving.release()
        unlock(self._locks.pop(index))

    @contextmanager
    def _told_as_down(self) -> Iterator[None]:
        """Tell what tantivy and the disk raise as EngineDown, without their text: it may hold a query."""
        if self._closed:
            raise EngineDown("the engine is closed")
        try:
            yield
        except (BadPlan, UnknownField, DuplicateId):
            raise
        except (OSError, ValueError, RuntimeError) as error:
            raise EngineDown(f"the embedded engine failed: {type(error).__name__}") from None


class EmbeddedRebuild:
    """A `Rebuild` into a new folder."""

    def __init__(self, engine: EmbeddedEngine, index: str, generation: Generation) -> None:
        self._engine = engine
        self._index = index
        self._generation = generation

    def write(self, documents: Sequence[Document]) -> None:
        """See `Rebuild.write`."""
        with self._open():
            check_batch(documents, (), [self._generation.fields])
            self._generation.write(documents, ())

    def finish(self) -> None:
        """See `Rebuild.finish`."""
        with self._open():
            del self._engine._building[self._index]
            self._engine._swap(self._index, self._generation)

    def abandon(self) -> None:
        """See `Rebuild.abandon`."""
        with self._open():
            self._engine._abandon(self._index)

    @contextmanager
    def _open(self) -> Iterator[None]:
        with self._engine._writing, self._engine._told_as_down():
            if self._engine._building.get(self._index) is not self._generation:
                raise StaleGeneration("this rebuild is over")
            yield


def _page(searcher: Searcher, generation: Generation, queries: PlanQueries, plan: Plan) -> list[Ranked]:
    if not plan.limit:
        return []
    if plan.order:
        return by_rank(searcher, generation.schema, queries.hits(), plan.order, plan.offset, plan.limit)
    need = plan.offset + plan.limit
    return by_points(searcher, generation.schema, queries.hits(), need)[plan.offset :]


def _hits(searcher: Searcher, page: list[Ranked]) -> tuple[Hit, ...]:
    stored = [searcher.doc(hit.address) for hit in page]
    return tuple(
        Hit(str(document.get_first("id")), int(document.get_first("version") or 0), hit.points)
        for hit, document in zip(page, stored, strict=True)
    )


def _facets(
    searcher: Searcher, queries: PlanQueries, facets: Iterable[Facet]
) -> Mapping[str, Mapping[str, int]]:
    counted: dict[str, Mapping[str, int]] = {facet.name: {} for facet in facets}
    for query, together in queries.counts():
        wanted = {facet.name: {"terms": {"field": facet.field, "size": FACET_VALUES}} for facet in together}
        for name, answer in searcher.aggregate(query, wanted).items():
            counted[name] = sorted_counts((str(b["key"]), int(b["doc_count"])) for b in answer["buckets"])
    return counted
