"""Parts of a document, said in the reader's language: a value, a condition, an amount."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cms.programmes import words
from talent.accounts.countries import countries
from talent.lib.dates import digits, show_day
from talent.programmes.codes import FactType, Unit
from talent.programmes.document import values as v
from talent.programmes.document.form import NODE
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.shapes import Day
from talent.programmes.rules import named


def language() -> str:
    """The reader's language, of the two."""
    return "fa" if get_language() == "fa" else "en"


def said(both: v.Words | dict[str, str]) -> str:
    """A text in the reader's language, else in the other one."""
    held = both if isinstance(both, dict) else {"fa": both.fa, "en": both.en}
    own, other = held.get(language(), ""), held.get("en" if language() == "fa" else "fa", "")
    return own or other


def number(value: Any) -> str:
    """A number with separators, in the reader's digits; what is none as it stands."""
    try:
        text = f"{Decimal(str(value)):,f}"
    except InvalidOperation:
        return str(value)
    if language() == "fa":
        text = text.replace(",", "٬").replace(".", "٫")
    return digits(text, language())


def listed(parts: list[str]) -> str:
    """Parts in a row."""
    return ("، " if language() == "fa" else ", ").join(parts)


def semicolons(parts: list[str]) -> str:
    """Parts in a row that may hold commas themselves."""
    return ("؛ " if language() == "fa" else "; ").join(parts)


def counted(unit: str, value: Any) -> str:
    """So many months, years, people …"""
    shown, several = {"number": number(value)}, 1 if str(value) == "1" else 2
    texts = {
        Unit.DAY: ngettext("%(number)s day", "%(number)s days", several),
        Unit.MONTH: ngettext("%(number)s month", "%(number)s months", several),
        Unit.YEAR: ngettext("%(number)s year", "%(number)s years", several),
        Unit.PERSON: ngettext("%(number)s person", "%(number)s people", several),
        Unit.RANK: _("rank %(number)s"),
        Unit.PERCENT: _("%(number)s percent"),
    }
    return texts[Unit(unit)] % shown


def span(raw: dict[str, Any]) -> str:
    """So many years, months and days."""
    units = (("years", Unit.YEAR), ("months", Unit.MONTH), ("days", Unit.DAY))
    return listed([counted(unit, raw[key]) for key, unit in units if raw.get(key)]) or number(0)


def asked_days(version: v.Version, facts: dict[str, v.Fact], but: str = "") -> list[tuple[str, str]]:
    """The days to count from, for a list to choose from: today, the named ones, those that people are asked for."""
    named_ = [(f"day:{one.id}", one.id) for one in version.days]
    asked = [
        (f"fact:{key}", f"«{said(one.question)}»")
        for key, one in facts.items()
        if one.type is FactType.DAY and key != but
    ]
    return [("day:today", _("today")), *named_, *asked]


class Teller:
    """Knows the names that versions use; says their parts, given as plain JSON, to a reader of that calendar."""

    def __init__(self, *versions: v.Version, calendar: str) -> None:
        self.calendar = calendar
        self.facts = {one.id: one for version in versions for one in version.facts}
        self.indexes = {one.id: one for version in versions for one in version.indexes}
        self.lines = {one.id: one for version in versions for one in version.incentives}
        self.figures = {one.id: one for version in versions for one in version.summary}
        self.papers = {one.id: one for version in versions for one in version.documents}
        self.days = {one.id: one for version in versions for one in version.days}
        self.rules = {one.id: one for version in versions for one in named(version.rules)}

    def day(self, text: str) -> str:
        """A day in the reader's calendar; a text that is none as it stands."""
        try:
            return show_day(Day().read(text, ""), calendar=self.calendar, language=language())
        except BadDocument:
            return text

    def fact(self, key: str) -> str:
        """The question."""
        return said(self.facts[key].question) if key in self.facts else key

    def index(self, key: str) -> str:
        """What an official number is called."""
        return said(self.indexes[key].label) if key in self.indexes else key

    def paper(self, key: str) -> str:
        """What a paper is called."""
        return said(self.papers[key].title) if key in self.papers else key

    def reference(self, raw: dict[str, str] | None) -> str:
        """The day from which something counts."""
        if raw and "fact" in raw:
            return f"«{self.fact(raw['fact'])}»"
        return _("today") if not raw or raw["day"] == "today" else raw["day"]

    def amount(self, raw: Any, fact: str = "") -> str:
        """What a number is compared with."""
        if isinstance(raw, dict):
            times = raw.get("times", "1")
            name = self.index(raw["index"])
            return name if str(times) == "1" else f"{number(times)} × {name}"
        unit = self.facts[fact].unit if fact in self.facts else None
        return counted(unit, raw) if unit else number(raw)

    def value(self, raw: Any, fact: str = "") -> str:
        """What stands under `value` of a condition on that fact."""
        if isinstance(raw, bool):
            return _("yes") if raw else _("no")
        if isinstance(raw, list):
            options = (
                {one.id: said(one.label) for one in self.facts[fact].options} if fact in self.facts else {}
            )
            names = options or dict(countries(language()))
            return listed([names.get(one) or str(one) for one in raw])
        if isinstance(raw, dict) and "from" in raw:
            ends = [
                self.day(raw[end]) if _is_day(raw[end]) else self.amount(raw[end], fact)
                for end in ("from", "to")
            ]
            return _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}
        if isinstance(raw, dict) and "index" not in raw:
            return span(raw)
        return self.amount(raw, fact)

    def answer(self, raw: Any, fact: str) -> str:
        """What somebody answers to a question; None where it does not apply."""
        if raw is None:
            return _("does not apply")
        if not isinstance(raw, str):
            return self.value(raw, fact)
        if _is_day(raw):
            return self.day(raw)
        kind = self.facts[fact].type if fact in self.facts else None
        codes = (FactType.CHOICE, FactType.COUNTRY)
        return self.value([raw], fact) if kind in codes else self.amount(raw, fact)

    def condition(self, raw: dict[str, Any]) -> str:
        """A condition or a group of them, without its own sentence."""
        if "fact" not in raw:
            return self._group(raw)
        said_ = [f"«{self.fact(raw['fact'])}»", str(words.OPERATORS.get(raw["operator"], raw["operator"]))]
        if "value" in raw:
            said_.append(self.value(raw["value"], raw["fact"]))
        if raw["operator"] in _REFERRING:
            said_.append(_("(counted from: %(day)s)") % {"day": self.reference(raw.get("reference"))})
        return " ".join(said_)

    def _group(self, raw: dict[str, Any]) -> str:
        kind = next(key for key in words.GROUPS if key in raw)
        parts = [raw["not"]] if kind == "not" else raw["of" if kind == "at_least" else kind]
        told = semicolons([self.rule(part) for part in parts])
        head = str(words.GROUPS[kind]) + (f" ({number(raw['at_least'])})" if kind == "at_least" else "")
        return f"{head}: {told}"

    def rule(self, raw: Any) -> str:
        """A rule by its sentence, where it has one."""
        if isinstance(raw, str):
            return raw
        return self.sentence(raw) if raw.get("sentence") else self.condition(raw)

    def named(self, key: str) -> str:
        """A rule by its id: its sentence in quotation marks; a rule that is gone by its id."""
        return f"«{self.filled(self.rules[key])}»" if key in self.rules else key

    def filled(self, node: v.Node) -> str:
        """A rule's sentence as far as it can be said of nobody in particular: with its value and the day from
        which it counts, and gaps for the rest. The sentence itself says what a number counts."""
        return self.sentence(NODE.write(node))

    def sentence(self, raw: dict[str, Any]) -> str:
        """The same of a rule given as plain JSON."""
        held, value = {}, raw.get("value")
        if value is not None:
            held["value"] = self.value(value, raw["fact"] if isinstance(value, list) else "")
        if raw.get("operator") in _REFERRING:
            held["reference"] = self._counted_from(raw.get("reference"))
        return _HOLE.sub(lambda hole: held.get(hole[1], "…"), said(raw["sentence"]))

    def _counted_from(self, raw: dict[str, str] | None) -> str:
        """As a reader sees it: a named day by its date."""
        named_ = self.days.get((raw or {}).get("day", ""))
        return self.day(named_.day.isoformat()) if named_ else self.reference(raw)

    def expression(self, raw: Any) -> str:
        """An amount of money, and how it is made."""
        if not isinstance(raw, dict):
            return number(raw)
        if "fact" in raw:
            return f"«{self.fact(raw['fact'])}»"
        if "index" in raw:
            return self.index(raw["index"])
        if "line" in raw:
            return f"«{said(self.lines[raw['line']].title)}»" if raw["line"] in self.lines else raw["line"]
        return self._made(raw)

    def _made(self, raw: dict[str, Any]) -> str:
        if "if" in raw:
            names = {
                "condition": self.condition(raw["if"]),
                "then": self.expression(raw["then"]),
                "otherwise": self.expression(raw["else"]),
            }
            return _("if %(condition)s: %(then)s, otherwise %(otherwise)s") % names
        if "applies" in raw:
            return self.expression(raw["applies"])
        name, parts = next(iter(raw.items()))
        told = [self.expression(part) for part in parts]
        if name == "percent":
            return _("%(share)s percent of %(of)s") % {"share": told[0], "of": told[1]}
        signs = {"add": " + ", "subtract": " − ", "multiply": " × ", "divide": " ÷ "}
        if name in signs:
            return "(" + signs[name].join(told) + ")"
        head = _("the smallest of") if name == "min" else _("the largest of")
        return f"{head} {listed(told)}"


_HOLE = re.compile(r"\{(\w+)\}")
_REFERRING = frozenset({"passed", "within_last", "before", "on_or_before", "after", "on_or_after"})


def _is_day(raw: Any) -> bool:
    return isinstance(raw, str) and raw.count("-") == 2
