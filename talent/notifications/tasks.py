"""Sending, woken every second."""

from celery import shared_task

from talent.notifications import actions


@shared_task(time_limit=120)
def deliver() -> None:
    """Sends the mails that are due."""
    actions.send_due()
