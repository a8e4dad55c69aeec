"""Cases: what somebody asks the programme office, bound to the version that was in force on that day."""

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.programmes.case_states import LIVING, WAITING, Side, State, Verb
from talent.programmes.models.programmes import Programme
from talent.programmes.models.versions import Version

SAID = Kept(Purpose.TELL_OFFICE, Readers.STAFF, Until.CASE_OVER)
LETTERS = 4000
CASE_STATES = {
    State.SENT: _("Sent"),
    State.READ: _("Read by the office"),
    State.ANSWERED: _("Answered"),
    State.WITHDRAWN: _("Withdrawn"),
}
SIDES = {Side.PERSON: _("The person"), Side.OFFICE: _("Programme office")}


class CaseQuerySet(models.QuerySet["Case"]):
    def of(self, user: User) -> "CaseQuerySet":
        """The person's own."""
        return self.filter(person=user)

    def for_officer(self, user: User) -> "CaseQuerySet":
        """Everybody's but the officer's own, of which nothing was taken back."""
        return self.exclude(person=user).exclude(state=State.WITHDRAWN)

    def waiting(self) -> "CaseQuerySet":
        """Those that the office has to answer, the promised day first."""
        return self.filter(state__in=WAITING).order_by("due_on", "id")

    def urgent_first(self) -> "CaseQuerySet":
        """Those that wait for the office before all others, the promised day first."""
        waits = models.Case(models.When(state__in=WAITING, then=0), default=1)
        return self.order_by(waits, "due_on", "id")

    def overdue(self, today: date) -> "CaseQuerySet":
        """Those that wait longer than the office has promised."""
        return self.filter(state__in=WAITING, due_on__lt=today)

    def over_since(self, then: datetime) -> "CaseQuerySet":
        """Those in which nothing has happened since that moment, unless the office owes an answer."""
        return self.filter(last_at__lt=then).exclude(state__in=WAITING)


class Case(models.Model):
    """`answers`: what the person has sent along of a self-check, as JSON of facts that may be stored; "" for nothing.
    `due_on`: the day by which the office has promised an answer. Officers see no name, unless the person writes it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("Programme"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    state = models.CharField(
        _("State"), max_length=10, choices=[(one.value, CASE_STATES[one]) for one in State]
    )
    answers = models.TextField(blank=True)
    sent_on = models.DateField(_("Sent"))
    due_on = models.DateField(_("Promised by"))
    last_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "person": Kept(Purpose.TELL_OFFICE, Readers.NOBODY, Until.CASE_OVER),
        "programme": SAID,
        "version": PLAIN,
        "state": SAID,
        "answers": SAID,
        "sent_on": SAID,
        "due_on": SAID,
        "last_at": PLAIN,
    }

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("Case")
        verbose_name_plural = _("Cases")
        indexes = [models.Index(fields=["person", "-last_at"], name="case_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"], condition=Q(state__in=LIVING), name="case_one_living"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | Q(answers=""), name="case_withdrawn_holds_nothing"
            ),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="case_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.state}"

    def is_late(self, today: date) -> bool:
        """Whether it waits for the office longer than promised."""
        return self.state in WAITING and self.due_on < today


class CaseMessage(models.Model):
    """One thing that was said in a case. `author`: who of the office, or the person; shown to nobody."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=10, choices=[(one.value, SIDES[one]) for one in Side])
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=LETTERS)
    sent_at = models.DateTimeField()

    inventory: ClassVar[Inventory] = {
        "case": PLAIN,
        "side": PLAIN,
        "author": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.NOBODY, Until.CASE_OVER),
        "text": SAID,
        "sent_at": SAID,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.side} in {self.case_id}"


class CaseStep(models.Model):
    """The log: one row for each step, from which state to which, by which side, when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Verb])
    side = models.CharField(max_length=10, choices=[(one.value, SIDES[one]) for one in Side])
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    at = models.DateTimeField()

    inventory: ClassVar[Inventory] = {
        "case": PLAIN,
        "verb": SAID,
        "side": PLAIN,
        "before": PLAIN,
        "after": PLAIN,
        "at": SAID,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.verb}"
