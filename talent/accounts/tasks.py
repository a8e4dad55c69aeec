"""Nightly work on accounts."""

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from talent.accounts import actions


@shared_task
def clean_accounts() -> None:
    """Drops unconfirmed accounts and ended sessions."""
    actions.drop_unconfirmed()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    actions.forget_ended_sessions()
