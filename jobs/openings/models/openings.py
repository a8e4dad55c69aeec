"""Openings, the log of their steps, and what the park has to say about them."""

import secrets
import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobs.openings.models.editions import Edition
from jobs.openings.states import LIVE, WAITING, Remark, State, Verb
from talent.accounts.models import User
from talent.companies.models import Company
from talent.companies.models import State as CompanyState
from talent.lib.dates import park_today
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

UNTOUCHED_DAYS = 90
"""An opening that nobody of its company has touched for so long ends by itself."""
STATES = {
    State.DRAFT: _("Draft"),
    State.IN_REVIEW: _("In review"),
    State.RETURNED: _("Returned with comments"),
    State.PUBLISHED: _("On the board"),
    State.CHANGING: _("On the board; you are writing a change"),
    State.CHANGE_IN_REVIEW: _("On the board; the change is in review"),
    State.CHANGE_RETURNED: _("On the board; the change was returned"),
    State.FILLED: _("Filled"),
    State.WITHDRAWN: _("Withdrawn"),
    State.EXPIRED: _("Expired"),
    State.REMOVED: _("Removed by the park"),
}
REMARKS = {
    Remark.TITLE: _("Title"),
    Remark.TEXT: _("Text"),
    Remark.SKILLS: _("Skills"),
    Remark.PAY: _("Pay"),
    Remark.PLACE: _("Place and mode"),
    Remark.DISCRIMINATION: _("Words that shut people out"),
    Remark.LINKS: _("Links that lead outside"),
    Remark.QUESTIONS: _("Questions"),
    Remark.OTHER: _("Something else"),
}


def random_tie() -> int:
    """A number below 2⁴⁰ that orders equal hits."""
    return secrets.randbits(40)


class OpeningQuerySet(models.QuerySet["Opening"]):
    def live(self, today: date) -> "OpeningQuerySet":
        """Those on the board on that day (of the park), whatever a clock has written yet: their company is verified,
        and their last day is not over."""
        return self.filter(state__in=LIVE, ends_on__gte=today, company__state=CompanyState.VERIFIED)

    def overdue(self, today: date) -> "OpeningQuerySet":
        """Those whose last day is over, and which still say that they are on the board."""
        return self.filter(state__in=LIVE, ends_on__lt=today)

    def urgent_first(self) -> "OpeningQuerySet":
        """What waits for the park before the rest, the promised day first."""
        waits = models.Case(
            models.When(state__in=WAITING, then=0), default=1, output_field=models.IntegerField()
        )
        return self.order_by(waits, models.F("answer_by").asc(nulls_last=True), "-created_at", "pk")

    def waiting(self) -> "OpeningQuerySet":
        """Those that wait for the park, the ones whose promised day comes first at the top."""
        waiting = self.filter(state__in=WAITING, company__state=CompanyState.VERIFIED)
        return waiting.order_by(models.F("answer_by").asc(nulls_last=True), "submitted_at", "pk")


class Opening(models.Model):
    """`shown` is the edition on the board, None before the first publication; `draft` the one that the company writes
    or that the park reads, None where there is neither; `returned` a copy of the text that the park gave back last, until
    it is published. `ends_on`: the last day on the board, None before the first
    publication. `touched_on`: the day on which somebody of the company last said that it stands. `answer_by` is the
    day that the park has promised while it waits. `key` names it everywhere, `version` rises with whatever its index
    document says, `tie` orders equals."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=20, choices=[(one.value, STATES[one]) for one in State], default=State.DRAFT
    )
    shown = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="shown_in")
    draft = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="draft_of")
    returned = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="returned_in")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    published_on = models.DateField(null=True)
    touched_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    told_on = models.DateField(null=True)  # when the company was told that it ends in a week
    version = models.PositiveBigIntegerField(default=1)
    tie = models.BigIntegerField(default=random_tie, unique=True)

    objects = OpeningQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(
            [
                *(
                    "key",
                    "company",
                    "state",
                    "shown",
                    "draft",
                    "returned",
                    "created_at",
                    "submitted_at",
                    "answer_by",
                ),
                *("published_on", "touched_on", "ends_on", "ended_on", "told_on", "version", "tie"),
            ],
            PLAIN,
        ),
        "made_by": Kept(Purpose.ACT_FOR_COMPANY, Readers.NOBODY, Until.ACCOUNT_ENDS),
    }

    class Meta:
        ordering = ["-created_at", "id"]
        verbose_name = _("Opening")
        verbose_name_plural = _("Openings")
        indexes = [models.Index(fields=["company", "state"], name="opening_of_company")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=[one.value for one in LIVE])
                | models.Q(shown__isnull=False, ends_on__isnull=False, published_on__isnull=False),
                name="opening_live_is_shown",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]), name="opening_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[one.value for one in WAITING])
                | models.Q(draft__isnull=False, submitted_at__isnull=False),
                name="opening_waiting_has_text",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def state_at(self, today: date | None = None) -> State:
        """Its state on that day of the park (today): what is over is over, whether or not a clock has written it."""
        state = State(self.state)
        over = self.ends_on is not None and self.ends_on < (today or park_today())
        return State.EXPIRED if state in LIVE and over else state


class Reviewer(models.Model):
    """That somebody of the company reads the applications to an opening. Whoever posted it is one."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")

    inventory: ClassVar[Inventory] = {
        "opening": PLAIN,
        "person": Kept(Purpose.ACT_FOR_COMPANY, Readers.COLLEAGUES, Until.MEMBERSHIP_ENDS),
    }

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["opening", "person"], name="reviewer_once")]

    def __str__(self) -> str:
        return f"{self.person_id} reviews for {self.opening_id}"


class OpeningStep(models.Model):
    """The log: one row for each step of an opening, by whom (as the audit trail names people; None: the clock)."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    actor = models.UUIDField(null=True)
    at = models.DateTimeField()

    inventory: ClassVar[Inventory] = {
        "opening": PLAIN,
        "verb": PLAIN,
        "before": PLAIN,
        "after": PLAIN,
        "actor": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.STAFF, Until.PERSON_FORGOTTEN),
        "at": PLAIN,
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.opening_id}: {self.verb}"


class Comment(models.Model):
    """What the park has to say about one thing when it returns or removes an opening: the company reads it."""

    step = models.ForeignKey(OpeningStep, models.CASCADE, related_name="comments")
    about = models.CharField(max_length=16, choices=[(one.value, REMARKS[one]) for one in Remark])
    text = models.TextField(max_length=500)

    inventory: ClassVar[Inventory] = dict.fromkeys(["step", "about", "text"], PLAIN)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.about
