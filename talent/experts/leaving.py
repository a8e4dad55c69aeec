"""What goes with a person who leaves or falls silent: profile, looks, files, index entries."""

from secrets import token_hex

from django.utils import timezone

from talent.accounts.models import User
from talent.changes.actions import mark
from talent.changes.sweeping import leave
from talent.experts.apart import keep_apart
from talent.experts.changing import changing
from talent.experts.models import Cv, Grant, Listing, Look, MissedLook, Profile


def erase_person(user: User) -> None:
    """Removes the profile and all that hangs on it. Search leaves it out from this transaction on; a company's
    budget counts the looks on, by digests that lead nowhere."""
    profile = Profile.objects.select_for_update(of=("self",)).filter(user=user).first()
    if profile is None:
        return
    keep_apart(profile)
    mark(kind="expert", key=profile.key, version=profile.version + 1, narrowing=True)
    leave("index", profile.key.hex)
    for cv in Cv.objects.filter(profile=profile):
        leave("file", cv.file)
    _keep_counting(profile)
    profile.delete()


def quiet_person(user: User) -> None:
    """Unlists the profile and takes every yes back."""
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        return
    with changing(profile, user, "profile.listing.quiet") as mine:
        mine.listing = Listing.NOBODY
        Grant.objects.filter(profile=mine, until=None).update(until=timezone.now())


def _keep_counting(profile: Profile) -> None:
    """Every day stays: with the first alone, a look that was repeated later would drop out of the budget earlier
    than that of somebody who hides."""
    looks = list(Look.objects.filter(profile=profile).order_by("day"))
    digests = {look.company_id: token_hex(16) for look in looks}
    MissedLook.objects.bulk_create(
        MissedLook(company_id=look.company_id, digest=digests[look.company_id], day=look.day)
        for look in looks
    )
