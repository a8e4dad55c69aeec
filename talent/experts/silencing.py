"""What else falls silent when somebody blocks a company: the rooms above say, inside the same transaction."""

from collections.abc import Callable
from datetime import datetime

from talent.companies.models import Company
from talent.experts.models import Profile

when_blocked: list[Callable[[Profile, Company, datetime], None]] = []
"""Filled in AppConfig.ready()."""


def hold_parties(company: int, profile: int | None) -> None:
    """Locks both, for whoever locks more than one row: company, then profile, then what lies between them, by key.
    Costs the same where nobody is there any more."""
    rows = Company.objects.select_for_update(no_key=True).filter(pk=company)
    list(rows.order_by().values_list("pk"))
    list(Profile.objects.select_for_update().filter(pk=profile or 0).order_by().values_list("pk"))
