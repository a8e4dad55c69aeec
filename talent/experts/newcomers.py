"""Companies that were verified after owners chose: owners are told, and have seven days."""

from django.db import transaction
from django.utils import timezone

from talent.companies.models import Company
from talent.experts.emails import queue_new_company
from talent.experts.models import Listing, Profile

BATCH = 500


def tell_of_new_companies() -> int:
    """Tells the owner of every listed profile that a company has come, once for all companies that came since
    the last time; returns how many were told. The seven days run from here, so a dead worker lets nobody in.
    """
    new = Company.objects.verified().filter(told_at=None).order_by("number")
    if not new.exists():
        return 0
    with transaction.atomic():  # told and noted together, or neither; two workers one after the other
        numbers = list(new.select_for_update().values_list("number", flat=True))
        told = sum(_tell(profile) for profile in _owners(max((number or 0 for number in numbers), default=0)))
        Company.objects.filter(number__in=numbers, told_at=None).update(told_at=timezone.now())
    return told


def _owners(number: int) -> list[Profile]:
    chose_before = Profile.objects.filter(chosen_number__lt=number, user__is_active=True)
    shown = chose_before.filter(listing__in=[Listing.COMPANIES, Listing.PUBLIC])
    return list(shown.select_related("user").order_by("pk"))


def _tell(profile: Profile) -> int:
    queue_new_company(profile.user)
    return 1
