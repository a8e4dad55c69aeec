"""What else has to change in a document, given as plain JSON, when an editor changes a part of it. Pure."""

import re
from collections.abc import Collection
from typing import Any

from talent.programmes.document.form import FACT
from talent.programmes.document.grafting import Tree, parts
from talent.programmes.document.values import Fact

Document = dict[str, Any]


def ids_of(node: Tree) -> list[str]:
    """The ids of the rules of a tree, in the document's order."""
    own = [node["id"]] if "id" in node else []
    return own + [key for part in parts(node) for key in ids_of(part)]


def with_rules(document: Document, rules: Tree, renamed: tuple[str, str] = ("", "")) -> Document:
    """The document with another tree. Test persons expect of a renamed rule what they expected of it before, and
    nothing of one that is gone."""
    known, (old, new) = set(ids_of(rules)), renamed
    persons = [
        person | {"expected": _expected(person["expected"], known, old, new)}
        for person in document.get("persons", [])
    ]
    return document | {"rules": rules} | ({"persons": persons} if persons else {})


def _expected(expected: dict[str, Any], known: set[str], old: str, new: str) -> dict[str, Any]:
    found = dict(expected)
    for part in ("rules", "meets_on"):
        held = {new if key == old else key: value for key, value in expected.get(part, {}).items()}
        found[part] = {key: value for key, value in held.items() if key in known}
    return found


def with_fact(document: Document, fact: Fact) -> Document:
    """The document that asks this question too."""
    if any(one["id"] == fact.id for one in document["facts"]):
        return document
    return document | {"facts": [*document["facts"], FACT.write(fact)]}


def without_fact(document: Document, key: str) -> Document:
    """The document that does not ask this question; test persons forget their answer to it."""
    facts = [one for one in document["facts"] if one["id"] != key]
    persons = [
        person | {"facts": {fact: answer for fact, answer in person["facts"].items() if fact != key}}
        for person in document.get("persons", [])
    ]
    return document | {"facts": facts} | ({"persons": persons} if persons else {})


def id_from(text: str, taken: Collection[str], otherwise: str) -> str:
    """An id made of the first words of a text, unlike all that are taken."""
    words = re.findall("[a-z0-9]+", re.sub(r"\{[^{}]*\}", " ", text.lower()).replace("'", ""))
    name = "_".join(words[:6])[:50].strip("_")
    name = name if re.match("[a-z]", name) else otherwise
    number, found = 2, name
    while found in taken:
        number, found = number + 1, f"{name}_{number}"
    return found
