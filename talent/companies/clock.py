"""What happens to invitations by itself: their mails leave, open ones end, old ones go."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from talent.accounts.models import User
from talent.companies import never
from talent.companies.emails import queue_invitation
from talent.companies.joining import BATCH, expire
from talent.companies.models import KEPT_DAYS, RECENT_DAYS, Company, Invitation, NeverInvited, State


def send_invitations(now: datetime) -> int:
    """Writes the mails of new invitations; returns how many were decided about. Not done by the company's own
    request, whose time would say whether the address wants any."""
    unsent = list(Invitation.objects.unsent(now).order_by("pk")[:BATCH])
    return sum(_send(invitation, now) for invitation in unsent)


@transaction.atomic
def _send(invitation: Invitation, now: datetime) -> bool:
    """No mail goes to whoever wants none, or has gone quiet. To the company it looks the same."""
    rows = Invitation.objects.unsent(now).select_for_update(of=("self",)).select_related("company")
    locked = rows.filter(pk=invitation.pk).first()
    if locked is None:
        return False
    digest = never.digest(locked.address, key=settings.INVITATION_KEY)
    quiet = User.objects.filter(email=locked.address).exclude(quiet_since=None)
    if not NeverInvited.objects.filter(digest=digest).exists() and not quiet.exists():
        queue_invitation(locked)
    Invitation.objects.filter(pk=locked.pk).update(sent_at=now)
    return True


def expire_due(now: datetime) -> int:
    """Ends invitations that nobody has answered for 14 days; returns how many."""
    ended = 0
    while some := _expire_some(now):
        ended += some
    return ended


@transaction.atomic
def _expire_some(now: datetime) -> int:
    return expire(Invitation.objects.overdue(now), now)


def forget_over(now: datetime) -> int:
    """Removes invitations that ended a month ago; returns how many."""
    over = Invitation.objects.filter(ended_at__lt=now - timedelta(days=KEPT_DAYS))
    return over.delete()[0]


def forget_drafts(now: datetime) -> int:
    """Removes registrations that were begun a year ago and never sent to the park; returns how many."""
    old = Company.objects.filter(state=State.DRAFT, created_at__lt=now - timedelta(days=RECENT_DAYS))
    return sum(company.delete()[0] > 0 for company in old)
