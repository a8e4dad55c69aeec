"""Every node of a tree and every part of an expression, each with its pointer. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from talent.programmes.document import values as v
from talent.programmes.document.refusal import deeper


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands. `named`: the id of the node itself, or of the nearest above that has one. `hidden`: whether
    a negation lies above."""

    pointer: str
    node: v.Node
    named: str = ""
    hidden: bool = False


def part_pointers(node: v.Group, pointer: str) -> list[str]:
    """The pointers of a group's parts, in order."""
    if isinstance(node, v.Not):
        return [deeper(pointer, "not")]
    key = {v.AllOf: "all_of", v.AnyOf: "any_of", v.AtLeast: "of"}[type(node)]
    return [deeper(deeper(pointer, key), place) for place in range(len(node.parts))]


def places(node: v.Node, pointer: str, named: str = "", hidden: bool = False) -> Iterator[Place]:
    """The node and all below it, in the document's order."""
    own = node.id or named
    yield Place(pointer, node, own, hidden)
    if isinstance(node, v.Leaf):
        return
    below = hidden or isinstance(node, v.Not)
    for part, at in zip(node.parts, part_pointers(node, pointer), strict=True):
        yield from places(part, at, own, below)


def leaves(node: v.Node) -> Iterator[v.Leaf]:
    """The conditions of a tree."""
    if isinstance(node, v.Leaf):
        yield node
        return
    for part in node.parts:
        yield from leaves(part)


def parts_of(expression: v.Expression) -> tuple[tuple[str, v.Expression], ...]:
    """The expressions directly inside another, each with its pointer from there."""
    match expression:
        case v.Operation(name, parts):
            return tuple((f"/{name}/{place}", one) for place, one in enumerate(parts))
        case v.Choose(_, then, otherwise):
            return (("/then", then), ("/else", otherwise))
        case v.Fallback(of, otherwise):
            return (("/applies", of), ("/else", otherwise))
    return ()


def expressions(expression: v.Expression, pointer: str) -> Iterator[tuple[str, v.Expression]]:
    """The expression and all inside it, with their pointers."""
    yield pointer, expression
    for at, part in parts_of(expression):
        yield from expressions(part, pointer + at)


def line_expressions(line: v.Line, pointer: str) -> Iterator[tuple[str, v.Expression]]:
    """Every expression of an incentive."""
    for name, held in (("amount", line.amount), ("cap", line.cap)):
        if held is not None:
            yield from expressions(held, deeper(pointer, name))


def line_conditions(line: v.Line, pointer: str) -> Iterator[tuple[str, v.Node]]:
    """Every tree of an incentive: its own condition, and those that choose between amounts."""
    if line.condition is not None:
        yield deeper(pointer, "when"), line.condition
    for at, one in line_expressions(line, pointer):
        if isinstance(one, v.Choose):
            yield deeper(at, "if"), one.condition


def conditions(version: v.Version) -> Iterator[tuple[str, v.Node]]:
    """Every tree outside the rules, with its pointer."""
    for place, line in enumerate(version.incentives):
        yield from line_conditions(line, f"/incentives/{place}")
    for place, paper in enumerate(version.documents):
        if paper.condition is not None:
            yield f"/documents/{place}/when", paper.condition


def references(version: v.Version) -> Iterator[tuple[str, v.Reference]]:
    """Every day that something counts from."""
    for top in (("/rules", version.rules), *conditions(version)):
        for one in places(top[1], top[0]):
            if isinstance(one.node, v.Leaf):
                yield deeper(one.pointer, "reference"), one.node.reference
    for place, line in enumerate(version.incentives):
        yield from _line_references(line, f"/incentives/{place}")


def _line_references(line: v.Line, pointer: str) -> Iterator[tuple[str, v.Reference]]:
    if line.period.starts is not None:
        yield f"{pointer}/period/starts", line.period.starts
    if line.claim is not None:
        yield f"{pointer}/claim/after", line.claim.after
    for at, one in line_expressions(line, pointer):
        if isinstance(one, v.IndexValue):
            yield f"{at}/year_of", one.year_of


def amounts(leaf: v.Leaf) -> tuple[v.Amount, ...]:
    """The numbers that a condition compares with."""
    match leaf.wanted:
        case v.Range(low, high):
            return (low, high)
        case v.IndexTimes():
            return (leaf.wanted,)
    return ()


def indexes_of(version: v.Version) -> Iterator[tuple[str, str]]:
    """Every index that is named, with the pointer of the one who names it."""
    for top in (("/rules", version.rules), *conditions(version)):
        for one in places(top[1], top[0]):
            if isinstance(one.node, v.Leaf):
                for amount in amounts(one.node):
                    if isinstance(amount, v.IndexTimes):
                        yield deeper(one.pointer, "value"), amount.index
    for place, line in enumerate(version.incentives):
        for at, held in line_expressions(line, f"/incentives/{place}"):
            if isinstance(held, v.IndexValue):
                yield deeper(at, "index"), held.index
