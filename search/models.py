"""What the relay keeps of itself: where it stands, and what it is asked to rebuild."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from talent.lib.inventory import PLAIN, Inventory


class RelayState(models.Model):
    """One row: when the relay last did its round, for which day the bands in the indexes hold, and until when
    somebody holds the right to make whole indexes anew."""

    last_round = models.DateTimeField(null=True)
    bands_of = models.DateField(null=True)
    held_until = models.DateTimeField(null=True)

    inventory: ClassVar[Inventory] = dict.fromkeys(["last_round", "bands_of", "held_until"], PLAIN)

    def __str__(self) -> str:
        return "relay"

    @classmethod
    def current(cls) -> "RelayState":
        """The one row, or an empty one where the relay has never run."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def note(cls, **values: object) -> None:
        """Writes some of the row's values."""
        cls.objects.update_or_create(pk=1, defaults=values)

    @classmethod
    def hold(cls, *, seconds: int) -> bool:
        """Takes the right to make whole indexes anew, unless another process holds it. A process that is
        killed loses it by time."""
        cls.objects.get_or_create(pk=1)
        now = timezone.now()
        free = models.Q(held_until=None) | models.Q(held_until__lt=now)
        return bool(cls.objects.filter(free, pk=1).update(held_until=now + timedelta(seconds=seconds)))


class RebuildRequest(models.Model):
    """That an index is to be made anew. The relay alone writes to the embedded engine, so one asks it."""

    index = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    written = models.PositiveIntegerField(default=0)

    inventory: ClassVar[Inventory] = dict.fromkeys(["index", "asked_at", "done_at", "written"], PLAIN)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"rebuild {self.index}"
