"""Amounts in words, before anybody has answered: "40% of “What is the monthly salary?”, at most 3 × minimum wage"."""

from django.utils.translation import gettext

from talent.programmes.document import values as v
from talent.programmes.sentences import condition
from talent.programmes.words import Voice, currency_name, listed, number

_SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
_LOOSE = ("add", "subtract")
"""What needs brackets inside of × and ÷."""


def line_formula(speaker: Voice, line: v.Line) -> str:
    """How the amount of a line is worked out, with its cap and currency; "" for one in kind, or of a fixed amount."""
    if line.amount is None or isinstance(line.amount, v.Literal):
        return ""
    text = formula(speaker, line.amount)
    if line.cap is not None:
        text = gettext("%(amount)s, at most %(cap)s") % {"amount": text, "cap": formula(speaker, line.cap)}
    if not line.currency:
        return text
    return gettext("%(amount)s (in %(currency)s)") % {
        "amount": text,
        "currency": currency_name(line.currency, speaker.language, 2),
    }


def formula(speaker: Voice, one: v.Expression) -> str:
    """An expression as one reads it aloud: numbers, questions, named indexes, lines above, and what is done to them."""
    if isinstance(one, v.Literal):
        return number(one.value, speaker.language)
    if isinstance(one, v.FactValue):
        return speaker.quoted(speaker.question(one.fact))
    if isinstance(one, v.IndexValue):
        return _index(speaker, next(held for held in speaker.version.indexes if held.id == one.index))
    if isinstance(one, v.LineValue):
        titles = (speaker.text(held.title) for held in speaker.version.incentives if held.id == one.line)
        return speaker.quoted(next(titles))
    if isinstance(one, v.Fallback):
        return formula(speaker, one.of)
    return _chosen(speaker, one) if isinstance(one, v.Choose) else _worked(speaker, one)


def _index(speaker: Voice, held: v.Index) -> str:
    """The index with this year's value, where it has one."""
    year, label = speaker.today.year, speaker.text(held.label)
    value = next((one.value for one in held.values if one.year == year), held.otherwise)
    if value is None:
        return label
    values = {"index": label, "value": number(value, speaker.language), "year": speaker.digits(year)}
    return gettext("%(index)s (%(value)s in %(year)s)") % values


def _chosen(speaker: Voice, one: v.Choose) -> str:
    values = {
        "then": formula(speaker, one.then),
        "condition": condition(speaker, one.condition),
        "otherwise": formula(speaker, one.otherwise),
    }
    return gettext("%(then)s if %(condition)s, else %(otherwise)s") % values


def _worked(speaker: Voice, one: v.Operation) -> str:
    parts = [formula(speaker, part) for part in one.parts]
    if one.name == "percent":
        return gettext("%(share)s%% of %(whole)s") % {"share": parts[0], "whole": parts[1]}
    if one.name in ("min", "max"):
        smaller = one.name == "min"
        said = gettext("the smallest of %(parts)s") if smaller else gettext("the largest of %(parts)s")
        return said % {"parts": listed(parts, speaker.language)}
    if one.name not in _LOOSE:
        parts = [
            f"({text})" if _is_loose(part) else text for part, text in zip(one.parts, parts, strict=True)
        ]
    return f" {_SIGNS[one.name]} ".join(parts)


def _is_loose(one: v.Expression) -> bool:
    return isinstance(one, v.Operation) and one.name in _LOOSE
