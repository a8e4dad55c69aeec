"""What else falls silent when somebody blocks a company: the rooms above say, inside the same transaction."""

from collections.abc import Callable
from datetime import datetime

from talent.accounts.locks import hold_people
from talent.companies.models import Company
from talent.experts.models import Profile

when_blocked: list[Callable[[Profile, Company, datetime], None]] = []
when_changed: list[Callable[[Profile, datetime], None]] = []
"""Both filled in AppConfig.ready(). The second: called with a locked profile whose owner has changed something, after
yeses that nobody sees have ended."""


def hold_parties(company: int, profile: int | None, *others: int | None) -> set[int]:
    """Locks both, for whoever locks more than one row: the expert and these other people, who write or may be told,
    then company, profile, and what lies between them, by key. Returns which people are there;
    costs the same where nobody is any more."""
    people = hold_people(expert_of(profile), *others)
    rows = Company.objects.select_for_update(no_key=True).filter(pk=company)
    list(rows.order_by().values_list("pk"))
    list(Profile.objects.select_for_update().filter(pk=profile or 0).order_by().values_list("pk"))
    return people


def expert_of(profile: int | None) -> int | None:
    """Whose profile it is, by key; None where it has gone."""
    return Profile.objects.filter(pk=profile or 0).order_by().values_list("user", flat=True).first()
