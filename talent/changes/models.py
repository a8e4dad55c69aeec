"""The change row: what the relay has yet to carry to the indexes."""

from typing import ClassVar

from django.db import models

from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class Change(models.Model):
    """A subject whose index documents are out of date.

    `version` is the subject's at the time of marking: the relay re-reads the subject at send time, and needs
    the number only where the subject is gone. `narrowing`: somebody may see less than before, so the subject
    is left out of every answer until the row is sent.
    """

    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    version = models.BigIntegerField()
    narrowing = models.BooleanField()
    marked_at = models.DateTimeField(auto_now_add=True)

    inventory: ClassVar[Inventory] = {
        "kind": PLAIN,
        "key": Kept(Purpose.KEEP_INDEX_TRUE, Readers.NOBODY, Until.WRITTEN_TO_INDEX),
        "version": PLAIN,
        "narrowing": PLAIN,
        "marked_at": PLAIN,
    }

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "narrowing"], name="change_guard")]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"


class Leftover(models.Model):
    """Something of a person who has left that lies outside the database: an index entry, a file, a written mail.
    The row goes when the thing is gone."""

    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=255)
    made_at = models.DateTimeField(auto_now_add=True)

    inventory: ClassVar[Inventory] = {
        "kind": PLAIN,
        "ref": Kept(Purpose.LEAVE, Readers.NOBODY, Until.REMOVED),
        "made_at": PLAIN,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.kind
