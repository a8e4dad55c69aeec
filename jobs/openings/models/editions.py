"""What an opening says, at one time: an edition is written by its company, and stays as it is once published."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

SPOKEN = ("title", "text")
"""Fields that exist once in each language; one language is enough."""
SMALL = ("closes_on", "places", "answer_days")
"""Fields whose change leaves what an opening means as it is."""
CURRENCIES = ("IRR", "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "AED", "TRY")


class Kind(models.TextChoices):
    EMPLOYMENT = "employment", _("Employment")
    CONTRACT = "contract", _("Contract")
    PROJECT = "project", _("Project")
    ADVISORY = "advisory", _("Advisory role")
    INTERNSHIP = "internship", _("Internship")


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("Hybrid")
    REMOTE = "remote", _("Remote, from abroad too")
    VISIT = "visit", _("Short stay")
    RETURN = "return", _("For people who return")


class Period(models.TextChoices):
    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")
    ONCE = "once", _("in total")


class NoPay(models.TextChoices):
    """Why no pay is named."""

    BY_AGREEMENT = "by_agreement", _("It is agreed on with the person")
    BY_SCALE = "by_scale", _("It follows a pay scale that is named in the text")
    SHARES = "shares", _("It is a share in the company")
    UNPAID = "unpaid", _("It is not paid")


class Relocation(models.TextChoices):
    """What the company does for somebody who moves."""

    TICKET = "ticket", _("Travel costs")
    HOUSING = "housing", _("A place to live at first")
    FAMILY = "family", _("Help for the family: school, work")
    PAPERS = "papers", _("Help with papers and offices")
    GRANT = "grant", _("A sum for moving")


class Edition(models.Model):
    """`skills`: rows of `{"slug", "level" (1–5, 0: any), "must"}`. `languages`: slugs. `questions`: up to five rows of
    `{"id", "text"}`; an id stays while its question is edited. `country` is an ISO code; `city` a slug of
    data/cities.json where the country has some there, else as typed. Pay in whole units of the currency (ISO 4217).
    `closes_on`: the last day, at the park. `version` rises with every save: two tabs never overwrite each other;
    `tab` names the one that saved last, whose own saves may overtake each other. `refused`: what was typed and could
    not be saved, by field; shown again, and never published. `contact_by` wrote the contact."""

    title_fa = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    text_fa = models.TextField(max_length=8000, blank=True)
    text_en = models.TextField(max_length=8000, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    seniority = models.CharField(max_length=40, blank=True)
    skills = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    overlap_hours = models.PositiveSmallIntegerField(null=True)
    country = models.CharField(max_length=2, default="IR", blank=True)
    city = models.CharField(max_length=60, blank=True)
    site = models.CharField(max_length=120, blank=True)
    pay_min = models.PositiveBigIntegerField(null=True)
    pay_max = models.PositiveBigIntegerField(null=True)
    pay_currency = models.CharField(max_length=3, choices=[(one, one) for one in CURRENCIES], blank=True)
    pay_period = models.CharField(max_length=6, choices=Period, blank=True)
    no_pay = models.CharField(max_length=12, choices=NoPay, blank=True)
    relocation = models.JSONField(default=list)
    places = models.PositiveSmallIntegerField(default=1)
    closes_on = models.DateField(null=True)
    questions = models.JSONField(default=list)
    contact = models.CharField(max_length=120, blank=True)
    contact_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answer_days = models.PositiveSmallIntegerField(default=14)
    is_blind = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    tab = models.CharField(max_length=16, blank=True)
    refused = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(
            [
                *("title_fa", "title_en", "text_fa", "text_en", "kind", "seniority", "skills", "languages"),
                *("mode", "overlap_hours", "country", "city", "site", "pay_min", "pay_max", "pay_currency"),
                *("pay_period", "no_pay", "relocation", "places", "closes_on", "questions", "answer_days"),
                *("is_blind", "version", "tab", "refused", "saved_at"),
            ],
            PLAIN,
        ),
        "contact": Kept(Purpose.ACT_FOR_COMPANY, Readers.PUBLIC, Until.TAKEN_OFF),
        "contact_by": Kept(Purpose.ACT_FOR_COMPANY, Readers.NOBODY, Until.ACCOUNT_ENDS),
        "saved_by": Kept(Purpose.ACT_FOR_COMPANY, Readers.NOBODY, Until.ACCOUNT_ENDS),
    }

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pay_min=None)
                | models.Q(pay_max=None)
                | models.Q(pay_max__gte=models.F("pay_min")),
                name="opening_pay_in_order",
            ),
            models.CheckConstraint(condition=models.Q(places__gte=1), name="opening_has_a_place"),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_fa

    def spoken(self, name: str, language: str) -> tuple[str, str]:
        """A field in that language or else the other one, and which it was; ("", "") where neither says anything."""
        for one in (language, "en" if language == "fa" else "fa"):
            if said := getattr(self, f"{name}_{one}"):
                return said, one
        return "", ""

    def copied(self) -> dict[str, Any]:
        """All that a new edition takes over from this one."""
        return self.said() | {"contact_by": self.contact_by}

    def said(self) -> dict[str, Any]:
        """All that it says, by field."""
        return {name: getattr(self, name) for name in SAID}


SAID = tuple(
    field.name
    for field in Edition._meta.concrete_fields
    if field.name not in ("id", "version", "tab", "refused", "contact_by", "saved_at", "saved_by")
)
MEANING = tuple(name for name in SAID if name not in SMALL)
"""Fields whose change needs a new review."""
