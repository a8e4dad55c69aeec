"""Still true? Asked five months after the last confirmation; a month later the profile leaves search by itself."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from talent.experts.changing import changing
from talent.experts.models import Listing, Profile
from talent.experts.tellings import ask_whether_true, tell_unlisted
from talent.lib.dates import months_before

ASK_MONTHS = 5
UNLIST_MONTHS = 6
NOTICE = timedelta(days=28)


def ask_still_true(today: date) -> int:
    """Asks everybody who is listed and confirmed five months ago, once per confirmation; returns how many."""
    due = _listed(today, ASK_MONTHS).filter(_NOT_ASKED)
    return sum(_ask(pk, today) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


def unlist_stale(today: date) -> int:
    """Takes everybody out of search who has not confirmed for six months, and says so; returns how many. Nobody
    who was not asked four weeks before: a worker may have been away when it was time to ask."""
    asked = _listed(today, UNLIST_MONTHS).exclude(_NOT_ASKED).filter(asked_on__lte=today - NOTICE)
    due = asked.select_related("user").order_by("pk")
    return sum(_unlist(profile, today) for profile in list(due))


_NOT_ASKED = Q(asked_on=None) | Q(asked_on__lte=F("confirmed_on"))


def _listed(today: date, months: int) -> QuerySet[Profile]:
    """Listed profiles of open accounts, last confirmed that many months ago or earlier."""
    last = months_before(today, months)
    listed = Profile.objects.exclude(listing=Listing.NOBODY).filter(user__is_active=True)
    return listed.filter(Q(confirmed_on=None) | Q(confirmed_on__lte=last))


@transaction.atomic
def _ask(pk: int, today: date) -> bool:
    """Asks one person, unless somebody (another worker, the person) was quicker."""
    current = _listed(today, ASK_MONTHS).filter(_NOT_ASKED, pk=pk)
    if not Profile.objects.filter(pk__in=current.order_by().values("pk")).update(asked_on=today):
        return False
    ask_whether_true(Profile.objects.select_related("user").get(pk=pk), today)
    return True


@transaction.atomic
def _unlist(profile: Profile, today: date) -> bool:
    """Unlists one profile as its owner would, unless they have confirmed or left meanwhile."""
    locked = Profile.objects.select_for_update(of=("self",)).filter(pk=profile.pk).first()
    last = months_before(today, UNLIST_MONTHS)
    confirmed = locked is not None and locked.confirmed_on is not None and locked.confirmed_on > last
    if locked is None or locked.listing == Listing.NOBODY or confirmed:
        return False
    with changing(profile, None, "profile.listing.lapsed") as mine:
        mine.listing = Listing.NOBODY
    tell_unlisted(profile, today)
    return True
