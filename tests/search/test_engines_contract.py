"""One contract, both engines: run on the embedded one always, on Elasticsearch with `-m engine`.

The Elasticsearch tests need the address of a server in TALENT_SEARCH_URL and fail without it.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from search.engines import (
    BadPlan,
    DuplicateId,
    Engine,
    EngineDown,
    IndexMissing,
    StaleGeneration,
    UnknownField,
)
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.plan import (
    Document,
    Facet,
    Has,
    HasNear,
    HasPrefix,
    Hit,
    IndexSchema,
    Part,
    Plan,
    Tombstone,
    scoring_parts,
)
from tests.search.oracle import SCHEMA, Chance, Oracle

SEED = int(os.environ.get("TALENT_SEARCH_SEED") or secrets.randbelow(10**6))
DOCUMENTS = 5_000
PLANS = 500
BATCH = 1_000
SMALL = IndexSchema("small", frozenset({"skills"}), frozenset({"headline"}))


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.engine)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "embedded":
        embedded = EmbeddedEngine(tmp_path)
        yield embedded
        embedded.close()
        return
    url = os.environ.get("TALENT_SEARCH_URL")
    if not url:
        pytest.fail("TALENT_SEARCH_URL names no Elasticsearch server")
    prefix = f"test-{secrets.token_hex(4)}"
    yield ElasticsearchEngine([url], prefix, shards=3, search_timeout=20, purge_wait=0)
    with Elasticsearch(url) as client:
        for name in client.indices.get(index=f"{prefix}-*"):
            client.indices.delete(index=name)


def expert(
    name: str, version: int = 1, tie: int | None = None, recency: int = 0, skills: str = ""
) -> Document:
    """A small document; its tie follows from its name unless given."""
    tie = int.from_bytes(name.encode()[-4:], "big") if tie is None else tie
    return Document(name, version, tie, recency, {"skills": tuple(skills.split())}, {"headline": ("word",)})


@pytest.fixture
def small(engine: Engine) -> Engine:
    assert engine.ensure(SMALL)
    return engine


def found(engine: Engine, **asked: object) -> list[str]:
    return [hit.id for hit in engine.search(Plan("small", **asked)).hits]  # type: ignore[arg-type]


# The big one


class Life:
    """A corpus that lives through updates, removals and a rebuild, on an engine and in the oracle."""

    def __init__(self, engine: Engine) -> None:
        print(f"TALENT_SEARCH_SEED={SEED}")
        self.engine = engine
        self.chance = Chance(SEED)
        self.documents = {f"d{number}": self.chance.document(f"d{number}", 10) for number in range(DOCUMENTS)}

    def write(self, documents: list[Document], tombstones: list[Tombstone]) -> None:
        for start in range(0, len(documents), BATCH):
            self.engine.write("experts", documents[start : start + BATCH], wait=True)
        self.engine.write("experts", [], tombstones, wait=True)

    def change(self, version: int) -> None:
        """400 updates, 100 removals, and late writes of both kinds that must be refused."""
        names = sorted(self.documents)
        updated = [self.chance.document(name, version) for name in names[:4000:10]]
        removed = [Tombstone(name, version) for name in names[5:1000:10]]
        self.write(updated, removed)
        self.documents |= {document.id: document for document in updated}
        for tombstone in removed:
            del self.documents[tombstone.id]
        stale = [document.id for document in updated[::2]] + [tombstone.id for tombstone in removed[::2]]
        late = [self.chance.document(name, version - 1) for name in stale]
        self.write(late, [Tombstone(document.id, version - 1) for document in updated[1::2]])

    def check(self, plans: int) -> None:
        oracle = Oracle(self.documents.values())
        assert self.engine.count("experts") == len(self.documents)
        for number in range(plans):
            plan = self.chance.plan(sorted(self.documents))
            expected, answer = oracle.answer(plan), self.engine.search(plan)
            told = f"seed {SEED}, plan {number}: {plan}"
            assert answer.total == expected.total, told
            assert answer.hits == expected.hits, told
            assert answer.facets == expected.facets, told
            for hit in answer.hits:
                parts = scoring_parts(plan, self.documents[hit.id])
                assert sum(part.points for part in parts) == hit.points, told

    def rebuild(self) -> None:
        """Fill a new generation while the relay goes on writing to both."""
        rebuild = self.engine.begin_rebuild(SCHEMA)
        snapshot = list(self.documents.values())
        rebuild.write(snapshot[: DOCUMENTS // 2])
        self.change(30)
        for start in range(DOCUMENTS // 2, len(snapshot), BATCH):
            rebuild.write(snapshot[start : start + BATCH])
        self.check(10)
        rebuild.finish()


def test_random_plans_through_the_life_of_an_index(engine: Engine) -> None:
    life = Life(engine)
    assert engine.ensure(SCHEMA)
    life.write(list(life.documents.values()), [])
    life.check(PLANS)
    life.change(20)
    life.check(PLANS // 2)
    life.rebuild()
    life.check(PLANS // 2)
    removed = sum(dead for _, _, dead in engine.versions("experts"))
    assert engine.purge("experts") == removed > 0
    life.check(20)
    assert {name: version for name, version, _ in engine.versions("experts")} == {
        document.id: document.version for document in life.documents.values()
    }


# One rule at a time


def test_an_empty_index_answers(small: Engine) -> None:
    answer = small.search(Plan("small", facets=(Facet("skills", "skills"),)))
    assert (answer.total, answer.hits, answer.facets) == (0, (), {"skills": {}})
    assert small.count("small") == 0 and list(small.versions("small")) == []


def test_ties_are_cut_right_on_every_page(small: Engine) -> None:
    documents = [expert(f"d{n}", tie=(n * 7919) % 2003, recency=n % 3, skills="go") for n in range(2003)]
    small.write("small", documents, wait=True)
    part = Part("skill", Has("skills", "go"), 25)
    order = sorted(documents, key=lambda document: (document.recency, document.tie), reverse=True)
    for offset in (0, 20, 660, 1980, 2000, 2003, 5000):
        expected = [document.id for document in order[offset : offset + 20]]
        assert found(small, parts=(part,), offset=offset) == expected
        assert found(small, parts=(part,), offset=offset, sort="recent") == expected


def test_the_deepest_page(small: Engine) -> None:
    small.write("small", [expert(f"d{n}", tie=n, skills="go") for n in range(300)], wait=True)
    assert found(small, offset=9_980, limit=20) == []
    assert found(small, offset=290, limit=9_710) == [f"d{n}" for n in range(9, -1, -1)]


def test_a_rare_score_is_ranked_among_many_others(small: Engine) -> None:
    """The cut falls among few ties that stand low by rank."""
    many = [expert(f"m{n}", tie=10_000 + n, skills="java") for n in range(3000)]
    few = [expert(f"f{n}", tie=n, skills="java go") for n in range(1500)]
    for batch in (many, few):
        small.write("small", batch, wait=True)
    parts = (Part("java", Has("skills", "java"), 5), Part("go", Has("skills", "go"), 5))
    assert found(small, parts=parts, limit=3) == ["f1499", "f1498", "f1497"]
    assert found(small, parts=parts, offset=1499, limit=2) == ["f0", "m2999"]


def test_points_add_up_and_zero_points_count_nothing(small: Engine) -> None:
    small.write("small", [expert("a", skills="go rust"), expert("b", skills="go")], wait=True)
    parts = (
        Part("one", Has("skills", "go"), 45),
        Part("same", Has("skills", "go"), 45),
        Part("none", Has("skills", "rust"), 0),
        Part("big", Has("skills", "rust"), 16_000_001),
    )
    answer = small.search(Plan("small", parts=parts))
    assert answer.hits == (Hit("a", 1, 16_000_091), Hit("b", 1, 90))


def test_excluded_ids_are_gone_from_everything(small: Engine) -> None:
    documents = [expert(f"d{n}", tie=n, skills="go") for n in range(3000)]
    small.write("small", documents, wait=True)
    excluded = frozenset(document.id for document in documents[2:])
    answer = small.search(Plan("small", excluded=excluded, facets=(Facet("skills", "skills"),)))
    assert (answer.total, answer.facets) == (2, {"skills": {"go": 2}})
    assert {hit.id for hit in answer.hits} == {"d0", "d1"}


def test_unknown_fields_match_and_count_nothing(small: Engine) -> None:
    small.write("small", [expert("a", skills="go")], wait=True)
    assert found(small, filters=(Has("colour", "red"),)) == []
    assert found(small, at_least_one=(HasNear("colour", "green"), Has("skills", "go"))) == ["a"]
    answer = small.search(Plan("small", facets=(Facet("colour", "colour", ("red",)),)))
    assert (answer.total, answer.facets) == (0, {"colour": {}})


def test_a_text_field_is_searched_but_not_counted(small: Engine) -> None:
    small.write("small", [expert("a")], wait=True)
    assert found(small, filters=(HasPrefix("headline", "wo"),)) == ["a"]
    with pytest.raises(BadPlan):
        small.search(Plan("small", facets=(Facet("headline", "headline"),)))


@pytest.mark.parametrize("strange", ["C++ & C#", 'a"b\\c', "پایتون ۳", "😀", "a*?~(x)", "a\tb", "-", "AND"])
def test_tokens_are_values_not_syntax(small: Engine, strange: str) -> None:
    small.write("small", [Document("a", 1, 1, 0, {"skills": (strange,)}), expert("b")], wait=True)
    assert found(small, filters=(Has("skills", strange),)) == ["a"]
    assert found(small, filters=(HasPrefix("skills", strange[0]),)) == ["a"]
    facets = (Facet("skills", "skills", (strange,), "all"),)
    assert small.search(Plan("small", facets=facets)).facets == {"skills": {strange: 1}}


def test_equal_versions_rewrite_and_older_ones_are_refused(small: Engine) -> None:
    small.write("small", [expert("a", 5, skills="go")], wait=True)
    small.write("small", [expert("a", 5, skills="rust")], wait=True)
    assert found(small, filters=(Has("skills", "rust"),)) == ["a"]
    small.write("small", [expert("a", 4, skills="java")], [Tombstone("b", 7)], wait=True)
    assert small.stored("small", ["a", "b", "c"]) == {"a": 5}
    small.write("small", [expert("b", 6)], [Tombstone("a", 4)], wait=True)
    assert small.stored("small", ["a", "b"]) == {"a": 5}
    small.write("small", [expert("b", 8)], [Tombstone("a", 5)], wait=True)
    assert sorted(small.versions("small")) == [("a", 5, True), ("b", 8, False)]


def test_a_bad_batch_writes_nothing(small: Engine) -> None:
    odd = Document("odd", 1, 2, 0, {"colour": ("red",)})
    with pytest.raises(UnknownField):
        small.write("small", [expert("a"), odd], wait=True)
    with pytest.raises(DuplicateId):
        small.write("small", [expert("a")], [Tombstone("a", 1)], wait=True)
    assert list(small.versions("small")) == []
    small.write("small", [expert("a")], wait=True)
    assert found(small) == ["a"]


def test_an_index_that_was_never_made(engine: Engine) -> None:
    with pytest.raises(IndexMissing):
        engine.search(Plan("small"))
    with pytest.raises(IndexMissing):
        engine.write("small", [expert("a")])
    with pytest.raises(IndexMissing):
        list(engine.versions("small"))
    rebuild = engine.begin_rebuild(SMALL)
    rebuild.write([expert("a")])
    with pytest.raises(IndexMissing):
        engine.count("small")
    rebuild.finish()
    assert found(engine) == ["a"] and engine.ensure(SMALL)


def test_a_rebuild_replaces_what_was_there(small: Engine) -> None:
    small.write("small", [expert("a"), expert("b")], wait=True)
    rebuild = small.begin_rebuild(SMALL)
    rebuild.write([expert("a", 2)])
    assert sorted(found(small)) == ["a", "b"]
    rebuild.finish()
    assert found(small) == ["a"] and small.stored("small", ["a", "b"]) == {"a": 2}
    for ended in (rebuild.finish, rebuild.abandon, lambda: rebuild.write([expert("c")])):
        with pytest.raises(StaleGeneration):
            ended()


def test_a_removal_during_a_rebuild_outlives_it(small: Engine) -> None:
    small.write("small", [expert("a", 1)], wait=True)
    rebuild = small.begin_rebuild(SMALL)
    small.write("small", [], [Tombstone("a", 2)], wait=True)
    rebuild.write([expert("a", 1)])
    rebuild.finish()
    small.write("small", [expert("a", 1)], wait=True)
    assert found(small) == [] and list(small.versions("small")) == [("a", 2, True)]


def test_an_unfinished_rebuild_leaves_the_old_one_serving(small: Engine) -> None:
    small.write("small", [expert("a")], wait=True)
    first = small.begin_rebuild(SMALL)
    first.write([expert("x")])
    with pytest.raises(StaleGeneration):
        small.purge("small")
    second = small.begin_rebuild(SMALL)
    with pytest.raises(StaleGeneration):
        first.finish()
    second.write([expert("y")])
    second.abandon()
    small.write("small", [expert("b")], wait=True)
    assert sorted(found(small)) == ["a", "b"]
    small.purge("small")


def test_another_schema_asks_for_a_rebuild(small: Engine) -> None:
    small.write("small", [expert("a")], wait=True)
    wider = IndexSchema("small", frozenset({"skills", "region"}), frozenset({"headline"}))
    assert not small.ensure(wider)
    moved = Document("a", 2, 1, 0, {"skills": ("go",), "region": ("asia",)})
    small.write("small", [moved], wait=True)  # until the rebuild: the fields that it knows
    assert found(small, filters=(Has("skills", "go"),)) == ["a"]
    rebuild = small.begin_rebuild(wider)
    small.write("small", [moved], wait=True)
    rebuild.finish()
    assert small.ensure(wider)
    assert found(small, filters=(Has("region", "asia"),)) == ["a"]


def test_purge_forgets_tombstones_up_to_a_version(small: Engine) -> None:
    small.write("small", [expert("c", 3)], [Tombstone("a", 1), Tombstone("b", 2)], wait=True)
    assert small.purge("small", through=1) == 1
    assert sorted(small.versions("small")) == [("b", 2, True), ("c", 3, False)]
    assert small.purge("small") == 1
    assert small.purge("small") == 0
    small.write("small", [expert("a", 1)], wait=True)
    assert sorted(found(small)) == ["a", "c"]


def test_a_closed_engine_is_down(small: Engine) -> None:
    small.ping()
    small.close()
    for asked in (
        small.ping,
        lambda: small.search(Plan("small")),
        lambda: small.write("small", [expert("a")]),
    ):
        with pytest.raises(EngineDown):
            asked()


def test_a_named_order_needs_an_index_that_holds_it(engine: Engine) -> None:
    assert engine.ensure(IndexSchema("small", frozenset({"skills"}), orders=frozenset({"closing"})))
    steps = {"a": {"closing": 7}, "b": {}, "c": {"closing": 900_000}, "d": {"closing": 7}}
    made = [Document(name, 1, tie, 0, orders=said) for tie, (name, said) in enumerate(steps.items())]
    engine.write("small", [*made], [Tombstone("e", 1)], wait=True)
    assert found(engine, sort="closing") == ["c", "d", "a", "b"]
    assert found(engine, sort="closing", offset=1, limit=2) == ["d", "a"]
    assert found(engine, sort="recent") == ["d", "c", "b", "a"]
    with pytest.raises(BadPlan):
        engine.search(Plan("small", sort="opening"))
    with pytest.raises(UnknownField):
        engine.write("small", [Document("f", 1, 9, 0, orders={"opening": 1})])
