"""Sessions that were booked with mentors, and the log of their steps."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.mentoring.booking_states import STANDING, WAITING, Side, State, Verb
from talent.mentoring.models.offers import Offer

BOOKING_STATES = {
    State.HELD: _("Held for you"),
    State.REQUESTED: _("Waits for the mentor"),
    State.CONFIRMED: _("Confirmed"),
    State.DECLINED: _("Declined"),
    State.CANCELLED: _("Cancelled"),
    State.LAPSED: _("Lapsed"),
    State.HAPPENED: _("Took place"),
    State.MISSED: _("Somebody was missing"),
    State.LOST: _("The connection was lost"),
}
TWO = Kept(Purpose.MENTOR, Readers.BOOKED, Until.ACCOUNT_ENDS)


class BookingQuerySet(models.QuerySet["Booking"]):
    def standing(self) -> "BookingQuerySet":
        """Those that hold a time."""
        return self.filter(state__in=STANDING)

    def of(self, user: User) -> "BookingQuerySet":
        """Those in which the person is the guest or the mentor."""
        return self.filter(models.Q(guest=user) | models.Q(offer__profile__user=user))

    def given_by(self, user: User) -> "BookingQuerySet":
        """Those in which the person is the mentor."""
        return self.filter(offer__profile__user=user)

    def ahead(self, now: datetime) -> "BookingQuerySet":
        """Those that hold a time which is not over."""
        waits = models.Q(state__in=WAITING, held_until__gt=now)
        return self.filter(waits | models.Q(state=State.CONFIRMED), end__gt=now)

    def lapsed(self, now: datetime) -> "BookingQuerySet":
        """Those that waited for too long, whatever a clock has written yet."""
        return self.filter(state__in=WAITING, held_until__lte=now)


class Booking(models.Model):
    """One guest's session. Its time is that of the blocks with `session` as their `ref`: the mentor's and each guest's;
    `start` and `end` say it in UTC, `wall` and `zone` as it was agreed on the mentor's clock, `tzdata` by which edition
    of the zone rules. `sequence` rises with every change of the time. `answers`: rows of `{"question", "answer"}`.
    `held_until`: until when it waits. `reason`: why it was declined or cancelled, as somebody wrote it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="bookings")
    guest = models.ForeignKey(User, models.CASCADE, related_name="+")
    session = models.UUIDField()
    state = models.CharField(
        max_length=10, choices=[(one.value, BOOKING_STATES[one]) for one in State], default=State.HELD
    )
    start = models.DateTimeField()
    end = models.DateTimeField()
    wall = models.CharField(max_length=16)
    zone = models.CharField(max_length=60)
    tzdata = models.CharField(max_length=10)
    sequence = models.PositiveIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    answers = models.JSONField(default=list)
    reason = models.TextField(max_length=1000, blank=True)
    said_by_mentor = models.CharField(max_length=12, blank=True)
    said_by_guest = models.CharField(max_length=12, blank=True)
    made_at = models.DateTimeField()

    objects = BookingQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(["key", "session", "tzdata", "sequence"], PLAIN),
        **dict.fromkeys(["offer", "guest", "state", "start", "end", "wall", "zone", "held_until"], TWO),
        **dict.fromkeys(["answers", "reason", "said_by_mentor", "said_by_guest", "made_at"], TWO),
    }

    class Meta:
        ordering = ["start", "id"]
        indexes = [
            models.Index(fields=["guest", "state"], name="booking_of_guest"),
            models.Index(fields=["offer", "state"], name="booking_of_offer"),
            models.Index(fields=["session"], name="booking_session"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]), name="booking_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="booking_runs_forward"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[one.value for one in WAITING])
                | models.Q(held_until__isnull=False),
                name="booking_waits_until_some_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def state_at(self, now: datetime) -> State:
        """Its state at that moment: what waited for too long has lapsed, whatever a clock has written."""
        over = self.held_until is not None and self.held_until <= now
        return State.LAPSED if self.state in WAITING and over else State(self.state)

    def side_of(self, user: User) -> Side | None:
        """On which side the person is; None for everybody else. Needs the offer's profile."""
        if user.pk == self.guest_id:
            return Side.GUEST
        return Side.MENTOR if user.pk == self.offer.profile.user_id else None


class BookingStepQuerySet(models.QuerySet["BookingStep"]):
    def of(self, user: User) -> "BookingStepQuerySet":
        """Steps of sessions in which the person is the guest or the mentor."""
        return self.filter(booking__in=Booking.objects.of(user).order_by().values("pk"))


class BookingStep(models.Model):
    """The log: one row for each step of a booking, by which side; `start` is when it was to begin after it."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    side = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Side])
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    start = models.DateTimeField()
    at = models.DateTimeField()

    objects = BookingStepQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "booking": TWO,
        "verb": TWO,
        "side": TWO,
        "before": PLAIN,
        "after": PLAIN,
        "start": TWO,
        "at": TWO,
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.verb}"
