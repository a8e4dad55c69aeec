"""The Elasticsearch engine: client 8.19 against a server 8 or 9, its core features only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from search.engines import BadPlan, EngineDown, IndexMissing, StaleGeneration
from search.engines.batch import check_batch, sorted_counts
from search.engines.cluster import Cluster, Live, told_as_down, write_alias
from search.engines.elastic_query import ALIVE, search_body
from search.plan import Answer, Document, Hit, IndexSchema, Plan, Tombstone

BATCH = 1_000
PIT_KEPT = "1m"
SWAPS_MET = 5
CONFLICT, MISSING = 409, 404

Lines = list[dict[str, Any]]  # what one operation adds to a bulk request


class ElasticsearchEngine:
    """An `Engine` over a cluster; one per process, safe to share between threads.

    `search_timeout` is short, so that a page can say in under a second that the engine is
    down; `write_timeout` covers everything else. `purge_wait` is how long a purge waits for
    the shards to let go of removed text (0: it goes with a later purge). Indexes are named
    `<prefix>-…`.
    """

    def __init__(
        self,
        hosts: Sequence[str],
        prefix: str,
        *,
        shards: int = 1,
        replicas: int = 0,
        search_timeout: float = 0.8,
        write_timeout: float = 30.0,
        purge_wait: float = 90.0,
        api_key: str | None = None,
        ca_certs: str | None = None,
    ) -> None:
        tls: dict[str, Any] = {"ca_certs": ca_certs} if ca_certs else {}
        # A refused connection is tried on the next host; a slow one has used up its time.
        client = Elasticsearch(
            list(hosts),
            api_key=api_key,
            request_timeout=write_timeout,
            max_retries=len(hosts) - 1,
            retry_on_timeout=False,
            **tls,
        )
        self._client = client
        self._quick = client.options(request_timeout=search_timeout)
        self._cluster = Cluster(client, prefix, shards, replicas)
        self._declared: dict[str, IndexSchema] = {}
        self._purge_wait = purge_wait
        self._closed = False

    def search(self, plan: Plan) -> Answer:
        """See `Engine.search`."""
        alias = self._cluster.alias(plan.index)
        body = search_body(plan)
        with self._told_as_down():
            try:
                answer = self._quick.search(index=alias, body=body, allow_partial_search_results=False)
            except BadRequestError:
                raise BadPlan("Elasticsearch refused the plan") from None
        return _answer(plan, answer.body)

    def versions(self, index: str) -> Iterator[tuple[str, int, bool]]:
        """See `Engine.versions`."""
        with self._told_as_down():
            alias = self._cluster.alias(index)
            self._client.indices.refresh(index=alias)
            for hit in self._scan(alias, {"match_all": {}}):
                yield hit["_id"], hit["_version"], hit["fields"]["dead"][0]

    def stored(self, index: str, ids: Iterable[str]) -> dict[str, int]:
        """See `Engine.stored`."""
        alias = self._cluster.alias(index)
        wanted = {"bool": {"filter": [ALIVE.to_dict(), {"ids": {"values": sorted(set(ids))}}]}}
        with self._told_as_down():
            return {hit["_id"]: hit["_version"] for hit in self._scan(alias, wanted)}

    def count(self, index: str) -> int:
        """See `Engine.count`."""
        with self._told_as_down():
            answer = self._client.count(index=self._cluster.alias(index), query=ALIVE.to_dict())
            return int(answer["count"])

    def ping(self) -> None:
        """See `Engine.ping`."""
        with self._told_as_down():
            self._quick.cluster.health()

    def ensure(self, schema: IndexSchema) -> bool:
        """See `Engine.ensure`."""
        self._declared[schema.name] = schema
        with self._told_as_down():
            live = self._cluster.live(schema.name)
            name = live.serving or self._make_first(schema, live)
            return self._cluster.fields(name, schema.name) == (schema, True)

    def write(
        self,
        index: str,
        documents: Sequence[Document],
        tombstones: Sequence[Tombstone] = (),
        *,
        wait: bool = False,
    ) -> None:
        """See `Engine.write`."""
        with self._told_as_down():
            for _ in range(SWAPS_MET):
                live = self._live(index)
                schemas = {name: self._cluster.fields(name, index)[0] for name in live.names}
                check_batch(documents, tombstones, [*schemas.values(), *self._declaration(index)])
                if self._write_to(schemas, [*documents, *tombstones], wait=wait):
                    return
        raise EngineDown("the index is swapped all the time")

    def begin_rebuild(self, schema: IndexSchema) -> "ElasticsearchRebuild":
        """See `Engine.begin_rebuild`."""
        self._declared[schema.name] = schema
        with self._told_as_down():
            live = self._cluster.live(schema.name)
            if live.building:
                self._cluster.remove(live.building)
            name = self._cluster.make(schema, live, serving=False)
            return ElasticsearchRebuild(self, schema.name, name)

    def purge(self, index: str, through: int | None = None) -> int:
        """See `Engine.purge`."""
        with self._told_as_down():
            live = self._live(index)
            if live.building:
                raise StaleGeneration("a rebuild is open, and forgets by itself")
            name = live.names[0]
            self._client.indices.refresh(index=name)
            dead = [
                (hit["_id"], hit["_version"])
                for hit in self._scan(name, {"term": {"dead": True}})
                if through is None or hit["_version"] <= through
            ]
            self._forget(name, dead)
            return len(dead)

    def close(self) -> None:
        """See `Engine.close`."""
        self._closed = True
        self._client.close()

    def _live(self, index: str) -> Live:
        live = self._cluster.live(index)
        if live.serving is None:
            raise IndexMissing(f"no index {index}")
        return live

    def _make_first(self, schema: IndexSchema, live: Live) -> str:
        try:
            return self._cluster.make(schema, live, serving=True)
        except BadRequestError:  # another process was quicker
            return self._live(schema.name).names[0]

    def _declaration(self, index: str) -> list[IndexSchema]:
        return [self._declared[index]] if index in self._declared else []

    def _write_to(
        self, schemas: Mapping[str, IndexSchema], changes: Sequence[Document | Tombstone], *, wait: bool
    ) -> bool:
        """Write to all generations, serving first; False when one of them was removed meanwhile."""
        for place, (name, schema) in enumerate(schemas.items()):
            pairs = [_index_lines(change, schema) for change in changes]
            if not self._bulk(name, pairs, wait=wait and place == 0):
                return False
        return True

    def _bulk(self, name: str, operations: Sequence[Lines], *, wait: bool = False) -> bool:
        """Send operations in batches; versions that are too old pass. False when the index is gone."""
        for start in range(0, len(operations), BATCH):
            lines = [line for operation in operations[start : start + BATCH] for line in operation]
            answer = self._client.bulk(
                index=write_alias(name),
                operations=lines,
                require_alias=True,
                refresh="wait_for" if wait and start + BATCH >= len(operations) else False,
            )
            if answer["errors"] and not _all_taken(answer["items"]):
                return False
        return True

    def _scan(self, index: str, query: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """All hits of a query at one moment, in batches."""
        pit = self._client.open_point_in_time(index=index, keep_alive=PIT_KEPT)["id"]
        after: list[Any] | None = None
        try:
            while hits := self._scan_page(pit, query, after):
                yield from hits
                after = hits[-1]["sort"]
        finally:
            self._client.options(ignore_status=404).close_point_in_time(id=pit)

    def _scan_page(
        self, pit: str, query: Mapping[str, Any], after: list[Any] | None
    ) -> list[Mapping[str, Any]]:
        answer = self._client.search(
            pit={"id": pit, "keep_alive": PIT_KEPT},
            query=query,
            size=BATCH,
            sort=[{"_shard_doc": "asc"}],
            search_after=after,
            version=True,
            docvalue_fields=[{"field": "dead"}],
            track_total_hits=False,
            allow_partial_search_results=False,
        )
        return list(answer["hits"]["hits"])

    def _forget(self, name: str, dead: Sequence[tuple[str, int]]) -> None:
        """Delete tombstones, unless something newer came, and merge away what was removed."""
        self._bulk(name, [_delete_lines(document_id, version) for document_id, version in dead])
        if self._purge_wait and not self._cluster.await_release(name, self._purge_wait):
            raise EngineDown("removed text is still held for replicas, purge again")
        self._cluster.merge(name)

    @contextmanager
    def _told_as_down(self) -> Iterator[None]:
        if self._closed:
            raise EngineDown("the engine is closed")
        with told_as_down():
            yield


class ElasticsearchRebuild:
    """A `Rebuild` into a new index."""

    def __init__(self, engine: ElasticsearchEngine, index: str, name: str) -> None:
        self._engine = engine
        self._index = index
        self._name = name

    def write(self, documents: Sequence[Document]) -> None:
        """See `Rebuild.write`."""
        with self._open() as schema:
            check_batch(documents, (), [schema])
            if not self._engine._bulk(self._name, [_index_lines(document, schema) for document in documents]):
                raise StaleGeneration("this rebuild is over")

    def finish(self) -> None:
        """See `Rebuild.finish`."""
        with self._open():
            self._engine._client.indices.refresh(index=self._name)
            self._engine._cluster.promote(self._index, self._name)

    def abandon(self) -> None:
        """See `Rebuild.abandon`."""
        with self._open():
            self._engine._cluster.remove(self._name)

    @contextmanager
    def _open(self) -> Iterator[IndexSchema]:
        with self._engine._told_as_down():
            if self._engine._cluster.live(self._index).building != self._name:
                raise StaleGeneration("this rebuild is over")
            yield self._engine._cluster.fields(self._name, self._index)[0]


def _index_lines(change: Document | Tombstone, schema: IndexSchema) -> Lines:
    meta = {"_id": change.id, "version": change.version, "version_type": "external_gte"}
    if isinstance(change, Tombstone):
        return [{"index": meta}, {"dead": True}]
    tokens = {name: list(values) for name, values in change.tokens.items() if name in schema.tokens}
    texts = {name: " ".join(values) for name, values in change.texts.items() if name in schema.texts}
    ranks = {name: change.rank_in(name) for name in schema.orders} | {"rank": change.rank}
    return [{"index": meta}, {"dead": False} | ranks | tokens | texts]


def _delete_lines(document_id: str, version: int) -> Lines:
    return [{"delete": {"_id": document_id, "version": version, "version_type": "external_gte"}}]


def _all_taken(items: Sequence[Mapping[str, Any]]) -> bool:
    """False when the index is gone; raises EngineDown for anything but that and old versions."""
    for item in items:
        result = next(iter(item.values()))
        if "error" not in result or result["status"] == CONFLICT:
            continue
        if result["status"] == MISSING:
            return False
        raise EngineDown(f"Elasticsearch refused a document: {result['status']}")
    return True


def _answer(plan: Plan, body: Mapping[str, Any]) -> Answer:
    hits = tuple(Hit(hit["_id"], hit["_version"], round(hit["_score"] or 0)) for hit in body["hits"]["hits"])
    counted = body.get("aggregations", {})
    facets = {
        facet.name: _counts(counted[str(number)]["values"]["buckets"])
        for number, facet in enumerate(plan.facets)
    }
    return Answer(body["hits"]["total"]["value"], hits, facets)


def _counts(buckets: Iterable[Mapping[str, Any]]) -> Mapping[str, int]:
    return sorted_counts((str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
