"""Relationships of several sessions, what is written in them, and what is said of a session afterwards."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.mentoring.models.offers import Offer
from talent.mentoring.relation_states import LIVING, STANDING, Part, Side, State, Verb

RELATION_STATES = {
    State.PENDING: _("Waits for a yes"),
    State.ACCEPTED: _("Agreed, no session yet"),
    State.ACTIVE: _("Goes on"),
    State.COMPLETED: _("Completed"),
    State.ENDED: _("Ended early"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Taken back"),
    State.LAPSED: _("Ended without an answer"),
}
OPEN_FOR = timedelta(days=14)
"""How long a proposal waits for an answer."""
BOTH = Kept(Purpose.MENTOR, Readers.OTHER_SIDE, Until.MENTORING_OVER)
ALONE = Kept(Purpose.MENTOR, Readers.ME, Until.MENTORING_OVER)


class Origin(models.TextChoices):
    """What came before it."""

    BOOKING = "booking", _("a session")
    QUESTION = "question", _("a question in writing")


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month")
    FREELY = "freely", _("as it comes")


class NoteKind(models.TextChoices):
    AGENDA = "agenda", _("For the agenda")
    SHARED = "shared", _("A note for both")


class RelationQuerySet(models.QuerySet["Relation"]):
    def of(self, user: User) -> "RelationQuerySet":
        """Those in which the person is the guest or the mentor."""
        return self.filter(models.Q(guest=user) | models.Q(offer__profile__user=user))

    def living(self) -> "RelationQuerySet":
        """Those that both have agreed on, and that go on."""
        return self.filter(state__in=LIVING)

    def unanswered(self, now: datetime) -> "RelationQuerySet":
        """Proposals that have waited for too long, whatever a clock has written yet."""
        return self.filter(state=State.PENDING, made_at__lte=now - OPEN_FOR)

    def over_since(self, then: datetime) -> "RelationQuerySet":
        """Those in which nothing has happened since, unless they stand."""
        return self.filter(last_at__lt=then).exclude(state__in=STANDING)


class Relation(models.Model):
    """What two people have proposed to each other, or agreed on. `offer` is the mentor's, None when they have left, as
    `guest` is; `name_fa` and `name_en` are how the guest knows the mentor, and stay. `origin` and `origin_key` name the
    session or the question after which it was proposed: by its name the mentor goes on knowing the guest. `reason`: why
    it was declined or ended, as somebody wrote it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="relations")
    guest = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    proposed_by = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Part])
    origin = models.CharField(max_length=8, choices=Origin)
    origin_key = models.UUIDField()
    name_fa = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10, choices=[(one.value, RELATION_STATES[one]) for one in State], default=State.PENDING
    )
    goals = models.TextField(max_length=2000)
    sessions = models.PositiveSmallIntegerField()
    rhythm = models.CharField(max_length=12, choices=Rhythm)
    reason = models.TextField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = RelationQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(["key", "origin_key"], PLAIN),
        **dict.fromkeys(["offer", "guest", "proposed_by", "origin", "name_fa", "name_en", "state"], BOTH),
        **dict.fromkeys(["goals", "sessions", "rhythm", "reason", "made_at", "last_at"], BOTH),
    }

    class Meta:
        ordering = ["-last_at", "id"]
        indexes = [models.Index(fields=["guest", "state"], name="relation_of_guest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]), name="relation_state_known"
            ),
            models.CheckConstraint(condition=models.Q(sessions__gte=1), name="relation_has_a_session"),
            models.UniqueConstraint(
                fields=["offer", "guest"],
                condition=models.Q(state__in=[one.value for one in STANDING]),
                name="one_standing_relation",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def state_at(self, now: datetime) -> State:
        """Its state at that moment: a proposal that waited for too long has lapsed, whatever a clock has written."""
        over = self.state == State.PENDING and self.made_at <= now - OPEN_FOR
        return State.LAPSED if over else State(self.state)

    def part_of(self, user: User) -> Part | None:
        """Who the person is in it; None for everybody else. Needs the offer's profile."""
        if user.pk == self.guest_id:
            return Part.GUEST
        return Part.MENTOR if self.offer and user.pk == self.offer.profile.user_id else None

    def side_of(self, part: Part) -> Side:
        """Whether that part has proposed, or was asked."""
        return Side.PROPOSER if part == self.proposed_by else Side.ASKED

    def person(self, part: Part) -> User | None:
        """Who that is; None for somebody who has left. Needs the offer's profile and its user."""
        if part == Part.GUEST:
            return self.guest
        return self.offer.profile.user if self.offer else None

    @property
    def proposer(self) -> User | None:
        """Who has proposed it; None for somebody who has left."""
        return self.person(Part(self.proposed_by))

    def relation_of_names(self) -> str:
        """The relation in which the mentor knows the guest by a name: that of what came before."""
        return f"{self.origin}:{self.origin_key}"


class RelationStepQuerySet(models.QuerySet["RelationStep"]):
    def of(self, user: User) -> "RelationStepQuerySet":
        """Steps of those in which the person is the guest or the mentor."""
        return self.filter(relation__in=Relation.objects.of(user).order_by().values("pk"))


class RelationStep(models.Model):
    """The log: one row for each step, by which side."""

    relation = models.ForeignKey(Relation, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    side = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Side])
    after = models.CharField(max_length=10)
    at = models.DateTimeField()

    objects = RelationStepQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "relation": BOTH,
        "verb": BOTH,
        "side": BOTH,
        "after": PLAIN,
        "at": BOTH,
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.relation_id}: {self.verb}"


class SharedNote(models.Model):
    """What one of the two has written for both: a point for the agenda, or a note. `session`: the key of the booking
    that it is about, None for the whole."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    relation = models.ForeignKey(Relation, models.CASCADE, related_name="shared_notes")
    author = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=NoteKind)
    session = models.UUIDField(null=True)
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(["key", "session"], PLAIN),
        **dict.fromkeys(["relation", "author", "kind", "text", "at"], BOTH),
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.key)


class PrivateNote(models.Model):
    """What one of the two has written for themselves: it never leaves its writer."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    relation = models.ForeignKey(Relation, models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(User, models.CASCADE, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        **dict.fromkeys(["relation", "author", "text", "at"], ALONE),
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.key)
