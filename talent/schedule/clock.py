"""What time does to times that were given away."""

from datetime import datetime

from talent.accounts.models import User
from talent.schedule.models import Block, OutsideCalendar


def let_lapse(now: datetime) -> int:
    """Holds whose time is over go; returns how many."""
    return Block.objects.lapsed(now).delete()[0]


def forget_over(now: datetime) -> int:
    """Times that are long over go; returns how many."""
    return Block.objects.over(now).delete()[0]


def erase_times(user: User) -> None:
    """What somebody who leaves has given away, and their calendar elsewhere, go."""
    Block.objects.of(user).delete()
    OutsideCalendar.objects.filter(owner=user).delete()
