"""Leaving: taking one's data along, going quiet, and being forgotten."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.actions import end_other_sessions
from talent.accounts.holdings import Holding, erasers, holdings, quieters
from talent.accounts.models import RoleName, User
from talent.audit.actions import record
from talent.changes.sweeping import leave_change_log
from talent.lib.errors import Refused

DEADLOCK, MOST_DEADLOCKS = "40P01", 3
"""Two who leave or go quiet at once and share something wait for each other: one for the other's rows, the other, as it
commits, to see whether the person is there that its rows name. PostgreSQL ends one of the two, which begins anew."""


class LastOfficer(Refused):
    code = "last_officer"
    text = _("You are the last one who holds a role of the park. Give it to somebody else first.")


def everything_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """All that is kept about a person, as JSON values: model → rows → declared fields. Secrets are named, not shown."""
    kept = defaultdict[str, list[dict[str, Any]]](list)
    for holding in holdings:
        kept[holding.model._meta.label] += _rows(holding, user)
    return dict(kept)


def erase_account(*, actor: User) -> None:
    """Removes the account and everything that names the person, now; what lies outside the database is left to
    the sweeper. What must stay (deeds of the park, budgets) stays without the person.

    Raises LastOfficer where the park would be left without a moderator or a privacy officer.
    """
    _past_deadlocks(_erase, actor)


def _past_deadlocks(verb: Callable[[User], None], actor: User) -> None:
    for _again in range(MOST_DEADLOCKS):
        try:
            return verb(actor)
        except OperationalError as refused:
            if getattr(refused.__cause__, "sqlstate", "") != DEADLOCK:
                raise
    return verb(actor)


@transaction.atomic
def _erase(actor: User) -> None:
    user = User.objects.select_for_update().get(pk=actor.pk)
    _demand_others(user)
    end_other_sessions(actor=user, keep=None)
    for erase in reversed(erasers):
        erase(user)
    user.delete()
    leave_change_log()
    record(actor=None, verb="account.erased", kind="user", key="")


def go_quiet(*, actor: User) -> None:
    """One tap: out of every search, every yes taken back, no more mails, signed out everywhere. Undone by
    `come_back`; nothing is deleted."""
    _past_deadlocks(_quieten, actor)


@transaction.atomic
def _quieten(actor: User) -> None:
    user = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    for quiet in reversed(quieters):
        quiet(user)
    end_other_sessions(actor=user, keep=None)
    User.objects.filter(pk=user.pk).update(quiet_since=timezone.now())
    record(actor=user.audit_key, verb="account.quiet", kind="user", key=user.audit_key)


@transaction.atomic
def come_back(*, actor: User) -> None:
    """Ends being quiet: mails come again. Nothing is listed by itself: whom to be found by is chosen anew."""
    if User.objects.filter(pk=actor.pk).exclude(quiet_since=None).update(quiet_since=None):
        record(actor=actor.audit_key, verb="account.back", kind="user", key=actor.audit_key)


def _demand_others(user: User) -> None:
    for name in (RoleName.MODERATOR, RoleName.PRIVACY_OFFICER):
        holders = User.objects.filter(roles__name=name, is_active=True)
        if user.roles.filter(name=name).exists() and not holders.exclude(pk=user.pk).exists():
            raise LastOfficer()


def _rows(holding: Holding, user: User) -> list[dict[str, Any]]:
    shown = []
    for row in holding.rows(user).order_by("pk"):
        values = {name: _value(name, getattr(row, name)) for name in holding.exported}
        shown.append(values | (holding.more(row) if holding.more else {}))
    return shown


def _value(name: str, value: Any) -> Any:
    if name in ("password", "session_key"):
        return "…"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, Model):
        return str(value)
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
