"""Threads between an expert and a company, which another room opened, and what is said in them."""

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.apart import apart
from talent.experts.models import Profile
from talent.experts.presence import hiding_apart
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

SAID = Kept(Purpose.ANSWER, Readers.COMPANY, Until.TWELVE_MONTHS)
MINE = Kept(Purpose.ANSWER, Readers.ME, Until.TWELVE_MONTHS)
REPORTED = Kept(Purpose.ANSWER, Readers.STAFF, Until.TWELVE_MONTHS)
MESSAGE_LETTERS = 4000


class Side(models.TextChoices):
    EXPERT = "expert", _("Expert")
    COMPANY = "company", _("Company")

    @property
    def other(self) -> "Side":
        """Who reads what this side says."""
        return Side.COMPANY if self == Side.EXPERT else Side.EXPERT


class ThreadQuerySet(models.QuerySet["Thread"]):
    def of(self, user: User) -> "ThreadQuerySet":
        """The person's own, as an expert, without what they have silenced."""
        return self.filter(profile__user=user, silenced_at=None)

    def withheld(self, user: int, company: int) -> "ThreadQuerySet":
        """The company's threads with experts who hide from this member of it apart, or did
        when they left."""
        hiding = models.Q(profile__in=hiding_apart(company, user).values("pk"))
        return self.filter(hiding | models.Q(key__in=apart(user)), company=company)

    def read_by(self, user: int, company: int) -> "ThreadQuerySet":
        """The company's threads, as far as this member of it may read."""
        withheld = Thread.objects.withheld(user, company).order_by()
        return self.filter(company=company).exclude(pk__in=withheld.values("pk"))

    def between(self, profile: Profile) -> "models.QuerySet[Thread, tuple[uuid.UUID, int]]":
        """What lies between the profile and companies: the key of each conversation and of its company."""
        return self.filter(profile=profile).order_by("pk").values_list("key", "company_id")

    def told_apart(self, user: User, side: Side) -> "ThreadQuerySet":
        """Each with what the person is told of it: `is_muted`, `news_at`, `news` and `news_key` (when the other side
        last said something, what, and which message it was),
        `last_signed` (the name under which they last wrote there for a company), `looked_on` and `looked_on_own`
        (the day on which a moderator last read what was reported, by anybody or by this side); the liveliest first."""
        muted = Muted.objects.filter(thread=models.OuterRef("pk"), user=user)
        news = (
            Message.objects.filter(thread=models.OuterRef("pk"), side=side.other)
            .order_by("-pk")
            .values("sent_at")
        )
        here = {"thread__company": models.OuterRef("company"), "side": Side.COMPANY}
        signed = Message.objects.filter(author=user, **here).order_by("-pk").values("signed")
        looks = ReportLook.objects.filter(report__thread=models.OuterRef("pk")).order_by("-day")
        told = {
            "is_muted": models.Exists(muted),
            "news_at": models.Subquery(news[:1]),
            "news": models.Subquery(news.values("text")[:1]),
            "news_key": models.Subquery(news.values("key")[:1]),
            "last_signed": models.Subquery(signed[:1]),
            "looked_on": models.Subquery(looks.values("day")[:1]),
            "looked_on_own": models.Subquery(looks.filter(report__side=side).values("day")[:1]),
        }
        return self.select_related("company", "profile").annotate(**told)

    def over_since(self, then: datetime) -> "ThreadQuerySet":
        """Those in which nothing has happened since that moment."""
        return self.filter(last_at__lt=then)


class Thread(models.Model):
    """`ref` names what opened it (in a room above). The company goes on knowing the expert by `handle_…`, also when
    the profile is gone. `read_by_…`: up to when a side says that it has read; the other is told of the expert's only
    where `shows_reading`. `silenced_at`: the expert has blocked; the company reads that it has ended."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(Profile, models.SET_NULL, null=True, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    ref = models.UUIDField(unique=True)
    handle_fa = models.CharField(max_length=80)
    handle_en = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    silenced_at = models.DateTimeField(null=True)
    read_by_expert = models.DateTimeField(null=True)
    read_by_company = models.DateTimeField(null=True)
    shows_reading = models.BooleanField(default=False)

    is_muted: bool
    news_at: datetime | None
    news: str | None
    news_key: uuid.UUID | None
    last_signed: str | None
    looked_on: date | None
    looked_on_own: date | None
    """These stand only on rows of `told_apart`."""

    objects = ThreadQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "profile": SAID,
        "company": SAID,
        "ref": PLAIN,
        "handle_fa": SAID,
        "handle_en": SAID,
        "opened_at": SAID,
        "last_at": SAID,
        "ended_at": SAID,
        "silenced_at": Kept(Purpose.STAY_HIDDEN, Readers.ME, Until.TWELVE_MONTHS),
        "read_by_expert": SAID,
        "read_by_company": PLAIN,
        "shows_reading": MINE,
    }

    class Meta:
        ordering = ["-last_at", "id"]
        indexes = [models.Index(fields=["company", "-last_at"], name="thread_of_company")]

    def __str__(self) -> str:
        return f"{self.company_id} and {self.profile_id}"

    def read_until(self, side: Side) -> datetime | None:
        """Up to when this side has read."""
        return self.read_by_expert if side == Side.EXPERT else self.read_by_company


class MessageQuerySet(models.QuerySet["Message"]):
    def untold(self) -> "MessageQuerySet":
        """Those of which the other side has not been told yet."""
        return self.filter(told_at=None)

    def before(self, key: uuid.UUID) -> "MessageQuerySet":
        """What was said before that message of these; nothing where it is none of them."""
        return self.filter(pk__lt=self._pk_of(key))

    def after(self, key: uuid.UUID) -> "MessageQuerySet":
        """What was said since that message of these; everything where it is none of them."""
        return self.filter(pk__gt=Coalesce(self._pk_of(key), 0))

    def _pk_of(self, key: uuid.UUID) -> models.Subquery:
        """Looked up among these alone: another one's key must tell nothing."""
        return models.Subquery(self.filter(key=key).order_by().values("pk")[:1])


class Message(models.Model):
    """`signed`: by which name somebody of the company wrote; an expert has none here."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=10, choices=Side)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    signed = models.CharField(max_length=80, blank=True)
    text = models.TextField(max_length=MESSAGE_LETTERS, blank=True)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "thread": PLAIN,
        "side": PLAIN,
        "author": Kept(Purpose.ANSWER, Readers.NOBODY, Until.TWELVE_MONTHS),
        "signed": SAID,
        "text": SAID,
        "sent_on": SAID,
        "sent_at": MINE,
        "told_at": PLAIN,
    }

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["thread", "id"], name="message_of_thread"),
            models.Index("id", condition=models.Q(told_at=None), name="message_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.side} in {self.thread_id}"


class Attachment(models.Model):
    """A file of a message. `name` is what a company's member called it; of an expert's file the name is not kept,
    because it often says who somebody is."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    size = models.PositiveIntegerField()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "message": PLAIN,
        "file": SAID,
        "kind": PLAIN,
        "name": SAID,
        "size": PLAIN,
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.message_id}"


class Muted(models.Model):
    """That somebody gets no mail about a thread."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="muted")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    inventory: ClassVar[Inventory] = {
        "thread": PLAIN,
        "user": Kept(Purpose.WRITE_TO_PERSON, Readers.ME, Until.PERSON_CHANGES_IT),
    }

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="muted_once")]

    def __str__(self) -> str:
        return f"{self.user_id} mutes {self.thread_id}"


class ReportReason(models.TextChoices):
    PRESSURE = "pressure", _("Pressure or threats")
    IDENTITY = "identity", _("Wants to find out who somebody is")
    SPAM = "spam", _("Advertising, or not what was asked for")
    INSULT = "insult", _("Insults")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """Messages that one side shows to the park's moderators. `whole_at`: the privacy officer has opened the whole
    conversation to them, for the written reason."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="reports", verbose_name=_("Conversation"))
    side = models.CharField(_("By"), max_length=10, choices=Side)
    reporter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("Reason"), max_length=10, choices=ReportReason)
    note = models.CharField(max_length=500, blank=True)
    messages = models.ManyToManyField(Message, related_name="+")
    day = models.DateField(_("Day"))
    whole_at = models.DateTimeField(null=True)
    whole_reason = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True)

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "thread": PLAIN,
        "side": PLAIN,
        "reporter": Kept(Purpose.ANSWER, Readers.NOBODY, Until.TWELVE_MONTHS),
        "reason": REPORTED,
        "note": REPORTED,
        "messages": PLAIN,
        "day": REPORTED,
        "whole_at": PLAIN,
        "whole_reason": PLAIN,
        "closed_at": PLAIN,
    }

    class Meta:
        ordering = ["closed_at", "id"]
        verbose_name = _("Report")
        verbose_name_plural = _("Reports")

    def __str__(self) -> str:
        return f"{self.side} reports {self.thread_id}"


class ReportLook(models.Model):
    """That a moderator has read what was reported, or the whole conversation: both sides are shown the day."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="looks")
    moderator = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    day = models.DateField()
    whole = models.BooleanField()

    inventory: ClassVar[Inventory] = {
        "report": PLAIN,
        "moderator": Kept(Purpose.ANSWER_FOR_DEEDS, Readers.NOBODY, Until.TWELVE_MONTHS),
        "day": PLAIN,
        "whole": PLAIN,
    }

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "moderator", "day", "whole"], name="report_look_once")
        ]

    def __str__(self) -> str:
        return f"{self.moderator_id} reads {self.report_id}"
