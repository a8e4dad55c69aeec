"""The CV file of a profile. Its content lies in private storage under a random name."""

from typing import ClassVar

from django.db import models

from talent.experts.models.profiles import MINE, Profile
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

FILE = Kept(Purpose.BE_UNDERSTOOD, Readers.COMPANIES, Until.PERSON_CHANGES_IT)


class CvQuerySet(models.QuerySet["Cv"]):
    def names(self) -> set[str]:
        """The names in storage that belong to somebody."""
        return set(self.order_by().values_list("file", flat=True))


class Cv(models.Model):
    """One file. The name it was given by its owner is not kept: it often says who they are."""

    profile = models.OneToOneField(Profile, models.CASCADE, related_name="cv")
    file = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    added_on = models.DateField()

    objects = CvQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "profile": MINE,
        "file": FILE,
        "kind": PLAIN,
        "size": PLAIN,
        "added_on": MINE,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"CV of {self.profile_id}"
