"""What outlives the versions of a programme: its address and its window."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import PLAIN, Inventory
from talent.programmes.states import Phase, State, Window


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def in_force(self) -> "ProgrammeQuerySet":
        """Those that have a version in force."""
        return self.filter(versions__state=State.PUBLISHED)


class Programme(models.Model):
    """One programme. What it asks and gives stands in its versions; the window moves without a new one."""

    slug = models.SlugField(_("Address"), max_length=60, unique=True)
    opens_on = models.DateField(_("Opens on"), null=True, blank=True)
    closes_on = models.DateField(_("Last day"), null=True, blank=True)
    paused = models.BooleanField(_("Paused"), default=False)
    claims_from = models.DateField(_("Claims are taken from"), null=True, blank=True)
    quota = models.PositiveIntegerField(_("Places"), null=True, blank=True)
    budget = models.DecimalField(_("Budget"), max_digits=18, decimal_places=2, null=True, blank=True)
    budget_currency = models.CharField(_("Currency of the budget"), max_length=3, blank=True)
    contact = models.EmailField(_("Contact of the programme"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProgrammeQuerySet.as_manager()

    inventory: ClassVar[Inventory] = dict.fromkeys(
        [
            *("slug", "opens_on", "closes_on", "paused", "claims_from", "quota", "budget"),
            *("budget_currency", "contact", "created_at"),
        ],
        PLAIN,
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("Programme")
        verbose_name_plural = _("Programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="programme_opens_before_it_closes",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(budget=None, budget_currency="")
                | (Q(budget__isnull=False, budget__gte=0) & ~Q(budget_currency="")),
                name="programme_budget_has_a_currency",
                violation_error_message=_("A budget needs its currency, and a currency its budget."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def window(self) -> Window:
        """From when to when one may apply."""
        return Window(self.opens_on, self.closes_on, self.paused, self.claims_from)

    def phase(self, today: date) -> Phase:
        """Where the window stands on that day."""
        return self.window.phase(today)
