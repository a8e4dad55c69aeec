"""The vocabulary in memory: read once per process and number, so that labels cost no SQL."""

from collections.abc import Iterable
from dataclasses import dataclass

from talent.experts.models import ParkChoice, Term, TermKind


@dataclass(frozen=True, slots=True)
class Word:
    """One term: `labels` maps "fa" and "en" to its label, `aliases` are all other spellings."""

    pk: int
    kind: str
    slug: str
    labels: dict[str, str]
    aliases: tuple[str, ...]
    broader: int | None


class Vocabulary:
    """All terms of one vocabulary number, by primary key and by (kind, slug)."""

    def __init__(self, number: int, words: Iterable[Word]) -> None:
        self.number = number
        self.by_pk = {word.pk: word for word in words}
        self.by_slug = {(word.kind, word.slug): word for word in self.by_pk.values()}

    def slug(self, pk: int | None) -> str:
        """The slug of the term with that key, "" for None."""
        return self.by_pk[pk].slug if pk else ""

    def label(self, kind: str, slug: str, language: str) -> str:
        """The term's label in `language` ("fa", "en"); the slug itself where no such term exists."""
        word = self.by_slug.get((kind, slug))
        return word.labels[language] if word else slug

    def of_kind(self, kind: str) -> list[Word]:
        """The terms of one kind, in the vocabulary's order."""
        return [word for word in self.by_pk.values() if word.kind == kind]

    def known(self, kind: str, slugs: Iterable[str]) -> list[str]:
        """Those slugs that exist in this kind, in the given order, each once."""
        return [slug for slug in dict.fromkeys(slugs) if (kind, slug) in self.by_slug]


_held: Vocabulary | None = None


def vocabulary(choice: ParkChoice | None = None) -> Vocabulary:
    """The current vocabulary. One small SQL (none when `choice` is at hand) unless a word has changed."""
    global _held
    number = (choice or ParkChoice.current()).vocabulary_number
    if _held is None or _held.number != number:
        _held = Vocabulary(
            number, [_word(term) for term in Term.objects.order_by("kind", "position", "slug")]
        )
    return _held


def forget() -> None:
    """Drops what is held: for tests, whose database goes back in time."""
    global _held
    _held = None


def _word(term: Term) -> Word:
    aliases = tuple((term.aliases_fa + "\n" + term.aliases_en).split("\n"))
    labels = {"fa": term.fa, "en": term.en}
    named = tuple(alias.strip() for alias in aliases if alias.strip())
    return Word(term.pk, TermKind(term.kind).value, term.slug, labels, named, term.broader_id)
