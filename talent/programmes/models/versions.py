"""Versions of a programme: each one document, a draft until it is published, and from then on never changed.

The database itself refuses to change or delete a published one: see the triggers in migration 0002. On SQLite a later
migration that alters this table rebuilds it and loses them: end it with the same operation.
"""

from functools import lru_cache
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.lib.errors import Absent
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.programmes.document import values
from talent.programmes.document.reading import read
from talent.programmes.models.programmes import Programme
from talent.programmes.states import State, Verb

STATES = {
    State.DRAFT: _("Draft"),
    State.PUBLISHED: _("In force"),
    State.SUPERSEDED: _("Superseded"),
}


class VersionQuerySet(models.QuerySet["Version"]):
    def in_force(self, slug: str) -> "Version | None":
        """The published version of a programme; None where there is none, or no such programme."""
        return self.filter(programme__slug=slug, state=State.PUBLISHED).select_related("programme").first()

    def draft(self, slug: str) -> "Version | None":
        """The draft of a programme; None where nobody has started one."""
        return self.filter(programme__slug=slug, state=State.DRAFT).select_related("programme").first()

    def demand_in_force(self, slug: str) -> "Version":
        """The same; raises Absent where there is none, or no such programme."""
        found = self.in_force(slug)
        if found is None:
            raise Absent()
        return found

    def all_in_force(self) -> "VersionQuerySet":
        """The published versions of all programmes, by address."""
        return self.filter(state=State.PUBLISHED).select_related("programme").order_by("programme__slug")

    def numbered(self, slug: str, number: int) -> "Version | None":
        """The version of that number, in force or superseded; None where there is none."""
        of_it = self.filter(programme__slug=slug, number=number).exclude(state=State.DRAFT)
        return of_it.select_related("programme").first()

    def history(self, programme: Programme) -> "VersionQuerySet":
        """What is or was in force, the newest first."""
        return self.filter(programme=programme).exclude(state=State.DRAFT).order_by("-number")


class Version(models.Model):
    """One version. `revision` rises with each save of the draft, so that nobody publishes what they have not read."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Version"), null=True)
    state = models.CharField(
        _("State"),
        max_length=10,
        choices=[(state.value, STATES[state]) for state in State],
        default=State.DRAFT.value,
    )
    revision = models.PositiveIntegerField(default=1)
    document = models.TextField()
    published_at = models.DateTimeField(_("Published"), null=True)

    objects = VersionQuerySet.as_manager()

    inventory: ClassVar[Inventory] = dict.fromkeys(
        ["programme", "number", "state", "revision", "document", "published_at"], PLAIN
    )

    class Meta:
        ordering = ["programme_id", "-id"]
        verbose_name = _("Version of a programme")
        verbose_name_plural = _("Versions of programmes")
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_version_once"),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state="draft"), name="programme_one_draft"
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state="published"), name="programme_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, published_at=None)
                | (~Q(state="draft") & Q(number__isnull=False, published_at__isnull=False)),
                name="programme_published_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number or 'draft'}"

    @property
    def content(self) -> values.Version:
        """The typed value of the document. Values are shared and frozen."""
        return _content(self.document)


@lru_cache(maxsize=128)
def _content(document: str) -> values.Version:
    return read(document)


class VersionStep(models.Model):
    """The log: one row for each step of a version, by whom (as the audit trail names people; None is the machine
    itself). `reason`: why somebody published alone."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=[(verb.value, verb.value) for verb in Verb])
    actor = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=500, blank=True)

    inventory: ClassVar[Inventory] = {
        "version": PLAIN,
        "verb": PLAIN,
        "actor": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.PERSON_FORGOTTEN),
        "at": PLAIN,
        "reason": PLAIN,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.verb}"
