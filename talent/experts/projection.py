"""From a profile to what one audience may see: the only way to a page, an answer, a mail, an index."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from talent.experts.audience import Audience, Kind
from talent.experts.groups import (
    APPLIED,
    BY_MY_YES,
    COMPANIES,
    CONTACT,
    CV,
    EDUCATION,
    EMPLOYERS,
    EXPERIENCE,
    FACTS,
    LINKS,
    NAMES,
    PUBLIC,
    WORDS,
    effective,
)
from talent.lib.dates import confirmed_band, free_band, used_band

if TYPE_CHECKING:
    from talent.experts.models import Parts, Profile
    from talent.experts.vocabulary import Vocabulary

_NEEDED = {Kind.COMPANY: (COMPANIES, PUBLIC), Kind.PUBLIC: (PUBLIC,)}


@dataclass(frozen=True, slots=True)
class SeenSkill:
    """`level` 1–5 or 0 (not said); `used` a band: "now", "recent", "old", ""."""

    slug: str
    level: int
    used: str


@dataclass(frozen=True, slots=True)
class SeenWork:
    """`employer` is "" where the names of employers are not for this audience."""

    title: str
    employer: str
    from_year: int
    to_year: int | None
    text: str


@dataclass(frozen=True, slots=True)
class SeenEducation:
    degree: str
    field: str
    institution: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A profile as one audience sees it: vocabulary slugs, bands, and typed words by language ("fa", "en").
    `work` is what may be searched of the work experience, a line for each place;
    `cv` is the kind of the file ("pdf", "docx"), "" where there is none for this audience."""

    key: UUID
    version: int
    tie: int
    confirmed: str
    skills: tuple[SeenSkill, ...] = ()
    seniority: str = ""
    years: str = ""
    region: str = ""
    overlap: int | None = None
    languages: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    free: str = ""
    asked_for: tuple[str, ...] = ()
    asks_a_month: int | None = None
    ask_from: str = ""
    headline: dict[str, str] = field(default_factory=dict)
    summary: dict[str, str] = field(default_factory=dict)
    work: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    experience: tuple[SeenWork, ...] = ()
    education: tuple[SeenEducation, ...] = ()
    links: tuple[str, ...] = ()
    contact: dict[str, str] = field(default_factory=dict)
    cv: str = ""

    def values(self) -> set[object]:
        """Every shown value as one set, to tell whether another projection shows less."""
        single: set[tuple[object, ...]] = {
            (name, getattr(self, name)) for name in ("seniority", "years", "region", "overlap", "free")
        }
        several: set[tuple[object, ...]] = {("skill", skill) for skill in self.skills}
        several |= {("language", value) for value in self.languages} | {("way", value) for value in self.ways}
        typed: set[tuple[object, ...]] = {("headline", *item) for item in self.headline.items()}
        typed |= {("summary", *item) for item in self.summary.items()}
        typed |= {("work", line) for line in self.work}
        return {pair for pair in single | several | typed if pair[-1] not in ("", None)}


def sees(profile: "Profile", group: str, audience: Audience, granted: Collection[str] = ()) -> bool:
    """Whether a group of the profile's fields is for this audience at all. `granted`: what a yes names."""
    if audience.kind == Kind.ME:
        return True
    listing = "ticked" if APPLIED in granted and profile.listing == "nobody" else profile.listing
    level = effective(listing, profile.levels, group)
    if level == BY_MY_YES and audience.kind == Kind.COMPANY:
        return group in granted
    return level in _NEEDED[audience.kind]


def project(
    profile: "Profile",
    audience: Audience,
    *,
    words: "Vocabulary",
    today: date,
    granted: Collection[str] = (),
    parts: "Parts | None" = None,
) -> Seen | None:
    """What `audience` sees of `profile`, or None where it sees nothing.

    Whether a company is hidden from, or verified, is a question to the database: read profiles through
    `Profile.objects.visible_to(audience)` and project what comes back. `granted` are the groups of the live
    grants to this company; without them the answer is what every verified company sees, which is what the
    common index and a list's cards hold. `parts` are the details, for a whole page: a card goes without.
    """
    if not sees(profile, FACTS, audience, granted):
        return None

    def open_to(group: str) -> bool:
        return sees(profile, group, audience, granted)

    typed = open_to(WORDS)
    return Seen(
        key=profile.key,
        version=profile.version,
        tie=profile.tie,
        confirmed=confirmed_band(profile.confirmed_on, today),
        skills=tuple(
            SeenSkill(words.slug(skill.skill_id), skill.level or 0, used_band(skill.last_used, today))
            for skill in profile.known_skills
        ),
        seniority=words.slug(profile.seniority_id),
        years=profile.years,
        region=words.slug(profile.region_id),
        overlap=profile.overlap_hours,
        languages=tuple(profile.languages),
        ways=tuple(profile.ways),
        free=free_band(profile.free_from, today),
        **(_asking(profile, today) if audience.kind != Kind.PUBLIC else {}),
        headline=_spoken(profile.headline_fa, profile.headline_en) if typed else {},
        summary=_spoken(profile.summary_fa, profile.summary_en) if typed else {},
        work=tuple(profile.work_words.splitlines()) if open_to(EXPERIENCE) else (),
        **(_details(parts, open_to) if parts else {}),
    )


def _asking(profile: "Profile", today: date) -> dict[str, Any]:
    """What companies may write about; from when as a band, like every date of a person."""
    return {
        "asked_for": tuple(profile.asked_for),
        "asks_a_month": profile.asks_a_month,
        "ask_from": free_band(profile.ask_from, today),
    }


def reach_of(profile: "Profile") -> frozenset[str]:
    """Which companies the listing reaches: "all" (and "since:N", the highest company number when it was
    chosen), or "one:KEY" for each ticked one. For the index and for telling a narrowing; nobody is shown it."""
    if profile.listing == "nobody":
        return frozenset()
    if profile.listing == "ticked":
        return frozenset(f"one:{tick.company_id}" for tick in profile.ticks.all())
    return frozenset({"all", f"since:{profile.chosen_number}"})


def reaches_fewer(before: frozenset[str], after: frozenset[str]) -> bool:
    """Whether a company that `before` reached is out of reach of `after`; the number of a choice only rises."""
    return "all" not in after and not before <= after


def _details(parts: "Parts", open_to: Callable[[str], bool]) -> dict[str, Any]:
    """The details, group by group."""
    held, employers = parts.details, open_to(EMPLOYERS)
    contact = {"phone": held.phone, "messenger": held.messenger, "email": held.other_email}
    shown: dict[str, Any] = {
        NAMES: tuple(name for name in (held.name_native, held.name_latin) if name),
        EXPERIENCE: tuple(
            SeenWork(row.title, row.employer if employers else "", row.from_year, row.to_year, row.text)
            for row in parts.experience
        ),
        EDUCATION: tuple(
            SeenEducation(row.degree, row.field, row.institution, row.year) for row in parts.education
        ),
        LINKS: tuple(held.links),
        CV: parts.cv.kind if parts.cv else "",
        CONTACT: {name: value for name, value in contact.items() if value},
    }
    return {group: value for group, value in shown.items() if open_to(group)}


def narrows(before: Seen | None, after: Seen | None) -> bool:
    """Whether somebody who saw `before` sees less in `after`: such a change must act before any index knows."""
    if before is None:
        return False
    return after is None or not before.values() <= after.values()


def _spoken(fa: str, en: str) -> dict[str, str]:
    return {language: text for language, text in (("fa", fa), ("en", en)) if text}
