"""An opening as schema.org's JobPosting, for the engines that read pages.

A data block: browsers never run it, so no policy for scripts concerns it. Everything that could end the block early is
written as an escape of JSON.
"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from jobs.openings.models import Edition, Opening
from jobs.openings.places import city_name
from search.board_wording import BoardWording
from search.opening_cards import address, spoken
from talent.lib.dates import TEHRAN

_EMPLOYMENT = {
    "employment": "FULL_TIME",
    "contract": "CONTRACTOR",
    "project": "TEMPORARY",
    "advisory": "PER_DIEM",
    "internship": "INTERN",
}
_UNITS = {"hour": "HOUR", "day": "DAY", "month": "MONTH", "year": "YEAR"}
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def posting(opening: Opening, wording: BoardWording) -> dict[str, Any]:
    """The properties of the opening, in the language of the page as far as it is spoken."""
    shown, company = opening.shown, opening.company
    assert shown and opening.published_on and opening.ends_on
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": spoken(shown, "title", wording.language).text,
        "description": linebreaks(escape(spoken(shown, "text", wording.language).text)),
        "inLanguage": spoken(shown, "text", wording.language).language,
        "url": f"{settings.BASE_URL}{address(opening)}",
        "datePosted": opening.published_on.isoformat(),
        "validThrough": _end_of(opening.ends_on).isoformat(),
        "employmentType": _EMPLOYMENT[shown.kind],
        "identifier": {"@type": "PropertyValue", "name": company.name, "value": str(opening.key)},
        "hiringOrganization": _organization(opening),
        "directApply": True,
        "totalJobOpenings": shown.places,
        **_where(shown, wording),
        **_salary(shown),
        **_wanted(shown, wording),
    }


def data_block(data: dict[str, Any]) -> SafeString:
    """The block of a page that holds the data."""
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 (escaped above)


def _end_of(day: date) -> datetime:
    """The last second of a day at the park."""
    return datetime.combine(day + timedelta(days=1), time(), TEHRAN) - timedelta(seconds=1)


def _organization(opening: Opening) -> dict[str, str]:
    company = opening.company
    found = {"@type": "Organization", "name": company.name}
    return found | ({"sameAs": f"https://{company.domain}/"} if company.domain else {})


def _where(shown: Edition, wording: BoardWording) -> dict[str, Any]:
    said = {
        "addressCountry": shown.country,
        "addressLocality": city_name(shown.country, shown.city, wording.language),
        "streetAddress": shown.site,
    }
    address = {"@type": "PostalAddress"} | {name: value for name, value in said.items() if value}
    found: dict[str, Any] = {"jobLocation": {"@type": "Place", "address": address}}
    if shown.mode == "remote":
        anywhere = {"@type": "AdministrativeArea", "name": "Worldwide"}
        found |= {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": anywhere}
    return found


def _salary(shown: Edition) -> dict[str, Any]:
    """What is paid for a time; what is paid once for the whole has no unit there and is left to the text."""
    unit, low, high = _UNITS.get(shown.pay_period), shown.pay_min, shown.pay_max
    if unit is None or (low is None and high is None):
        return {}
    sums = {"value": low} if low == high else {"minValue": low, "maxValue": high}
    kept = {name: sum for name, sum in sums.items() if sum is not None}
    value = {"@type": "QuantitativeValue", "unitText": unit} | kept
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": shown.pay_currency, "value": value}}


def _wanted(shown: Edition, wording: BoardWording) -> dict[str, Any]:
    def named(must: bool) -> list[str]:
        rows = [row for row in shown.skills if row["must"] is must]
        return [_skill(row, wording) for row in rows]

    found: dict[str, Any] = {
        "skills": ", ".join((*named(True), *named(False))),
        "qualifications": ", ".join(named(True)),
        "experienceRequirements": wording.value("seniority", shown.seniority) if shown.seniority else "",
        "jobBenefits": ", ".join(str(label) for label in wording.relocation(shown)),
    }
    return {name: value for name, value in found.items() if value}


def _skill(row: dict[str, Any], wording: BoardWording) -> str:
    level = wording.level(row["level"])
    label = wording.value("skill", row["slug"])
    return f"{label} ({level})" if level else label
