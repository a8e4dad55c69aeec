"""Calendars that people keep elsewhere."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django.db import models

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.schedule.slots import Busy, Span

MINE = Kept(Purpose.MEET, Readers.ME, Until.PERSON_CHANGES_IT)
STALE = timedelta(hours=6)


class OutsideCalendarQuerySet(models.QuerySet["OutsideCalendar"]):
    def due(self, now: datetime) -> "OutsideCalendarQuerySet":
        """Those to be read, the longest waiting first."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")


class OutsideCalendar(models.Model):
    """Somebody's calendar elsewhere. Its address is sealed and shown to nobody any more, its owner included. Of what
    stands in it only `busy` is kept, pairs of seconds since 1970; `read_at` says since when that is true. `trouble` is
    the code of why the last reading failed, empty where it did not."""

    owner = models.OneToOneField(User, models.CASCADE, related_name="+")
    sealed = models.TextField()
    busy = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    trouble = models.CharField(max_length=30, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects = OutsideCalendarQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "owner": MINE,
        "sealed": Kept(Purpose.MEET, Readers.NOBODY, Until.PERSON_CHANGES_IT),
        "busy": MINE,
        "read_at": MINE,
        "due_at": PLAIN,
        "trouble": MINE,
        "failures": PLAIN,
    }

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["due_at"], name="outside_due")]

    def __str__(self) -> str:
        return f"calendar of {self.owner_id}"

    @property
    def spans(self) -> list[Span]:
        """When the owner is busy, as it was last read."""
        return [Span(*(datetime.fromtimestamp(at, UTC) for at in pair)) for pair in self.busy]

    @property
    def times(self) -> list[Busy]:
        """The same for `free_slots`."""
        return [Busy(span.start, span.end) for span in self.spans]

    def is_stale(self, now: datetime) -> bool:
        """Whether what is kept is too old to be trusted without saying so."""
        return self.read_at is None or now - self.read_at > STALE
