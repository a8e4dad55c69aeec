"""How points are counted: the published table as parts of a plan. Pure; used by directory and matching alike."""

from collections.abc import Iterable, Iterator

from jobs.points import LEVELS, TABLE, skill_points
from search.plan import Has, Part

_ASKED = {
    "seniority": "seniority",
    "language": "languages",
    "way": "ways",
    "overlap": "overlap",
    "kind": "kind",
    "mode": "mode",
}


def skill_parts(slug: str) -> Iterator[Part]:
    """A skill: one exclusive part per level, and what its last use adds."""
    for level in (0, *LEVELS):
        token = f"{slug}:{level}"
        yield Part("skill", Has("levels", token), skill_points(level), (slug, str(level)))
    for band, points in TABLE["used"].items():
        yield Part("used", Has("used", f"{slug}:{band}"), points, (slug, band))


def asked_parts(ticked: Iterable[tuple[str, str]]) -> Iterator[Part]:
    """Seniority, language, way, overlap; of openings kind and mode: so many points each for what was asked."""
    for facet, value in ticked:
        if facet in _ASKED:
            yield Part("asked", Has(_ASKED[facet], value), TABLE["asked"][facet], (facet, value))


def word_parts(words: Iterable[str]) -> Iterator[Part]:
    """Typed words that no vocabulary knows, in headline, summary and work experience."""
    for word in list(words)[: TABLE["words"]]:
        yield Part("headline", Has("headline", word), TABLE["headline_word"], (word,))
        yield Part("summary", Has("summary", word), TABLE["summary_word"], (word,))
        yield Part("experience", Has("experience", word), TABLE["experience_word"], (word,))


def wanted_parts(slug: str) -> Iterator[Part]:
    """A skill that an opening names: so much for naming it, and more where it is a must-have."""
    yield Part("skill", Has("skills", slug), int(TABLE["skill"]), (slug,))
    yield Part("must", Has("musts", slug), int(TABLE["must"]), (slug,))


def said_parts(words: Iterable[str]) -> Iterator[Part]:
    """Typed words that no vocabulary knows, in an opening's title and text."""
    for word in list(words)[: TABLE["words"]]:
        yield Part("title", Has("title", word), TABLE["title_word"], (word,))
        yield Part("text", Has("text", word), TABLE["text_word"], (word,))


def standing_parts() -> Iterator[Part]:
    """What counts whatever is asked: free soon, confirmed lately."""
    for band, points in TABLE["free"].items():
        yield Part("free", Has("free_band", band), points, (band,))
    for band, points in TABLE["confirmed"].items():
        yield Part("confirmed", Has("confirmed", band), points, (band,))
