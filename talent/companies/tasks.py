"""Nightly forgetting in this room."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from talent.companies.models import RECENT_DAYS, Membership


@shared_task
def forget_memberships() -> None:
    """Ended memberships go after twelve months, when no hide list needs them any more."""
    Membership.objects.filter(ended_at__lt=timezone.now() - timedelta(days=RECENT_DAYS)).delete()
