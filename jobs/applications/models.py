"""What somebody sends to an opening, how it stands, and what its company says of it among itself."""

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobs.applications.states import CLOCKS, LIVE, ONE, UNANSWERED, WAITING, Reason, Side, State, Verb
from jobs.openings.models import Edition, Opening
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.apart import apart
from talent.experts.models import Profile
from talent.experts.presence import hiding_apart
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

UNSEEN = "unseen"
"""The note of what is withdrawn because its company is not shown its writer any more."""
LETTER_LETTERS, ANSWER_LETTERS, COMMENT_LETTERS, OFFER_LETTERS = 8000, 2000, 2000, 4000
LAPSES_AFTER = timedelta(days=60)
"""How long a company may say nothing."""
UNDO_WITHIN = timedelta(days=7)
DRAFT_DAYS = 90
SENT = Kept(Purpose.APPLY, Readers.COMPANY, Until.APPLICATION_OVER)
MINE = Kept(Purpose.APPLY, Readers.ME, Until.APPLICATION_OVER)
OURS = Kept(Purpose.APPLY, Readers.COMPANY_ALONE, Until.APPLICATION_OVER)
REASONS = {
    Reason.OTHER_CHOSEN: _("Somebody else fits better"),
    Reason.SKILLS: _("Skills that are needed are missing"),
    Reason.LEVEL: _("Experience does not match the level"),
    Reason.LANGUAGE: _("A language that is needed is missing"),
    Reason.TERMS: _("The terms do not match"),
    Reason.PLACE: _("Place or hours do not match"),
    Reason.OTHER: _("Another reason"),
    Reason.FILLED: _("The last place has been filled"),
    Reason.REMOVED: _("The park has removed the opening"),
}
GIVEN = [(one.value, REASONS[one]) for one in Reason if one not in CLOCKS]
"""The reasons that a company may give."""


class ApplicationQuerySet(models.QuerySet["Application"]):
    def of(self, user: User) -> "ApplicationQuerySet":
        """The person's own, drafts as well."""
        return self.filter(profile__user=user)

    def sent(self) -> "ApplicationQuerySet":
        """Those that have left the writer."""
        return self.exclude(state=State.DRAFT)

    def telling_end(self) -> "ApplicationQuerySet":
        """The same, each with `ended_as`: what brought its last step about, where the verb alone does not say."""
        last = ApplicationStep.objects.filter(application=models.OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(ended_as=models.Subquery(last.values("note")[:1]))

    def live(self) -> "ApplicationQuerySet":
        return self.filter(state__in=LIVE)

    def standing(self, user: User, opening: Opening) -> "ApplicationQuerySet":
        """The draft or the application that the person has for the opening: at most one."""
        return self.of(user).filter(opening=opening, state__in=ONE)

    def withheld(self, user: int, company: int) -> "ApplicationQuerySet":
        """The company's, of people who hide from this member of it apart, or did when they left."""
        hiding = models.Q(profile__in=hiding_apart(company, user).values("pk"))
        return self.filter(hiding | models.Q(key__in=apart(user)), company=company)

    def read_by(self, user: int, company: int) -> "ApplicationQuerySet":
        """What the company was sent, as far as this member of it may know of it."""
        withheld = Application.objects.withheld(user, company).order_by()
        return self.sent().filter(company=company).exclude(pk__in=withheld.values("pk"))

    def unanswered_since(self, then: datetime) -> "ApplicationQuerySet":
        """Those in which the company has said nothing to the applicant since that moment."""
        unread = models.Q(state__in=UNANSWERED, submitted_at__lt=then)
        return self.filter(unread | models.Q(state=State.SHORTLISTED, moved_at__lt=then))

    def over_since(self, then: datetime) -> "ApplicationQuerySet":
        """Those that are neither written nor waited for any more, in which nothing has happened since that moment."""
        return self.exclude(state__in=(State.DRAFT, *LIVE)).filter(moved_at__lt=then)

    def left_alone(self, since: date) -> "ApplicationQuerySet":
        """Drafts that nobody has touched since that day."""
        return self.filter(state=State.DRAFT, touched_on__lt=since)

    def between(self, profile: Profile) -> "models.QuerySet[Application, tuple[uuid.UUID, int]]":
        """What lies between the profile and companies: the key of each application and of its company."""
        return self.sent().filter(profile=profile).order_by("pk").values_list("key", "company_id")


class Application(models.Model):
    """`edition` is what was asked when it was sent (of a draft: when it was last saved), `is_blind` whether the
    company was to learn no name. `number` is drawn, not counted: it says nothing of order. The company knows the person
    by `handle_…`, once it may; `groups` are what it is to see by this application's yes. `offer`: what the company
    offers, in its words, while an offer stands and once it is answered. `answer_by`: the day that was promised. `was`: where it stood before
    it ended by itself. `remind_on`: when the company is told next that it waits. `version` rises with every save of a
    draft and every step; `tab` names the one that saved last, whose own saves may overtake each other."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(Profile, models.SET_NULL, null=True, related_name="+")
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    is_blind = models.BooleanField(default=False)
    number = models.PositiveIntegerField(null=True)
    handle_fa = models.CharField(max_length=80, blank=True)
    handle_en = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State])
    was = models.CharField(max_length=12, blank=True)
    letter = models.TextField(max_length=LETTER_LETTERS, blank=True)
    answers = models.JSONField(default=dict)
    groups = models.JSONField(default=list)
    offer = models.TextField(max_length=OFFER_LETTERS, blank=True)
    reason = models.CharField(
        max_length=14, choices=[(one.value, REASONS[one]) for one in Reason], blank=True
    )
    shares_reason = models.BooleanField(default=False)
    ended_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    answer_by = models.DateField(null=True)
    touched_on = models.DateField()
    submitted_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    remind_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    tab = models.CharField(max_length=16, blank=True)

    objects = ApplicationQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(
            ["key", "is_blind", "number", "edition", "was", "remind_on", "version", "tab"], PLAIN
        ),
        **dict.fromkeys(["profile", "opening", "company", "handle_fa", "handle_en", "state", "letter"], SENT),
        **dict.fromkeys(["answers", "groups", "offer", "answer_by", "submitted_at", "moved_at"], SENT),
        "reason": OURS,
        "shares_reason": PLAIN,
        "ended_by": PLAIN,
        "touched_on": MINE,
    }

    class Meta:
        ordering = ["-submitted_at", "-id"]
        indexes = [models.Index(fields=["opening", "state"], name="application_of_opening")]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "opening"],
                condition=models.Q(state__in=[one.value for one in ONE]),
                name="one_application",
            ),
            models.UniqueConstraint(fields=["opening", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]), name="application_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT, number=None, submitted_at=None)
                | ~models.Q(state=State.DRAFT)
                & models.Q(number__isnull=False, submitted_at__isnull=False, moved_at__isnull=False)
                & models.Q(edition__isnull=False, answer_by__isnull=False),
                name="application_sent_is_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.REFUSED) | ~models.Q(reason=""),
                name="application_no_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} applies to {self.opening_id}"

    @property
    def source(self) -> str:
        """What its yes names as where it was given."""
        return f"application:{self.key.hex[:8]}"

    @property
    def is_nameless(self) -> bool:
        """Whether its company knows a number alone: under blind review, before it has shortlisted it."""
        return not self.handle_en

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING


class ApplicationFile(models.Model):
    """The CV that goes along. The name it was given by its writer is not kept: it often says who they are."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="cv")
    file = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()

    inventory: ClassVar[Inventory] = {"application": PLAIN, "file": SENT, "kind": PLAIN, "size": PLAIN}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"CV of {self.application_id}"


class ApplicationStep(models.Model):
    """The log: one row for each step, by whom (as the audit trail names people; None: the clock). `note`: the slug of
    what brought it about, where the verb alone does not say."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb])
    side = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Side])
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    actor = models.UUIDField(null=True)
    note = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    inventory: ClassVar[Inventory] = {
        **dict.fromkeys(["application", "verb", "side", "before", "after", "note"], PLAIN),
        "actor": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.NOBODY, Until.PERSON_FORGOTTEN),
        "at": SENT,
    }

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.verb}"


class PrivateComment(models.Model):
    """What somebody of a company notes for the others of it about an application. The applicant learns from the
    download that there is one, from which company and of which day."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=COMMENT_LETTERS)
    written_on = models.DateField()

    inventory: ClassVar[Inventory] = {
        "application": PLAIN,
        "author": Kept(Purpose.APPLY, Readers.COMPANY_ALONE, Until.APPLICATION_OVER),
        "text": OURS,
        "written_on": OURS,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.application_id}"
