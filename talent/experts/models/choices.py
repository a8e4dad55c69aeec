"""Whom a profile chose: domains it hides from, companies it shows itself to. Read at query time."""

from typing import ClassVar

from django.db import models

from talent.companies.models import Company
from talent.experts.models.profiles import Profile
from talent.lib.hosts import LONGEST
from talent.lib.inventory import Inventory, Kept, Purpose, Readers, Until

HIDDEN = Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.PERSON_CHANGES_IT)


class HideDomain(models.Model):
    """That an expert hides from whoever has an address at this host, and from companies that live there."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="hidden_domains")
    domain = models.CharField(max_length=LONGEST)

    inventory: ClassVar[Inventory] = {"profile": HIDDEN, "domain": HIDDEN}

    class Meta:
        ordering = ["domain"]
        indexes = [models.Index(fields=["domain"], name="hidden_domain")]
        constraints = [models.UniqueConstraint(fields=["profile", "domain"], name="hide_domain_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} hides from a domain"


class Tick(models.Model):
    """That an expert who shows themselves to ticked companies only has ticked this one."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="ticks")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")

    inventory: ClassVar[Inventory] = {"profile": HIDDEN, "company": HIDDEN}

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["profile", "company"], name="tick_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} ticks {self.company_id}"
