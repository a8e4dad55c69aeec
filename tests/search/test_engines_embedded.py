"""What only the embedded engine promises: one writer, readers without locks, crashes survived."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import EngineDown, WriterBusy
from search.engines.embedded import EmbeddedEngine
from search.plan import Document, Facet, IndexSchema, Plan, Tombstone

SCHEMA = IndexSchema("small", frozenset({"skills"}))
ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from pathlib import Path
from search.engines.embedded import EmbeddedEngine
from search.plan import Document, IndexSchema
engine = EmbeddedEngine(Path(sys.argv[1]))
documents = [Document(f"d{n}", 2, n, 0, {"skills": ("go",)}) for n in range(200)]
if sys.argv[2] == "rebuild":
    rebuild = engine.begin_rebuild(IndexSchema("small", frozenset({"skills"})))
    rebuild.write(documents[:100])
else:
    engine.write("small", documents)
print("ready", flush=True)
while True:
    if sys.argv[2] == "rebuild":
        rebuild.write(documents[:100])
    else:
        engine.write("small", documents[:50])
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(tmp_path)
    assert engine.ensure(SCHEMA)
    yield engine
    engine.close()


def expert(number: int, version: int = 1) -> Document:
    return Document(f"d{number}", version, number, 0, {"skills": ("go",)})


def total(engine: EmbeddedEngine) -> int:
    return engine.search(Plan("small", facets=(Facet("skills", "skills"),))).total


def generations(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "small").iterdir() if path.is_dir())


def killed_writer(root: Path, doing: str) -> None:
    """Let another process write, and kill it in the middle."""
    command = [sys.executable, "-c", CHILD, str(root), doing]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"ready\n"
        other = EmbeddedEngine(root)
        with pytest.raises(WriterBusy):
            other.write("small", [expert(1)])
        with pytest.raises(WriterBusy):
            other.begin_rebuild(SCHEMA)
        assert total(other) >= 0
        os.kill(child.pid, signal.SIGKILL)


def test_there_is_one_writer_and_readers_need_no_lock(engine: EmbeddedEngine, tmp_path: Path) -> None:
    reader = EmbeddedEngine(tmp_path)
    assert total(reader) == 0
    engine.write("small", [expert(1)])
    assert total(reader) == 1 and reader.ensure(SCHEMA)
    with pytest.raises(WriterBusy):
        reader.write("small", [expert(2)])
    engine.close()
    reader.write("small", [expert(2)])
    assert total(reader) == 2
    reader.close()


def test_searching_leaves_the_lock_alone(engine: EmbeddedEngine, tmp_path: Path) -> None:
    reader = EmbeddedEngine(tmp_path)
    reader.ping()
    assert total(reader) == reader.count("small") == len(list(reader.versions("small"))) == 0
    engine.write("small", [expert(1)])


def test_a_writer_killed_while_writing_loses_nothing(engine: EmbeddedEngine, tmp_path: Path) -> None:
    killed_writer(tmp_path, "write")
    assert total(engine) == 200
    engine.write("small", [expert(500)], [Tombstone("d0", 2)])
    assert total(engine) == 200


def test_a_writer_killed_while_rebuilding_leaves_the_old_one(engine: EmbeddedEngine, tmp_path: Path) -> None:
    engine.write("small", [expert(1)])
    engine.close()
    killed_writer(tmp_path, "rebuild")
    after = EmbeddedEngine(tmp_path)
    assert total(after) == 1 and len(generations(tmp_path)) == 2
    rebuild = after.begin_rebuild(SCHEMA)
    assert len(generations(tmp_path)) == 2
    rebuild.write([expert(7), expert(8)])
    rebuild.finish()
    assert total(after) == 2 and len(generations(tmp_path)) == 1
    after.close()


def test_readers_follow_swaps_while_they_search(engine: EmbeddedEngine, tmp_path: Path) -> None:
    engine.write("small", [expert(number) for number in range(50)])
    totals: list[int] = []
    failures: list[EngineDown] = []
    done = threading.Event()

    def read() -> None:
        reader = EmbeddedEngine(tmp_path)
        while not done.is_set():
            try:
                totals.append(total(reader))
            except EngineDown as failure:
                failures.append(failure)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in readers:
        thread.start()
    for _ in range(15):
        engine.purge("small")
        engine.write("small", [expert(1)])
    done.set()
    for thread in readers:
        thread.join()
    assert set(totals) == {50} and failures == []


def test_a_purge_removes_the_folder_that_held_the_text(engine: EmbeddedEngine, tmp_path: Path) -> None:
    engine.write("small", [Document("a", 1, 1, 0, {"skills": ("secret",)}), expert(2)])
    before = generations(tmp_path)
    engine.write("small", [], [Tombstone("a", 2)])
    engine.purge("small")
    assert set(generations(tmp_path)).isdisjoint(before)
    assert engine.search(Plan("small", facets=(Facet("skills", "skills"),))).facets == {"skills": {"go": 1}}


def test_threads_share_one_engine(engine: EmbeddedEngine) -> None:
    def write(start: int) -> None:
        for number in range(start, start + 20):
            engine.write("small", [expert(number)])
            assert total(engine) >= 1

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total(engine) == 60


def test_a_broken_folder_is_told_without_the_query(engine: EmbeddedEngine, tmp_path: Path) -> None:
    for path in (tmp_path / "small").glob("0*/meta.json"):
        path.write_text("{")
    with pytest.raises(EngineDown) as failure:
        EmbeddedEngine(tmp_path).search(Plan("small"))
    assert str(failure.value) == "the embedded engine failed: ValueError"
    assert failure.value.__cause__ is None and failure.value.__suppress_context__


def test_a_folder_that_is_gone_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(EngineDown):
        EmbeddedEngine(tmp_path / "nowhere").ping()
