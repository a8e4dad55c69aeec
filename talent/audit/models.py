"""What was done, by whom, to what; and how often authorities asked. People are named by a random key that erasure
forgets."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class Entry(models.Model):
    """One deed. Append-only: rows are never changed."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=30)
    target_key = models.CharField(max_length=40)

    inventory: ClassVar[Inventory] = {
        "at": PLAIN,
        "actor": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.PERSON_FORGOTTEN),
        "verb": PLAIN,
        "target_kind": PLAIN,
        "target_key": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.PERSON_FORGOTTEN),
    }

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.target_kind}"


class AuthorityRequests(models.Model):
    """How often authorities asked the park about people in one year of the Gregorian calendar, and how often it
    answered. A year without a row is not counted yet."""

    year = models.PositiveSmallIntegerField(_("Year"), unique=True)
    asked = models.PositiveIntegerField(_("Requests"))
    answered = models.PositiveIntegerField(_("Answered with data"))
    note_fa = models.CharField(_("Note in Persian"), max_length=300, blank=True)
    note_en = models.CharField(_("Note in English"), max_length=300, blank=True)

    inventory: ClassVar[Inventory] = dict.fromkeys(["year", "asked", "answered", "note_fa", "note_en"], PLAIN)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("Requests by authorities")
        verbose_name_plural = _("Requests by authorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered__lte=F("asked")),
                name="answered_of_asked",
                violation_error_message=_("More were answered than asked."),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def note(self) -> str:
        """The note in the reader's language."""
        return self.note_fa if get_language() == "fa" else self.note_en
