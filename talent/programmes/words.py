"""A version's texts and values in the reader's language: days, spans, numbers, money, countries, answers.

The words of the product itself come from the active language, so `Voice.language` has to be that one: `voice` sees to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol
from django.utils.translation import get_language, gettext, ngettext

from talent.lib.dates import JALALI_MONTHS, digits, reader_calendar, show_day
from talent.programmes.codes import FactType, Unit
from talent.programmes.days import Span
from talent.programmes.document.values import NO_WORDS, Answer, Fact, Node, Version, Window, Words
from talent.programmes.document.walking import places

_NUMBER = "#,##0.######"
_CODES = (FactType.CHOICE, FactType.CHOICES)


@dataclass(frozen=True, slots=True)
class Voice:
    """One version, told to somebody on one day, in their language ("fa", "en") and calendar ("jalali", "gregorian").
    `rules`: its rules by their id."""

    version: Version
    today: date
    language: str
    calendar: str
    rules: Mapping[str, Node]

    def text(self, words: Words) -> str:
        """The text in the reader's language; "" where the document has none."""
        return words.fa if self.language == "fa" else words.en

    def question(self, fact: str) -> str:
        """The question of a fact that the version has; "" of any other."""
        found = self.version.fact(fact)
        return self.text(found.question if found else NO_WORDS)

    def day(self, day: date) -> str:
        """A day in the reader's calendar: "1 Azar 1405", "22 November 2026"."""
        return show_day(day, calendar=self.calendar, language=self.language)

    def digits(self, value: object) -> str:
        """The text with the digits of the reader's language."""
        return digits(value, self.language)

    def quoted(self, text: str) -> str:
        """The text in the quotation marks of the language."""
        return f"«{text}»" if self.language == "fa" else f"“{text}”"


def voice(version: Version, today: date, calendar: str = "") -> Voice:
    """The voice of the active language. `calendar`: what the reader has chosen, "" of a visitor."""
    language = "en" if (get_language() or "fa").startswith("en") else "fa"
    rules = {one.node.id: one.node for one in places(version.rules, "") if one.node.id}
    return Voice(version, today, language, reader_calendar(calendar, language), rules)


# Numbers ------------------------------------------------------------------------------------------------------------


def number(value: Decimal | int, language: str, pattern: str = _NUMBER) -> str:
    """A number with the separators and digits of the language: "12,500.5", "۱۲٬۵۰۰٫۵"."""
    return digits(format_decimal(value, pattern, locale=language, numbering_system="default"), language)


def money(amount: Decimal, currency: str, language: str) -> str:
    """An amount with its currency: "€2,300.50", "۲٬۳۰۰٫۵۰ یورو"; cents only where there are any. Without a currency
    ("") the number alone."""
    shown = number(amount, language, "#,##0" if amount == amount.to_integral_value() else "#,##0.00")
    if not currency:
        return shown
    sign = get_currency_symbol(currency, locale="en")
    if language == "fa":
        return f"{shown} {currency_name(currency, language)}"
    return f"{sign}{shown}" if len(sign) == 1 else f"{currency}\N{NO-BREAK SPACE}{shown}"


def currency_name(currency: str, language: str, count: int | None = None) -> str:
    """What a currency is called; the rial of this country needs no country."""
    if currency == "IRR":
        return gettext("rials")
    return str(get_currency_name(currency, count, locale=language))


def span(length: Span, language: str) -> str:
    """ "1 year and 6 months"; "0 days" for nothing."""
    parts = [
        counted(count, unit, language)
        for count, unit in (
            (length.years, Unit.YEAR),
            (length.months, Unit.MONTH),
            (length.days, Unit.DAY),
        )
        if count
    ]
    return listed(parts or [counted(0, Unit.DAY, language)], language)


def counted(count: Decimal | int, unit: Unit | None, language: str) -> str:
    """A number with what it counts: "12 months", "2 people", "20%"; without a unit the number alone."""
    shown, whole = {"count": number(count, language)}, int(count) if count == int(count) else 2
    said = {
        Unit.DAY: ngettext("%(count)s day", "%(count)s days", whole),
        Unit.MONTH: ngettext("%(count)s month", "%(count)s months", whole),
        Unit.YEAR: ngettext("%(count)s year", "%(count)s years", whole),
        Unit.PERSON: ngettext("%(count)s person", "%(count)s people", whole),
        Unit.RANK: gettext("rank %(count)s"),
        Unit.PERCENT: gettext("%(count)s%%"),
    }
    return said[unit] % shown if unit else shown["count"]


def until(today: date, day: date, language: str) -> str:
    """How long from today to a later day, as one says it: days, then whole months, then whole years."""
    months = (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day)
    if months < 2:
        return counted((day - today).days, Unit.DAY, language)
    if months < 24:
        return counted(months, Unit.MONTH, language)
    return counted(months // 12, Unit.YEAR, language)


def month_names(calendar: str, language: str) -> list[str]:
    """The twelve months of a calendar, in order."""
    if calendar == "jalali":
        return list(JALALI_MONTHS[language])
    return [str(name) for name in Locale(language).months["stand-alone"]["wide"].values()]


def listed(parts: Iterable[str], language: str, either: bool = False) -> str:
    """ "a, b and c", or, with `either`, "a, b or c"."""
    return str(format_list(list(parts), style="or" if either else "standard", locale=language))


# Answers ------------------------------------------------------------------------------------------------------------


def country(code: str, language: str) -> str:
    """The country's name; the code itself where it is of none."""
    return str(Locale(language).territories.get(code, code))


def option(fact: Fact, code: str, speaker: Voice) -> str:
    """What a code of a question's options, of countries, or of yes and no is called."""
    if fact.type is FactType.COUNTRY:
        return country(code, speaker.language)
    if fact.type is FactType.YES_NO:
        return gettext("Yes") if code == "yes" else gettext("No")
    return next((speaker.text(one.label) for one in fact.options if one.id == code), code)


def answer(fact: Fact, value: Answer, speaker: Voice) -> str:
    """An answer as the reader would say it; None does not apply."""
    if value is None:
        return gettext("Does not apply")
    if isinstance(value, bool):
        return option(fact, "yes" if value else "no", speaker)
    if isinstance(value, str):
        return option(fact, value, speaker)
    if isinstance(value, tuple):
        chosen = [option(fact, code, speaker) for code in value]
        return listed(chosen, speaker.language) if chosen else gettext("None of these")
    return anything(fact, value, speaker)


def anything(fact: Fact, value: Any, speaker: Voice) -> str:
    """A value that a condition compares an answer with: days, spans, numbers, two borders, codes."""
    if isinstance(value, date):
        return speaker.day(value)
    if isinstance(value, Span):
        return span(value, speaker.language)
    if isinstance(value, Window):
        return _from_to(speaker.day(value.first), speaker.day(value.last))
    if isinstance(value, Decimal):
        return _amount(fact, value, speaker)
    if isinstance(value, tuple) and value and isinstance(value[0], Decimal):
        return _from_to(*(_amount(fact, one, speaker) for one in value))
    if isinstance(value, tuple):
        return listed((option(fact, code, speaker) for code in value), speaker.language, either=True)
    return answer(fact, value, speaker)


def _amount(fact: Fact, value: Decimal, speaker: Voice) -> str:
    if fact.type is FactType.MONEY:
        return money(value, "", speaker.language)
    return counted(value, fact.unit, speaker.language)


def _from_to(low: str, high: str) -> str:
    return gettext("%(first)s to %(last)s") % {"first": low, "last": high}
