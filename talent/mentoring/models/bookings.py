"""Sessions that were booked with mentors, and the log of their steps."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.mentoring.booking_states import AGREED, STANDING, WAITING, Outcome, Side, State, Verb
from talent.mentoring.models.offers import Offer
from talent.mentoring.models.relations import Relation

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
MINE = Kept(Purpose.MENTOR, Readers.ME, Until.ACCOUNT_ENDS)


class BookingQuerySet(models.QuerySet["Booking"]):
    def standing(self) -> "BookingQuerySet":
        """Those that hold a time."""
        return self.filter(state__in=STANDING)

    def of(self, user: User) -> "BookingQuerySet":
        """Those in which the person is the guest or the mentor."""
        return self.filter(models.Q(guest=user) | models.Q(offer__profile__user=user))

    def locked(self) -> "BookingQuerySet":
        """The same, their rows locked, with offer, mentor and guest at hand. People are locked before."""
        return self.select_for_update(of=("self",)).select_related("offer__profile__user", "guest")

    def over(self, now: datetime) -> "BookingQuerySet":
        """Those whose time is over, whatever became of them."""
        return self.filter(end__lte=now)

    def left_alone(self) -> "BookingQuerySet":
        """Those of whose two people one has left."""
        return self.filter(models.Q(guest=None) | models.Q(offer=None))

    def given_by(self, user: User) -> "BookingQuerySet":
        """Those in which the person is the mentor."""
        return self.filter(offer__profile__user=user)

    def ahead(self, now: datetime) -> "BookingQuerySet":
        """Those that hold a time which is not over."""
        waits = models.Q(state__in=WAITING, held_until__gt=now)
        return self.filter(waits | models.Q(state=State.CONFIRMED), end__gt=now)

    def agreed(self) -> "BookingQuerySet":
        """Those that a guest has booked or asks for, and does not only hold for a few minutes."""
        return self.filter(state__in=AGREED)

    def shown_to(self, user: User) -> "BookingQuerySet":
        """Those that the person reads of: a mentor nothing of what a guest only holds for a few minutes."""
        given = models.Q(offer__profile__user=user) & ~models.Q(state=State.HELD)
        return self.filter(models.Q(guest=user) | given)

    def came_to_nothing(self) -> "BookingQuerySet":
        """Times that somebody held for a few minutes, and neither booked nor asked for."""
        asked = BookingStep.objects.filter(verb__in=(Verb.ASK, Verb.BOOK)).order_by()
        return self.filter(state__in=(State.HELD, State.LAPSED)).exclude(pk__in=asked.values("booking"))

    def lapsed(self, now: datetime) -> "BookingQuerySet":
        """Those that waited for too long, whatever a clock has written yet."""
        return self.filter(state__in=WAITING, held_until__lte=now)


class Booking(models.Model):
    """One guest's session. Its time is that of the blocks with `session` as their `ref`: the mentor's and each guest's;
    `start` and `end` say it in UTC, `wall` and `zone` as it was agreed on the mentor's clock, `tzdata` by which edition
    of the zone rules. `sequence` rises with every change of the time. `answers`: rows of `{"question", "answer"}`.
    `held_until`: until when it waits. `reason`: why it was declined or cancelled, as somebody wrote it. `reminded`: how
    many hours before it begins both were last reminded; `asked_at`: since when both are asked what became of it;
    `clashes`: by new rules of clocks the agreed hour is another moment, at which one of them is not free.
    `relation`: that of which it is a session, if it is of one. Of somebody who has left their side is empty."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="bookings")
    guest = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
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
    relation = models.ForeignKey(Relation, models.SET_NULL, null=True, related_name="booked")
    said_by_mentor = models.CharField(max_length=12, blank=True)
    said_by_guest = models.CharField(max_length=12, blank=True)
    made_at = models.DateTimeField()
    reminded = models.PositiveSmallIntegerField(null=True)
    asked_at = models.DateTimeField(null=True)
    clashes = models.BooleanField(default=False)

    objects = BookingQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(["key", "session", "tzdata", "sequence", "reminded", "asked_at", "clashes"], PLAIN),
        **dict.fromkeys(["offer", "guest", "state", "start", "end", "held_until"], TWO),
        **dict.fromkeys(["wall", "zone"], MINE),  # where the mentor is: the guest never reads it
        **dict.fromkeys(["answers", "reason", "said_by_mentor", "said_by_guest", "made_at", "relation"], TWO),
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
            models.CheckConstraint(
                condition=~models.Q(state__in=[one.value for one in STANDING])
                | models.Q(guest__isnull=False, offer__isnull=False),
                name="booking_stands_between_two",
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
        return Side.MENTOR if user.pk == self.mentor_id else None

    def said_by(self, side: Side) -> Outcome | None:
        """What that side has said of it, once it is over."""
        said = self.said_by_guest if side == Side.GUEST else self.said_by_mentor
        return Outcome(said) if said else None

    @property
    def has_both(self) -> bool:
        """Whether both people are still there."""
        return self.guest_id is not None and self.offer_id is not None

    @property
    def of_offer(self) -> Offer:
        """Its offer, of a session whose mentor is there."""
        assert self.offer
        return self.offer

    @property
    def mentor_id(self) -> int | None:
        """The key of its mentor, None where they have left. Needs the offer's profile."""
        return self.offer.profile.user_id if self.offer else None

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.end - self.start) / timedelta(minutes=1))


class BookingStepQuerySet(models.QuerySet["BookingStep"]):
    def of(self, user: User) -> "BookingStepQuerySet":
        """Steps of sessions in which the person is the guest or the mentor."""
        return self.filter(booking__in=Booking.objects.of(user).order_by().values("pk"))

    def untold(self) -> "BookingStepQuerySet":
        """Steps of which somebody is still to be told."""
        return self.filter(told_at=None)


class BookingStep(models.Model):
    """The log: one row for each step of a booking, by which side; `start` is when it was to begin after it, `told_at`
    since when whom it concerns is told of it, `late` that it was cancelled at short notice."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    side = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Side])
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    start = models.DateTimeField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)

    objects = BookingStepQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "booking": TWO,
        "verb": TWO,
        "side": TWO,
        "before": PLAIN,
        "after": PLAIN,
        "start": TWO,
        "at": TWO,
        "told_at": PLAIN,
        "late": TWO,
    }

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(told_at=None), name="booking_step_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.verb}"
