"""Where an opening is: cities of Iran by slug, countries by code; what facets count, and what people read."""

import json
from functools import cache
from pathlib import Path

from talent.accounts.countries import countries

_FILE = Path(__file__).resolve().parents[2] / "data" / "cities.json"


@cache
def cities(language: str) -> dict[str, str]:
    """Cities of Iran by slug, in the file's order: the largest first."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))["IR"]
    return {row["slug"]: row["fa" if language == "fa" else "en"] for row in rows}


@cache
def country_names(language: str) -> dict[str, str]:
    """Countries by their code of ISO 3166-1."""
    return dict(countries(language))


def place_slug(country: str, city: str) -> str:
    """What the facet of places counts: "ir-tehran" for a known city of Iran, "ir" and "de" for anything else, "" for
    no place."""
    code = country.lower()
    return f"{code}-{city}" if code == "ir" and city in cities("en") else code


def place_label(slug: str, language: str) -> str:
    """The name of such a place; "" for a slug that is none."""
    code, _, city = slug.partition("-")
    if city:
        return cities(language).get(city, "") if code == "ir" else ""
    return country_names(language).get(code.upper(), "")


def city_name(country: str, city: str, language: str) -> str:
    """A city as it is read: of Iran by its slug, of anywhere else as it was typed."""
    return cities(language).get(city, city) if country == "IR" else city


def place_name(country: str, city: str, language: str) -> str:
    """City and country in words, as much of them as is said; Iran is not named beside its city."""
    named, land = city_name(country, city, language), country_names(language).get(country, "")
    if named and country == "IR":
        return named
    return ("، " if language == "fa" else ", ").join(part for part in (named, land) if part)


def known_places() -> list[str]:
    """Slugs of all places that have a name."""
    return [*(f"ir-{slug}" for slug in cities("en")), *(code.lower() for code in country_names("en"))]
