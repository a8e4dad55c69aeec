"""Questions in writing, and the log of their steps."""

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.dates import park_day
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.mentoring.models.offers import Offer
from talent.mentoring.question_states import COUNTED, Side, State, Verb

QUESTION_STATES = {
    State.ASKED: _("Waits for an answer"),
    State.ANSWERED: _("Answered"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Taken back"),
    State.LAPSED: _("Ended without an answer"),
}
PATIENCE = timedelta(days=7)
"""How long after its promised day a question still waits."""
TWO = Kept(Purpose.MENTOR, Readers.OTHER_SIDE, Until.MENTORING_OVER)


class Helped(models.TextChoices):
    """What the asker says of an answer."""

    YES = "yes", _("It helped")
    PARTLY = "partly", _("It helped in part")
    NO = "no", _("It did not help")


class QuestionQuerySet(models.QuerySet["Question"]):
    def of(self, user: User) -> "QuestionQuerySet":
        """Those in which the person is the asker or the mentor."""
        return self.filter(models.Q(asker=user) | models.Q(offer__profile__user=user))

    def given_to(self, user: User) -> "QuestionQuerySet":
        """Those in which the person is the mentor."""
        return self.filter(offer__profile__user=user)

    def open(self, today: date) -> "QuestionQuerySet":
        """Those that still wait on that day of the park, whatever a clock has written yet."""
        return self.filter(state=State.ASKED, due__gte=today - PATIENCE)

    def overdue(self, today: date) -> "QuestionQuerySet":
        """Those that have waited for too long."""
        return self.filter(state=State.ASKED, due__lt=today - PATIENCE)

    def counted(self) -> "QuestionQuerySet":
        """Those that count among what their mentor gives in a month."""
        return self.filter(state__in=COUNTED)

    def over_since(self, then: datetime) -> "QuestionQuerySet":
        """Those in which nothing has happened since, unless they wait."""
        moved = QuestionStep.objects.filter(at__gte=then).order_by().values("question")
        return self.filter(asked_at__lt=then).exclude(state=State.ASKED).exclude(pk__in=moved)


class Question(models.Model):
    """What somebody asks a mentor in writing. `offer` is that of the mentor, None when it has gone with them; `name_fa`
    and `name_en` are how the asker knows the mentor, and stay. `due` is the promised day, at the park. `reminded`: how
    often the mentor was reminded."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="written_questions")
    asker = models.ForeignKey(User, models.CASCADE, related_name="+")
    name_fa = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10, choices=[(one.value, QUESTION_STATES[one]) for one in State], default=State.ASKED
    )
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    answer = models.TextField(max_length=8000, blank=True)
    reason = models.TextField(max_length=1000, blank=True)
    helped = models.CharField(max_length=6, choices=Helped, blank=True)
    thanks = models.TextField(max_length=1000, blank=True)
    due = models.DateField()
    asked_at = models.DateTimeField()
    last_at = models.DateTimeField()
    reminded = models.PositiveSmallIntegerField(default=0)

    objects = QuestionQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(["key", "reminded"], PLAIN),
        **dict.fromkeys(["offer", "asker", "name_fa", "name_en", "state", "title", "text"], TWO),
        **dict.fromkeys(["answer", "reason", "helped", "thanks", "due", "asked_at", "last_at"], TWO),
    }

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["asker", "state"], name="question_of_asker"),
            models.Index(fields=["state", "due"], name="question_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]), name="question_state_known"
            ),
            models.UniqueConstraint(
                fields=["offer", "asker"],
                condition=models.Q(state=State.ASKED),
                name="one_open_question_each",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def state_at(self, today: date) -> State:
        """Its state on that day of the park: what waited for too long has lapsed, whatever a clock has written."""
        over = self.state == State.ASKED and self.due < today - PATIENCE
        return State.LAPSED if over else State(self.state)

    def side_of(self, user: User) -> Side | None:
        """On which side the person is; None for everybody else. Needs the offer's profile."""
        if user.pk == self.asker_id:
            return Side.ASKER
        return Side.MENTOR if self.offer and user.pk == self.offer.profile.user_id else None

    @property
    def done(self) -> frozenset[Verb]:
        """Verbs that count once and were used."""
        return frozenset({Verb.THANK}) if self.helped else frozenset()

    @property
    def half_time(self) -> date:
        """The day on which half of the promised time is over."""
        asked = park_day(self.asked_at)
        assert asked
        return asked + (self.due - asked) // 2

    def relation(self) -> str:
        """The relation in which the mentor knows the asker by a name."""
        return f"question:{self.key}"


class QuestionStepQuerySet(models.QuerySet["QuestionStep"]):
    def of(self, user: User) -> "QuestionStepQuerySet":
        """Steps of questions in which the person is the asker or the mentor."""
        return self.filter(question__in=Question.objects.of(user).order_by().values("pk"))


class QuestionStep(models.Model):
    """The log: one row for each step of a question, by which side."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    side = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Side])
    after = models.CharField(max_length=10)
    at = models.DateTimeField()

    objects = QuestionStepQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "question": TWO,
        "verb": TWO,
        "side": TWO,
        "after": PLAIN,
        "at": TWO,
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.verb}"
