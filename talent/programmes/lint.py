"""What an editor should look at before publishing: a document that can be read, and yet is not right. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from talent.programmes.document import values as v
from talent.programmes.document import walking
from talent.programmes.document.form import VERSION
from talent.programmes.document.refusal import deeper
from talent.programmes.situation import Situation, situation
from talent.programmes.ways import possible


class Doubt(StrEnum):
    FACT_NEVER_USED = "fact_never_used"
    RULE_NEVER_MET = "rule_never_met"
    LANGUAGE_MISSING = "language_missing"
    INDEX_WITHOUT_YEAR = "index_without_year"
    DOCUMENT_NOT_ASKED_FOR = "document_not_asked_for"
    SENTENCE_IS_QUESTION = "sentence_is_question"
    GROUP_OF_ONE = "group_of_one"


@dataclass(frozen=True, slots=True)
class Remark:
    """`about`: the id of the fact, rule, index or document, or the language that lacks; `pointer`: where."""

    doubt: Doubt
    pointer: str
    about: str


def lint(version: v.Version, today: date) -> tuple[Remark, ...]:
    """All remarks, in the document's order within each kind."""
    return (
        *_unused_facts(version),
        *_never_met(version, today),
        *_missing_languages(VERSION.write(version), ""),
        *_indexes_without_year(version, today),
        *_unasked_documents(version),
        *_unworded(version),
        *_groups_of_one(version),
    )


def _unused_facts(version: v.Version) -> Iterator[Remark]:
    used = {reference.fact for _, reference in walking.references(version)}
    for _, node in (("", version.rules), *walking.conditions(version)):
        used |= {leaf.fact for leaf in walking.leaves(node)}
    for line in version.incentives:
        used |= {one.fact for _, one in walking.line_expressions(line, "") if isinstance(one, v.FactValue)}
    for place, fact in enumerate(version.facts):
        if fact.id not in used:
            yield Remark(Doubt.FACT_NEVER_USED, f"/facts/{place}", fact.id)


def _never_met(version: v.Version, today: date) -> Iterator[Remark]:
    """The smallest trees that cannot be met: their groups cannot be either, and are not told again."""
    held = situation(version, {}, today)
    for pointer, node in (("/rules", version.rules), *walking.conditions(version)):
        yield from _impossible(walking.Place(pointer, node, node.id), version, held)


def _impossible(place: walking.Place, version: v.Version, held: Situation) -> list[Remark]:
    below = [
        remark
        for at, part in _parts(place)
        for remark in _impossible(walking.Place(at, part, part.id or place.named), version, held)
    ]
    return below if below or possible(place.node, version, held) else [_never(place)]


def _never(place: walking.Place) -> Remark:
    return Remark(Doubt.RULE_NEVER_MET, place.pointer, place.node.id or place.named)


def _parts(place: walking.Place) -> list[tuple[str, v.Node]]:
    """The parts of a group; what stands under a negation is wanted not to be met."""
    if isinstance(place.node, (v.Leaf, v.Not)):
        return []
    return list(zip(walking.part_pointers(place.node, place.pointer), place.node.parts, strict=True))


def _missing_languages(raw: object, pointer: str) -> Iterator[Remark]:
    """Texts without a word in one of the languages. Texts that may be left out and are, are none."""
    if isinstance(raw, dict):
        words = set(raw) == {"fa", "en"}
        for key, part in raw.items():
            if words and isinstance(part, str) and not part.strip():
                yield Remark(Doubt.LANGUAGE_MISSING, deeper(pointer, key), key)
            yield from _missing_languages(part, deeper(pointer, key))
    elif isinstance(raw, list):
        for place, part in enumerate(raw):
            yield from _missing_languages(part, deeper(pointer, place))


def _indexes_without_year(version: v.Version, today: date) -> Iterator[Remark]:
    named = {name for _, name in walking.indexes_of(version)}
    for place, index in enumerate(version.indexes):
        known = index.otherwise is not None or today.year in {one.year for one in index.values}
        if index.id in named and not known:
            yield Remark(Doubt.INDEX_WITHOUT_YEAR, f"/indexes/{place}", index.id)


def _unasked_documents(version: v.Version) -> Iterator[Remark]:
    asked = {paper for one in walking.places(version.rules, "") for paper in one.node.evidence}
    for place, paper in enumerate(version.documents):
        if paper.id not in asked and not paper.always:
            yield Remark(Doubt.DOCUMENT_NOT_ASKED_FOR, f"/documents/{place}", paper.id)


def _unworded(version: v.Version) -> Iterator[Remark]:
    """Conditions that still say in one of the languages what their question asks."""
    questions = {fact.id: fact.question for fact in version.facts}
    for one in walking.places(version.rules, "/rules"):
        if (
            isinstance(one.node, v.Leaf)
            and one.node.id
            and _same(one.node.sentence, questions[one.node.fact])
        ):
            yield Remark(Doubt.SENTENCE_IS_QUESTION, one.pointer, one.node.id)


def _same(one: v.Words, other: v.Words) -> bool:
    return any(
        left.strip() == right.strip() != "" for left, right in ((one.fa, other.fa), (one.en, other.en))
    )


def _groups_of_one(version: v.Version) -> Iterator[Remark]:
    """Groups of rules that hold one part alone; a negation always does. One without a name has that of its part."""
    for one in walking.places(version.rules, "/rules"):
        if not isinstance(one.node, (v.Leaf, v.Not)) and len(one.node.parts) == 1:
            below = walking.places(one.node, "", one.named)
            yield Remark(Doubt.GROUP_OF_ONE, one.pointer, next(part.named for part in below if part.named))
