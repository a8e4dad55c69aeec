"""Whose profile it is."""

from talent.accounts.models import User
from talent.experts.models import Profile
from talent.lib.errors import Absent


def own_profile(user: User) -> Profile:
    """The user's profile. Raises Absent where there is none."""
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        raise Absent()
    return profile
