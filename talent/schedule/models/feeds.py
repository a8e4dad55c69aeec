"""Calendars that people subscribe to from elsewhere."""

import secrets
from typing import ClassVar

from django.db import models

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

MINE = Kept(Purpose.MEET, Readers.ME, Until.PERSON_CHANGES_IT)


def random_number() -> int:
    """A number that nobody guesses."""
    return secrets.randbits(62)


class CalendarFeed(models.Model):
    """That somebody subscribes to their own times. `number` makes its secret address (`talent.schedule.sealing`): another
    number, another address. `says_more`: it says with what kind of meeting they are busy, and not that alone."""

    owner = models.OneToOneField(User, models.CASCADE, related_name="+")
    number = models.BigIntegerField(default=random_number)
    says_more = models.BooleanField(default=False)

    inventory: ClassVar[Inventory] = {"owner": MINE, "number": PLAIN, "says_more": MINE}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"feed of {self.owner_id}"
