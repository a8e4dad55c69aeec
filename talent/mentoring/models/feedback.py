"""What guests and mentors say to each other of a session that is over."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from talent.accounts.models import User
from talent.lib.inventory import Inventory, Kept, Purpose, Readers, Until
from talent.mentoring.models.bookings import Booking

SEALED_FOR = timedelta(days=7)
"""So long one word stays closed to the other side while theirs is missing."""
SAID = Kept(Purpose.MENTOR, Readers.OTHER_SIDE, Until.ACCOUNT_ENDS)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def of(self, user: User) -> "FeedbackQuerySet":
        """What the person has said."""
        return self.filter(author=user)

    def open_to(self, user: User, now: datetime) -> "FeedbackQuerySet":
        """What was said to the person and is open to them: as soon as they have spoken too, and after a week in any
        case. Nobody answers a score with a score."""
        spoken = Feedback.objects.filter(booking=models.OuterRef("booking"), author=user).order_by()
        either = models.Q(models.Exists(spoken)) | models.Q(at__lte=now - SEALED_FOR)
        theirs = models.Q(booking__guest=user) | models.Q(booking__offer__profile__user=user)
        return self.filter(either, theirs).exclude(author=user)


class Feedback(models.Model):
    """One side's word: `score` from 1 to 5, and `words` if there are any."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="feedback")
    author = models.ForeignKey(User, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField()

    objects = FeedbackQuerySet.as_manager()

    inventory: ClassVar[Inventory] = dict.fromkeys(["booking", "author", "score", "words", "at"], SAID)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "author"], name="one_word_of_each"),
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5), name="feedback_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.score}"
