"""Public holidays, as data that editors correct."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import PLAIN, Inventory


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def days(self, country: str, first: date, last: date) -> frozenset[date]:
        """The days on which that country (ISO, two letters) has a public holiday, from `first` to `last`."""
        rows = self.filter(country=country, kept=True, day__range=(first, last)).order_by("day")
        return frozenset(rows.values_list("day", flat=True))


class Holiday(models.Model):
    """One holiday of one year. `code` stays with it when the day is corrected, so that loading again undoes nothing.
    `estimated`: the day of the lunar calendar has not been announced yet. One that is not `kept` does not take place."""

    country = models.CharField(_("Country"), max_length=2, default="IR")
    code = models.CharField(max_length=40)
    day = models.DateField(_("Day"))
    fa = models.CharField(_("Persian"), max_length=120)
    en = models.CharField(_("English"), max_length=120)
    estimated = models.BooleanField(_("Estimated"), default=False)
    kept = models.BooleanField(_("Takes place"), default=True)

    objects = HolidayQuerySet.as_manager()

    inventory: ClassVar[Inventory] = dict.fromkeys(
        ("country", "code", "day", "fa", "en", "estimated", "kept"), PLAIN
    )

    class Meta:
        ordering = ["day", "code"]
        constraints = [models.UniqueConstraint(fields=["country", "code"], name="holiday_once")]
        indexes = [models.Index(fields=["country", "day"], name="holiday_days")]
        verbose_name = _("Holiday")
        verbose_name_plural = _("Holidays")

    def __str__(self) -> str:
        return f"{self.country} {self.day}"
