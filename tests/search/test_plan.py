import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.plan import (
    DEEPEST,
    AllOf,
    AnyOf,
    Clause,
    Document,
    Facet,
    Has,
    HasNear,
    HasPrefix,
    IndexSchema,
    Part,
    Plan,
    PlanTooDeep,
    Tombstone,
    matches,
    scoring_parts,
)
from search.text.edits import near
from tests.search.oracle import distance

EXPERT = Document(
    "a",
    3,
    7,
    2,
    tokens={"skills": ("python", "go"), "levels": ("python:4",)},
    texts={"headline": ("مهندس", "پایتون")},
)


@pytest.mark.parametrize(
    ("clause", "holds"),
    [
        (Has("skills", "go"), True),
        (Has("skills", "g"), False),
        (Has("headline", "پایتون"), True),
        (Has("colour", "red"), False),
        (HasPrefix("skills", "py"), True),
        (HasPrefix("skills", "yt"), False),
        (HasNear("skills", "pyhton"), True),
        (HasNear("skills", "phyhton"), False),
        (HasNear("skills", "og"), False),
        (HasNear("headline", "پایتن"), True),
        (AnyOf(()), False),
        (AllOf(()), True),
        (AnyOf((Has("skills", "x"), Has("skills", "go"))), True),
        (AllOf((Has("skills", "x"), Has("skills", "go"))), False),
        (AllOf((AnyOf((Has("skills", "go"),)), HasPrefix("levels", "python:"))), True),
    ],
)
def test_matches(clause: Clause, holds: bool) -> None:
    assert matches(clause, EXPERT) is holds


def test_scoring_parts_keep_the_order_of_the_plan() -> None:
    parts = (Part("skill", Has("skills", "go"), 25, ("go",)), Part("free", Has("free", "now"), 10))
    assert scoring_parts(Plan("experts", parts=parts), EXPERT) == parts[:1]


def test_near_is_one_edit() -> None:
    words = ["".join(letters) for size in (3, 4, 5) for letters in itertools.product("ab", repeat=size)]
    for one, other in itertools.product(words, words):
        assert near(one, other) == (distance(one, other) <= (len(other) >= 4))


@given(st.text("abc", max_size=8), st.text("abc", min_size=4, max_size=8))
def test_near_agrees_with_the_table_of_distances(one: str, other: str) -> None:
    assert near(one, other) == (distance(one, other) <= 1)


def test_the_deepest_page_is_capped() -> None:
    assert Plan("experts", offset=DEEPEST - 20).limit == 20
    with pytest.raises(PlanTooDeep):
        Plan("experts", offset=DEEPEST - 19)


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: Plan("experts", offset=-1),
        lambda: Plan("experts", limit=-1),
        lambda: Part("skill", Has("skills", "go"), -1),
        lambda: Plan("experts", parts=(Part("skill", Has("skills", "go"), 2**24),)),
        lambda: Plan("experts", facets=(Facet("a", "skills"), Facet("a", "region"))),
        lambda: HasPrefix("skills", ""),
        lambda: Document("", 1, 1, 1),
        lambda: Document("a", -1, 1, 1),
        lambda: Document("a", 2**63, 1, 1),
        lambda: Document("a", 1, 2**40, 1),
        lambda: Document("a", 1, -1, 1),
        lambda: Document("a", 1, 1, 2**22),
        lambda: Document("a", 1, 1, 1, orders={"closing": 2**22}),
        lambda: Document("a", 1, 1, 1, tokens={"skills": ("",)}),
        lambda: Document("a", 1, 1, 1, tokens={"skills": ("x" * 101,)}),
        lambda: Document("a", 1, 1, 1, tokens={"skills": ("\ud800",)}),
        lambda: Document("a", 1, 1, 1, texts={"headline": ("two words",)}),
        lambda: Document("a", 1, 1, 1, texts={"headline": ("two\u2003words",)}),
        lambda: Tombstone("a", -1),
        lambda: IndexSchema("experts", frozenset({"rank"})),
        lambda: IndexSchema("experts", frozenset({"skills"}), frozenset({"skills"})),
        lambda: IndexSchema("experts", frozenset({"skills"}), orders=frozenset({"skills"})),
        lambda: IndexSchema("experts", frozenset(), orders=frozenset({"recent"})),
    ],
)
def test_what_no_engine_could_take_is_refused(impossible: object) -> None:
    assert callable(impossible)
    with pytest.raises(ValueError):
        impossible()


def test_rank_orders_by_recency_then_tie() -> None:
    ranks = [Document("a", 1, tie, recency).rank for recency, tie in [(0, 5), (0, 2**40 - 1), (1, 0), (1, 1)]]
    assert ranks == sorted(ranks) and len(set(ranks)) == 4


def test_a_facet_filters_by_what_is_ticked() -> None:
    assert Facet("region", "region").clause is None
    assert Facet("skills", "skills", ("go", "java")).clause == AnyOf(
        (Has("skills", "go"), Has("skills", "java"))
    )
    assert isinstance(Facet("skills", "skills", ("go",), "all").clause, AllOf)
