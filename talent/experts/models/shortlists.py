"""Whom a company has saved, each with a private note."""

from typing import ClassVar

from django.db import models

from talent.companies.models import Company
from talent.experts.models.profiles import Profile
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

LONGEST_NOTE = 500
NOTED = Kept(Purpose.FIND_AGAIN, Readers.MEMBERS, Until.TAKEN_OFF)


class Shortlisted(models.Model):
    """That a company has saved an expert. The row is the company's: who of it saved or wrote is not kept.

    What the note says is about the expert: it goes with the profile, and into the expert's download.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    saved_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    inventory: ClassVar[Inventory] = {
        "company": NOTED,
        "profile": NOTED,
        "note": NOTED,
        "saved_on": NOTED,
        "version": PLAIN,
    }

    class Meta:
        ordering = ["-saved_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["company", "profile"], name="shortlisted_once")]

    def __str__(self) -> str:
        return f"{self.company_id} keeps {self.profile_id}"
