"""Which company saw which profile, by day: the expert's log, the company's budget, and what looks odd."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
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


class MissedLook(models.Model):
    """That a company asked for an address behind which it may see nobody: whether somebody is hidden there, has
    left or never was makes no difference, here as in the answer. `digest` names the address and leads nowhere.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=32)
    day = models.DateField()

    inventory: ClassVar[Inventory] = {"company": PLAIN, "digest": PLAIN, "day": PLAIN}

    class Meta:
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "digest", "day"], name="missed_look_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.company_id} missed somebody"


class Pattern(models.TextChoices):
    """What a moderator should look at."""

    GUESSING = "guessing", _("asked for many addresses that lead nowhere")
    SWEEPING = "sweeping", _("used up a day’s budget of new profiles")
    EXHAUSTING = "exhausting", _("used up the budget of thirty days")
    OPENING = "opening", _("opened unusually many profiles in a day")


class Flag(models.Model):
    """That a company's looks of a day are unusual. Names the company, never a profile."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="flags")
    day = models.DateField(_("Day"))
    pattern = models.CharField(_("What"), max_length=12, choices=Pattern)
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    inventory: ClassVar[Inventory] = {
        "company": PLAIN,
        "day": PLAIN,
        "pattern": PLAIN,
        "closed_by": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.ACCOUNT_ENDS),
        "closed_at": PLAIN,
    }

    class Meta:
        ordering = ["-day", "id"]
        verbose_name = _("Unusual pattern")
        verbose_name_plural = _("Unusual patterns")
        constraints = [models.UniqueConstraint(fields=["company", "day", "pattern"], name="flag_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_pattern_display()} · {self.day}"
