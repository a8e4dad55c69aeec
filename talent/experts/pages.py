"""What the owner's pages show."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from talent.experts import actions
from talent.experts.details import FIELDS, ROWS
from talent.experts.groups import (
    COMPANIES,
    CONTACT,
    CV,
    EDUCATION,
    EXPERIENCE,
    FACTS,
    LINKS,
    NAMES,
    PUBLIC,
    effective,
)
from talent.experts.models import (
    AskedFor,
    Cv,
    Level,
    Listing,
    ParkChoice,
    Profile,
    YearsBand,
    parts_of,
)
from talent.experts.rarity import Rarity, rarity
from talent.experts.reach_pages import companies_of, lookers, own_domain
from talent.experts.vocabulary import Vocabulary, vocabulary
from talent.experts.who_sees import NAMES_OF_GROUPS, who_sees
from talent.lib.dates import confirmed_band, digits, park_today, whole_or_none

STEPS = {
    "skills": ("profile_skills", gettext_lazy("Skills")),
    "facts": ("profile_facts", gettext_lazy("Experience and ways to work")),
    "words": ("profile_words", gettext_lazy("In your words")),
}
NEEDS = {
    "skills": ("profile_skills", gettext_lazy("three skills")),
    "seniority": ("profile_facts", gettext_lazy("seniority")),
    "region": ("profile_facts", gettext_lazy("region")),
    "ways": ("profile_facts", gettext_lazy("one way to work")),
}
LISTED = {
    Listing.TICKED: gettext_lazy("The companies that you ticked can find you now, nobody else."),
    Listing.NOBODY: gettext_lazy("You are out of search, from this moment on."),
    Listing.COMPANIES: gettext_lazy("Verified companies can find you now."),
    Listing.PUBLIC: gettext_lazy(
        "Anyone can find your skills and ways to work now; your words only companies."
    ),
}
LEADS = {
    NAMES: gettext_lazy(
        "Companies see a made-up name in its place. Your own goes only to a company you say yes to."
    ),
    CONTACT: gettext_lazy("Nobody sees this until you say yes to one company."),
    LINKS: gettext_lazy(
        "A link often says who you are. Only companies that you say yes to see it, unless you choose otherwise."
    ),
    EXPERIENCE: gettext_lazy(
        "The names of employers have a switch of their own: at first only you see them. Leave them out of the other texts."
    ),
    CV: gettext_lazy(
        "A CV says who you are. Only companies that you say yes to can download it, unless you choose otherwise."
    ),
    EDUCATION: gettext_lazy("Only companies that you say yes to see it, unless you choose otherwise."),
}
TRACES = {
    "name": gettext_lazy("your name"),
    "employer": gettext_lazy("the name of an employer"),
    "email": gettext_lazy("an e-mail address"),
    "phone": gettext_lazy("a phone number"),
    "link": gettext_lazy("a link or an account name"),
}
VALUES = {
    "region": gettext_lazy("Region"),
    "seniority": gettext_lazy("Seniority"),
    "years": gettext_lazy("Years of experience"),
    "language": gettext_lazy("Languages"),
}


def step(profile: Profile, current: str) -> dict[str, Any]:
    """The progress of the three steps, and where this profile stands."""
    reached = list(STEPS).index(current)
    rows = [
        {
            "label": label,
            "url": reverse(url) if name != current else "",
            "state": "current" if name == current else "done" if position < reached else "next",
        }
        for position, (name, (url, label)) in enumerate(STEPS.items())
    ]
    return {"steps": rows, "profile": profile, "today_year": park_today().year}


def skill_rows(profile: Profile, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The profile's skills in the page's language, with the choices of level. `typed` is a refused form: its
    row keeps what was typed, and `refused` names its skill."""
    rows, typed = _skills(profile, vocabulary()), typed or {}
    refused = next((row for row in rows if row["slug"] == typed.get("skill")), None)
    if refused:
        refused |= {
            "level": whole_or_none(typed.get("level", "")),
            "last_used": typed.get("last_used", "")[:20],
        }
    name = refused["label"] if refused else ""
    return {"skills": rows, "levels": Level.choices, "errors": {}, "refused": name}


def overview(profile: Profile) -> dict[str, Any]:
    """Everything of one's own profile page."""
    choice = ParkChoice.current()
    words, language = vocabulary(choice), get_language() or "fa"
    if profile.pk:
        prefetch_related_objects([profile], "skills")  # counted and shown: read once
    joint = "، " if language == "fa" else ", "

    def names(kind: str, slugs: list[str]) -> str:
        return joint.join(words.label(kind, slug, language) for slug in slugs)

    missing = actions.missing_for_listing(profile) if profile.pk else list(NEEDS)
    return {
        "profile": profile,
        "skills": _skills(profile, words),
        "seniority": words.label("seniority", words.slug(profile.seniority_id), language),
        "region": words.label("region", words.slug(profile.region_id), language),
        "years": digits(profile.get_years_display(), language) if profile.years else "",
        "languages": names("language", profile.languages),
        "ways": names("way", profile.ways),
        "asking": asking(profile.asked_for, profile.asks_a_month),
        "missing": [
            {"url": reverse(url), "label": label} for need, (url, label) in NEEDS.items() if need in missing
        ],
        **companies_of(profile),
        "who": who_sees(profile),
        **_parts(profile),
        "listings": _listings(profile, choice),
        "fresh": confirmed_band(profile.confirmed_on, park_today()) == "month",
        "lookers": lookers(profile),
        "seen_by": seen_by("me"),
        "refusal": [],
    }


def asking(asked_for: Iterable[str], asks_a_month: int | None) -> str:
    """What companies may ask about in one line, "" for nothing."""
    language = get_language() or "fa"
    parts = [str(AskedFor(one).label) for one in asked_for]
    if parts and asks_a_month:
        limit = ngettext(
            "up to %(number)s request in 30 days", "up to %(number)s requests in 30 days", asks_a_month
        )
        parts.append(limit % {"number": digits(asks_a_month, language)})
    return " · ".join(parts)


def words_of(profile: Profile) -> dict[str, Any]:
    """Headline and summary, as their form shows them."""
    names = ("version", "headline_fa", "headline_en", "summary_fa", "summary_en")
    return {name: getattr(profile, name) for name in names}


def told(found: Iterable[str]) -> list[str]:
    """Kinds of trace in words."""
    return [str(TRACES[kind]) for kind in found]


def recognisable(profile: Profile) -> dict[str, Any]:
    """Whether fewer than five others share what companies see, and the value that fewest have."""
    words, language = vocabulary(), get_language() or "fa"
    found = rarity(profile) if profile.pk else Rarity(few=False, rarest=None)
    rarest = None
    if found.rarest:
        kind, value = found.rarest
        label = YearsBand(value).label if kind == "years" else words.label(kind, value, language)
        rarest = {"kind": VALUES[kind], "label": digits(label, language)}
    return {
        "few": found.few,
        "rarest": rarest,
        "listed": profile.listing != Listing.NOBODY,
        "shown": effective(Listing.COMPANIES, profile.levels, FACTS) in (COMPANIES, PUBLIC),
    }


def seen_by(current: str) -> list[dict[str, Any]]:
    """The bar of views: me, companies, anyone."""
    rows = [
        ("me", reverse("profile"), _("Me")),
        ("companies", reverse("seen_by", args=["companies"]), _("Companies")),
        ("anyone", reverse("seen_by", args=["anyone"]), _("Anyone")),
    ]
    return [{"label": label, "url": url, "current": name == current} for name, url, label in rows]


def held(profile: Profile, part: str) -> dict[str, Any]:
    """What names, contact details or links hold, as their form shows it."""
    kept = parts_of(profile).details
    values = {name: getattr(kept, name) for name in FIELDS[part]}
    return values | {"version": profile.version} | ({"links": "\n".join(kept.links)} if part == LINKS else {})


def held_row(profile: Profile, part: str, key: str) -> dict[str, Any]:
    """What the row with that key holds, as its form shows it; only the version where there is none."""
    row = next((row for row in _rows(profile, part) if str(row.key) == key), None)
    if row is None:
        return {"version": profile.version}
    names = ("title", "employer", "from_year", "to_year", "text", "degree", "field", "institution", "year")
    values = {name: getattr(row, name) for name in names if hasattr(row, name)}
    return values | {"row": row.key, "version": profile.version}


def details_page(profile: Profile, part: str) -> dict[str, Any]:
    """The page of names, contact details or links."""
    return {"part": part, "title": NAMES_OF_GROUPS[part], "lead": LEADS[part]}


def rows_page(profile: Profile, part: str) -> dict[str, Any]:
    """The page of work or education: its rows as they are."""
    rows = _rows(profile, part)
    shown = work_rows(rows) if part == EXPERIENCE else education_rows(rows)
    page = details_page(profile, part) | {"profile": profile, "url": reverse(f"profile_{part}")}
    return page | {"rows": [line | {"key": row.key} for line, row in zip(shown, rows, strict=True)]}


def work_rows(rows: Iterable[Any]) -> list[dict[str, str]]:
    """Work as lines of a page: of a projection or of one's own rows."""
    language = get_language() or "fa"
    return [
        {
            "title": row.title,
            "place": row.employer,
            "when": digits(_("%(first)s to %(last)s") % _span(row), language),
            "text": row.text,
        }
        for row in rows
    ]


def education_rows(rows: Iterable[Any]) -> list[dict[str, str]]:
    """Education as lines of a page."""
    language = get_language() or "fa"
    return [
        {
            "title": " · ".join(text for text in (row.degree, row.field) if text),
            "place": row.institution,
            "when": digits(row.year, language) if row.year else "",
            "text": "",
        }
        for row in rows
    ]


def _span(row: Any) -> dict[str, Any]:
    return {"first": row.from_year, "last": row.to_year if row.to_year else _("now")}


def _rows(profile: Profile, part: str) -> list[Any]:
    return list(ROWS[part].objects.filter(profile=profile)) if profile.pk else []


def _parts(profile: Profile) -> dict[str, Any]:
    kept = parts_of(profile)
    return {
        "details": kept.details,
        "experience": work_rows(kept.experience),
        "education": education_rows(kept.education),
        "cv": kept.cv and cv_line(kept.cv.kind, kept.cv.size),
    }


def cv_page(profile: Profile) -> dict[str, Any]:
    """The page of the CV file."""
    kept = Cv.objects.filter(profile=profile).first() if profile.pk else None
    return details_page(profile, CV) | {
        "profile": profile,
        "cv": kept and cv_line(kept.kind, kept.size),
        "added_on": kept and kept.added_on,
    }


def cv_line(kind: str, size: int = 0) -> str:
    """A file in words: its kind, and how large."""
    if not size:
        return kind.upper()
    number = digits(max(size // 1024, 1), get_language() or "fa")
    return f"{kind.upper()} · " + _("%(number)s kB") % {"number": number}


def _skills(profile: Profile, words: Vocabulary) -> list[dict[str, Any]]:
    if not profile.pk:
        return []
    language = get_language() or "fa"
    return [
        {
            "slug": words.slug(skill.skill_id),
            "label": words.by_pk[skill.skill_id].labels[language],
            "level": skill.level,
            "detail": Level(skill.level).label if skill.level else "",
            "last_used": skill.last_used,
            "matched": False,
        }
        for skill in sorted(profile.skills.all(), key=lambda skill: skill.pk)
    ]


def _listings(profile: Profile, choice: ParkChoice) -> list[dict[str, Any]]:
    help_texts = {
        Listing.NOBODY: _("Nobody finds you. You can still prepare everything."),
        Listing.TICKED: _("You choose company by company, below."),
        Listing.COMPANIES: _(
            "Members of companies that the park has checked find you under a made-up name. We tell you of each "
            "new company seven days before it can find you."
        ),
        Listing.PUBLIC: _(
            "Visitors too, but only skills, bands and ways to work: no words of yours, no name."
        ),
    }
    if host := own_domain(profile):  # hidden from by itself, but a visitor without an account can be anyone
        warning = _("So can people at @%(host)s, from whom you are hidden otherwise.") % {"host": host}
        help_texts[Listing.PUBLIC] = f"{help_texts[Listing.PUBLIC]} {warning}"
    offered = list(Listing)
    if not choice.public_directory_open and profile.listing != Listing.PUBLIC:
        offered.remove(Listing.PUBLIC)
    return [
        {"value": one.value, "label": one.label, "help": help_texts[one], "checked": one == profile.listing}
        for one in offered
    ]
