"""Codes and slugs in the reader's words: chips, facets, reasons."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from search.plan import Part
from talent.experts.bands import CONFIRMED, FREE, USED
from talent.experts.models import Level, YearsBand
from talent.experts.vocabulary import Vocabulary
from talent.lib.dates import digits

_NAMES = {
    "skill": gettext_lazy("Skills"),
    "way": gettext_lazy("Ways to work"),
    "seniority": gettext_lazy("Seniority"),
    "years": gettext_lazy("Years of experience"),
    "region": gettext_lazy("Region"),
    "language": gettext_lazy("Languages"),
    "overlap": gettext_lazy("Overlap with Tehran"),
    "free": gettext_lazy("Free"),
}
_ASK_FROM = {
    "quarter": gettext_lazy("from a day within 3 months"),
    "later": gettext_lazy("in more than 3 months"),
}


class Wording:
    """Words for one request: the page's language and the vocabulary at hand."""

    of_a_skill: ClassVar[tuple[str, ...]] = ("skill", "used")
    """Codes of parts that are told together, by skill."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.language = get_language() or "fa"

    def facet(self, name: str) -> str:
        """The name of a facet."""
        return str(_NAMES[name])

    def value(self, facet: str, value: str) -> str:
        """One value of a facet."""
        if facet == "years":
            return self.number(YearsBand(value).label)
        if facet == "overlap":
            return self.number(
                ngettext("%(h)s hour or more", "%(h)s hours or more", int(value)) % {"h": value}
            )
        if facet == "free":
            return str(FREE[value])
        return self.words.label(facet, value, self.language)

    @property
    def joint(self) -> str:
        """What stands between the members of a list."""
        return "، " if self.language == "fa" else ", "

    def number(self, text: object) -> str:
        """Text with the digits of the page's language."""
        return digits(text, self.language)

    def confirmed(self, band: str) -> str:
        """How long ago a profile was confirmed."""
        return str(CONFIRMED[band])

    def free(self, band: str) -> str:
        """From when somebody is free, or ""."""
        return str(FREE.get(band, ""))

    def ask_from(self, band: str) -> str:
        """From when somebody may be asked, where it is not now."""
        return str(_ASK_FROM[band])

    def level(self, level: int) -> str:
        """The name of a level of skill, or "" where it is not said."""
        return str(Level(level).label) if level else ""

    def used(self, band: str) -> str:
        """When a skill was last used, or ""."""
        return str(USED.get(band, ""))

    def overlap(self, hours: int | None) -> str:
        """Hours shared with Tehran's working day, or ""."""
        if hours is None:
            return ""
        text = ngettext("%(h)s h overlap with Tehran", "%(h)s h overlap with Tehran", hours)
        return self.number(text % {"h": hours})

    def reasons(self, parts: Iterable[Part]) -> list[str]:
        """Why a hit was found: one text per reason with its points, a skill's level and last use together."""
        return [self._with_points(*reason) for reason in self._grouped(parts)]

    def _with_points(self, text: str, points: int) -> str:
        return self.number(_("%(reason)s (%(points)s)") % {"reason": text, "points": points})

    def _grouped(self, parts: Iterable[Part]) -> Iterator[tuple[str, int]]:
        skills: dict[str, list[Part]] = {}
        others: list[tuple[str, int]] = []
        for part in parts:
            if part.code in self.of_a_skill:
                skills.setdefault(part.args[0], []).append(part)
            else:
                others.append((self._reason(part), part.points))
        for slug, earned in skills.items():
            details = [detail for part in earned if (detail := self._detail(part))]
            text = self.joint.join([self.value("skill", slug), *details])
            yield text, sum(part.points for part in earned)
        yield from others

    def _detail(self, part: Part) -> str:
        return self.used(part.args[1]) if part.code == "used" else self.level(int(part.args[1]))

    def _reason(self, part: Part) -> str:
        if part.code == "asked":
            return self.value(part.args[0], part.args[1])
        if part.code == "headline":
            return _("“%(word)s” in the headline") % {"word": part.args[0]}
        if part.code == "summary":
            return _("“%(word)s” in the summary") % {"word": part.args[0]}
        if part.code == "experience":
            return _("“%(word)s” in the work experience") % {"word": part.args[0]}
        return self.free(part.args[0]) if part.code == "free" else self.confirmed(part.args[0])
