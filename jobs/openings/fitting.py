"""How an expert, as an audience sees them, and an opening fit: their match, and the match in words for both sides."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jobs.matching import Expert, Known, Lack, Match, Offer, Reason, Wanted, match
from jobs.openings.models import Edition
from talent.experts.bands import CONFIRMED, FREE, USED
from talent.experts.models import Level, TermKind
from talent.experts.projection import Seen
from talent.experts.vocabulary import Vocabulary
from talent.lib.dates import digits

_STANDING = {"free": FREE, "confirmed": CONFIRMED}
_KINDS = {
    "skill": TermKind.SKILL,
    "language": TermKind.LANGUAGE,
    "seniority": TermKind.SENIORITY,
    "way": TermKind.WAY,
}


def expert_of(seen: Seen) -> Expert:
    """What is matched of a projection: slugs and bands."""
    return Expert(
        skills=tuple(Known(one.slug, one.level, one.used) for one in seen.skills),
        seniority=seen.seniority,
        languages=frozenset(seen.languages),
        ways=frozenset(seen.ways),
        overlap=seen.overlap,
        free=seen.free,
        confirmed=seen.confirmed,
    )


def offer_of(edition: Edition) -> Offer:
    """What is matched of what an opening says."""
    return Offer(
        skills=tuple(Wanted(row["slug"], row["level"], row["must"]) for row in edition.skills),
        seniority=edition.seniority,
        languages=tuple(edition.languages),
        kind=edition.kind,
        mode=edition.mode,
        overlap=edition.overlap_hours if edition.mode == "remote" else None,
    )


def fit(seen: Seen, edition: Edition) -> Match:
    """The match of both, the same whichever side reads it."""
    return match(expert_of(seen), offer_of(edition))


class MatchWording:
    """A match in the words of the page's language."""

    def __init__(self, words: Vocabulary) -> None:
        self.words, self.language = words, get_language() or "fa"

    def shown(self, found: Match) -> dict[str, Any]:
        """Points, how many must-haves are there, what is met with its points, and what is missing."""
        return {
            "points": self._number(found.points),
            "musts": self.musts(found),
            "complete": not found.lacking,
            "why": [self.reason(one) for one in found.reasons],
            "missing": [self.lack(one) for one in found.missing],
        }

    def musts(self, found: Match) -> str:
        """How many of the must-haves are there; "" where the opening has none."""
        if not found.musts:
            return ""
        told = ngettext(
            "%(met)s of %(all)s must-have skill", "%(met)s of %(all)s must-have skills", found.musts
        )
        return self._number(told % {"met": found.musts - found.lacking, "all": found.musts})

    def skill(self, slug: str) -> str:
        """The name of a skill."""
        return self._label("skill", slug)

    def reason(self, one: Reason) -> str:
        """What is met, with its points."""
        told = _("%(reason)s (%(points)s)") % {"reason": self._met(one), "points": one.points}
        return self._number(told)

    def lack(self, one: Lack) -> str:
        """What is asked and not there."""
        label = self._label(one.code, one.slug)
        if one.code == "overlap":
            label = self._hours(one.slug)
        beside = [str(Level(one.asks).label)] if one.asks else []
        beside += [_("must-have")] if one.must else []
        comma = "، " if self.language == "fa" else ", "
        return self._number(f"{label} ({comma.join(beside)})" if beside else label)

    def _met(self, one: Reason) -> str:
        if one.code == "skill":
            return self._skill(one)
        if one.code == "overlap":
            return self._hours(one.slug)
        standing = _STANDING.get(one.code, {}).get(one.slug)
        return str(standing) if standing else self._label(one.code, one.slug)

    def _skill(self, one: Reason) -> str:
        said = [self._label("skill", one.slug)]
        if one.partly:
            has = str(Level(one.has).label) if one.has else _("level not said")
            said.append(_("%(has)s; asked: %(asks)s") % {"has": has, "asks": Level(one.asks).label})
        elif one.has:
            said.append(str(Level(one.has).label))
        if one.used in ("now", "recent"):
            said.append(str(USED[one.used]))
        return ("، " if self.language == "fa" else ", ").join(said)

    def _label(self, code: str, slug: str) -> str:
        return self.words.label(_KINDS[code], slug, self.language) if code in _KINDS else slug

    def _hours(self, hours: str) -> str:
        told = ngettext(
            "%(h)s hour or more shared with Tehran", "%(h)s hours or more shared with Tehran", int(hours)
        )
        return told % {"h": hours}

    def _number(self, text: object) -> str:
        return digits(text, self.language)
