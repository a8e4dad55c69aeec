"""What visitors of the directory ask: many different questions, Persian and English mixed, the same for a seed."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import urlencode

from bench.running import ROOT

BOOK: dict[str, Any] = json.loads((ROOT / "data" / "demo.json").read_text(encoding="utf-8"))
VOCABULARY = ROOT / "data" / "vocabulary"
_TICKS = {
    "way": ("remote", "advise", "mentor", "visit", "return"),
    "seniority": ("senior", "lead", "principal", "mid"),
    "years": ("5-9", "10-14", "15+"),
    "overlap": ("1", "3", "5"),
    "free": ("now", "quarter"),
}


def labels(name: str) -> dict[str, tuple[str, str]]:
    """slug → (Persian, English) of one file of the vocabulary."""
    lines = (VOCABULARY / name).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    rows = (dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:])
    return {row["slug"]: (row["fa"], row["en"]) for row in rows}


def questions(seed: int) -> Iterator[tuple[str, str]]:
    """Endless (language, query string): a skill or two as text, often a place, ticks, later pages, both sorts."""
    random = Random(seed)
    skills, regions = labels("skills.tsv"), labels("regions.tsv")
    used = sorted({slug for trade in BOOK["trades"] for slug in trade["skills"] if slug in skills})
    while True:
        language = random.choice(("fa", "en"))
        side = 0 if language == "fa" else 1
        words = [skills[slug][side] for slug in random.sample(used, random.choice((1, 1, 2)))]
        if random.random() < 0.3:
            words.append(regions[random.choice(list(BOOK["regions"]))][side])
        if random.random() < 0.2:
            words.append(random.choice(("data", "cloud", "داده", "بانک")))
        pairs = [("q", " ".join(words))] if random.random() < 0.85 else [("skill", random.choice(used))]
        pairs += [(facet, random.choice(_TICKS[facet])) for facet in _TICKS if random.random() < 0.15]
        if random.random() < 0.2:
            pairs.append(("sort", "recent"))
        if random.random() < 0.25:
            pairs.append(("page", str(random.randint(2, 5))))
        yield language, urlencode(pairs)
