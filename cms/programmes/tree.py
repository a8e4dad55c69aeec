"""The tree of rules as the editor's page shows it: each node with its words, its doubts and its buttons."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from cms.programmes import words
from cms.programmes.saying import Doubtful, anchor
from cms.programmes.telling import Teller, language, number
from talent.programmes.document import grafting
from talent.programmes.document.grafting import Path, Tree


@dataclass(frozen=True, slots=True)
class Button:
    """One graft: what is sent, what it is called, its sign. `focus`: the keyboard goes on from here."""

    do: str
    label: Any
    sign: str
    focus: bool


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `said` and `other`: its sentence in the reader's language and in the other one; `told`: what it asks."""

    path: str
    anchor: str
    kind: str
    head: str
    said: str
    other: str
    other_side: str
    told: str
    papers: list[str]
    doubts: list[str]
    buttons: list[Button]
    wraps: list[Button]
    focus: bool
    parts: "list[Node]" = field(default_factory=list)


_SIGNS = {"up": "up", "down": "down", "into": "in", "out": "out"}


def read_path(text: str) -> Path:
    """A place as an address has it: "0.2", "" for the root. Raises Ungraftable (NOWHERE) for anything else."""
    found = text.split(".") if text else []
    if len(found) > 50 or not all(one.isascii() and one.isdigit() and len(one) < 4 for one in found):
        raise grafting.Ungraftable(grafting.Snag.NOWHERE)
    return tuple(int(one) for one in found)


def write_path(path: Path) -> str:
    """The place as addresses have it."""
    return ".".join(map(str, path))


class Drawing:
    """Draws one tree. `at` and `did`: which node was changed, and how."""

    def __init__(self, tree: Tree, teller: Teller, doubts: list[Doubtful], at: str | None, did: str) -> None:
        self.tree, self.teller, self.at, self.did = tree, teller, at, did
        self.doubts: dict[str, list[str]] = {}
        for one in doubts:
            if one.path is not None:
                self.doubts.setdefault(one.path, []).append(one.text)

    def node(self, node: Tree, path: Path = ()) -> Node:
        """The node, and all below it."""
        key, place = grafting.kind(node), write_path(path)
        moves = grafting.possible(self.tree, path)
        buttons = [self._button(move, place) for move in moves if move != "unwrap"]
        unwrap = [self._button(move, place) for move in moves if move == "unwrap"]
        other = "en" if language() == "fa" else "fa"
        return Node(
            path=place,
            anchor=anchor(place),
            kind=key,
            head=self._head(node, key),
            said=self._said(node, language()),
            other=self._said(node, other),
            other_side=other,
            told="" if key else self.teller.condition(node),
            papers=[self.teller.paper(one) for one in node.get("evidence", [])],
            doubts=self.doubts.get(place, []),
            buttons=buttons,
            wraps=[Button(f"wrap {one}", words.WRAPS[one], "", False) for one in grafting.KINDS] + unwrap,
            focus=place == self.at and not any(one.focus for one in buttons),
            parts=[self.node(part, (*path, step)) for step, part in enumerate(grafting.parts(node))],
        )

    def _said(self, node: Tree, side: str) -> str:
        """The sentence in that language, filled in as readers see it; "" where it has none."""
        if not node.get("sentence", {}).get(side):
            return ""
        with override(side):
            return self.teller.sentence(node)

    def _head(self, node: Tree, key: str) -> str:
        if not key:
            return ""
        head = str(words.GROUPS[key])
        return f"{head}: {number(node['at_least'])}" if key == "at_least" else head

    def _button(self, move: str, place: str) -> Button:
        return Button(move, words.MOVES[move], _SIGNS.get(move, ""), place == self.at and move == self.did)
