"""What a page shows of an expert: cards. Built from projections and scoring parts alone."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from search.criteria import Criteria
from search.directory import Found
from search.text.highlight import highlight
from search.wording import Wording
from talent.companies.models import Membership
from talent.companies.permissions import recruits
from talent.experts import handles, pages
from talent.experts.addressed import name_in
from talent.experts.audience import Audience, Kind
from talent.experts.audience import company as company_audience
from talent.experts.projection import Seen, SeenSkill

SHOWN_SKILLS = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the audience, the company's address for links ("" for anyone), the words, and whether their role
    is to ask experts and to keep them."""

    audience: Audience
    company_slug: str
    wording: Wording
    asks: bool = False

    def token(self, pk: int) -> str:
        """The address of an expert for this reader alone."""
        return handles.token(pk, relation=self.audience.relation, key=settings.RELATION_KEY)

    def handle(self, pk: int) -> str:
        """The name by which this reader knows an expert."""
        return self.wording.number(name_in(self.audience, pk, self.wording.language))


def company_reader(membership: Membership, person: int | None, wording: Wording) -> Reader:
    """The person with that key as a reader for a company."""
    company = membership.company
    audience = company_audience(company.pk, person, waiting=membership.waiting)
    return Reader(audience, company.slug, wording, asks=recruits(membership))


def card(one: Found, asked: Criteria, reader: Reader) -> dict[str, Any]:
    """One expert as this reader may see them, with why and what is missing."""
    wording, seen = reader.wording, one.seen
    wanted = {*asked.selected("skill"), *asked.ranking}
    skills = sorted(seen.skills, key=lambda skill: skill.slug not in wanted)
    text, language = headline(seen, wording.language)
    return {
        "link": _link(one.pk, reader),
        "headline": text or title(seen, wording),
        "headline_language": language or wording.language,
        "headline_parts": highlight(text, asked.words) if text and asked.words else [],
        "title_line": title_line(one.pk, seen, reader)
        if text or reader.company_slug
        else facts_line(seen, wording),
        "skills": [skill_tag(skill, wording, skill.slug in wanted) for skill in skills[:SHOWN_SKILLS]],
        "more_skills": max(len(skills) - SHOWN_SKILLS, 0),
        **places(seen, wording),
        "why": wording.reasons(one.parts),
        "missing": missing(seen, asked, wording),
        "confirmed": wording.confirmed(seen.confirmed),
    }


def headline(seen: Seen, language: str) -> tuple[str, str]:
    """The headline in the page's language or else the other, and which it was; ("", "") where none is seen."""
    for spoken in (language, "en" if language == "fa" else "fa"):
        if spoken in seen.headline:
            return seen.headline[spoken], spoken
    return "", ""


def title(seen: Seen, wording: Wording) -> str:
    """In place of a headline that is not there or not for this reader: the first two skills."""
    names = [wording.value("skill", skill.slug) for skill in seen.skills[:2]]
    joint = "، " if wording.language == "fa" else ", "
    return joint.join(names)


def facts_line(seen: Seen, wording: Wording) -> str:
    """Seniority and years."""
    facts = [wording.value("seniority", seen.seniority) if seen.seniority else ""]
    facts.append(wording.value("years", seen.years) if seen.years else "")
    return " · ".join(fact for fact in facts if fact)


def title_line(pk: int, seen: Seen, reader: Reader) -> str:
    """Seniority, years, and the name by which this company knows the person."""
    facts = facts_line(seen, reader.wording)
    if reader.audience.kind != Kind.COMPANY or reader.audience.company is None:
        return facts
    known = _("known to you as %(handle)s") % {"handle": reader.handle(pk)}
    return f"{facts} · {known}" if facts else known


def skill_tag(skill: SeenSkill, wording: Wording, matched: bool) -> dict[str, Any]:
    """A skill with its level."""
    return {
        "label": wording.value("skill", skill.slug),
        "matched": matched,
        "detail": wording.level(skill.level),
    }


def places(seen: Seen, wording: Wording) -> dict[str, str]:
    """Region, overlap, languages, ways and from when, in words."""
    joint = "، " if wording.language == "fa" else ", "
    ways = [wording.value("way", way) for way in seen.ways]
    free = wording.free(seen.free)
    return {
        "region": wording.value("region", seen.region) if seen.region else "",
        "overlap": wording.overlap(seen.overlap),
        "languages": joint.join(wording.value("language", one) for one in seen.languages),
        "ways": " · ".join([*ways, free] if free else ways),
        "asking": asking(seen, wording),
    }


def asking(seen: Seen, wording: Wording) -> str:
    """What the expert may be asked about, how often and from when, "" for nothing."""
    line = pages.asking(seen.asked_for, seen.asks_a_month)
    if not line or seen.ask_from in ("", "now"):
        return line
    return f"{line} · {wording.ask_from(seen.ask_from)}"


def missing(seen: Seen, asked: Criteria, wording: Wording) -> list[str]:
    """The read skills that this person does not name."""
    known = {skill.slug for skill in seen.skills}
    return [wording.value("skill", slug) for slug in asked.ranking if slug not in known]


def _link(pk: int, reader: Reader) -> str:
    if not reader.company_slug:
        return ""
    return reverse("expert", kwargs={"company": reader.company_slug, "token": reader.token(pk)})
