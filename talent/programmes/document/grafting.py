"""Surgery on a tree of rules, given as plain JSON: each cut returns a new tree and where the node now stands. Pure.

Whether the new tree is a document is the reader's to say (`reading.read`); what cannot be done at all is refused here.
A node's name (id, sentence, source, papers) goes along with it; under a negation it belongs to the negation.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from talent.lib.errors import Refused

Tree = dict[str, Any]
Path = tuple[int, ...]
"""The places of the parts on the way from the root, which is ()."""

KINDS = ("all_of", "any_of", "at_least", "not")
NAME = ("id", "sentence", "source", "evidence")


class Snag(StrEnum):
    NOWHERE = "nowhere"
    EDGE = "edge"
    LAST_PART = "last_part"
    TOO_FEW = "too_few"
    ONE_PART = "one_part"
    NAMES_BELOW = "names_below"
    NO_GROUP = "no_group"
    UNKNOWN_KIND = "unknown_kind"


class Ungraftable(Refused):
    """`snag` says why it cannot be done."""

    def __init__(self, snag: Snag) -> None:
        super().__init__()
        self.snag, self.code = snag, snag.value


@dataclass(frozen=True, slots=True)
class Grafted:
    """A new tree, and where the node that was meant stands in it."""

    tree: Tree
    at: Path


# Looking ------------------------------------------------------------------------------------------------------------


def kind(node: Tree) -> str:
    """all_of, any_of, at_least or not; "" for a condition."""
    return next((key for key in KINDS if key in node), "")


def parts(node: Tree) -> list[Tree]:
    """The parts of a group; none of a condition."""
    key = kind(node)
    if key == "not":
        return [node["not"]]
    found: list[Tree] = node["of" if key == "at_least" else key] if key else []
    return found


def node_at(tree: Tree, path: Path) -> Tree:
    """The node that stands there. Raises Ungraftable (NOWHERE)."""
    for place in path:
        below = parts(tree)
        if not 0 <= place < len(below):
            raise Ungraftable(Snag.NOWHERE)
        tree = below[place]
    return tree


def above(tree: Tree, path: Path) -> list[Tree]:
    """The groups on the way to a node, from the root down."""
    return [node_at(tree, path[:depth]) for depth in range(len(path))]


def pointer(tree: Tree, path: Path) -> str:
    """Where the node stands in the document (RFC 6901)."""
    found = "/rules"
    for depth, place in enumerate(path):
        key = kind(node_at(tree, path[:depth]))
        found += "/not" if key == "not" else f"/{'of' if key == 'at_least' else key}/{place}"
    return found


# Cutting ------------------------------------------------------------------------------------------------------------


def replaced(tree: Tree, path: Path, node: Tree) -> Grafted:
    """Another node in its place."""
    held = _potted(tree)
    node_at(held, _in_pot(path))
    _put(held, _in_pot(path), deepcopy(node))
    return _grafted(held, _in_pot(path))


def inserted(tree: Tree, path: Path, where: str, node: Tree) -> Grafted:
    """A new node before, after or inside (at the end of) the one that stands there. Where only one can stand (the root,
    under a negation, a condition) both are put into a new all-of."""
    held, at = _potted(tree), _in_pot(path)
    target = node_at(held, at)
    if where == "inside" and kind(target) in ("", "not"):
        at, where = (at if not kind(target) else (*at, 0)), "after"
    if where == "inside":
        parts(target).append(deepcopy(node))
        return _grafted(held, (*at, len(parts(target)) - 1))
    if _stands_alone(held, at):
        _put(held, at, {"all_of": [node_at(held, at)]})
        at = (*at, 0)
    place = at[-1] + (where == "after")
    parts(node_at(held, at[:-1])).insert(place, deepcopy(node))
    return _grafted(held, (*at[:-1], place))


def removed(tree: Tree, path: Path) -> Grafted:
    """Without the node; `at` is the one before it, else the group. Raises Ungraftable: LAST_PART, TOO_FEW."""
    held, at = _potted(tree), _in_pot(path)
    node_at(held, at)
    _taken(held, at)
    beside = (*at[:-1], at[-1] - 1) if at[-1] else at[:-1]
    return _grafted(held, beside)


def up(tree: Tree, path: Path) -> Grafted:
    """Before the part that stands before it. Raises Ungraftable (EDGE), as all moves do."""
    return _swapped(tree, path, -1)


def down(tree: Tree, path: Path) -> Grafted:
    """After the part that stands after it."""
    return _swapped(tree, path, 1)


def into(tree: Tree, path: Path) -> Grafted:
    """To the end of the group that stands before it."""
    held, at = _potted(tree), _in_pot(path)
    if _stands_alone(held, at) or at[-1] == 0:
        raise Ungraftable(Snag.EDGE)
    group = node_at(held, (*at[:-1], at[-1] - 1))
    if kind(group) in ("", "not"):
        raise Ungraftable(Snag.EDGE)
    node_at(held, at)
    parts(group).append(_taken(held, at))
    return _grafted(held, (*at[:-1], at[-1] - 1, len(parts(group)) - 1))


def out(tree: Tree, path: Path) -> Grafted:
    """After the group in which it stands."""
    held, at = _potted(tree), _in_pot(path)
    if _stands_alone(held, at) or _stands_alone(held, at[:-1]):
        raise Ungraftable(Snag.EDGE)
    node_at(held, at)
    node, place = _taken(held, at), at[-2] + 1
    parts(node_at(held, at[:-2])).insert(place, node)
    return _grafted(held, (*at[:-2], place))


def wrapped(tree: Tree, path: Path, group: str) -> Grafted:
    """Inside a new group of that kind; `at` is the group. Raises Ungraftable: NAMES_BELOW, UNKNOWN_KIND."""
    held, at = _potted(tree), _in_pot(path)
    node = node_at(held, at)
    new = _group(group, [node])
    if group == "not":
        new |= {key: node.pop(key) for key in NAME if key in node}
        _demand_nameless(node)
    _put(held, at, new)
    return _grafted(held, at)


def unwrapped(tree: Tree, path: Path) -> Grafted:
    """The parts in place of their group. A single part takes over the group's name unless it has its own. Raises
    Ungraftable: NO_GROUP, ONE_PART where several would stand where one can."""
    held, at = _potted(tree), _in_pot(path)
    group = node_at(held, at)
    below = parts(group)
    if not below:
        raise Ungraftable(Snag.NO_GROUP)
    if len(below) == 1:
        if "id" not in below[0]:
            below[0].update({key: group[key] for key in NAME if key in group})
        _put(held, at, below[0])
        return _grafted(held, at)
    if _stands_alone(held, at):
        raise Ungraftable(Snag.ONE_PART)
    parts(node_at(held, at[:-1]))[at[-1] : at[-1] + 1] = below
    return _grafted(held, at)


def changed(tree: Tree, path: Path, group: str, number: int = 1) -> Grafted:
    """The same parts in a group of another kind; `number` is how many at-least asks for. Raises Ungraftable: NO_GROUP,
    ONE_PART, NAMES_BELOW, UNKNOWN_KIND."""
    held, at = _potted(tree), _in_pot(path)
    node = node_at(held, at)
    below = parts(node)
    if not below:
        raise Ungraftable(Snag.NO_GROUP)
    if group == "not" and len(below) > 1:
        raise Ungraftable(Snag.ONE_PART)
    new = _group(group, below, number) | {key: node[key] for key in NAME if key in node}
    if group == "not":
        _demand_nameless(below[0])
    _put(held, at, new)
    return _grafted(held, at)


MOVES: dict[str, Callable[[Tree, Path], Grafted]] = {
    "up": up,
    "down": down,
    "into": into,
    "out": out,
    "unwrap": unwrapped,
}
"""What takes a place alone."""


def possible(tree: Tree, path: Path) -> list[str]:
    """The moves that can be done with the node that stands there, told without doing them."""
    own, groups = parts(node_at(tree, path)), above(tree, path)
    beside = parts(groups[-1]) if groups else []
    place = path[-1] if path else 0
    may_go = bool(groups) and kind(groups[-1]) != "not" and _spares(groups[-1])
    can = {
        "up": place > 0,
        "down": place + 1 < len(beside),
        "into": may_go and place > 0 and kind(beside[place - 1]) not in ("", "not"),
        "out": may_go and len(groups) > 1 and kind(groups[-2]) != "not",
        "unwrap": len(own) == 1 or (bool(own) and bool(groups) and kind(groups[-1]) != "not"),
    }
    return [move for move in MOVES if can[move]]


def _spares(group: Tree) -> bool:
    """Whether a group has a part that it can do without."""
    left = len(parts(group)) - 1
    return left > 0 and group.get("at_least", 0) <= left


# The knife ----------------------------------------------------------------------------------------------------------


def _potted(tree: Tree) -> Tree:
    """A copy in a pot, so that the root is a part as all others are."""
    return {"not": deepcopy(tree)}


def _in_pot(path: Path) -> Path:
    return (0, *path)


def _grafted(held: Tree, at: Path) -> Grafted:
    return Grafted(held["not"], at[1:])


def _stands_alone(held: Tree, at: Path) -> bool:
    """Whether it is the root, or stands under a negation."""
    return len(at) < 2 or kind(node_at(held, at[:-1])) == "not"


def _put(held: Tree, at: Path, node: Tree) -> None:
    group = node_at(held, at[:-1])
    if kind(group) == "not":
        group["not"] = node
    else:
        parts(group)[at[-1]] = node


def _taken(held: Tree, at: Path) -> Tree:
    """Cuts a node out. Its group keeps a part, and as many as it asks for."""
    group = node_at(held, at[:-1])
    below = parts(group)
    if kind(group) == "not" or len(below) == 1:
        raise Ungraftable(Snag.LAST_PART)
    if not _spares(group):
        raise Ungraftable(Snag.TOO_FEW)
    return below.pop(at[-1])


def _swapped(tree: Tree, path: Path, step: int) -> Grafted:
    held, at = _potted(tree), _in_pot(path)
    node_at(held, at)
    below, place = parts(node_at(held, at[:-1])), at[-1] + step
    if not 0 <= place < len(below):
        raise Ungraftable(Snag.EDGE)
    below[at[-1]], below[place] = below[place], below[at[-1]]
    return _grafted(held, (*at[:-1], place))


def _group(group: str, below: list[Tree], number: int = 1) -> Tree:
    if group not in KINDS:
        raise Ungraftable(Snag.UNKNOWN_KIND)
    if group == "not":
        return {"not": below[0]}
    return {"at_least": number, "of": below} if group == "at_least" else {group: below}


def _demand_nameless(node: Tree) -> None:
    """What stands under a negation has no sentence of its own, and none is lost unasked."""
    if "id" in node:
        raise Ungraftable(Snag.NAMES_BELOW)
    for part in parts(node):
        _demand_nameless(part)
