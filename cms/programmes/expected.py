"""Test persons in words: what they answer, what is expected of them, and in what two versions of one differ."""

from typing import Any

from django.utils.translation import gettext as _

from cms.programmes import words
from cms.programmes.telling import Teller, number, said, semicolons
from talent.programmes.codes import Part
from talent.programmes.document import values as v

_DAYS = (Part.ENDS_ON, Part.KEPT_UNTIL, Part.CLAIM_BY)

Lines = dict[tuple[str, str], tuple[str, str]]
"""What stands in each line, by part and id: its name and its words."""


def verdict(code: object) -> str:
    """A verdict in words; what is none as it stands."""
    return str(words.VERDICTS.get(str(code), code))


def figure_name(figure: v.Figure, teller: Teller) -> str:
    """What a number of the summary is called."""
    part = str(words.FIGURES[figure.part])
    line = teller.lines.get(figure.line)
    return f"{said(line.title)}: {part}" if line else part


def figure_value(part: Part, value: object, teller: Teller) -> str:
    """A number of the summary, a day or a party, as it is told."""
    if value is None:
        return "—"
    if part in _DAYS:
        return teller.day(str(value))
    if part in (Part.PAYER, Part.PAYEE):
        return str(words.PARTIES.get(str(value), value))
    return str(value) if part is Part.CURRENCY else number(value)


def expected_sides(before: Any, after: Any, teller: Teller) -> tuple[str, str]:
    """What is expected of a person, as it was and as it is: only the lines that differ."""
    return _sides(_expected(before or {}, teller), _expected(after or {}, teller))


def answer_sides(before: Any, after: Any, teller: Teller) -> tuple[str, str]:
    """What a person answers, as it was and as it is: only the answers that differ."""
    return _sides(_answers(before or {}, teller), _answers(after or {}, teller))


def _sides(before: Lines, after: Lines) -> tuple[str, str]:
    differing = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    return _side(before, after, differing), _side(after, before, differing)


def _side(held: Lines, other: Lines, keys: list[tuple[str, str]]) -> str:
    """Each line with its name; one that stands on the other side alone is nothing here."""
    told = [held[key] if key in held else (other[key][0], _("nothing")) for key in keys]
    return semicolons([f"{name}: {value}" for name, value in told])


def _answers(raw: dict[str, Any], teller: Teller) -> Lines:
    return {("", key): (f"«{teller.fact(key)}»", teller.answer(held, key)) for key, held in raw.items()}


def _expected(raw: dict[str, Any], teller: Teller) -> Lines:
    found: Lines = {("", ""): (_("Verdict"), verdict(raw["eligible"]))} if "eligible" in raw else {}
    for key, code in raw.get("rules", {}).items():
        found["rules", key] = (teller.named(key), verdict(code))
    for key, day in raw.get("meets_on", {}).items():
        met = _("%(rule)s, met from") % {"rule": teller.named(key)}
        found["meets_on", key] = (met, teller.day(day))
    for key, held in raw.get("incentives", {}).items():
        found["incentives", key] = _figure(key, held, teller)
    return found


def _figure(key: str, held: object, teller: Teller) -> tuple[str, str]:
    figure = teller.figures.get(key)
    if figure is None:
        return key, number(held)
    return figure_name(figure, teller), figure_value(figure.part, held, teller)
