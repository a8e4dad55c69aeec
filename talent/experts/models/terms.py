"""The vocabulary: words that profiles are made of, in both languages; and what the park has chosen."""

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import PLAIN, Inventory


class TermKind(models.TextChoices):
    SKILL = "skill", _("Skill")
    ROLE = "role", _("Role")
    REGION = "region", _("Region")
    LANGUAGE = "language", _("Language")
    SENIORITY = "seniority", _("Seniority")
    WAY = "way", _("Way to work")


class Term(models.Model):
    """One word of the vocabulary. `loaded` is the digest of the content that the loader last wrote:
    where it no longer fits the row, an editor has changed it, and the loader leaves it alone."""

    kind = models.CharField(_("Kind"), max_length=10, choices=TermKind)
    slug = models.SlugField(_("Short name"), max_length=60)
    fa = models.CharField(_("Persian"), max_length=120)
    en = models.CharField(_("English"), max_length=120)
    aliases_fa = models.TextField(_("Other words in Persian"), blank=True, help_text=_("One on each line."))
    aliases_en = models.TextField(_("Other words in English"), blank=True, help_text=_("One on each line."))
    broader = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    esco = models.CharField("ESCO", max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)
    loaded = models.CharField(max_length=32, blank=True, editable=False)

    inventory: ClassVar[Inventory] = dict.fromkeys(
        ["kind", "slug", "fa", "en", "aliases_fa", "aliases_en", "broader", "esco", "position", "loaded"],
        PLAIN,
    )

    class Meta:
        ordering = ["kind", "position", "slug"]
        verbose_name = _("Word")
        verbose_name_plural = _("Vocabulary")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="term_once")]

    def __str__(self) -> str:
        return self.en


PUBLIC_DIRECTORY = "(SELECT park.public_directory_open FROM experts_parkchoice AS park WHERE park.id = 1)"
"""Whether the public directory is open, to be read along with the reader's row."""


class ParkChoice(models.Model):
    """One row of the park's own switches. `vocabulary_number` rises when a word changes, so that each
    process knows from one small look-up whether the vocabulary it holds in memory is the current one."""

    public_directory_open = models.BooleanField(_("The public directory is open"), default=False)
    vocabulary_number = models.PositiveIntegerField(default=1, editable=False)

    inventory: ClassVar[Inventory] = dict.fromkeys(["public_directory_open", "vocabulary_number"], PLAIN)

    def __str__(self) -> str:
        return "park"

    @classmethod
    def current(cls) -> "ParkChoice":
        """The one row, or the defaults where the park has not chosen yet (one SQL, writes nothing)."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def vocabulary_changed(cls) -> None:
        """Tells every process that a word has changed. Call it inside the writing transaction."""
        if not cls.objects.filter(pk=1).update(vocabulary_number=F("vocabulary_number") + 1):
            cls.objects.create(pk=1, vocabulary_number=2)
