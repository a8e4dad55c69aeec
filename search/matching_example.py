"""A worked example of matching, made by matching itself: what is written beside it can never differ from the code."""

from typing import Any

from jobs.matching import Expert, Known, Offer, Wanted, match
from jobs.openings.fitting import MatchWording
from talent.experts.models import Level
from talent.experts.vocabulary import Vocabulary

OFFER = Offer(
    skills=(Wanted("apache-kafka", 4), Wanted("python", 3), Wanted("postgresql", must=False)),
    seniority="senior",
    languages=("fa",),
    kind="employment",
    mode="remote",
    overlap=4,
)
EXPERTS = (
    Expert(
        skills=(Known("apache-kafka", 3, "now"), Known("python", 5, "now")),
        seniority="senior",
        languages=frozenset({"fa", "en"}),
        ways=frozenset({"remote"}),
        overlap=5,
        free="quarter",
        confirmed="month",
    ),
    Expert(
        skills=(Known("python", 5, "now"), Known("postgresql", 5, "now")),
        seniority="lead",
        languages=frozenset({"fa", "en"}),
        ways=frozenset({"remote", "return"}),
        overlap=6,
        free="now",
        confirmed="month",
    ),
)


def example(words: Vocabulary) -> dict[str, Any]:
    """What the opening asks, and how two experts fit, the first one first; in the words of the page's language."""
    wording = MatchWording(words)
    matches = sorted((match(one, OFFER) for one in EXPERTS), key=lambda found: found.order)
    asks = [
        {
            "skill": wording.skill(one.slug),
            "level": str(Level(one.level).label) if one.level else "",
            "must": one.must,
        }
        for one in OFFER.skills
    ]
    return {"asks": asks, "experts": [wording.shown(found) for found in matches]}
