"""What looks like harvesting in a company's day: for a moderator's eyes, decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.companies.models import Company
from talent.experts.looks import budget_of
from talent.experts.models import Flag, Look, MissedLook, Pattern

MANY_MISSES = 10
MANY_OPENED = 60


@dataclass(frozen=True, slots=True)
class Day:
    """A company's day: profiles opened, addresses that led nowhere, new profiles left today and in 30 days."""

    opened: int
    missed: int
    left_today: int
    left_in_window: int


def patterns(day: Day) -> Iterator[Pattern]:
    """The unusual ones of a day, from its counts alone."""
    if day.missed >= MANY_MISSES:
        yield Pattern.GUESSING
    if day.opened >= MANY_OPENED:
        yield Pattern.OPENING
    if day.left_in_window == 0:
        yield Pattern.EXHAUSTING
    elif day.left_today == 0:
        yield Pattern.SWEEPING


def raise_flags(today: date) -> int:
    """Raises a flag once per company, day and pattern, for companies that looked today; returns how many."""
    raised = 0
    for company in _active(today):
        for pattern in patterns(_day(company, today)):
            _, is_new = Flag.objects.get_or_create(company_id=company, day=today, pattern=pattern)
            raised += is_new
    return raised


@transaction.atomic
def close_flag(*, actor: User, flag: Flag) -> None:
    """Notes that the moderator has looked into it."""
    demand_role(actor, RoleName.MODERATOR)
    open_flag = Flag.objects.select_for_update().filter(pk=flag.pk, closed_at=None)
    if open_flag.update(closed_by=actor, closed_at=timezone.now()):
        record(
            actor=actor.audit_key, verb=f"flag.closed.{flag.pattern}", kind="company", key=flag.company.slug
        )


def _active(today: date) -> list[int]:
    looked = Look.objects.filter(day=today).order_by().values("company")
    missed = MissedLook.objects.filter(day=today).order_by().values("company")
    named = Company.objects.filter(Q(pk__in=looked) | Q(pk__in=missed))
    return list(named.order_by("pk").values_list("pk", flat=True))


def _day(company: int, today: date) -> Day:
    opened = Look.objects.filter(company=company, day=today, opened__gt=0).order_by()
    missed = MissedLook.objects.filter(company=company, day=today).order_by()
    limits = (settings.LOOKS_PER_DAY, settings.LOOKS_PER_MONTH)
    budget = budget_of(company, today=today, limits=limits)
    return Day(
        opened=opened.aggregate(n=Count("pk"))["n"],
        missed=missed.aggregate(n=Count("pk"))["n"],
        left_today=budget.left_today,
        left_in_window=budget.left_in_window,
    )
