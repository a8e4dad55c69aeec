"""What the relay must know of one kind of thing to keep it in the indexes."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol
from uuid import UUID

from search.plan import Document, IndexSchema
from talent.experts.vocabulary import Vocabulary, vocabulary
from talent.lib.dates import park_today

CHUNK = 500


@dataclass(frozen=True, slots=True)
class AsOf:
    """What documents are made with, beside the database: the words, and the day at the park."""

    words: Vocabulary
    today: date

    @classmethod
    def now(cls) -> "AsOf":
        """Today's (one small SQL)."""
        return cls(vocabulary(), park_today())


class Subject(Protocol):
    """A row that has documents: its key names them, its version rises whenever one of them changes."""

    pk: Any
    key: UUID
    version: int


class Kind(ABC):
    """`name` is that of its change rows, `schemas` are its indexes. `aging`: the index whose documents read otherwise
    from one day to the next, None where the calendar changes nothing."""

    name: ClassVar[str]
    schemas: ClassVar[tuple[IndexSchema, ...]]
    aging: ClassVar[IndexSchema | None] = None

    @abstractmethod
    def read(self, keys: Iterable[UUID]) -> Iterable[Any]:
        """The subjects with these keys as the database has them now."""

    @abstractmethod
    def after(self, last: int) -> list[Any]:
        """The next 500 subjects that may have documents, in the order of their primary keys, after that one."""

    @abstractmethod
    def document(self, subject: Any, schema: IndexSchema, moment: AsOf) -> Document | None:
        """The subject's document for one index, or None where it must not be in it."""

    @abstractmethod
    def raise_version(self, key: UUID, version: int) -> None:
        """Lifts a subject's version to that number, unless it is there already."""

    def chunks(self) -> Iterator[list[Any]]:
        """All subjects that may have documents, 500 at a time: no long-lived cursor, no gaps."""
        last = 0
        while chunk := self.after(last):
            yield chunk
            last = chunk[-1].pk
