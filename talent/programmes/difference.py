"""Two versions of a programme, told apart: what was added, removed, changed. Pure.

A page makes sentences of it ("abroad for 24 → 12 months"): `part` names what changed, `before` and `after` hold it as
plain JSON, in the form that the document has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from talent.programmes.document.form import VERSION
from talent.programmes.document.values import Version


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `section`: programme, rules, facts, incentives …; `id` of what it is about; `part` of that.

    An added or removed thing has all of itself under `after` or `before`. MOVED: the way in which rules hang together.
    """

    change: Change
    section: str
    id: str = ""
    part: str = ""
    before: Any = None
    after: Any = None


_GROUPS = ("all_of", "any_of", "of")


def differences(before: Version, after: Version) -> tuple[Difference, ...]:
    """Every difference, section by section in the document's order; none for two versions that say the same."""
    old, new = VERSION.write(before), VERSION.write(after)
    found = _parts("programme", "", _plain(old), _plain(new))
    found += _things("rules", _rules(old["rules"]), _rules(new["rules"]))
    if _skeleton(old["rules"]) != _skeleton(new["rules"]):
        found.append(
            Difference(Change.MOVED, "rules", "", "", _skeleton(old["rules"]), _skeleton(new["rules"]))
        )
    for section in _SECTIONS:
        found += _things(section, _by_id(old.get(section, [])), _by_id(new.get(section, [])))
    return tuple(found)


_SECTIONS = ("days", "facts", "indexes", "incentives", "summary", "documents", "clocks", "persons")


def _plain(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is no list of things: title, grantor, texts."""
    return {key: held for key, held in document.items() if key not in (*_SECTIONS, "rules")}


def _by_id(things: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in things}


def _things(
    section: str, old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]]
) -> list[Difference]:
    found = [
        Difference(Change.REMOVED, section, key, before=held) for key, held in old.items() if key not in new
    ]
    for key, held in new.items():
        if key not in old:
            found.append(Difference(Change.ADDED, section, key, after=held))
        else:
            found += _parts(section, key, old[key], held)
    return found


def _parts(section: str, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """The parts of one thing that differ; one that goes without saying is None."""
    return [
        Difference(Change.CHANGED, section, key, part, old.get(part), new.get(part))
        for part in dict.fromkeys([*old, *new])
        if old.get(part) != new.get(part)
    ]


# Rules --------------------------------------------------------------------------------------------------------------


def _below(node: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parts of a group."""
    return [part for key in _GROUPS for part in node.get(key, [])] + ([node["not"]] if "not" in node else [])


def _rules(node: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every rule by its id, each without the rules below it, which stand for themselves."""
    found = {node["id"]: _alone(node)} if "id" in node else {}
    for part in _below(node):
        found |= _rules(part)
    return found


def _alone(node: dict[str, Any]) -> dict[str, Any]:
    """The node with its id alone in place of every rule below it."""
    alone = dict(node)
    for key in _GROUPS:
        if key in node:
            alone[key] = [part.get("id") or _alone(part) for part in node[key]]
    if "not" in node:
        alone["not"] = _alone(node["not"])
    return alone


def _skeleton(node: dict[str, Any]) -> Any:
    """How rules hang together: groups with their parts, rules by their id alone."""
    below = _below(node)
    if "id" in node and not any(_rules(part) for part in below):
        return node["id"]
    kind = next(key for key in ("all_of", "any_of", "at_least", "not", "fact") if key in node)
    number = {"number": node["at_least"]} if kind == "at_least" else {}
    return {"id": node.get("id", ""), "kind": kind, **number, "parts": [_skeleton(part) for part in below]}
