"""One generation of an embedded index: a tantivy folder, read by all, written by one."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query, Searcher

from search.engines.folder import read_fields, sync_folder
from search.engines.tantivy_query import alive
from search.plan import Document, IndexSchema, Tombstone

HEAP = 15_000_000
COPY_BATCH = 2_000


class Generation:
    """A tantivy index in a folder. tantivy's own errors (ValueError) pass through."""

    def __init__(self, path: Path, name: str) -> None:
        """Open the folder of a generation of the index `name`, for reading."""
        self.path = path
        self.fields, self.is_today = read_fields(path, name)
        self.schema = make_schema(self.fields)
        self._index = tantivy.Index.open(str(path))
        self._writer: tantivy.IndexWriter | None = None

    @classmethod
    def make(cls, path: Path, name: str) -> "Generation":
        """Make the tantivy index in a new folder."""
        fields, _ = read_fields(path, name)
        tantivy.Index(make_schema(fields), path=str(path))
        sync_folder(path)
        return cls(path, name)

    def searcher(self) -> Searcher:
        """A view of what is committed now."""
        self._index.reload()
        return self._index.searcher()

    def write(self, documents: Iterable[Document], tombstones: Iterable[Tombstone]) -> None:
        """Take what is not older than what is stored; committed and visible on return."""
        changes: list[Document | Tombstone] = [*documents, *tombstones]
        known = self.known([change.id for change in changes])
        fresh = [change for change in changes if change.version >= known.get(change.id, (0, False))[0]]
        if fresh:
            self._commit([(change.id, self._encode(change)) for change in fresh])

    def known(self, ids: Sequence[str]) -> dict[str, tuple[int, bool]]:
        """The stored version of each known id, and whether it is dead."""
        if not ids:
            return {}
        found = self._read(self.searcher(), Query.term_set_query(self.schema, "id", list(ids)), len(ids))
        return {document_id: (version, dead) for document_id, version, dead in found}

    def versions(self) -> Iterator[tuple[str, int, bool]]:
        """Every (id, version, dead) of this moment."""
        searcher = self.searcher()
        yield from self._read(searcher, Query.all_query(), searcher.num_docs)

    def count(self) -> int:
        """How many documents are alive."""
        return count(self.searcher(), alive(self.schema))

    def copy_to(self, other: "Generation", through: int | None) -> int:
        """Copy all but tombstones up to version `through` (None: all); returns how many those were."""
        searcher = self.searcher()
        batch: list[tuple[str, dict[str, list[Any]]]] = []
        dropped = 0
        for stored in _documents(searcher, Query.all_query(), searcher.num_docs):
            if stored["dead"][0] and (through is None or stored["version"][0] <= through):
                dropped += 1
                continue
            batch.append((stored["id"][0], stored))
            if len(batch) == COPY_BATCH:
                other._commit(batch)
                batch = []
        other._commit(batch)
        return dropped

    def open_writer(self) -> tantivy.IndexWriter:
        """The kept-open writer; takes tantivy's lock on the folder."""
        if self._writer is None:
            self._writer = self._index.writer(heap_size=HEAP, num_threads=1)
        return self._writer

    def release(self) -> None:
        """Let merges end and give tantivy's lock back."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    def _commit(self, encoded: Sequence[tuple[str, dict[str, list[Any]]]]) -> None:
        # After a failed commit a second one would apply the deletes and lose the adds.
        writer = self.open_writer()
        try:
            self._apply(writer, encoded)
        except ValueError:
            self._replay(writer, encoded)

    def _replay(
        self, writer: tantivy.IndexWriter, encoded: Sequence[tuple[str, dict[str, list[Any]]]]
    ) -> None:
        try:
            writer.rollback()
            self._apply(writer, encoded)
        except ValueError:
            self._writer = None  # broken for good: the next batch opens another
            raise

    def _apply(
        self, writer: tantivy.IndexWriter, encoded: Sequence[tuple[str, dict[str, list[Any]]]]
    ) -> None:
        for document_id, values in encoded:
            writer.delete_documents_by_term("id", document_id)
            writer.add_document(tantivy.Document.from_dict(values, self.schema))
        writer.commit()

    def _encode(self, change: Document | Tombstone) -> dict[str, list[Any]]:
        values: dict[str, list[Any]] = {"id": [change.id], "version": [change.version]}
        if isinstance(change, Tombstone):
            return values | {name: [0] for name in ("rank", *self.fields.orders)} | {"dead": [True]}
        tokens = {field: list(change.tokens.get(field, ())) for field in self.fields.tokens}
        texts = {field: [" ".join(change.texts.get(field, ()))] for field in self.fields.texts}
        ranks = {name: [change.rank_in(name)] for name in self.fields.orders} | {"rank": [change.rank]}
        return values | ranks | {"dead": [False]} | tokens | texts

    def _read(self, searcher: Searcher, query: Query, limit: int) -> Iterator[tuple[str, int, bool]]:
        for stored in _documents(searcher, query, limit):
            yield stored["id"][0], stored["version"][0], stored["dead"][0]


def make_schema(fields: IndexSchema) -> tantivy.Schema:
    """tantivy's schema; all fields are stored, so that a purge can copy without the database."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("version", stored=True, fast=True)
    for name in ("rank", *sorted(fields.orders)):
        builder.add_unsigned_field(name, stored=True, indexed=True, fast=True)
    builder.add_boolean_field("dead", stored=True, indexed=True)
    for name in sorted(fields.tokens):
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in sorted(fields.texts):
        builder.add_text_field(name, stored=True, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def count(searcher: Searcher, query: Query) -> int:
    """How many documents match."""
    return int(searcher.search(query, limit=1, count=True).count)  # type: ignore[attr-defined]


def _documents(searcher: Searcher, query: Query, limit: int) -> Iterator[dict[str, list[Any]]]:
    if limit:
        for _, address in searcher.search(query, limit=limit, count=False).hits:
            yield searcher.doc(address).to_dict()
