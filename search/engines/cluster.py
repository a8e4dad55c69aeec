"""Generations of an index on an Elasticsearch cluster.

<prefix>-<index>                  alias of the generation that serves
<prefix>-<index>-building         alias of the one that is being filled, if any
<prefix>-<index>-000001           a generation
<prefix>-<index>-000001-write     its own alias: writes require an alias, because a write
                                  to an index that was just removed would make it anew,
                                  without a mapping
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from search.engines import EngineDown, IndexMissing, StaleGeneration
from search.plan import IndexSchema

ENCODING = 1  # of documents in the mapping: a change asks for a rebuild
REFRESH = "500ms"  # stated, since an index without it stops refreshing when nobody searches


@dataclass(frozen=True, slots=True)
class Live:
    """The generations of an index by name."""

    serving: str | None
    building: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """Serving first."""
        return tuple(name for name in (self.serving, self.building) if name)


class Cluster:
    """What the engine does with indexes and aliases, on one client."""

    def __init__(self, client: Elasticsearch, prefix: str, shards: int, replicas: int) -> None:
        self._client = client
        self._prefix = prefix
        self._settings = {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": REFRESH,
            # Else a purge leaves removed text in segments with few removals.
            "merge.policy.expunge_deletes_allowed": 0,
        }
        self._fields: dict[str, tuple[IndexSchema, bool]] = {}

    def alias(self, index: str) -> str:
        """The name under which an index is searched."""
        return f"{self._prefix}-{index}"

    def live(self, index: str) -> Live:
        """The generations that stand now."""
        alias, building = self.alias(index), self._building(index)
        found = self._client.options(ignore_status=404).indices.get_alias(name=[alias, building])
        holders = {
            name: known["aliases"]
            for name, known in found.body.items()
            if isinstance(known, dict) and "aliases" in known
        }
        return Live(_holder(holders, alias), _holder(holders, building))

    def fields(self, name: str, index: str) -> tuple[IndexSchema, bool]:
        """The schema of a generation, and whether its encoding is today's; kept, it never changes."""
        if name not in self._fields:
            meta = self._client.indices.get_mapping(index=name)[name]["mappings"]["_meta"]
            orders = frozenset(meta.get("orders", ()))
            schema = IndexSchema(index, frozenset(meta["tokens"]), frozenset(meta["texts"]), orders)
            self._fields[name] = schema, meta["encoding"] == ENCODING
        return self._fields[name]

    def make(self, schema: IndexSchema, live: Live, *, serving: bool) -> str:
        """Make the next generation with its aliases in one request; returns its name."""
        last = max((int(name.rsplit("-", 1)[1]) for name in live.names), default=0)
        name = f"{self.alias(schema.name)}-{last + 1:06d}"
        role = self.alias(schema.name) if serving else self._building(schema.name)
        self._client.indices.create(
            index=name,
            settings=self._settings,
            mappings=_mappings(schema),
            aliases={role: {}, write_alias(name): {}},
        )
        return name

    def promote(self, index: str, name: str) -> None:
        """Let a filled generation serve and remove the old one, in one request.

        Raises StaleGeneration when it is no longer the one that is being built.
        """
        building = {"index": name, "alias": self._building(index), "must_exist": True}
        actions: list[Mapping[str, Any]] = [{"remove": building}]
        actions.append({"add": {"index": name, "alias": self.alias(index)}})
        if old := self.live(index).serving:
            actions.append({"remove_index": {"index": old}})
        try:
            self._client.indices.update_aliases(actions=actions)
        except NotFoundError:
            raise StaleGeneration("this rebuild is over") from None

    def remove(self, name: str) -> None:
        """Remove a generation, if it is there."""
        self._client.options(ignore_status=404).indices.delete(index=name)

    def await_release(self, name: str, seconds: float) -> bool:
        """Wait until merges may drop all that is removed by now; False when that took too long.

        A shard keeps removed documents for its copies to catch up, and looks only every
        30 seconds how far they are.
        """
        wanted = {place: shard["seq_no"]["max_seq_no"] for place, shard in self._shards(name)}
        until = time.monotonic() + seconds
        while not all(_released(shard, wanted.get(place, -1)) for place, shard in self._shards(name)):
            if time.monotonic() > until:
                return False
            time.sleep(0.5)
        return True

    def merge(self, name: str) -> None:
        """Merge removed documents away, out of the shards' logs too. Raises EngineDown where a shard did not."""
        for answer in (
            self._client.indices.flush(index=name, force=True, wait_if_ongoing=True),
            self._client.indices.forcemerge(index=name, only_expunge_deletes=True),
            self._client.indices.refresh(index=name),
        ):
            if answer["_shards"]["failed"]:  # the request itself succeeds all the same
                raise EngineDown("a shard still holds removed text, purge again")

    def _shards(self, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        stats = self._client.indices.stats(index=name, level="shards")
        for number, copies in stats["indices"][name]["shards"].items():
            for copy in copies:
                yield number, copy

    def _building(self, index: str) -> str:
        return f"{self.alias(index)}-building"


def write_alias(name: str) -> str:
    """The alias through which a generation is written."""
    return f"{name}-write"


def _released(shard: Mapping[str, Any], wanted: int) -> bool:
    leases = shard["retention_leases"]["leases"]
    return all(lease["retaining_seq_no"] > wanted for lease in leases)


def _holder(holders: Mapping[str, Mapping[str, Any]], alias: str) -> str | None:
    return next((name for name, aliases in holders.items() if alias in aliases), None)


def _mappings(schema: IndexSchema) -> dict[str, Any]:
    text = {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
    names = {"tokens": schema.tokens, "texts": schema.texts, "orders": schema.orders}
    return {
        "dynamic": "strict",
        "_source": {"enabled": False},  # nothing reads it, and what is not held cannot leak
        "_meta": {"encoding": ENCODING} | {name: sorted(fields) for name, fields in names.items()},
        "properties": {
            "dead": {"type": "boolean"},
            **{name: {"type": "long", "index": False} for name in ("rank", *sorted(schema.orders))},
            **{name: {"type": "keyword"} for name in sorted(schema.tokens)},
            **dict.fromkeys(sorted(schema.texts), text),
        },
    }


@contextmanager
def told_as_down() -> Iterator[None]:
    """Tell errors of the client as EngineDown, without their text: it may hold the query."""
    try:
        yield
    except NotFoundError:
        raise IndexMissing("no such index") from None
    except ApiError as error:
        raise EngineDown(f"Elasticsearch answered {error.status_code}") from None
    except TransportError as error:
        raise EngineDown(f"Elasticsearch cannot be reached: {type(error).__name__}") from None
