"""Removing from the indexes the experts who have left: their text, not only their answer."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection, transaction

from search.engines import Engine, EngineDown, StaleGeneration, WriterBusy
from search.indexes.engine import engine
from search.indexes.experts import INDEXES, KIND
from search.relay.carry import carry_all
from talent.changes.models import Change
from talent.changes.sweeping import NotYet


def forget(keys: list[str]) -> None:
    """Carries what is marked, then makes each index anew without tombstones: on the embedded engine in a new
    folder, on a cluster by merging. Raises NotYet where the engine does not answer or a rebuild is under way."""
    try:
        _wait_for_carriers(keys)
        carry_all(engine())
        _purge(engine())
    except (EngineDown, StaleGeneration, WriterBusy):
        raise NotYet() from None


def _purge(of: Engine) -> None:
    """Side by side: a cluster lets go of removed text half a minute after it was removed, in each index by itself."""
    with ThreadPoolExecutor(len(INDEXES)) as pool:
        list(pool.map(of.purge, [schema.name for schema in INDEXES]))


def _wait_for_carriers(keys: list[str]) -> None:
    """Another worker may hold what it read of these people before they left, and write it late: it does so while
    it holds their rows, so having them once means that it is done."""
    if connection.features.has_select_for_update:
        with transaction.atomic():
            held = Change.objects.filter(kind=KIND, key__in=[UUID(key) for key in keys])
            list(held.select_for_update().order_by("id").values_list("pk"))
