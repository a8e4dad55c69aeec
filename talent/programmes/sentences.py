"""Rules in words: a rule's own sentence filled in, what would change its verdict, and the verdict of the whole."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop

from talent.programmes.codes import FactType, RemedyKind, Unit, Verdict
from talent.programmes.document import values as v
from talent.programmes.document.walking import leaves, places
from talent.programmes.remedies import Finding, Remedy, Way, findings
from talent.programmes.rules import needed
from talent.programmes.situation import NoIndex, Situation, situation
from talent.programmes.words import Voice, anything, counted, listed, money, option, until

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def sentence(speaker: Voice, finding: Finding) -> str:
    """A rule's sentence with everything filled in that is known; "…" stands for what is not. The sentence itself says
    what a number counts."""
    node = speaker.rules[finding.rule]
    found = speaker.version.fact(node.fact) if isinstance(node, v.Leaf) else None
    fact = replace(found, unit=None) if found else None

    def filled(match: re.Match[str]) -> str:
        value = finding.values.get(match[1])
        return "…" if value is None or fact is None else anything(fact, value, speaker)

    return _PLACEHOLDER.sub(filled, speaker.text(node.sentence))


def verdict_word(found: Verdict) -> str:
    """met, not yet, not clear."""
    return {
        Verdict.MET: gettext("Met"),
        Verdict.NOT_MET: gettext("Not met"),
        Verdict.UNKNOWN: gettext("Not sure"),
    }[found]


# What would change it -----------------------------------------------------------------------------------------------


def way(speaker: Voice, held: Situation, found: Way, above: str = "") -> tuple[str, ...]:
    """The things to change, each a sentence; none where nothing has to. `above`: as for `remedy`."""
    return tuple(dict.fromkeys(remedy(speaker, held, one, above) for one in found.remedies))


def remedy(speaker: Voice, held: Situation, one: Remedy, above: str = "") -> str:
    """One thing that would change the verdict, as a sentence that stands alone. `above`: the rule whose sentence
    stands right above; where it asks for one thing alone, its question is not said again."""
    if one.kind is RemedyKind.NOTHING:
        return gettext("Neither time nor another answer changes this.")
    if one.kind is RemedyKind.INDEX:
        return gettext("The programme has not set its number for this year yet; you need do nothing.")
    if one.kind is RemedyKind.WAIT:
        return _waiting(speaker, one)
    plain = bool(above) and above == one.rule and _asks_one(speaker.rules[above])
    question = speaker.quoted(speaker.question(one.fact))
    if one.kind is RemedyKind.ANSWER:
        said = gettext("It depends on your answer to %(question)s") % {"question": question}
        return gettext("It depends on your answer.") if plain else said
    wish = _wish(speaker, held, one)
    if plain:
        return wish[:1].upper() + wish[1:]
    return gettext("%(question)s: %(wish)s") % {"question": question, "wish": wish}


def _asks_one(node: v.Node) -> bool:
    """Whether a rule asks for one fact alone."""
    return len({fact for leaf in leaves(node) for fact in (leaf.fact, leaf.reference.fact) if fact}) == 1


def _waiting(speaker: Voice, one: Remedy) -> str:
    if one.day is None:
        return ""
    away = until(speaker.today, one.day, speaker.language)
    said = gettext("In %(away)s, on %(day)s, this is met if nothing changes.")
    return said % {"away": away, "day": speaker.day(one.day)}


def _wish(speaker: Voice, held: Situation, one: Remedy) -> str:
    """What the answer would have to be."""
    fact = speaker.version.fact(one.fact)
    if fact is None:
        return ""
    if one.day is not None:
        later = one.kind is RemedyKind.LATER
        said = gettext("%(day)s or later would do") if later else gettext("%(day)s or earlier would do")
        return said % {"day": speaker.day(one.day)}
    if one.amount is not None:
        return _number_wish(speaker, held, one, fact, one.amount)
    return _choice_wish(speaker, one, fact)


def _number_wish(speaker: Voice, held: Situation, one: Remedy, fact: v.Fact, amount: Decimal) -> str:
    """The border, and by how much the answer misses it."""
    raising, answer = one.kind is RemedyKind.RAISE, held.answer(one.fact)
    if not isinstance(answer, Decimal):
        return ""
    border = _shown(speaker, fact, answer + amount if raising else answer - amount)
    if not amount:
        said = gettext("more than %(border)s") if raising else gettext("less than %(border)s")
        return said % {"border": border}
    bare = fact.unit is Unit.RANK
    by = _shown(speaker, replace(fact, unit=None) if bare else fact, amount)
    return _missed(raising, one.beyond, fact) % {"border": border, "by": by}


def _missed(raising: bool, beyond: bool, fact: v.Fact) -> str:
    if beyond and raising:
        return gettext("more than %(border)s: your answer is %(by)s below that")
    if beyond:
        return gettext("less than %(border)s: your answer is %(by)s above that")
    pieces = fact.unit is None and fact.type is FactType.WHOLE
    if raising and pieces:
        return gettext("at least %(border)s: you are %(by)s short")
    if raising:
        return gettext("at least %(border)s: you lack %(by)s")
    if pieces:
        return gettext("%(border)s at most: your answer is %(by)s too many")
    return gettext("%(border)s at most: your answer is %(by)s too much")


def _shown(speaker: Voice, fact: v.Fact, amount: Decimal) -> str:
    if fact.type is FactType.MONEY:
        return money(amount, "", speaker.language)
    return counted(amount, fact.unit, speaker.language)


def _choice_wish(speaker: Voice, one: Remedy, fact: v.Fact) -> str:
    options = [speaker.quoted(option(fact, code, speaker)) for code in one.options]
    chosen = listed(options, speaker.language, either=True)
    if one.beyond:
        return gettext("an answer other than %(options)s would do") % {"options": chosen}
    return gettext("the answer %(options)s would do") % {"options": chosen}


# Without answers: who qualifies -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A rule, or a group of rules, as the programme page tells it. `joint`: how its parts hang together, "" where
    there are none to tell; `papers`: what proves it; `source`: where it is written."""

    text: str
    joint: str = ""
    parts: "tuple[Told, ...]" = ()
    papers: tuple[str, ...] = ()
    source: str = ""


def who_qualifies(speaker: Voice) -> Told:
    """All rules as sentences, with this year's numbers filled in. A group without a sentence has no text."""
    held = situation(speaker.version, {}, speaker.today)
    known = {one.rule: one for one in findings(speaker.version.rules, held)}
    return _told(speaker, speaker.version.rules, known)


def _told(speaker: Voice, node: v.Node, known: dict[str, Finding]) -> Told:
    text = sentence(speaker, known[node.id]) if node.id else ""
    papers = tuple(speaker.text(one.title) for one in speaker.version.documents if one.id in node.evidence)
    parts: tuple[v.Node, ...] = () if isinstance(node, v.Leaf) else node.parts
    told = tuple(_told(speaker, part, known) for part in parts if _named_below(part))
    joint = joined(node, speaker.language) if told and not isinstance(node, v.Leaf) else ""
    return Told(text, joint, told, papers, node.source)


def _named_below(node: v.Node) -> bool:
    return any(one.node.id for one in places(node, ""))


def joined(node: v.Group, language: str) -> str:
    """How many parts of a group are needed: "all of these", "one of these", "at least 2 of these"."""
    number = needed(node)
    if isinstance(node, v.Not):
        return gettext("This must not be so")
    if number == len(node.parts):
        return gettext("All of these")
    if number == 1:
        return gettext("One of these")
    return gettext("At least %(count)s of these") % {"count": counted(number, None, language)}


# Any condition, such as that of an amount ---------------------------------------------------------------------------


def condition(speaker: Voice, node: v.Node) -> str:
    """A condition that has no sentence of its own, made from its questions: "«How old are you?» less than 30 years"."""
    if isinstance(node, v.Leaf):
        return _leaf(speaker, node)
    if isinstance(node, v.Not):
        return gettext("not so: %(condition)s") % {"condition": condition(speaker, node.part)}
    parts = [condition(speaker, part) for part in node.parts]
    if len(parts) == 1:
        return parts[0]
    if isinstance(node, v.AtLeast):
        return f"{joined(node, speaker.language)}: {listed(parts, speaker.language)}"
    return listed(parts, speaker.language, either=isinstance(node, v.AnyOf))


_SAID = {
    "is": gettext_noop("%(question)s %(value)s"),
    "one_of": gettext_noop("%(question)s %(value)s"),
    "has_any": gettext_noop("%(question)s %(value)s, or several of these"),
    "has_all": gettext_noop("%(question)s all of: %(value)s"),
    "at_least": gettext_noop("%(question)s %(value)s or more"),
    "at_most": gettext_noop("%(question)s %(value)s or less"),
    "more_than": gettext_noop("%(question)s more than %(value)s"),
    "less_than": gettext_noop("%(question)s less than %(value)s"),
    "between": gettext_noop("%(question)s %(value)s"),
    "passed": gettext_noop("%(question)s %(value)s or longer before %(day)s"),
    "within_last": gettext_noop("%(question)s at most %(value)s before %(day)s"),
    "before": gettext_noop("%(question)s before %(day)s"),
    "on_or_before": gettext_noop("%(question)s by %(day)s"),
    "after": gettext_noop("%(question)s after %(day)s"),
    "on_or_after": gettext_noop("%(question)s on %(day)s or later"),
    "in_window": gettext_noop("%(question)s %(value)s"),
}


def _leaf(speaker: Voice, leaf: v.Leaf) -> str:
    fact = speaker.version.fact(leaf.fact)
    if fact is None:
        return ""
    held = situation(speaker.version, {}, speaker.today)
    values = {"question": speaker.quoted(speaker.text(fact.question)), **_parts(speaker, leaf, fact, held)}
    return gettext(_SAID[leaf.operator]) % values


def _parts(speaker: Voice, leaf: v.Leaf, fact: v.Fact, held: Situation) -> dict[str, str]:
    wanted: Any = _resolved(leaf, held)
    value = "…" if wanted is None else anything(fact, wanted, speaker)
    return {"value": value, "day": _reference(speaker, leaf, held)}


def _resolved(leaf: v.Leaf, held: Situation) -> object:
    """The number that a condition compares with; None where an index lacks this year's."""
    try:
        return held.resolved(leaf.wanted)
    except NoIndex:
        return None


def _reference(speaker: Voice, leaf: v.Leaf, held: Situation) -> str:
    if leaf.reference.fact:
        return speaker.quoted(speaker.question(leaf.reference.fact))
    if leaf.reference == v.TODAY:
        return gettext("today")
    return speaker.day(held.days[leaf.reference.day])
