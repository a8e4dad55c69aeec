"""Work on whole indexes: rebuild, reconcile, status, the nightly move of bands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from search.engines import Engine, EngineDown, IndexMissing
from search.indexes.experts import INDEXES, KIND, document_for
from search.models import RebuildRequest, RelayState
from search.plan import IndexSchema
from search.relay.carry import BATCH, carry_all
from talent.changes.actions import mark, mark_many
from talent.changes.models import Change
from talent.experts.audience import COMPANIES
from talent.experts.models import Listing, Profile
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today

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
    for schema in INDEXES:
        if not engine.ensure(schema):
            rebuild(engine, schema)


def lost(engine: Engine) -> list[IndexSchema]:
    """The indexes that are not there: never made, or taken away."""
    return [schema for schema in INDEXES if _is_missing(engine, schema)]


def _is_missing(engine: Engine, schema: IndexSchema) -> bool:
    try:
        engine.count(schema.name)
    except IndexMissing:
        return True
    return False


def rebuild(engine: Engine, schema: IndexSchema, *, carrying: bool = True) -> int:
    """Writes a new index from the database while changes go to both, then swaps; returns its documents."""
    new = engine.begin_rebuild(schema)
    words, today, written = vocabulary(), park_today(), 0
    try:
        for profiles in _chunks():
            made = (document_for(profile, INDEXES[schema], words=words, today=today) for profile in profiles)
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
    schemas = {schema.name: schema for schema in INDEXES}
    for request in RebuildRequest.objects.filter(done_at=None).order_by("id"):
        request.written = rebuild(engine, schemas[request.index])
        request.done_at = timezone.now()
        request.save(update_fields=["written", "done_at"])


@dataclass(frozen=True, slots=True)
class Fault:
    """How to mend a document: with a version above all known ones. `surplus`: the index holds what it should
    not, so the profile stays out of every answer until then; a missing document hides nobody."""

    version: int
    surplus: bool


def drift(engine: Engine) -> dict[UUID, Fault]:
    """Profiles whose documents are not as the database says.

    Both ways: missing, outdated, and present though they should not be. Changes under way are not drift.
    """
    moving = set(Change.objects.order_by().values_list("key", flat=True))
    wrong: dict[UUID, Fault] = {}
    for schema in INDEXES:
        right = _expected(schema)
        stored = {id: (version, dead) for id, version, dead in engine.versions(schema.name)}
        for id, (version, dead) in stored.items():
            if not dead and right.get(id) != version:
                wrong[UUID(id)] = Fault(max(version, right.get(id, 0)) + 1, surplus=True)
        for id, version in right.items():
            if stored.get(id, (0, True))[1]:
                wrong.setdefault(UUID(id), Fault(version + 1, surplus=False))
    return {key: fault for key, fault in wrong.items() if key not in moving}


def reconcile(engine: Engine) -> int:
    """Marks what drifted, so that the relay mends it; returns how many profiles."""
    wrong = drift(engine)
    for key, fault in wrong.items():
        # A document that is ahead of its row (a restored backup) needs a version above it to be replaced.
        Profile.objects.filter(key=key, version__lt=fault.version).update(version=fault.version)
        mark(kind=KIND, key=key, version=fault.version, narrowing=fault.surplus)
    return len(wrong)


def age_bands(today: date) -> int:
    """Marks the profiles whose bands (confirmed, free, last used) read otherwise today than when written."""
    before = RelayState.current().bands_of or today - timedelta(days=1)
    words, moved = vocabulary(), 0
    for profiles in _chunks():
        subjects = [
            (profile.key, profile.version)
            for profile in profiles
            if document_for(profile, COMPANIES, words=words, today=before)
            != document_for(profile, COMPANIES, words=words, today=today)
        ]
        mark_many(kind=KIND, subjects=subjects)
        moved += len(subjects)
    RelayState.note(bands_of=today)
    return moved


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
        documents = {schema.name: engine.count(schema.name) for schema in INDEXES}
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
    words, today, right = vocabulary(), park_today(), {}
    for profiles in _chunks():
        for profile in profiles:
            if made := document_for(profile, INDEXES[schema], words=words, today=today):
                right[made.id] = made.version
    return right


def _chunks() -> Iterator[list[Profile]]:
    """Listed profiles, 500 at a time, in the order of their keys: no long-lived cursor, no gaps."""
    last = 0
    listed = Profile.objects.exclude(listing=Listing.NOBODY).select_related("user").prefetch_related("ticks")
    while chunk := listed.filter(pk__gt=last).order_by("pk")[:BATCH].with_skills():
        yield chunk
        last = chunk[-1].pk
