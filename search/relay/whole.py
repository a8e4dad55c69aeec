"""Work on whole indexes: rebuild, reconcile, status, the nightly move of bands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from search.engines import Engine, EngineDown, IndexMissing
from search.indexes.kind import AsOf, Kind
from search.indexes.table import KIND_OF, KINDS
from search.models import RebuildRequest, RelayState
from search.plan import IndexSchema
from search.relay.carry import carry_all
from talent.changes.actions import mark, mark_many
from talent.changes.models import Change
from talent.experts.vocabulary import vocabulary

Versions = dict[str, int]
HOLD_SECONDS = 120


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this process may make whole indexes anew: of two at once, the second would drop the first's."""
    mine = RelayState.hold(seconds=HOLD_SECONDS)
    try:
        yield mine
    finally:
        if mine:
            RelayState.note(held_until=None)


def keep_whole(engine: Engine) -> None:
    """Makes lost indexes and does the rebuilds that were asked for, unless another process is at it."""
    if not lost(engine) and not RebuildRequest.objects.filter(done_at=None).exists():
        return
    with _alone() as mine:
        if mine and lost(engine):
            ensure_indexes(engine)
        if mine:
            _serve_requests(engine)


def ensure_indexes(engine: Engine) -> None:
    """Makes missing indexes from the database; rebuilds one that was made with another schema."""
    for schema in lost(engine):
        rebuild(engine, schema, carrying=False)  # change rows wait: the other index may be missing too
    for schema in KIND_OF:
        if not engine.ensure(schema):
            rebuild(engine, schema)


def lost(engine: Engine) -> list[IndexSchema]:
    """The indexes that are not there: never made, or taken away."""
    return [schema for schema in KIND_OF if _is_missing(engine, schema)]


def _is_missing(engine: Engine, schema: IndexSchema) -> bool:
    try:
        engine.count(schema.name)
    except IndexMissing:
        return True
    return False


def rebuild(engine: Engine, schema: IndexSchema, *, carrying: bool = True) -> int:
    """Writes a new index from the database while changes go to both, then swaps; returns its documents."""
    new, kind = engine.begin_rebuild(schema), KIND_OF[schema]
    moment, written = AsOf.now(), 0
    try:
        for subjects in kind.chunks():
            made = (kind.document(subject, schema, moment) for subject in subjects)
            documents = [document for document in made if document]
            new.write(documents)
            written += len(documents)
            RelayState.note(held_until=timezone.now() + timedelta(seconds=HOLD_SECONDS))
            if carrying:
                carry_all(engine)
        new.finish()
    except BaseException:
        new.abandon()
        raise
    return written


def _serve_requests(engine: Engine) -> None:
    """Oldest first."""
    schemas = {schema.name: schema for schema in KIND_OF}
    for request in RebuildRequest.objects.filter(done_at=None).order_by("id"):
        request.written = rebuild(engine, schemas[request.index])
        request.done_at = timezone.now()
        request.save(update_fields=["written", "done_at"])


@dataclass(frozen=True, slots=True)
class Fault:
    """How to mend a document: with a version above all known ones. `surplus`: the index holds what it should
    not, so the subject stays out of every answer until then; a missing document hides nobody."""

    kind: str
    version: int
    surplus: bool


def drift(engine: Engine) -> dict[UUID, Fault]:
    """Subjects whose documents are not as the database says.

    Both ways: missing, outdated, and present though they should not be. Changes under way are not drift.
    """
    moving = set(Change.objects.order_by().values_list("key", flat=True))
    wrong: dict[UUID, Fault] = {}
    for schema, kind in KIND_OF.items():
        right = _expected(schema)
        stored = {id: (version, dead) for id, version, dead in engine.versions(schema.name)}
        for id, (version, dead) in stored.items():
            if not dead and right.get(id) != version:
                wrong[UUID(id)] = Fault(kind.name, max(version, right.get(id, 0)) + 1, surplus=True)
        for id, version in right.items():
            if stored.get(id, (0, True))[1]:
                wrong.setdefault(UUID(id), Fault(kind.name, version + 1, surplus=False))
    return {key: fault for key, fault in wrong.items() if key not in moving}


def reconcile(engine: Engine) -> int:
    """Marks what drifted, so that the relay mends it; returns how many subjects."""
    wrong = drift(engine)
    for key, fault in wrong.items():
        # A document that is ahead of its row (a restored backup) needs a version above it to be replaced.
        KINDS[fault.kind].raise_version(key, fault.version)
        mark(kind=fault.kind, key=key, version=fault.version, narrowing=fault.surplus)
    return len(wrong)


def age_bands(today: date) -> int:
    """Marks the subjects whose bands (confirmed, free, last used) read otherwise today than when written."""
    before = RelayState.current().bands_of or today - timedelta(days=1)
    moved = 0
    for kind in KINDS.values():
        for subjects in _moved(kind, before, today):
            mark_many(kind=kind.name, subjects=subjects)
            moved += len(subjects)
    RelayState.note(bands_of=today)
    return moved


def _moved(kind: Kind, before: date, today: date) -> Iterator[list[tuple[UUID, int]]]:
    """(key, version) of the kind's subjects that read otherwise on the two days."""
    if kind.aging is None:
        return
    then, now = AsOf(vocabulary(), before), AsOf(vocabulary(), today)
    for subjects in kind.chunks():
        yield [
            (subject.key, subject.version)
            for subject in subjects
            if kind.document(subject, kind.aging, then) != kind.document(subject, kind.aging, now)
        ]


@dataclass(frozen=True, slots=True)
class Status:
    """Where finding stands. `oldest_unsent` and `last_round` in seconds, None where there is none."""

    engine: str
    answers: bool
    documents: dict[str, int]
    unsent: int
    oldest_unsent: float | None
    last_round: float | None
    drift: int | None


def status(engine: Engine) -> Status:
    """Engine, documents per index, the relay's lag, and how much has drifted."""
    oldest = Change.objects.order_by("id").values_list("marked_at", flat=True).first()
    documents, wrong, answers = {}, None, True
    try:
        documents = {schema.name: engine.count(schema.name) for schema in KIND_OF}
        wrong = len(drift(engine))
    except EngineDown:
        answers = False
    return Status(
        engine=type(engine).__name__,
        answers=answers,
        documents=documents,
        unsent=Change.objects.count(),
        oldest_unsent=_age(oldest),
        last_round=_age(RelayState.current().last_round),
        drift=wrong,
    )


def _age(moment: datetime | None) -> float | None:
    return round((timezone.now() - moment).total_seconds(), 1) if moment else None


def _expected(schema: IndexSchema) -> Versions:
    kind, moment, right = KIND_OF[schema], AsOf.now(), {}
    for subjects in kind.chunks():
        for subject in subjects:
            if made := kind.document(subject, schema, moment):
                right[made.id] = made.version
    return right
