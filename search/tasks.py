"""The relay, woken every second; the nightly move of bands."""

import structlog
from celery import shared_task
from django.utils import timezone

from search.engines import EngineDown, WriterBusy
from search.indexes.engine import engine
from search.models import RelayState
from search.relay import whole
from search.relay.carry import carry_all

log = structlog.get_logger("relay")


@shared_task
def relay() -> None:
    """One round: lost indexes, asked rebuilds, then all change rows. An engine that is away is met again in a second."""
    try:
        if whole.lost(engine()):
            whole.ensure_indexes(engine())
        whole.serve_requests(engine())
        carried = carry_all(engine())
        RelayState.note(last_round=timezone.now())
    except (EngineDown, WriterBusy) as error:
        log.warning("relay.waits", reason=type(error).__name__)
    else:
        if carried:
            log.info("relay.carried", changes=carried)


@shared_task
def age_bands() -> None:
    """Marks profiles whose bands have moved with the calendar."""
    whole.age_bands(timezone.localdate())
