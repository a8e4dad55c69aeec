"""Sweeping, woken every second."""

from celery import shared_task

from talent.changes import sweeping


@shared_task
def sweep() -> None:
    """Removes what people who left have left behind."""
    sweeping.sweep()
