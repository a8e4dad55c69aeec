"""Times that people have given away: one table for all rooms, so that nobody is promised twice."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.schedule.slots import Busy, Span

MEETING = Kept(Purpose.MEET, Readers.ME, Until.MEETING_OVER)
KEPT_DAYS = 40
"""How long a time stays when it is over: limits of a month still count it."""


class BlockState(models.TextChoices):
    HELD = "held"
    TAKEN = "taken"


class BlockQuerySet(models.QuerySet["Block"]):
    def standing(self, now: datetime) -> "BlockQuerySet":
        """All but holds that have lapsed."""
        return self.filter(models.Q(held_until=None) | models.Q(held_until__gt=now))

    def lapsed(self, now: datetime) -> "BlockQuerySet":
        """Holds whose time is over."""
        return self.filter(held_until__lte=now)

    def of(self, owner: User) -> "BlockQuerySet":
        return self.filter(owner=owner)

    def over(self, now: datetime) -> "BlockQuerySet":
        """Those that no limit counts any more."""
        return self.filter(end__lt=now - timedelta(days=KEPT_DAYS))

    def touching(self, span: Span) -> "BlockQuerySet":
        """Those that take, with their buffers, something of the span."""
        return self.filter(span_start__lt=span.end, span_end__gt=span.start)

    def busy(
        self, owner: User, window: Span, now: datetime, *, counting: Collection[str] = (), guest: int = 0
    ) -> list[Busy]:
        """What the owner has given away in the window, for `free_slots`; in one statement. `counting`: the kinds that
        count in limits. `guest`: the key of whoever looks, to know which sessions are theirs too."""
        theirs = Block.objects.filter(owner=guest, ref=models.OuterRef("ref")).order_by()
        known = {"is_mine": models.Exists(theirs)}
        rows = self.of(owner).standing(now).touching(window).annotate(**known).order_by("start", "pk")
        return [block.as_busy(counting, mine=block.is_mine) for block in rows]


class Block(models.Model):
    """A time that somebody has given away. `kind` and `ref` say for what, in the words of the room that took it; all
    who meet hold a block with one `ref`. `span_…` is the same time with the buffers (minutes) around it: no two of one
    owner overlap, which the database itself refuses. `seats`: of a session that several may join."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    before = models.PositiveSmallIntegerField(default=0)
    after = models.PositiveSmallIntegerField(default=0)
    span_start = models.DateTimeField()
    span_end = models.DateTimeField()
    state = models.CharField(max_length=10, choices=BlockState, default=BlockState.TAKEN)
    held_until = models.DateTimeField(null=True)
    kind = models.CharField(max_length=30)
    ref = models.UUIDField()
    seats = models.PositiveSmallIntegerField(default=1)
    seats_taken = models.PositiveSmallIntegerField(default=1)

    is_mine: bool
    """Stands only on rows of `busy`."""

    objects = BlockQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "owner": MEETING,
        "start": MEETING,
        "end": MEETING,
        "before": PLAIN,
        "after": PLAIN,
        "span_start": PLAIN,
        "span_end": PLAIN,
        "state": MEETING,
        "held_until": MEETING,
        "kind": MEETING,
        "ref": PLAIN,
        "seats": PLAIN,
        "seats_taken": PLAIN,
    }

    class Meta:
        ordering = ["start", "id"]
        indexes = [
            models.Index(fields=["owner", "span_end"], name="block_of_owner"),
            models.Index(fields=["ref"], name="block_ref"),
            models.Index(fields=["end"], name="block_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end"))
                & models.Q(span_start__lte=models.F("start"))
                & models.Q(span_end__gte=models.F("end")),
                name="block_runs_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(seats_taken__lte=models.F("seats")), name="block_seats_are_there"
            ),
            models.CheckConstraint(
                condition=models.Q(state="held", held_until__isnull=False)
                | models.Q(state="taken", held_until=None),
                name="block_held_until_some_time",
            ),
            models.UniqueConstraint(fields=["owner", "ref"], name="block_once_for_each"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.owner_id} at {self.start:%Y-%m-%d %H:%M}"

    def as_busy(self, counting: Collection[str], *, mine: bool = False) -> Busy:
        """The same for `free_slots`."""
        return Busy(
            self.start,
            self.end,
            self.before,
            self.after,
            counts=self.kind in counting,
            mine=mine,
            taken=self.seats_taken if self.seats > 1 else None,
            seats=self.seats if self.seats > 1 else None,
        )

    @property
    def span(self) -> Span:
        """The time with its buffers."""
        return Span(self.span_start, self.span_end)
