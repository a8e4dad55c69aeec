"""When somebody is there, as they have said it: hours of the week, other days, journeys."""

import uuid
from collections.abc import Iterable
from typing import ClassVar

from django.db import models

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.schedule.slots import Hours

MINE = Kept(Purpose.MEET, Readers.ME, Until.PERSON_CHANGES_IT)


def empty_week() -> list[list[list[int]]]:
    """A week without hours."""
    return [[] for _weekday in range(7)]


def as_pairs(hours: Iterable[Hours]) -> list[list[int]]:
    """Hours as a row keeps them."""
    return [[one.start, one.end] for one in hours]


def from_pairs(pairs: Iterable[Iterable[int]]) -> tuple[Hours, ...]:
    """Hours as a row has kept them."""
    return tuple(Hours(*pair) for pair in pairs)


class Availability(models.Model):
    """Somebody's hours on their own clock: `zone` is a name of the zone data, never an offset. `weekly` holds for each
    weekday, Monday first, pairs of minutes after midnight; an end that is not after its start is on the next day.
    `version` rises with each save of these."""

    owner = models.OneToOneField(User, models.CASCADE, related_name="+")
    zone = models.CharField(max_length=60)
    weekly = models.JSONField(default=empty_week)
    works_on_holidays = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    inventory: ClassVar[Inventory] = {
        "owner": MINE,
        "zone": MINE,
        "weekly": MINE,
        "works_on_holidays": MINE,
        "version": PLAIN,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"hours of {self.owner_id}"

    @property
    def week(self) -> list[tuple[Hours, ...]]:
        """The hours of each weekday, Monday first."""
        return [from_pairs(pairs) for pairs in self.weekly]


class OtherDays(models.Model):
    """Local days, from `first` to `last`, that have other hours than usual; closed without any."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    availability = models.ForeignKey(Availability, models.CASCADE, related_name="other_days")
    first = models.DateField()
    last = models.DateField()
    hours = models.JSONField(default=list)

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "availability": MINE,
        "first": MINE,
        "last": MINE,
        "hours": MINE,
    }

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last")), name="other_days_run_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Journey(models.Model):
    """Local days on which somebody's clock is another one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    availability = models.ForeignKey(Availability, models.CASCADE, related_name="journeys")
    first = models.DateField()
    last = models.DateField()
    zone = models.CharField(max_length=60)

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "availability": MINE,
        "first": MINE,
        "last": MINE,
        "zone": MINE,
    }

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lte=models.F("last")), name="journey_runs_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.zone}, {self.first} to {self.last}"
