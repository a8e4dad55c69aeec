"""Which company saw which profile, by day: the expert's log and the company's budget."""

from typing import ClassVar

from django.db import models

from talent.companies.models import Company
from talent.experts.models.profiles import Profile
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class Look(models.Model):
    """One row per company, profile and day; never which member, never the minute."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="looks")
    day = models.DateField()
    listed = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)

    inventory: ClassVar[Inventory] = {
        "company": Kept(Purpose.LIMIT_HARVEST, Readers.ME, Until.TWELVE_MONTHS),
        "profile": Kept(Purpose.LIMIT_HARVEST, Readers.ME, Until.TWELVE_MONTHS),
        "day": PLAIN,
        "listed": PLAIN,
        "opened": PLAIN,
    }

    class Meta:
        ordering = ["-day", "id"]
        constraints = [models.UniqueConstraint(fields=["company", "profile", "day"], name="look_once_a_day")]

    def __str__(self) -> str:
        return f"{self.company_id} saw {self.profile_id}"
