"""What the clock does in this room."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from talent.companies import clock
from talent.companies.models import RECENT_DAYS, Membership
from talent.lib.rounds import each_alone


@shared_task
def forget_memberships() -> None:
    """Ended memberships go after twelve months, when no hide list needs them any more."""
    Membership.objects.filter(ended_at__lt=timezone.now() - timedelta(days=RECENT_DAYS)).delete()


@shared_task
def send_invitations() -> int:
    """Writes the mails of new invitations."""
    return clock.send_invitations(timezone.now())


@shared_task
def settle_waiting() -> int:
    """Invitations wait in the in-trays of those who hold their addresses."""
    return clock.settle_waiting(timezone.now())


@shared_task
def expire_invitations() -> int:
    """Ends invitations that nobody has answered for 14 days."""
    return clock.expire_due(timezone.now())


@shared_task
def forget_registrations() -> int:
    """Old invitations and forgotten drafts go."""
    now = timezone.now()
    return each_alone((clock.forget_over, clock.forget_drafts), lambda work: work(now))
