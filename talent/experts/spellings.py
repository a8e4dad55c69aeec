"""Skills as people spell them."""

from collections.abc import Mapping

from talent.experts.models import TermKind
from talent.experts.vocabulary import Vocabulary
from talent.lib.text import folded


def skill_of(typed: str, words: Vocabulary) -> str:
    """The skill that somebody means: by its name in either language, another spelling, or its slug; "" for none."""
    return _spellings(words).get(folded(typed), "")


_held: tuple[int, Mapping[str, str]] = (-1, {})


def _spellings(words: Vocabulary) -> Mapping[str, str]:
    """Slugs by folded spelling; made once for each number of the vocabulary. A name wins over another spelling."""
    global _held
    if _held[0] != words.number:
        skills = words.of_kind(TermKind.SKILL)
        others = {folded(alias): one.slug for one in skills for alias in one.aliases}
        names = {folded(name): one.slug for one in skills for name in (*one.labels.values(), one.slug)}
        _held = (words.number, others | names)
    return _held[1]
