"""The relay, woken every second; the nightly move of bands."""

import structlog
from celery import shared_task
from django.utils import timezone

from search.engines import EngineDown, StaleGeneration, WriterBusy
from search.indexes.engine import engine
from search.indexes.table import KIND_OF
from search.models import RelayState
from search.relay import whole
from search.relay.carry import carry_all
from talent.lib.dates import park_today

log = structlog.get_logger("relay")


@shared_task
def relay() -> None:
    """One round: lost indexes, asked rebuilds, then all change rows. An engine that is away is met again in a second."""
    try:
        whole.keep_whole(engine())
        carried = carry_all(engine())
        RelayState.note(last_round=timezone.now())
    except (EngineDown, StaleGeneration, WriterBusy) as error:
        log.warning("relay.waits", reason=type(error).__name__)
    else:
        if carried:
            log.info("relay.carried", changes=carried)


@shared_task
def forget_removed() -> None:
    """Removes tombstones, and with them the segments that still hold removed text."""
    for schema in KIND_OF:
        try:
            engine().purge(schema.name)
        except (EngineDown, StaleGeneration, WriterBusy) as error:
            log.warning("purge.waits", reason=type(error).__name__)


@shared_task
def age_bands() -> None:
    """Marks subjects whose bands have moved with the calendar."""
    whole.age_bands(park_today())
