"""Verbs on accounts."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from talent.accounts.models import Role, RoleName, User
from talent.audit.actions import record

UNCONFIRMED_HOURS = 24


def change_settings(*, actor: User, language: str, time_zone: str, calendar: str) -> User:
    """Sets how the person reads pages and mails: language (fa, en), IANA zone, calendar."""
    actor.language, actor.time_zone, actor.calendar = language, time_zone, calendar
    actor.save(update_fields=["language", "time_zone", "calendar"])
    return actor


@transaction.atomic
def give_role(*, actor: User | None, user: User, name: RoleName) -> Role:
    """Makes `user` staff of the park as `name`. `actor` None: by command, on the machine itself."""
    role, created = Role.objects.get_or_create(user=user, name=name)
    if created:
        record(actor=actor.audit_key if actor else None, verb=f"role.{name}", kind="user", key=user.audit_key)
    return role


def drop_unconfirmed() -> int:
    """Removes accounts whose address nobody confirmed within 24 hours; returns how many.

    Whoever signs up first owns an unconfirmed address: it must not stay taken.
    """
    since = timezone.now() - timedelta(hours=UNCONFIRMED_HOURS)
    stale = User.objects.filter(joined_at__lt=since, last_login=None, roles=None)
    stale = stale.exclude(emailaddress__verified=True)
    return sum(user.delete()[0] > 0 for user in stale)
