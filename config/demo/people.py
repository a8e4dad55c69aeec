"""Invented experts: believable, bilingual, the same for the same seed. Nobody real."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"
BOOK: dict[str, Any] = json.loads((DATA / "demo.json").read_text(encoding="utf-8"))
DOMAIN = "experts.example.org"
_BANDS = (("junior", "0-4", 1), ("mid", "0-4", 2), ("mid", "5-9", 3), ("senior", "5-9", 5), ("senior", "10-14", 6),
          ("lead", "10-14", 4), ("principal", "15+", 2), ("lead", "15+", 2), ("executive", "15+", 1), ("academic", "10-14", 1))  # fmt: skip
_WAYS = {"advise": 0.6, "mentor": 0.35, "remote": 0.7, "visit": 0.35, "return": 0.2}
_LISTINGS = (("companies", 70), ("public", 22), ("nobody", 8))


@dataclass(frozen=True, slots=True)
class Work:
    """One place of work, in the person's language."""

    title: str
    employer: str
    from_year: int
    to_year: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Study:
    """One degree, in the person's language."""

    degree: str
    field: str
    institution: str
    year: int


@dataclass(frozen=True, slots=True)
class Person:
    """What one invented expert says. `skills` holds (slug, level or None, year of last use or None)."""

    email: str
    key_bits: int
    tie: int
    language: str
    skills: tuple[tuple[str, int | None, int | None], ...]
    seniority: str
    years: str
    region: str
    overlap_hours: int
    languages: tuple[str, ...]
    ways: tuple[str, ...]
    free_from: date | None
    headline_fa: str
    headline_en: str
    summary_fa: str
    summary_en: str
    listing: str
    confirmed_on: date | None
    name_native: str
    name_latin: str
    experience: tuple[Work, ...]
    education: tuple[Study, ...]


def people(count: int, *, seed: int, today: date) -> Iterator[Person]:
    """`count` invented experts; their dates lie before or after `today`."""
    random = Random(seed)
    names = _name_parts()
    ties = random.sample(range(2**40), count)
    for number in range(count):
        yield _person(random, names, number, ties[number], today)


def _person(random: Random, names: list[str], number: int, tie: int, today: date) -> Person:
    trade = random.choices(BOOK["trades"], [trade["share"] for trade in BOOK["trades"]])[0]
    seniority, years, _ = random.choices(_BANDS, [band[2] for band in _BANDS])[0]
    region = random.choices(list(BOOK["regions"]), list(BOOK["regions"].values()))[0]
    listing = random.choices([name for name, _ in _LISTINGS], [share for _, share in _LISTINGS])[0]
    spoken = random.choices([("fa", "en"), ("fa",), ("en",)], [5, 3, 2])[0]
    email = f"{random.choice(names)}.{random.choice(names)}{number}@{DOMAIN}"
    return Person(
        email=email,
        key_bits=random.getrandbits(128),
        tie=tie,
        language=spoken[0],
        skills=_skills(random, trade, seniority, today),
        seniority=seniority,
        years=years,
        region=region,
        overlap_hours=min(8, max(0, BOOK["overlap"][region] + random.choice((-1, 0, 0, 1)))),
        languages=_languages(random, region),
        ways=tuple(way for way, chance in _WAYS.items() if random.random() < chance) or ("advise",),
        free_from=random.choice(
            (None, today - timedelta(days=9), today + timedelta(days=60), today + timedelta(days=200))
        ),
        **_words(random, trade, spoken),
        listing=listing,
        confirmed_on=None
        if listing == "nobody"
        else today - timedelta(days=int(random.triangular(0, 170, 20))),
        **_details(Random(email), email, trade, spoken[0], today),
    )


def _details(random: Random, email: str, trade: dict[str, Any], language: str, today: date) -> dict[str, Any]:
    """Names, work and education, which some have filled in; drawn apart, so that the rest stays as it is."""
    latin = [part.rstrip("0123456789") for part in email.partition("@")[0].split(".")]
    named, side = random.random() < 0.7, 0 if language == "fa" else 1
    native = _native_names()
    return {
        "name_latin": " ".join(part.capitalize() for part in latin) if named else "",
        "name_native": " ".join(native[part] for part in latin) if named else "",
        "experience": _experience(random, trade, side, today) if random.random() < 0.6 else (),
        "education": _education(random, side, today) if random.random() < 0.5 else (),
    }


def _experience(random: Random, trade: dict[str, Any], side: int, today: date) -> tuple[Work, ...]:
    rows, year = [], today.year
    for number in range(random.randint(1, 3)):
        began = year - random.randint(1, 5)
        title, did = random.choice(trade["headlines"])[side], random.choice(trade["did"])[side]
        employer = random.choice(BOOK["employers"])[side]
        rows.append(Work(title, employer, began, year if number else None, did))
        year = began
    return tuple(rows)


def _education(random: Random, side: int, today: date) -> tuple[Study, ...]:
    degree, field, school = (random.choice(BOOK[name])[side] for name in ("degrees", "fields", "schools"))
    return (Study(degree, field, school, today.year - random.randint(6, 25)),)


def _skills(random: Random, trade: dict[str, Any], seniority: str, today: date) -> tuple[Any, ...]:
    core = trade["skills"]
    chosen = dict.fromkeys(core[:2] + random.sample(core[2:], random.randint(2, min(8, len(core) - 2))))
    if random.random() < 0.5:
        chosen |= dict.fromkeys(random.sample(random.choice(BOOK["trades"])["skills"], 2))
    top = {"junior": 3, "mid": 4}.get(seniority, 5)
    return tuple((slug, _level(random, top), _last_used(random, today)) for slug in chosen)


def _level(random: Random, top: int) -> int | None:
    return None if random.random() < 0.12 else random.randint(max(1, top - 2), top)


def _last_used(random: Random, today: date) -> int | None:
    return None if random.random() < 0.3 else today.year - random.choice((0, 0, 0, 1, 2, 4, 6))


def _languages(random: Random, region: str) -> tuple[str, ...]:
    local = BOOK["languages"][region]
    spoken = ["fa", "en"] if random.random() < 0.95 else ["fa"]
    return tuple(spoken + ([random.choice(local)] if local and random.random() < 0.7 else []))


def _words(random: Random, trade: dict[str, Any], spoken: tuple[str, ...]) -> dict[str, Any]:
    headline, did, wants = (
        random.choice(trade["headlines"]),
        random.choice(trade["did"]),
        random.choice(BOOK["wants"]),
    )
    persian = f"از کارهای من: {did[0]}. {wants[0]}"
    english = f"Among other things I {did[1]}. {wants[1]}"
    return {
        "headline_fa": headline[0] if "fa" in spoken else "",
        "headline_en": headline[1] if "en" in spoken else "",
        "summary_fa": persian if "fa" in spoken else "",
        "summary_en": english if "en" in spoken else "",
    }


def _name_parts() -> list[str]:
    """Latin spellings that at least ten people carry, one word each; recombined, so nobody's own name."""
    return sorted(_native_names())


@cache
def _native_names() -> dict[str, str]:
    """The Persian spelling of each of those Latin ones."""
    lines = (DATA / "spellings.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {
        latin: persian
        for persian, latin, people in rows
        if int(people) >= 10 and latin.isascii() and latin.isalpha()
    }
