"""Removing what lies outside the database. Each room says how its kind of thing is removed; rows wait until it is."""

from collections.abc import Callable

import structlog

from talent.changes.alone import alone
from talent.changes.models import Leftover
from talent.changes.old_rows import forget_old_rows

log = structlog.get_logger("sweep")
BATCH = 100
sweepers: dict[str, Callable[[list[str]], None]] = {}
"""By kind; filled in AppConfig.ready(). A sweeper removes things that may be gone already, or raises NotYet."""


class NotYet(Exception):
    """What would remove it does not answer: the row waits for the next round."""


CHANGE_LOG = "change_log"
"""What the database itself keeps of rows as they were. It comes last: removing the others adds to it."""


def leave(kind: str, ref: str) -> None:
    """Asks for a thing to be removed. Call it inside the transaction in which its owner goes."""
    assert kind in sweepers, kind
    Leftover.objects.create(kind=kind, ref=ref)


def leave_change_log() -> None:
    """Asks for the database itself to forget rows as they were, once everything else is gone."""
    Leftover.objects.create(kind=CHANGE_LOG, ref="")


def sweep() -> int:
    """Removes what is due, kind by kind; returns how many things are gone. Where another worker is at it, none:
    an index may take half a minute, and all workers would wait for it together."""
    due = set(Leftover.objects.order_by().values_list("kind", flat=True).distinct())
    if not due:  # as nearly always: one look-up a second
        return 0
    with alone("sweep") as mine:
        return _sweep_all(due) if mine else 0


def _sweep_all(due: set[str]) -> int:
    swept = sum(_sweep(kind) for kind in sweepers if kind in due)
    if not Leftover.objects.exclude(kind=CHANGE_LOG).exists():
        swept += forget_old_rows(CHANGE_LOG)
    return swept


def _sweep(kind: str) -> int:
    rows = list(Leftover.objects.filter(kind=kind).order_by("id")[:BATCH])
    if not rows:  # another worker was quicker
        return 0
    try:
        sweepers[kind]([row.ref for row in rows])
    except NotYet:
        log.warning("sweep.waits", kind=kind)
        return 0
    return Leftover.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]
