"""People whom the park may no longer offer anything: their profiles leave search. The mail to them says so."""

from collections.abc import Sequence

from talent.accounts.models import User
from talent.experts.changing import changing
from talent.experts.models import Listing, Profile


def unlist_for_notice(people: Sequence[User]) -> None:
    """Unlists whoever of these is listed, as their owners would, because a notice became information only."""
    listed = Profile.objects.filter(user__in=people).exclude(listing=Listing.NOBODY).select_related("user")
    for profile in listed.order_by("pk"):
        with changing(profile, None, "profile.listing.notice") as mine:
            mine.listing = Listing.NOBODY
