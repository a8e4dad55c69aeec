"""Puts invented openings on the board of a set: rows as actions would leave them, and their change rows.

A process of its own, on the folder of a set: `python -m bench.openings 5000 1` (how many, seed).
"""

import os
import sys
from datetime import timedelta
from random import Random
from typing import Any

import django

TITLES = (
    ("Data engineer", "مهندس داده"),
    ("Backend developer", "توسعه‌دهندهٔ بک‌اند"),
    ("Frontend developer", "توسعه‌دهندهٔ فرانت‌اند"),
    ("Machine learning researcher", "پژوهشگر یادگیری ماشین"),
    ("Site reliability engineer", "مهندس پایداری سامانه"),
    ("Security architect", "معمار امنیت"),
    ("Product manager", "مدیر محصول"),
    ("Network engineer", "مهندس شبکه"),
    ("Adviser for our payment platform", "مشاور سکوی پرداخت ما"),
    ("Mobile developer", "توسعه‌دهندهٔ موبایل"),
)
TEXTS = (
    (
        "You join a small team that writes its decisions down.\n\nYou own one part of our platform from the first "
        "sketch to the nights on which it must not fail, and you say what is missing.",
        "به گروهی کوچک می‌پیوندید که تصمیم‌هایش را می‌نویسد.\n\nبخشی از سکوی ما از نخستین طرح تا شب‌هایی که نباید از کار "
        "بیفتد با شماست، و می‌گویید چه کم است.",
    ),
    (
        "We move card payments of eleven banks through one stream of events, and look for somebody who has done this "
        "before. Two colleagues sit in Karaj, one in Toronto.",
        "پرداخت‌های کارتی یازده بانک را از یک جریان رویداد می‌گذرانیم و کسی را می‌خواهیم که این کار را کرده باشد. دو همکار در "
        "کرج‌اند و یکی در تورنتو.",
    ),
)
QUESTIONS = (
    "Which system of yours are you proud of, and why?",
    "از کی می‌توانید کار را آغاز کنید؟",
    "How many hours a week do you have?",
)
PAYS: tuple[tuple[Any, ...], ...] = (
    (3000, 4500, "EUR", "month", ""),
    (400_000_000, 900_000_000, "IRR", "month", ""),
    (60, 90, "EUR", "hour", ""),
    (None, 70_000, "USD", "year", ""),
    (15_000, 15_000, "EUR", "once", ""),
    (None, None, "", "", "by_agreement"),
)
KINDS = ("employment", "employment", "contract", "project", "advisory", "internship")
MODES = ("on_site", "hybrid", "remote", "remote", "visit", "return")


def main(count: int, seed: int) -> None:
    """Writes the rows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    from jobs.openings.models import Edition, Opening
    from talent.changes.actions import mark_many
    from talent.companies.models import Company

    chance = Random(seed)
    companies = list(Company.objects.verified().order_by("pk"))
    editions = Edition.objects.bulk_create([Edition(**_said(chance)) for _ in range(count)], batch_size=500)
    rows = [Opening(company=chance.choice(companies), shown=one, **_days(chance)) for one in editions]
    made = Opening.objects.bulk_create(rows, batch_size=500)
    mark_many(kind="opening", subjects=[(one.key, one.version) for one in made])
    print(len(made))


def _days(chance: Random) -> dict[str, Any]:
    from django.utils import timezone

    from talent.lib.dates import park_today

    age, now = chance.randint(0, 60), timezone.now()
    since = park_today() - timedelta(days=age)
    return {
        "state": "published",
        "created_at": now - timedelta(days=age + 3),
        "published_on": since,
        "touched_on": since,
        "ends_on": park_today() + timedelta(days=chance.randint(0, 80)),
    }


def _said(chance: Random) -> dict[str, Any]:
    from jobs.openings.places import cities
    from talent.experts.vocabulary import vocabulary
    from talent.lib.dates import park_today

    title, text = chance.choice(TITLES), chance.choice(TEXTS)
    spoken = chance.choice((("en", "fa"), ("en", "fa"), ("en",), ("fa",)))
    words = [word.slug for word in vocabulary().of_kind("skill")]
    low, high, currency, period, why = chance.choice(PAYS)
    mode = chance.choice(MODES)
    said = {f"title_{one}": title[one == "fa"] for one in spoken}
    said |= {f"text_{one}": text[one == "fa"] for one in spoken}
    return said | {
        "kind": chance.choice(KINDS),
        "seniority": chance.choice(("", "junior", "mid", "senior", "lead")),
        "skills": [
            {"slug": slug, "level": chance.randint(0, 5), "must": place < 3}
            for place, slug in enumerate(chance.sample(words, chance.randint(2, 9)))
        ],
        "languages": chance.choice((["fa"], ["fa", "en"], ["en"])),
        "mode": mode,
        "overlap_hours": chance.randint(2, 6) if mode == "remote" else None,
        "city": chance.choice([*cities("en")][:12]),
        "site": chance.choice(("", "Building 4, second floor")),
        "pay_min": low,
        "pay_max": high,
        "pay_currency": currency,
        "pay_period": period,
        "no_pay": why,
        "relocation": chance.choice(([], ["ticket", "housing"], ["papers"])) if mode == "return" else [],
        "places": chance.randint(1, 3),
        "closes_on": park_today() + timedelta(days=80) if chance.random() < 0.7 else None,
        "questions": [
            {"id": str(place), "text": asked} for place, asked in enumerate(QUESTIONS[: chance.randint(0, 3)])
        ],
        "contact": chance.choice(("", "Sara, head of data", "آقای رضایی")),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
