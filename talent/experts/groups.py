"""The groups of a profile's fields, and how widely each may be shown. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

FACTS, WORDS, EXPERIENCE, EMPLOYERS = "facts", "words", "experience", "employers"
EDUCATION, LINKS, CV, NAMES, CONTACT = "education", "links", "cv", "names", "contact"

ME, BY_MY_YES, COMPANIES, PUBLIC = "me", "by_my_yes", "companies", "public"
LEVELS = (ME, BY_MY_YES, COMPANIES, PUBLIC)
"""From the tightest to the loosest. `by_my_yes`: nobody, until a grant names this group and that company."""


class Range(NamedTuple):
    """The level where the owner has chosen none, and the loosest that may be chosen."""

    default: str
    loosest: str


RANGES = {
    # Being listed for anyone is the choice of "public" for the facts: without it they stay with companies.
    FACTS: Range(PUBLIC, PUBLIC),
    WORDS: Range(COMPANIES, COMPANIES),
    EXPERIENCE: Range(BY_MY_YES, COMPANIES),
    EMPLOYERS: Range(ME, COMPANIES),
    EDUCATION: Range(BY_MY_YES, COMPANIES),
    LINKS: Range(BY_MY_YES, COMPANIES),
    CV: Range(BY_MY_YES, COMPANIES),
    NAMES: Range(BY_MY_YES, BY_MY_YES),
    CONTACT: Range(BY_MY_YES, BY_MY_YES),
}
APPLIED = "application"
"""No group, but named in a yes like one: whoever applies is shown to that company as to one that they tick."""
_REACH = {"nobody": ME, "public": PUBLIC}


def allowed(group: str) -> tuple[str, ...]:
    """The levels that may be chosen for a group, the tightest first."""
    return LEVELS[: LEVELS.index(RANGES[group].loosest) + 1]


def chosen(levels: Mapping[str, str], group: str) -> str:
    """The level of a group: the owner's choice (`levels` holds choices only), or the default."""
    return levels.get(group, RANGES[group].default)


def effective(listing: str, levels: Mapping[str, str], group: str) -> str:
    """The level that holds now: the choice, never wider than who finds the profile at all."""
    reach = _REACH.get(listing, COMPANIES)
    return min(chosen(levels, group), reach, key=LEVELS.index)
