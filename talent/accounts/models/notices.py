"""What somebody is told before signing up (GDPR, Art. 13), by the group of countries that they live in."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import PLAIN, Inventory

MARK = "⟦"
"""Opens what is still to be filled in, or to be checked by counsel."""

PARTS: dict[str, Any] = {
    "who": _("Who runs this"),
    "hosting": _("Where it is hosted"),
    "purposes": _("What your data is used for"),
    "basis": _("On which legal basis"),
    "recipients": _("Who gets to see it"),
    "storage": _("How long it is kept"),
    "rights": _("What you may ask of us"),
    "complaint": _("Where you can complain"),
    "compelled": _("What the law may compel us to"),
    "limits": _("What we cannot promise"),
    "sanctions": _("Sanctions"),
    "employer": _("Your employer's permission"),
}


class Group(models.TextChoices):
    EU = "eu", _("European Union and European Economic Area")
    OTHER = "other", _("All other countries")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def published(self) -> "NoticeQuerySet":
        """All that have ever been in force, the newest of each group first."""
        return self.exclude(published_at=None).order_by("group", "-number")

    def in_force(self, group: str) -> "Notice | None":
        """The newest published version of the group; None where nothing is published."""
        return self.published().filter(group=group).first()


class Notice(models.Model):
    """One version for one group of countries. A draft until it is published; never changed afterwards."""

    group = models.CharField(_("Countries"), max_length=10, choices=Group)
    number = models.PositiveIntegerField(_("Version"), null=True)
    published_at = models.DateTimeField(_("Published"), null=True)
    information_only = models.BooleanField(_("For information only"), default=False)
    who_fa = models.TextField(blank=True)
    who_en = models.TextField(blank=True)
    hosting_fa = models.TextField(blank=True)
    hosting_en = models.TextField(blank=True)
    purposes_fa = models.TextField(blank=True)
    purposes_en = models.TextField(blank=True)
    basis_fa = models.TextField(blank=True)
    basis_en = models.TextField(blank=True)
    recipients_fa = models.TextField(blank=True)
    recipients_en = models.TextField(blank=True)
    storage_fa = models.TextField(blank=True)
    storage_en = models.TextField(blank=True)
    rights_fa = models.TextField(blank=True)
    rights_en = models.TextField(blank=True)
    complaint_fa = models.TextField(blank=True)
    complaint_en = models.TextField(blank=True)
    compelled_fa = models.TextField(blank=True)
    compelled_en = models.TextField(blank=True)
    limits_fa = models.TextField(blank=True)
    limits_en = models.TextField(blank=True)
    sanctions_fa = models.TextField(blank=True)
    sanctions_en = models.TextField(blank=True)
    employer_fa = models.TextField(blank=True)
    employer_en = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()
    TEXTS: ClassVar[tuple[str, ...]] = tuple(
        f"{part}_{language}" for part in PARTS for language in ("fa", "en")
    )

    inventory: ClassVar[Inventory] = dict.fromkeys(
        ["group", "number", "published_at", "information_only", *TEXTS], PLAIN
    )

    class Meta:
        ordering = ["group", "-id"]
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="notice_version_once"),
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(published_at=None), name="notice_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None, number=None)
                | models.Q(published_at__isnull=False, number__isnull=False),
                name="notice_published_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number or 'draft'}"

    def text(self, part: str) -> str:
        """One part in the reader's language."""
        return str(getattr(self, f"{part}_{'fa' if get_language() == 'fa' else 'en'}"))

    def told(self) -> list[dict[str, Any]]:
        """All parts with their headings, in the reader's language."""
        return [{"label": label, "text": self.text(part)} for part, label in PARTS.items()]

    def missing(self) -> list[str]:
        """Fields that are empty, or in which something is still to be filled in or checked."""
        return [name for name in self.TEXTS if not (held := getattr(self, name)).strip() or MARK in held]
