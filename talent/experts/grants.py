"""Giving a company my yes, and taking it back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.audit.actions import record
from talent.companies.models import Company, State
from talent.experts.groups import APPLIED, RANGES
from talent.experts.models import Grant, Profile
from talent.lib.errors import Refused


class CannotGrant(Refused):
    code = "cannot_grant"


@transaction.atomic
def grant_groups(
    *, actor: User, profile: Profile, company: Company, groups: Collection[str], source: str, now: datetime
) -> Grant:
    """Lets `company` see these groups of the actor's profile from now on, wherever their level is "by my yes".

    Raises CannotGrant for a company that is not verified, for somebody else's profile, and for a group that
    does not exist.
    """
    rows = Company.objects.select_for_update(no_key=True)  # before any profile, as everywhere
    current = rows.get(pk=company.pk)
    mine = _locked(profile, actor)
    if current.state != State.VERIFIED or current.number is None:
        raise CannotGrant(_("The park has not verified this company."))
    if not groups or not set(groups) <= {*RANGES, APPLIED}:
        raise CannotGrant()
    given = Grant.objects.create(
        profile=mine,
        company=current,
        company_number=current.number,
        groups=sorted(set(groups)),
        source=source,
        since=now,
    )
    record(actor=actor.audit_key, verb="profile.granted", kind="profile", key=mine.key)
    return given


@transaction.atomic
def withdraw_grant(*, actor: User, grant: Grant, now: datetime) -> None:
    """Takes a yes back: at the next request the company sees these groups no more. Twice is once."""
    mine = _locked(grant.profile, actor)
    if Grant.objects.filter(pk=grant.pk, profile=mine, until=None).update(until=now):
        record(actor=actor.audit_key, verb="profile.grant_withdrawn", kind="profile", key=mine.key)


def _locked(profile: Profile, actor: User) -> Profile:
    mine = Profile.objects.select_for_update().filter(pk=profile.pk, user=actor).first()
    if mine is None:
        raise CannotGrant()
    return mine
