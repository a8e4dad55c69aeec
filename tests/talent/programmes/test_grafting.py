"""Surgery on trees: a move and its way back are nothing, and whatever comes out is a document or is refused."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.programmes.document import grafting, tidying
from talent.programmes.document.grafting import Grafted, Path, Snag, Tree, Ungraftable
from talent.programmes.document.reading import read, write
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.walking import places
from tests.talent.programmes.building import CALL, DUE, TREES, WORDS, document, leaf

A, B, C = (leaf("age", "at_least", number, id=f"r{number}") for number in ("1", "2", "3"))
TREE: Tree = {"all_of": [A, {"any_of": [B, C]}]}
DRAWN = {"id": "whole", "sentence": WORDS}


def paths(tree: Tree, at: Path = ()) -> list[Path]:
    """Every place of a tree."""
    below = [one for place, part in enumerate(grafting.parts(tree)) for one in paths(part, (*at, place))]
    return [at, *below]


@st.composite
def grafts(draw: Any) -> tuple[Tree, Path]:
    """A random tree, and a place in it."""
    tree: Tree = draw(TREES) | DRAWN
    return tree, draw(st.sampled_from(paths(tree)))


@pytest.mark.parametrize(
    ("move", "path", "tree", "at"),
    [
        ("down", (0,), {"all_of": [{"any_of": [B, C]}, A]}, (1,)),
        ("up", (1, 1), {"all_of": [A, {"any_of": [C, B]}]}, (1, 0)),
        ("out", (1, 0), {"all_of": [A, {"any_of": [C]}, B]}, (2,)),
        ("unwrap", (1,), {"all_of": [A, B, C]}, (1,)),
    ],
)
def test_a_node_moves_and_says_where_it_is(move: str, path: Path, tree: Tree, at: Path) -> None:
    assert grafting.MOVES[move](TREE, path) == Grafted(tree, at)


def test_into_leads_to_the_end_of_the_group_before() -> None:
    tree = {"all_of": [{"any_of": [B, C]}, A]}
    assert grafting.into(tree, (1,)) == Grafted({"all_of": [{"any_of": [B, C, A]}]}, (0, 2))


@pytest.mark.parametrize(
    ("move", "path", "snag"),
    [
        ("up", (0,), Snag.EDGE),
        ("down", (1,), Snag.EDGE),
        ("down", (), Snag.EDGE),
        ("into", (1,), Snag.EDGE),
        ("out", (0,), Snag.EDGE),
        ("unwrap", (0,), Snag.NO_GROUP),
        ("unwrap", (), Snag.ONE_PART),
        ("up", (7,), Snag.NOWHERE),
        ("up", (0, 0), Snag.NOWHERE),
    ],
)
def test_what_cannot_be_done_is_refused(move: str, path: Path, snag: Snag) -> None:
    with pytest.raises(Ungraftable) as caught:
        grafting.MOVES[move](TREE, path)
    assert caught.value.snag is snag


def test_a_group_keeps_a_part_and_as_many_as_it_asks_for() -> None:
    for tree, path, snag in (
        ({"all_of": [A, {"any_of": [B]}]}, (1, 0), Snag.LAST_PART),
        ({"not": leaf("age", "at_least", "1"), **DRAWN}, (0,), Snag.LAST_PART),
        (A, (), Snag.LAST_PART),
        ({"at_least": 2, "of": [A, B]}, (1,), Snag.TOO_FEW),
    ):
        with pytest.raises(Ungraftable) as caught:
            grafting.removed(tree, path)
        assert caught.value.snag is snag


def test_a_name_goes_to_the_negation_and_comes_back() -> None:
    negated = grafting.wrapped(TREE, (0,), "not")
    assert negated.tree["all_of"][0]["id"] == "r1" and "id" not in negated.tree["all_of"][0]["not"]
    assert grafting.unwrapped(negated.tree, (0,)) == Grafted(TREE, (0,))
    with pytest.raises(Ungraftable) as caught:
        grafting.wrapped(TREE, (1,), "not")
    assert caught.value.snag is Snag.NAMES_BELOW


@pytest.mark.parametrize("where", ["before", "after", "inside"])
def test_beside_what_stands_alone_a_new_group_is_made(where: str) -> None:
    both = [B, A] if where == "before" else [A, B]
    assert grafting.inserted(A, (), where, B).tree == {"all_of": both}
    plain = leaf("age", "at_least", "1")
    under = grafting.inserted({"not": plain, **DRAWN}, (0,), where, plain)
    assert under.tree["not"] == {"all_of": [plain, plain]}
    assert grafting.inserted({"not": plain, **DRAWN}, (), "inside", plain).tree == under.tree


BACK = {"up": "down", "down": "up", "into": "out"}


@settings(max_examples=150)
@given(grafts(), st.sampled_from(sorted(BACK)))
def test_a_move_and_its_way_back_change_nothing(graft: tuple[Tree, Path], move: str) -> None:
    tree, path = graft
    try:
        there = grafting.MOVES[move](tree, path)
    except Ungraftable:
        return
    assert grafting.MOVES[BACK[move]](there.tree, there.at) == Grafted(tree, path)


@settings(max_examples=300)
@given(grafts())
def test_the_moves_that_are_offered_are_those_that_can_be_done(graft: tuple[Tree, Path]) -> None:
    def done(move: str) -> bool:
        try:
            grafting.MOVES[move](*graft)
        except Ungraftable:
            return False
        return True

    assert grafting.possible(*graft) == [move for move in grafting.MOVES if done(move)]


@settings(max_examples=150)
@given(grafts(), st.sampled_from(grafting.KINDS))
def test_wrapping_and_unwrapping_change_nothing(graft: tuple[Tree, Path], kind: str) -> None:
    tree, path = graft
    try:
        there = grafting.wrapped(tree, path, kind)
    except Ungraftable:
        return
    assert grafting.unwrapped(there.tree, there.at) == Grafted(tree, path)


@settings(max_examples=100)
@given(grafts(), st.sampled_from(["before", "after", "inside"]))
def test_what_was_inserted_beside_others_is_removed_again(graft: tuple[Tree, Path], where: str) -> None:
    tree, path = graft
    there = grafting.inserted(tree, path, where, A)
    assert grafting.node_at(there.tree, there.at) == A
    without = grafting.removed(there.tree, there.at).tree
    assert without == tree or grafting.unwrapped(without, there.at[:-1]).tree == tree


@settings(max_examples=150)
@given(grafts(), st.sampled_from([*grafting.MOVES, *grafting.KINDS]))
def test_whatever_comes_out_is_a_document_or_is_refused(graft: tuple[Tree, Path], cut: str) -> None:
    tree, path = graft
    before = deepcopy(tree)
    try:
        there = (
            grafting.MOVES[cut](tree, path) if cut in grafting.MOVES else grafting.changed(tree, path, cut)
        )
        version = read(document(there.tree, days=[CALL], indexes=[DUE]))
    except (Ungraftable, BadDocument):
        return
    finally:
        assert tree == before
    assert write(read(write(version))) == write(version)
    assert grafting.pointer(there.tree, there.at) in {one.pointer for one in places(version.rules, "/rules")}


# What else changes --------------------------------------------------------------------------------------------------


def test_persons_expect_of_a_renamed_rule_what_they_did_and_nothing_of_one_that_is_gone() -> None:
    expected = {"eligible": "met", "rules": {"r1": "met", "r2": "met"}, "meets_on": {"r1": "2026-01-01"}}
    held = document(TREE) | {"persons": [{"id": "x", "facts": {"age": "3"}, "expected": expected}]}
    renamed = grafting.replaced(TREE, (0,), A | {"id": "first"}).tree
    after = tidying.with_rules(held, renamed, ("r1", "first"))["persons"][0]["expected"]
    assert after["rules"] == {"first": "met", "r2": "met"} and after["meets_on"] == {"first": "2026-01-01"}
    gone = tidying.with_rules(held, grafting.removed(TREE, (0,)).tree)["persons"][0]["expected"]
    assert gone["rules"] == {"r2": "met"} and gone["meets_on"] == {}
    assert tidying.without_fact(held, "age")["persons"][0]["facts"] == {}


@pytest.mark.parametrize(
    ("text", "taken", "found"),
    [
        ("You have lived abroad for at least {value} months.", [], "you_have_lived_abroad_for_at"),
        ("You're 30", ["youre_30"], "youre_30_2"),
        ("30 years", [], "rule"),
        ("متن", ["rule", "rule_2"], "rule_3"),
    ],
)
def test_an_id_is_made_of_words(text: str, taken: list[str], found: str) -> None:
    assert tidying.id_from(text, taken, "rule") == found
