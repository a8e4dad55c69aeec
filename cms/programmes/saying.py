"""What a page tells an editor about a version: differences, doubts, questions in their order, refusals."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cms.programmes import words
from cms.programmes.expected import answer_sides, expected_sides
from cms.programmes.telling import Teller, language, listed, said, span
from talent.lib.dates import digits
from talent.lib.errors import Refused
from talent.programmes.actions import PersonsDisagree, StrangeFacts
from talent.programmes.asking import ask
from talent.programmes.difference import Change, Difference, differences
from talent.programmes.document import values as v
from talent.programmes.document.grafting import Ungraftable
from talent.programmes.document.refusal import BadDocument, Fault
from talent.programmes.document.walking import places
from talent.programmes.lint import Doubt, Remark, lint
from talent.programmes.rules import named

# Differences --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One difference: how, of what kind, of which, in which part, and what was and is."""

    change: str
    kind: str
    name: str
    part: str
    before: str
    after: str


def told_differences(before: v.Version, after: v.Version, calendar: str) -> list[Told]:
    """The differences of two versions, in words."""
    teller = Teller(before, after, calendar=calendar)
    names = _names(before, teller) | _names(after, teller)
    return [_told(one, teller, names) for one in differences(before, after)]


def _told(one: Difference, teller: Teller, names: dict[tuple[str, str], str]) -> Told:
    part = str(words.PARTS.get(one.part, one.part))
    kind = str(words.SECTIONS[one.section])
    name = names.get((one.section, one.id), one.id)
    if one.change is Change.MOVED:
        return Told(str(words.CHANGES[one.change]), _("The rules"), "", "", "", "")
    before = after = ""
    if one.change is Change.CHANGED:
        fact = next((held.fact for held in _leaves(one.id, teller)), "")
        before, after = _sides(one, teller, fact)
    return Told(str(words.CHANGES[one.change]), kind, name, part, before, after)


def _leaves(rule: str, teller: Teller) -> list[v.Leaf]:
    held = teller.rules.get(rule)
    return [held] if isinstance(held, v.Leaf) else []


def _sides(one: Difference, teller: Teller, fact: str) -> tuple[str, str]:
    """What was and what is. A text that is the same in the reader's language is told in the other."""
    if isinstance(one.before, dict) and isinstance(one.after, dict) and set(one.before) == {"fa", "en"}:
        side = language() if one.before[language()] != one.after[language()] else _other()
        return one.before[side], one.after[side]
    if one.section == "persons" and one.part in _OF_PERSONS:
        return _OF_PERSONS[one.part](one.before, one.after, teller)
    return _side(one.part, one.before, teller, fact), _side(one.part, one.after, teller, fact)


_OF_PERSONS = {"expected": expected_sides, "facts": answer_sides}


def _other() -> str:
    return "en" if language() == "fa" else "fa"


def _side(part: str, held: Any, teller: Teller, fact: str) -> str:
    """One part of a document, as shortly as it can be said."""
    if held is None or held == "":
        return _("nothing")
    if part in ("amount", "cap"):
        return teller.expression(held)
    if part in ("when", "not"):
        return teller.condition(held)
    if part in ("all_of", "any_of", "of") and isinstance(held, list):
        return listed([teller.rule(one) for one in held])
    if part == "reference":
        return teller.reference(held)
    if part == "evidence":
        return listed([teller.paper(one) for one in held])
    if part in ("within", "keep"):
        return span(held)
    return _code(part, held, teller, fact)


_CODES: dict[str, words.Words] = {
    "payer": words.PARTIES,
    "payee": words.PARTIES,
    "kind": words.KINDS,
    "audience": words.AUDIENCES,
    "operator": words.OPERATORS,
}


def _code(part: str, held: Any, teller: Teller, fact: str) -> str:
    if part in _CODES:
        return str(_CODES[part].get(held, held))
    if part in ("day", "today"):
        return teller.day(held)
    if part == "fact":
        return teller.fact(held)
    if isinstance(held, dict) and set(held) == {"fa", "en"}:
        return said(held)
    if part in ("value", "otherwise", "at_least") or isinstance(held, bool):
        return teller.value(held, fact)
    return _plain(held, teller)


def _plain(held: Any, teller: Teller) -> str:
    """What has no words of its own: its keys and values in a row."""
    if isinstance(held, dict):
        if "within" in held:
            return f"{span(held['within'])}: {said(held['text'])}"
        return listed([f"{words.PARTS.get(key, key)} {_plain(one, teller)}" for key, one in held.items()])
    if isinstance(held, list):
        return listed([_plain(one, teller) for one in held])
    return digits(held, language())


def _names(version: v.Version, teller: Teller) -> dict[tuple[str, str], str]:
    """What the parts of a version are called, by section and id."""
    found = {("rules", one.id): teller.filled(one) for one in named(version.rules)}
    found |= {("facts", one.id): said(one.question) for one in version.facts}
    found |= {("indexes", one.id): said(one.label) for one in version.indexes}
    for section in ("incentives", "documents", "persons"):
        found |= {(section, one.id): said(one.title) for one in getattr(version, section)}
    return found | {("clocks", one.id): said(one.text) for one in version.clocks}


# Doubts -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A remark in a sentence. `path`: the node in the tree of rules, or None; `section`: else where."""

    text: str
    path: str | None
    section: str

    @property
    def anchor(self) -> str:
        """What the node is called on the page of the rules."""
        return anchor(self.path or "")


def anchor(path: str) -> str:
    """The fragment of a node on the page of the rules."""
    return "-".join(["node", *path.split(".")]) if path else "node"


def told_doubts(version: v.Version, today: date) -> list[Doubtful]:
    """What lint finds, in sentences, each with its place."""
    names = _names(version, Teller(version, calendar=""))
    return [_doubt(version, one, names) for one in lint(version, today)]


_SECTION_OF = {
    Doubt.FACT_NEVER_USED: "facts",
    Doubt.RULE_NEVER_MET: "rules",
    Doubt.INDEX_WITHOUT_YEAR: "indexes",
    Doubt.DOCUMENT_NOT_ASKED_FOR: "documents",
    Doubt.SENTENCE_IS_QUESTION: "rules",
    Doubt.GROUP_OF_ONE: "rules",
}


def _doubt(version: v.Version, one: Remark, names: dict[tuple[str, str], str]) -> Doubtful:
    section = one.pointer.split("/")[1]
    about = names.get((_SECTION_OF.get(one.doubt, ""), one.about), one.about)
    if one.doubt is Doubt.LANGUAGE_MISSING:
        thing = words.SECTIONS.get(section, words.PARTS.get(section, section))
        about = " · ".join(filter(None, [str(thing), _thing(version, one, names), _side_name(one.about)]))
    text = str(words.DOUBTS[one.doubt]) % {"about": f"«{about.removesuffix('.')}»"}
    return Doubtful(text, path_of(one.pointer), section)


def _thing(version: v.Version, one: Remark, names: dict[tuple[str, str], str]) -> str:
    """What the thing is called in which a text lacks."""
    section, *steps = one.pointer.split("/")[1:]
    if section == "rules":
        places_ = {place.pointer: place.node.id for place in places(version.rules, "/rules")}
        return names.get((section, places_.get(one.pointer.removesuffix(f"/sentence/{one.about}"), "")), "")
    things = getattr(version, section, ())
    if not isinstance(things, tuple) or not steps or not steps[0].isdigit():
        return ""
    key: str = things[int(steps[0])].id
    return names.get((section, key), key)


def _side_name(side: str) -> str:
    return _("Persian") if side == "fa" else _("English")


def path_of(pointer: str) -> str | None:
    """The place of a node in the tree of rules ("0.2"), from a pointer to it or to a part of it; None elsewhere."""
    if pointer.split("/")[1:2] != ["rules"]:
        return None
    found = re.match(r"(?:/(?:all_of|any_of|of)/\d+|/not(?=/|$))*", pointer.removeprefix("/rules"))
    steps = re.findall(r"/(?:all_of|any_of|of)/(\d+)|/(not)", found[0] if found else "")
    return ".".join(place or "0" for place, _not in steps)


# Questions ----------------------------------------------------------------------------------------------------------


def questions(version: v.Version, today: date) -> list[v.Fact]:
    """The questions in the order in which they come to a visitor who knows none of the answers: what decides soonest
    first, then what the amounts need, then what only some of the answers bring up."""
    passed: list[str] = []
    while (fact := ask(version, {}, today, passed, amounts=True).fact) is not None:
        passed.append(fact)
    needless = ask(version, {}, today, amounts=True).needless
    rest = [one for one in version.facts if one.id not in (*passed, *needless)]
    return [*(one for key in passed if (one := version.fact(key))), *rest]


# Refusals -----------------------------------------------------------------------------------------------------------


def told_refusal(refusal: Refused) -> str:
    """Why an action has refused, in a sentence."""
    if isinstance(refusal, BadDocument):
        return _told_with_place(refusal)
    if isinstance(refusal, Ungraftable):
        return str(words.SNAGS[refusal.snag])
    if isinstance(refusal, StrangeFacts):
        return f"{refusal.text} {_look_at(refusal.questions)}"
    if isinstance(refusal, PersonsDisagree):
        return f"{refusal.text} {_look_at(refusal.titles)}"
    return str(refusal.text)


def _look_at(named_: list[v.Words]) -> str:
    return _("Look at: %(names)s.") % {"names": listed([f"«{said(one)}»" for one in named_])}


def told_fault(refusal: BadDocument) -> str:
    """What is wrong with a document, for where one sees the place: without the pointer."""
    if line := _line_of_json(refusal):
        return f"{words.FAULTS[refusal.fault]} {_line(line)}"
    return str(words.FAULTS[refusal.fault])


def _told_with_place(refusal: BadDocument) -> str:
    if _line_of_json(refusal):
        return told_fault(refusal)
    where, about = refusal.pointer or "/", f" ({refusal.about})" if refusal.about else ""
    return _("%(fault)s Place in the document: %(where)s%(about)s") % {
        "fault": words.FAULTS[refusal.fault],
        "where": f"\u2066{where}\u2069",
        "about": f"\u2068{about}\u2069" if about else "",
    }


def _line(line: int) -> str:
    return _("Line %(line)s.") % {"line": digits(line, language())}


def _line_of_json(refusal: BadDocument) -> int | None:
    """The line of a text that is no JSON."""
    found = re.search(r"line (\d+) column", refusal.about) if refusal.fault is Fault.NOT_JSON else None
    return int(found[1]) if found else None


def at_line(told: str, refusal: BadDocument, typed: str) -> str:
    """The sentence with the line of the text, where the fault is one of the text itself."""
    line = None if _line_of_json(refusal) else line_of(typed, refusal.pointer)
    return f"{told} {_line(line)}" if line else told


def line_of(typed: str, pointer: str) -> int | None:
    """The line on which the last key of a pointer stands, as far as its keys lead in their order."""
    at, found = 0, None
    for step in pointer.split("/")[1:]:
        place = typed.find(f'"{step}"', at)
        if place >= 0 and not step.isdigit():
            at, found = place + 1, typed.count("\n", 0, place) + 1
    return found
