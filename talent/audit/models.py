"""What was done, by whom, to what. People are named by a random key that erasure forgets."""

from typing import ClassVar

from django.db import models

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
