"""Folders of the embedded engine: generations of an index, and the pointer to the one that serves.

<root>/<index>/current        name of the serving generation, replaced in one step
<root>/<index>/writer.lock    held by the one process that writes
<root>/<index>/000001/        a generation: tantivy's files and fields.json
"""

import fcntl
import json
import os
import shutil
from pathlib import Path

from search.engines import IndexMissing, WriterBusy
from search.plan import IndexSchema

ENCODING = 1  # of documents in tantivy's fields: a change asks for a rebuild

Stamp = tuple[int, int]


class IndexFolder:
    """The folder of one index."""

    def __init__(self, root: Path, index: str) -> None:
        self.index = index
        self.path = root / index
        self._pointer = self.path / "current"

    def stamp(self) -> Stamp:
        """What changes when another generation serves. Raises IndexMissing."""
        try:
            status = self._pointer.stat()
        except FileNotFoundError:
            raise IndexMissing(f"no index {self.index}") from None
        return status.st_ino, status.st_mtime_ns

    def current(self) -> Path:
        """The folder of the serving generation. Raises IndexMissing."""
        self.stamp()
        return self.path / self._pointer.read_text(encoding="ascii").strip()

    def exists(self) -> bool:
        """Whether a generation serves."""
        return self._pointer.exists()

    def point_to(self, generation: Path) -> None:
        """Let this generation serve from now on; after a power cut it is the old one or this one."""
        fresh = self.path / "current.new"
        with fresh.open("w", encoding="ascii") as pointer:
            pointer.write(generation.name)
            pointer.flush()
            os.fsync(pointer.fileno())
        fresh.replace(self._pointer)
        sync_folder(self.path)

    def make_generation(self, schema: IndexSchema) -> Path:
        """An empty folder for a new generation, with its fields noted."""
        numbers = [int(path.name) for path in self._generations()]
        generation = self.path / f"{max(numbers, default=0) + 1:06d}"
        generation.mkdir(parents=True)
        names = {"tokens": schema.tokens, "texts": schema.texts, "orders": schema.orders}
        fields = {"encoding": ENCODING} | {name: sorted(held) for name, held in names.items()}
        (generation / "fields.json").write_text(json.dumps(fields), encoding="utf-8")
        return generation

    def remove_others(self) -> None:
        """Remove every generation but the serving one."""
        serving = self.current() if self.exists() else None
        for generation in self._generations():
            if generation != serving:
                shutil.rmtree(generation, ignore_errors=True)

    def lock(self) -> int:
        """Become the one writer; returns what `unlock` takes. Raises WriterBusy."""
        self.path.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path / "writer.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise WriterBusy(f"another process writes the index {self.index}") from None
        return handle

    def _generations(self) -> list[Path]:
        if not self.path.is_dir():
            return []
        return [path for path in self.path.iterdir() if path.name.isdigit()]


def unlock(handle: int) -> None:
    """Give the writer's lock back."""
    os.close(handle)


def sync_folder(path: Path) -> None:
    """Make names in a folder durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_fields(generation: Path, index: str) -> tuple[IndexSchema, bool]:
    """The schema that a generation was made with, and whether its encoding is today's."""
    fields = json.loads((generation / "fields.json").read_text(encoding="utf-8"))
    orders = frozenset(fields.get("orders", ()))
    schema = IndexSchema(index, frozenset(fields["tokens"]), frozenset(fields["texts"]), orders)
    return schema, fields["encoding"] == ENCODING
