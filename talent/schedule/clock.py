"""What time does to times that were given away."""

from datetime import datetime, timedelta

from talent.accounts.models import User
from talent.schedule.models import (
    KEPT_DAYS,
    Availability,
    Block,
    CalendarFeed,
    Journey,
    OtherDays,
    OutsideCalendar,
)


def let_lapse(now: datetime) -> int:
    """Holds whose time is over go; returns how many."""
    return Block.objects.lapsed(now).delete()[0]


def forget_over(now: datetime) -> int:
    """Times that are long over go, and rows of days that are; returns how many."""
    day = (now - timedelta(days=KEPT_DAYS)).date()
    rows = (
        Block.objects.over(now),
        OtherDays.objects.filter(last__lt=day),
        Journey.objects.filter(last__lt=day),
    )
    return sum(one.delete()[0] for one in rows)


def erase_times(user: User) -> None:
    """What somebody who leaves has given away, their hours, and their calendar elsewhere, go."""
    Block.objects.of(user).delete()
    Availability.objects.filter(owner=user).delete()
    OutsideCalendar.objects.filter(owner=user).delete()
    CalendarFeed.objects.filter(owner=user).delete()
