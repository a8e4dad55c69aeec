"""What only the Elasticsearch engine promises."""

import os
import secrets
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from elasticsearch import Elasticsearch

from search.engines import EngineDown, StaleGeneration
from search.engines.elasticsearch import ElasticsearchEngine
from search.plan import Document, Has, IndexSchema, Plan, Tombstone

SCHEMA = IndexSchema("small", frozenset({"skills"}))
SECRET = Plan("small", filters=(Has("skills", "secret-word"),))


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    url = os.environ.get("TALENT_SEARCH_URL")
    if not url:
        pytest.fail("TALENT_SEARCH_URL names no Elasticsearch server")
    with Elasticsearch(url) as client:
        yield client


@pytest.fixture
def prefix(client: Elasticsearch) -> Iterator[str]:
    prefix = f"test-{secrets.token_hex(4)}"
    yield prefix
    for name in client.indices.get(index=f"{prefix}-*"):
        client.indices.delete(index=name)


@pytest.fixture
def engine(prefix: str) -> ElasticsearchEngine:
    engine = ElasticsearchEngine([os.environ["TALENT_SEARCH_URL"]], prefix, search_timeout=20)
    assert engine.ensure(SCHEMA)
    return engine


def expert(number: int, version: int = 1) -> Document:
    return Document(f"d{number}", version, number, 0, {"skills": ("go",)})


def told(asked: ElasticsearchEngine) -> tuple[str, float]:
    """What a search says that fails, and after how long."""
    start = time.perf_counter()
    with pytest.raises(EngineDown) as failure:
        asked.search(SECRET)
    assert failure.value.__suppress_context__
    return str(failure.value), time.perf_counter() - start


def test_a_refused_connection_is_told_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text, seconds = told(ElasticsearchEngine([f"http://127.0.0.1:{port}"], "test"))
    assert seconds < 1 and "secret-word" not in text


def test_a_silent_server_is_told_in_under_a_second() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hosts = [f"http://127.0.0.1:{silent.getsockname()[1]}", "http://127.0.0.1:9"]
        text, seconds = told(ElasticsearchEngine(hosts, "test"))
    assert seconds < 1 and "secret-word" not in text


@pytest.mark.engine
def test_a_write_is_seen_within_a_second_without_waiting(engine: ElasticsearchEngine) -> None:
    engine.write("small", [expert(1)])
    time.sleep(1)
    assert engine.search(Plan("small")).total == 1


@pytest.mark.engine
def test_a_purge_leaves_no_removed_document_in_the_segments(
    engine: ElasticsearchEngine, client: Elasticsearch, prefix: str
) -> None:
    engine.write("small", [expert(number) for number in range(500)], wait=True)
    engine.write("small", [expert(number, 2) for number in range(50)], [Tombstone("d400", 2)], wait=True)
    engine.purge("small")
    documents = client.indices.stats(index=f"{prefix}-small")["_all"]["primaries"]["docs"]
    assert (documents["count"], documents["deleted"]) == (499, 0)


class Lame(BaseHTTPRequestHandler):
    """A way to the server on which every merge is told to have failed in one copy of a shard."""

    def do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: self.headers[name] for name in ("Content-Type", "Accept") if self.headers[name]}
        server = HTTPConnection(urlsplit(os.environ["TALENT_SEARCH_URL"]).netloc)
        server.request(self.command, self.path, body or None, headers)
        answer = server.getresponse()
        text = answer.read()
        told = text.replace(b'"failed":0', b'"failed":1') if "_forcemerge" in self.path else text
        self.send_response(answer.status)
        for name in ("Content-Type", "X-Elastic-Product"):
            self.send_header(name, answer.headers[name])
        server.close()
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_POST = do_PUT = do_DELETE = do

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its own."""


@pytest.mark.engine
def test_a_merge_that_a_shard_did_not_take_part_in_is_no_purge(
    engine: ElasticsearchEngine, prefix: str
) -> None:
    engine.write("small", [expert(1)], [Tombstone("d2", 1)], wait=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), Lame) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        lame = ElasticsearchEngine([f"http://127.0.0.1:{server.server_port}"], prefix, purge_wait=0)
        with pytest.raises(EngineDown, match="a shard still holds"):
            lame.purge("small")
        lame.close()
        server.shutdown()
    assert ElasticsearchEngine([os.environ["TALENT_SEARCH_URL"]], prefix, purge_wait=0).purge("small") == 0


@pytest.mark.engine
def test_a_write_to_a_removed_generation_makes_no_index(
    engine: ElasticsearchEngine, client: Elasticsearch, prefix: str
) -> None:
    lost = engine.begin_rebuild(SCHEMA)
    kept = engine.begin_rebuild(SCHEMA)
    with pytest.raises(StaleGeneration):
        lost.write([expert(1)])
    kept.finish()
    assert len(client.indices.get(index=f"{prefix}-*")) == 1


@pytest.mark.engine
def test_several_thousand_exclusions_in_one_plan(engine: ElasticsearchEngine) -> None:
    engine.write("small", [expert(number) for number in range(100)], wait=True)
    excluded = frozenset(f"d{number}" for number in range(1, 40_000))
    assert [hit.id for hit in engine.search(Plan("small", excluded=excluded)).hits] == ["d0"]
