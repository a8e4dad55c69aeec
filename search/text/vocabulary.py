"""The park's vocabularies as one table of spellings: exact, one edit away, by prefix.

Built once per process from rows and never changed. Two spellings that squash to one key
are one; when a key has several meanings, `KINDS` gives the order.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from search.text.edits import near
from search.text.normalise import QUERY_LIMIT, squash
from search.text.tokens import words

# A way to work before the skill of the same name; skills before roles, since people are
# found by skills («مدیر پروژه» is both). Places, modes and kinds are those of openings.
KINDS = (
    *("language", "region", "place", "way", "mode", "seniority", "skill", "role", "kind"),
    "available",
)
SHARED_KIND = "region"  # a wide place is several regions; in every other kind a spelling means one thing
EVERYDAY_LENGTH = 4
GUESS_LENGTH = 5
AVAILABLE = (
    "now", "available", "available now", "right now", "immediately", "available immediately",
    "حالا", "از حالا", "همین حالا", "از همین حالا", "الان", "از الان", "همین الان", "از همین الان",
    "آماده", "آماده به کار", "آمادهٔ کار", "آماده همکاری", "آماده به همکاری",
)  # fmt: skip


class Row(NamedTuple):
    """One entry: its labels and aliases in both languages, the labels first.

    `everyday` marks an entry with spellings that are also everyday words («راست», "go"):
    its labels of one word and at most `EVERYDAY_LENGTH` letters.
    """

    kind: str
    slug: str
    labels: tuple[str, ...]
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a spelling stands for; `everyday` when that spelling is also an everyday word."""

    kind: str
    slug: str
    everyday: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Completion:
    key: str
    later: bool  # the key begins at a later word of the label
    position: int
    slug: str


class Vocabulary:
    """Spellings of skills, regions, languages, seniorities, ways and roles, for reading queries."""

    def __init__(self, rows: Iterable[tuple[str, str, tuple[str, ...], bool]]) -> None:
        """Take the rows of all kinds. Raises ValueError for a kind that is not in `KINDS`."""
        self._exact: dict[str, tuple[Meaning, ...]] = {}
        self._completions: dict[str, list[_Completion]] = defaultdict(list)
        for row in [Row(*row) for row in rows] + [Row("available", "now", AVAILABLE)]:
            self._take(row)
        self._deletions = _deletions(key for key in self._exact if len(key) >= GUESS_LENGTH)
        for completions in self._completions.values():
            completions.sort()

    def _take(self, row: Row) -> None:
        if row.kind not in KINDS:
            raise ValueError(f"unknown kind of vocabulary: {row.kind}")
        for position, label in enumerate(_variants(row.labels)):
            if key := squash(label):
                self._mean(key, Meaning(row.kind, row.slug, row.everyday and _is_short(label)))
                self._completions[row.kind] += _starts(label, position, row.slug)

    def _mean(self, key: str, meaning: Meaning) -> None:
        known = self._exact.get(key, ())
        if not known or KINDS.index(meaning.kind) < KINDS.index(known[0].kind):
            self._exact[key] = (meaning,)
        elif meaning.kind == known[0].kind == SHARED_KIND:
            self._exact[key] = tuple(dict.fromkeys((*known, meaning)))

    def exact(self, key: str) -> tuple[Meaning, ...]:
        """The meanings of a squashed spelling: one, or several regions («اروپا»), or none."""
        return self._exact.get(key, ())

    def guess(self, key: str) -> tuple[Meaning, ...]:
        """The meanings of the best spelling one edit away from a key of `GUESS_LENGTH` or more letters.

        Best is the same first letter, then the order of `KINDS`, then the alphabet.
        """
        if len(key) < GUESS_LENGTH or key.isdigit():
            return ()
        close = {found for part in _with_deletions(key) for found in self._deletions.get(part, ())}
        ranked = [self._guess_rank(key, found) for found in close if near(found, key)]
        return self._exact[min(ranked)[2]] if ranked else ()

    def _guess_rank(self, key: str, found: str) -> tuple[bool, int, str]:
        return found[0] != key[0], KINDS.index(self._exact[found][0].kind), found

    def complete(self, prefix: str, kind: str, limit: int = 10) -> list[str]:
        """Slugs of one kind with a label or alias that begins with `prefix`, in either language.

        Labels that begin with it come first, then those in which a later word does; within
        each, main labels before aliases and short before long. No prefix, no slugs.
        """
        typed = squash(prefix[: 4 * QUERY_LIMIT])
        if not typed:
            return []
        best = sorted(self._beginning(typed, kind), key=_completion_rank)
        return list(islice(dict.fromkeys(completion.slug for completion in best), max(limit, 0)))

    def _beginning(self, typed: str, kind: str) -> Iterator[_Completion]:
        completions = self._completions.get(kind, [])
        first = bisect_left(completions, typed, key=lambda completion: completion.key)
        for completion in islice(completions, first, None):
            if not completion.key.startswith(typed):
                return
            yield completion


def _completion_rank(found: _Completion) -> tuple[bool, int, int, str, str]:
    return found.later, found.position, len(found.key), found.key, found.slug


def _variants(labels: Iterable[str]) -> Iterator[str]:
    """Labels as they are, and without what stands in brackets."""
    for label in labels:
        yield label
        if "(" in label:
            yield label.partition("(")[0]


def _is_short(label: str) -> bool:
    return len(squash(label)) <= EVERYDAY_LENGTH and len(list(words(label))) == 1


def _starts(label: str, position: int, slug: str) -> Iterator[_Completion]:
    for word in words(label):
        later = squash(label[: word.start]) != ""
        yield _Completion(squash(label[word.start :]), later, position, slug)


def _with_deletions(key: str) -> Iterator[str]:
    yield key
    for place in range(len(key)):
        yield key[:place] + key[place + 1 :]


def _deletions(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Per key and key less one letter the keys it comes from: two that meet are near."""
    found: dict[str, tuple[str, ...]] = {}
    for key in keys:
        for part in dict.fromkeys(_with_deletions(key)):
            found[part] = (*found.get(part, ()), key)
    return found
