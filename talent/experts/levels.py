"""Choosing who sees a group of one's profile."""

from talent.accounts.models import User
from talent.experts.changing import changing
from talent.experts.groups import allowed
from talent.experts.models import Profile
from talent.lib.errors import Refused


class NoSuchLevel(Refused):
    code = "no_such_level"


def set_level(*, actor: User, profile: Profile, group: str, level: str) -> None:
    """Shows `group` at `level` from the next request on; a narrower one acts before any index knows.

    Raises NoSuchLevel where that group may not be shown so widely.
    """
    if level not in allowed(group):
        raise NoSuchLevel()
    with changing(profile, actor, f"profile.level.{group}") as locked:
        locked.levels = locked.levels | {group: level}
