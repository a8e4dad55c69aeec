"""What must be true between the parts of a document, beyond the form of each. Pure."""

import re
from collections.abc import Iterable, Iterator

from talent.programmes.codes import NUMERIC, Every, FactType, LineKind, Part
from talent.programmes.document import values as v
from talent.programmes.document import walking
from talent.programmes.document.facts import read_facts
from talent.programmes.document.refusal import BadDocument, Fault, deeper
from talent.programmes.operators import OPERATORS, Operand

PLACEHOLDERS = frozenset({"answer", "value", "reference", "day", "missing"})
"""What a rule's sentence may have filled in."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_WITH_OPTIONS = frozenset({FactType.CHOICE, FactType.CHOICES})


def demand_sound(version: v.Version) -> None:
    """Raises BadDocument for the first thing that does not hold together."""
    _demand_unique(version)
    _demand_facts(version)
    _demand_references(version)
    _demand_rules(version)
    for pointer, node in walking.conditions(version):
        _demand_condition(version, node, pointer)
    _demand_lines(version)
    _demand_summary(version)
    _demand_persons(version)


def _demand_unique(version: v.Version) -> None:
    lists: list[tuple[str, Iterable[object]]] = [
        ("/days", ["today", *(one.id for one in version.days)]),
        ("/facts", [one.id for one in version.facts]),
        ("/indexes", [one.id for one in version.indexes]),
        ("/incentives", [one.id for one in version.incentives]),
        ("/summary", [one.id for one in version.summary]),
        ("/documents", [one.id for one in version.documents]),
        ("/clocks", [one.id for one in version.clocks]),
        ("/persons", [one.id for one in version.persons]),
        ("/rules", [one.node.id for one in walking.places(version.rules, "") if one.node.id]),
    ]
    lists += [(f"/facts/{at}/options", [one.id for one in f.options]) for at, f in enumerate(version.facts)]
    lists += [
        (f"/indexes/{at}/values", [one.year for one in i.values]) for at, i in enumerate(version.indexes)
    ]
    for pointer, ids in lists:
        _demand_once(ids, pointer)


def _demand_once(ids: Iterable[object], pointer: str) -> None:
    seen: set[object] = set()
    for one in ids:
        if one in seen:
            raise BadDocument(Fault.DUPLICATE_ID, pointer, one)
        seen.add(one)


def _demand_facts(version: v.Version) -> None:
    for place, fact in enumerate(version.facts):
        if bool(fact.options) is not (fact.type in _WITH_OPTIONS):
            raise BadDocument(Fault.DOES_NOT_FIT, f"/facts/{place}/options", fact.id)


def _demand_references(version: v.Version) -> None:
    days = {"today", *(one.id for one in version.days)}
    for pointer, reference in walking.references(version):
        if reference.fact:
            fact = _known_fact(version, reference.fact, deeper(pointer, "fact"))
            _demand_fit(fact.type is FactType.DAY, pointer, fact.id)
        elif reference.day not in days:
            raise BadDocument(Fault.UNKNOWN_DAY, pointer, reference.day)
    known = {one.id for one in version.indexes}
    for pointer, index in walking.indexes_of(version):
        if index not in known:
            raise BadDocument(Fault.UNKNOWN_INDEX, pointer, index)


def _known_fact(version: v.Version, key: str, pointer: str) -> v.Fact:
    fact = version.fact(key)
    if fact is None:
        raise BadDocument(Fault.UNKNOWN_FACT, pointer, key)
    return fact


def _demand_fit(fits: bool, pointer: str, about: object = "") -> None:
    if not fits:
        raise BadDocument(Fault.DOES_NOT_FIT, pointer, about)


def _demand_rules(version: v.Version) -> None:
    papers = {one.id for one in version.documents}
    for one in walking.places(version.rules, "/rules"):
        _demand_node(version, one)
        _demand_named(one)
        _demand_placeholders(one)
        for place, paper in enumerate(one.node.evidence):
            if paper not in papers:
                raise BadDocument(Fault.UNKNOWN_DOCUMENT, f"{one.pointer}/evidence/{place}", paper)


def _demand_named(place: walking.Place) -> None:
    """A reader sees rules by their sentence: every condition belongs to one, and none is told under a negation."""
    node = place.node
    if node.id and place.hidden:
        raise BadDocument(Fault.MISPLACED_ID, place.pointer, node.id)
    if node.id and node.sentence == v.NO_WORDS:
        raise BadDocument(Fault.UNNAMED, place.pointer, node.id)
    if isinstance(node, v.Leaf) and not place.named:
        raise BadDocument(Fault.UNNAMED, place.pointer, node.fact)


def _demand_placeholders(place: walking.Place) -> None:
    for language in ("fa", "en"):
        for name in _PLACEHOLDER.findall(getattr(place.node.sentence, language)):
            if name not in PLACEHOLDERS:
                raise BadDocument(Fault.UNKNOWN_PLACEHOLDER, f"{place.pointer}/sentence/{language}", name)


def _demand_condition(version: v.Version, node: v.Node, pointer: str) -> None:
    """A tree outside the rules: nobody reads it as a rule, so nothing in it has an id."""
    for one in walking.places(node, pointer):
        if one.node.id:
            raise BadDocument(Fault.MISPLACED_ID, one.pointer, one.node.id)
        _demand_node(version, one)


def _demand_node(version: v.Version, place: walking.Place) -> None:
    node = place.node
    if isinstance(node, v.AtLeast):
        _demand_fit(node.number <= len(node.parts), deeper(place.pointer, "at_least"), node.number)
    if isinstance(node, v.Leaf):
        fact = _known_fact(version, node.fact, deeper(place.pointer, "fact"))
        _demand_fit(fact.type in OPERATORS[node.operator].fits, place.pointer, node.operator)
        _demand_options(fact, node, deeper(place.pointer, "value"))


def _demand_options(fact: v.Fact, leaf: v.Leaf, pointer: str) -> None:
    if OPERATORS[leaf.operator].operand is not Operand.CODES or not isinstance(leaf.wanted, tuple):
        return
    known = {one.id for one in fact.options}
    for place, code in enumerate(leaf.wanted):
        fits = code in known if fact.type in _WITH_OPTIONS else re.fullmatch("[A-Z]{2}", code)
        if not fits:
            raise BadDocument(Fault.UNKNOWN_OPTION, f"{pointer}/{place}", code)


def _demand_lines(version: v.Version) -> None:
    above: list[v.Line] = []
    for place, line in enumerate(version.incentives):
        pointer = f"/incentives/{place}"
        _demand_line(line, pointer)
        for at, expression in walking.line_expressions(line, pointer):
            _demand_expression(version, expression, at, above)
        above.append(line)


def _demand_line(line: v.Line, pointer: str) -> None:
    in_kind = line.kind is LineKind.IN_KIND
    if line.amount is None and not in_kind:
        raise BadDocument(Fault.NO_AMOUNT, pointer, line.id)
    _demand_fit(not (in_kind and (line.amount or line.cap)), pointer, line.id)
    if not line.currency and line.kind in (LineKind.PAYMENT, LineKind.RELIEF):
        raise BadDocument(Fault.NO_CURRENCY, pointer, line.id)
    once = line.period.every is Every.ONCE
    _demand_fit(not (once and line.period.times > 1), deeper(pointer, "period"), line.id)


def _demand_expression(
    version: v.Version, expression: v.Expression, pointer: str, above: list[v.Line]
) -> None:
    if isinstance(expression, v.FactValue):
        fact = _known_fact(version, expression.fact, deeper(pointer, "fact"))
        _demand_fit(fact.type in NUMERIC, pointer, fact.id)
    if isinstance(expression, v.LineValue):
        _demand_line_above(version, expression.line, pointer, above)


def _demand_line_above(version: v.Version, line: str, pointer: str, above: list[v.Line]) -> None:
    """A line counts from lines above it alone, so that none can count from itself."""
    if line not in {one.id for one in version.incentives}:
        raise BadDocument(Fault.UNKNOWN_LINE, pointer, line)
    if line not in {one.id for one in above}:
        raise BadDocument(Fault.CYCLIC, pointer, line)
    found = next(one for one in above if one.id == line)
    _demand_fit(found.amount is not None, pointer, line)


def _demand_summary(version: v.Version) -> None:
    lines = {one.id for one in version.incentives}
    for place, figure in enumerate(version.summary):
        pointer = f"/summary/{place}"
        if figure.line and figure.line not in lines:
            raise BadDocument(Fault.UNKNOWN_LINE, pointer, figure.line)
        _demand_fit(bool(figure.line) or figure.part in (Part.CURRENCY, Part.TOTAL), pointer, figure.part)


def _demand_persons(version: v.Version) -> None:
    facts = {one.id for one in version.facts}
    figures = {one.id for one in version.summary}
    rules = {one.node.id for one in walking.places(version.rules, "") if one.node.id}
    for place, person in enumerate(version.persons):
        pointer = f"/persons/{place}"
        given, expected = dict(person.answers), f"{pointer}/expected"
        _demand_known(given, facts, Fault.UNKNOWN_FACT, f"{pointer}/facts")
        _demand_answers(version, given, f"{pointer}/facts")
        for ids, at in ((person.expected.rules, "rules"), (person.expected.meets_on, "meets_on")):
            _demand_known(_keys(ids), rules, Fault.UNKNOWN_RULE, f"{expected}/{at}")
        _demand_known(
            _keys(person.expected.incentives), figures, Fault.UNKNOWN_LINE, f"{expected}/incentives"
        )


def _demand_answers(version: v.Version, given: dict[str, object], pointer: str) -> None:
    try:
        read_facts(version, given, pointer)
    except BadDocument as fault:
        raise BadDocument(Fault.DOES_NOT_FIT, fault.pointer, fault.fault) from fault


def _keys(pairs: Iterable[tuple[str, object]]) -> Iterator[str]:
    return (key for key, _ in pairs)


def _demand_known(ids: Iterable[str], known: set[str], fault: Fault, pointer: str) -> None:
    for one in ids:
        if one not in known:
            raise BadDocument(fault, deeper(pointer, one), one)
