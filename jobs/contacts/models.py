"""A company asks an expert; the expert decides what it learns."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobs.contacts.states import OPEN, State, Verb
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.apart import apart
from talent.experts.models import AskedFor, Grant, Profile
from talent.experts.presence import hiding_apart
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

DAYS = 14
"""How long a request stays open."""
ASKED = Kept(Purpose.ANSWER, Readers.COMPANY, Until.TWELVE_MONTHS)
MINE = Kept(Purpose.ANSWER, Readers.ME, Until.TWELVE_MONTHS)


class Reason(models.TextChoices):
    """Why somebody says no, if they say it: the company reads it."""

    NOT_NOW = "not_now", _("Not now")
    NOT_MY_FIELD = "not_my_field", _("Not my field")
    TERMS = "terms", _("The terms do not suit me")
    OTHER = "other", _("Another reason")


class RequestQuerySet(models.QuerySet["ContactRequest"]):
    def open(self, now: datetime) -> "RequestQuerySet":
        """Those that may still be answered at this moment, whatever a clock has written yet."""
        return self.filter(state__in=OPEN, expires_at__gt=now)

    def overdue(self, now: datetime) -> "RequestQuerySet":
        """Those whose day is over, and which still say that they are open."""
        return self.filter(state__in=OPEN, expires_at__lte=now)

    def untold(self, now: datetime) -> "RequestQuerySet":
        """Those that wait for an expert who does not know of it yet."""
        waiting = self.filter(state=State.WAITING, expires_at__gt=now, told_at=None, silenced_at=None)
        return waiting.exclude(profile=None)

    def over_since(self, then: datetime, now: datetime) -> "RequestQuerySet":
        """Those in which nothing has happened since `then`, unless they are open, or a yes opens something to their
        company `now`: hiding, blocking and leaving end a yes alike, so that none of them is told by this."""
        moved = ContactStep.objects.filter(at__gte=then).order_by().values("request")
        given = Grant.objects.open(now).filter(
            profile=models.OuterRef("profile"), company=models.OuterRef("company")
        )
        over = self.filter(created_at__lt=then).exclude(state__in=OPEN).exclude(pk__in=moved)
        return over.exclude(models.Exists(given.order_by()), state=State.ACCEPTED)

    def withheld(self, user: int, company: int) -> "RequestQuerySet":
        """What the company has asked of experts who hide from this member of it apart, or did when they left."""
        hiding = models.Q(profile__in=hiding_apart(company, user).values("pk"))
        return self.filter(hiding | models.Q(key__in=apart(user)), company=company)

    def read_by(self, user: int, company: int) -> "RequestQuerySet":
        """What the company has asked, as far as this member of it may read."""
        withheld = ContactRequest.objects.withheld(user, company).order_by()
        return self.filter(company=company).exclude(pk__in=withheld.values("pk"))

    def to(self, user: User) -> "RequestQuerySet":
        """What the person has been asked, without what they have silenced."""
        return self.filter(profile__user=user, silenced_at=None)

    def between(self, profile: Profile) -> "models.QuerySet[ContactRequest, tuple[uuid.UUID, int]]":
        """What lies between the profile and companies: the key of each request and of its company."""
        return self.filter(profile=profile).order_by("pk").values_list("key", "company_id")

    def about(self, user: User) -> "RequestQuerySet":
        """All that somebody was asked, or has asked."""
        return self.filter(models.Q(profile__user=user) | models.Q(asked_by=user))


class ContactRequest(models.Model):
    """`handle_fa` and `handle_en` are how the company knew the expert: they stay when the profile does not.
    `silenced_at`: the expert has blocked; the company's side of the request goes on as if nobody answered.
    `opening`: the one of the company's that it asks about, if it names one.
    `taken_back_at`: a yes taken back from a company that did not see the expert any more, and is not told."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(Profile, models.SET_NULL, null=True, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_as = models.CharField(max_length=80)
    handle_fa = models.CharField(max_length=80)
    handle_en = models.CharField(max_length=80)
    purpose = models.CharField(max_length=20, choices=AskedFor)
    opening = models.ForeignKey(Opening, models.SET_NULL, null=True, related_name="+")
    message = models.TextField(max_length=2000)
    answer_by = models.DateField()
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State])
    question = models.TextField(max_length=1000, blank=True)
    reply = models.TextField(max_length=1000, blank=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    asked_on = models.DateField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # when the expert was told of what waits; None: not yet
    silenced_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "profile": ASKED,
        "company": ASKED,
        "asked_by": Kept(Purpose.ANSWER, Readers.NOBODY, Until.TWELVE_MONTHS),
        "asked_as": ASKED,
        "handle_fa": ASKED,
        "handle_en": ASKED,
        "purpose": ASKED,
        "opening": ASKED,
        "message": ASKED,
        "answer_by": ASKED,
        "state": ASKED,
        "question": ASKED,
        "reply": ASKED,
        "reason": ASKED,
        "asked_on": ASKED,
        "created_at": ASKED,
        "expires_at": PLAIN,
        "told_at": PLAIN,
        "taken_back_at": MINE,
        "silenced_at": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.TWELVE_MONTHS),
    }

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "profile"], condition=models.Q(state__in=OPEN), name="one_open_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id} asks {self.profile_id}"

    def state_at(self, now: datetime) -> State:
        """Its state at this moment: what is over is over, whether or not a clock has written it."""
        state = State(self.state)
        return State.EXPIRED if state in OPEN and self.expires_at <= now else state

    def state_of_expert(self, now: datetime) -> State:
        """Its state for the expert, who knows of a yes taken back whoever was told of it."""
        state = self.state_at(now)
        return State.TAKEN_BACK if state == State.ACCEPTED and self.taken_back_at else state

    @property
    def source(self) -> str:
        """What its grants name as where they were given."""
        return f"contact:{self.key.hex[:8]}"

    @property
    def done(self) -> frozenset[Verb]:
        """Verbs that count once and were used."""
        return frozenset({Verb.ASK_BACK}) if self.question else frozenset()


class ContactStep(models.Model):
    """The log: one row for each step of a request."""

    request = models.ForeignKey(ContactRequest, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12)
    side = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    at = models.DateTimeField()

    inventory: ClassVar[Inventory] = {
        "request": PLAIN,
        "verb": PLAIN,
        "side": PLAIN,
        "state": PLAIN,
        "at": MINE,
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.verb}"
