"""Codes and slugs of openings in the reader's words: chips, facets, reasons, pay."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.openings.models import Edition, Kind, Mode, Relocation
from jobs.openings.places import place_label
from search.plan import Part
from search.wording import Wording
from talent.experts.vocabulary import Vocabulary
from talent.lib.tomans import tomans
from talent.programmes.words import money

_NAMES = {
    "skill": gettext_lazy("Skills"),
    "kind": gettext_lazy("Kind of work"),
    "mode": gettext_lazy("Where the work is done"),
    "seniority": gettext_lazy("Seniority"),
    "place": gettext_lazy("Place"),
    "pay": gettext_lazy("Pay at least"),
    "company": gettext_lazy("Company"),
    "language": gettext_lazy("Languages"),
}


_PERIODS = {
    "hour": gettext_lazy("%(span)s an hour"),
    "day": gettext_lazy("%(span)s a day"),
    "month": gettext_lazy("%(span)s a month"),
    "year": gettext_lazy("%(span)s a year"),
    "once": gettext_lazy("%(span)s in total"),
}


class BoardWording(Wording):
    """Words for one request. `companies`: the names of companies by their slug."""

    of_a_skill: ClassVar[tuple[str, ...]] = ("skill", "must")

    def __init__(self, words: Vocabulary, companies: Mapping[str, str]) -> None:
        super().__init__(words)
        self.companies = companies
        self._said: dict[tuple[str, str], str] = {}

    def facet(self, name: str) -> str:
        """See `Wording.facet`."""
        return str(_NAMES[name])

    def value(self, facet: str, value: str) -> str:
        """See `Wording.value`. A page says the same few of them on every card."""
        said = self._said.get((facet, value))
        if said is None:
            said = self._said[facet, value] = self._value(facet, value)
        return said

    def _value(self, facet: str, value: str) -> str:
        if facet == "kind":
            return str(Kind(value).label)
        if facet == "mode":
            return str(Mode(value).label)
        if facet == "place":
            return place_label(value, self.language)
        if facet == "company":
            return self.companies.get(value, value)
        return self._floor(value) if facet == "pay" else super().value(facet, value)

    def amount(self, sum: int, currency: str) -> str:
        """A sum of money in words and the page's digits; rials in tomans for Persian readers."""
        if currency == "IRR" and self.language == "fa":
            return tomans(sum // 10, "fa")
        if not currency:  # a text that is still being written
            return self.number(sum)
        return _money(sum, currency, self.language)

    def pay(self, edition: Edition) -> str:
        """What is paid for which time, or why that is not said."""
        if edition.pay_min is None and edition.pay_max is None:
            return str(edition.get_no_pay_display())
        return self.range_of(edition, self.amount)

    def range_of(self, edition: Edition, amount: Callable[[int, str], str]) -> str:
        """The range of pay with the time that it is for, its sums as `amount` writes them."""
        low, high, currency = edition.pay_min, edition.pay_max, edition.pay_currency
        if low is None:
            span = _("up to %(high)s") % {"high": amount(high or 0, currency)}
        elif high is None:
            span = _("from %(low)s") % {"low": amount(low, currency)}
        elif low == high:
            span = amount(low, currency)
        else:
            span = _("%(low)s to %(high)s") % {"low": amount(low, currency), "high": amount(high, currency)}
        return str(_PERIODS.get(edition.pay_period, "%(span)s")) % {"span": self._once(span)}

    def _once(self, span: str) -> str:
        """In Persian the currency is said once, behind both sums."""
        first, joint, second = span.partition(" تا ")
        unit = _unit(second)
        return (
            f"{first.removesuffix(unit)}{joint}{second}" if joint and unit and first.endswith(unit) else span
        )

    def relocation(self, edition: Edition) -> list[str]:
        """What the company does for somebody who moves."""
        return [str(Relocation(one).label) for one in edition.relocation]

    def in_rials(self, edition: Edition) -> str:
        """The same in rials, for Persian readers, who read tomans above; "" where there is nothing to add."""
        if edition.pay_currency != "IRR" or self.language != "fa" or not (edition.pay_min or edition.pay_max):
            return ""
        return self.range_of(edition, lambda sum, currency: _money(sum, currency, "fa"))

    def _floor(self, value: str) -> str:
        currency, _dash, sum = value.upper().partition("-")
        return _("%(span)s a month") % {"span": self.amount(int(sum), currency)}

    def _detail(self, part: Part) -> str:
        return _("a must-have") if part.code == "must" else ""

    def _reason(self, part: Part) -> str:
        if part.code == "title":
            return _("“%(word)s” in the title") % {"word": part.args[0]}
        if part.code == "text":
            return _("“%(word)s” in the text") % {"word": part.args[0]}
        return self.value(part.args[0], part.args[1])


@lru_cache(maxsize=4096)  # a page of openings names forty sums, most of them round
def _money(sum: int, currency: str, language: str) -> str:
    return money(Decimal(sum), currency, language)


def _unit(sum: str) -> str:
    """What stands behind the number of a sum, with the blank before it."""
    number, blank, unit = sum.partition(" ")
    return f"{blank}{unit}" if number and not number[-1].isalpha() else ""
