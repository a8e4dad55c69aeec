"""Whether somebody is there for a company at all: the one answer for addresses, requests and yeses."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet, Value

from talent.experts.audience import Audience
from talent.experts.audience import company as company_audience
from talent.experts.groups import FACTS
from talent.experts.models import Grant, Profile
from talent.experts.models.grants import GrantQuerySet
from talent.experts.models.hiding import apart_from
from talent.experts.projection import sees

Granted = frozenset[str]


def present(
    audience: Audience, keys: Collection[int] | QuerySet[Any, int], now: datetime
) -> dict[int, tuple[Profile, Granted]]:
    """Those of these profiles that the audience is shown, each with the groups that a yes opens to it: two SQL,
    be somebody there or not. Keys may be asked for inside both."""
    granted = _granted(Grant.objects.live(audience, now).filter(profile__in=keys), "profile")
    found = Profile.objects.visible_to(audience).filter(pk__in=keys).order_by()
    return {one.pk: (one, granted[one.pk]) for one in found if sees(one, FACTS, audience, granted[one.pk])}


def hiding_apart(company: int, user: int) -> QuerySet[Profile]:
    """Profiles that hide from this member of the company apart from it, whether they hide from all of it too: a
    member who is hidden from gets nothing of them through any company."""
    return Profile.objects.filter(apart_from(company, user)).order_by()


def companies_seeing(profile: Profile, companies: Collection[int], now: datetime) -> dict[int, Granted]:
    """Those of these companies that are shown the profile, each with the groups that a yes opens to it: two SQL
    for any number of them."""
    granted = _granted(Grant.objects.open(now).filter(profile=profile.pk, company__in=companies), "company")
    return {
        pk: granted[pk]
        for pk in _reached(profile, companies)
        if sees(profile, FACTS, company_audience(pk), granted[pk])
    }


def end_unseen(profile: Profile, now: datetime) -> None:
    """A yes ends for good where its company is shown the profile no more, whatever the cause: showing oneself
    again needs a new one, and never tells which cause it was."""
    given = Grant.objects.filter(profile=profile).filter(Q(until=None) | Q(until__gt=now))
    companies = set(given.order_by().values_list("company", flat=True))
    lost = companies - companies_seeing(profile, companies, now).keys()
    if lost:
        given.filter(company__in=lost).update(until=now)


def _granted(grants: GrantQuerySet, by: str) -> Mapping[int, Granted]:
    named = defaultdict[int, Granted](frozenset)
    for key, groups in grants.order_by().values_list(by, "groups"):
        named[key] |= frozenset(groups)
    return named


def _reached(profile: Profile, companies: Collection[int]) -> list[int]:
    """The companies to whom the database shows the profile: one statement, one part of it for each."""
    parts = [
        Profile.objects.visible_to(company_audience(pk))
        .filter(pk=profile.pk)
        .order_by()
        .values_list(Value(pk, BigIntegerField()))
        for pk in companies
    ]
    return [pk for (pk,) in parts[0].union(*parts[1:], all=True)] if parts else []
