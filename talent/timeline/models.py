"""What waits for whom. A row is opened by the room in which something waits, and closed by it."""

from typing import ClassVar

from django.db import models

from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until


class Owner(models.TextChoices):
    PERSON = "person"
    COMPANY = "company"


WAITING_NUMBER = """
SELECT COUNT(*) FROM timeline_item AS waits
WHERE waits.owner_kind = 'person' AND waits.owner = reader.id AND waits.closed_at IS NULL
"""


class ItemQuerySet(models.QuerySet["Item"]):
    def waiting(self, kind: Owner, owner: int) -> "ItemQuerySet":
        """What waits for this person or company, oldest first."""
        return self.filter(owner_kind=kind, owner=owner, closed_at=None).order_by("since", "pk")

    def of_person(self, owner: int) -> "ItemQuerySet":
        """All that has ever waited for the person, the newest first."""
        return self.filter(owner_kind=Owner.PERSON, owner=owner).order_by("-since", "-pk")

    def coming(self, owner: int) -> "ItemQuerySet":
        """What waits for the person until a day, the nearest first."""
        return self.waiting(Owner.PERSON, owner).exclude(due=None).order_by("due", "pk")


class Item(models.Model):
    """One thing that waits, or waited. `owner` is a key without a constraint, because companies lie above; `ref`
    names the thing in the room that opened it, `due` is the day that was promised."""

    owner_kind = models.CharField(max_length=10, choices=Owner)
    owner = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    ref = models.UUIDField()
    since = models.DateTimeField()
    due = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ItemQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "owner_kind": PLAIN,
        "owner": Kept(Purpose.ANSWER, Readers.ME, Until.ACCOUNT_ENDS),
        "kind": Kept(Purpose.ANSWER, Readers.ME, Until.ACCOUNT_ENDS),
        "ref": PLAIN,
        "since": Kept(Purpose.ANSWER, Readers.ME, Until.ACCOUNT_ENDS),
        "due": Kept(Purpose.ANSWER, Readers.ME, Until.ACCOUNT_ENDS),
        "closed_at": Kept(Purpose.ANSWER, Readers.ME, Until.ACCOUNT_ENDS),
    }

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["owner_kind", "owner", "closed_at"], name="timeline_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref", "owner_kind", "owner"],
                condition=models.Q(closed_at=None),
                name="waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.owner_kind} {self.owner}"
