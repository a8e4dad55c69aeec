"""Companies that were verified after owners chose: owners are told, and have seven days."""

from django.db import transaction
from django.utils import timezone

from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.models import Listing, Profile
from talent.experts.tellings import tell_new_companies

BATCH = 500


def tell_of_new_companies() -> int:
    """Tells the owner of every listed profile that a company has come, once for all companies that came since
    the last time; returns how many were told. The seven days run from here, so a dead worker lets nobody in.
    """
    new = Company.objects.verified().filter(told_at=None).order_by("number")
    if not new.exists():
        return 0
    with transaction.atomic():  # told and noted together, or neither; two workers one after the other
        numbers = [number or 0 for number in new.select_for_update().values_list("number", flat=True)]
        told = tell_new_companies(_owners(max(numbers, default=0)), numbers=numbers)
        Company.objects.filter(number__in=numbers, told_at=None).update(told_at=timezone.now())
    return told


def _owners(number: int) -> list[User]:
    chose_before = Profile.objects.filter(chosen_number__lt=number, user__is_active=True)
    shown = chose_before.filter(listing__in=[Listing.COMPANIES, Listing.PUBLIC])
    return [profile.user for profile in shown.select_related("user").order_by("pk")]
