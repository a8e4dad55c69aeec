"""Sweeping, woken every second."""

from celery import shared_task

from talent.changes import old_rows, sweeping


@shared_task
def sweep() -> None:
    """Removes what people who left have left behind."""
    sweeping.sweep()


@shared_task
def empty_log() -> None:
    """Connections are kept, so SQLite's log is never the last one's to remove: what was overwritten or deleted would
    stay readable in it."""
    old_rows.empty_log()
