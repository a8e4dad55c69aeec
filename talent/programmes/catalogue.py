"""The catalogue of facts: what programmes may ask, each asked in one form everywhere (data/facts.json)."""

import json
from functools import cache
from typing import Any

from django.conf import settings

from talent.programmes.document.form import FACT
from talent.programmes.document.refusal import deeper
from talent.programmes.document.values import Fact, Version

_FORM = ("type", "unit", "stored")


@cache
def catalogue() -> dict[str, Fact]:
    """Every fact by its id, in the catalogue's order."""
    raw: list[Any] = json.loads((settings.BASE_DIR / "data" / "facts.json").read_text(encoding="utf-8"))
    facts = [FACT.read(one, deeper("", place)) for place, one in enumerate(raw)]
    return {fact.id: fact for fact in facts}


@cache
def at_home() -> frozenset[str]:
    """The ids of the facts that the programmes of the place itself ask (data/programmes)."""
    files = (settings.BASE_DIR / "data" / "programmes").glob("*.json")
    documents: list[Any] = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return frozenset(fact["id"] for document in documents for fact in document["facts"])


def strangers(version: Version) -> list[str]:
    """The facts of a version that are not in the catalogue, or are asked there in another form: of another type or
    unit, with other options, or never to be stored."""
    return [fact.id for fact in version.facts if not _known(fact)]


def _known(fact: Fact) -> bool:
    held = catalogue().get(fact.id)
    if held is None or any(getattr(held, name) != getattr(fact, name) for name in _FORM):
        return False
    return {one.id for one in fact.options} == {one.id for one in held.options}
