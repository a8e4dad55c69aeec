"""What people are told, how they want to be told, and the mails that are to be sent. Knows no domain."""

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until
from talent.notifications.choices import Mode

CONTENT = Kept(Purpose.WRITE_TO_PERSON, Readers.ME, Until.SENT)
TOLD = Kept(Purpose.WRITE_TO_PERSON, Readers.ME, Until.SEEN)
CHOSEN = Kept(Purpose.WRITE_TO_PERSON, Readers.ME, Until.PERSON_CHANGES_IT)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, user: User) -> "NotificationQuerySet":
        """What one person was told, newest first."""
        return self.filter(recipient=user).order_by("-created_at", "-pk")

    def unseen(self) -> "NotificationQuerySet":
        """What has not been seen yet."""
        return self.filter(seen_at=None)

    def gathered(self, user: User, now: datetime) -> "NotificationQuerySet":
        """What the next mail of the morning tells this person."""
        return self.filter(recipient=user, due_at__lte=now).order_by("created_at", "pk")


class Notification(models.Model):
    """That somebody was told something of a kind, once for each event. Never a name: words come from the kind when it
    is shown or sent. `path` is a page of the site without its language; `due_at`, when it goes into a mail of the
    morning; None where it is in no such mail (any more)."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    event = models.CharField(max_length=32)
    path = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "key": PLAIN,
        "recipient": TOLD,
        "kind": TOLD,
        "event": PLAIN,
        "path": TOLD,
        "count": TOLD,
        "created_at": TOLD,
        "due_at": TOLD,
        "seen_at": TOLD,
    }

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["recipient", "event"], name="told_once")]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="told_newest"),
            models.Index(fields=["recipient"], condition=Q(seen_at=None), name="told_unseen"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="told_due"),
            models.Index(fields=["created_at"], name="told_age"),
        ]

    def __str__(self) -> str:
        return self.kind


class Preference(models.Model):
    """How one person wants to be told of one kind, where it is not the kind's own way."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    mode = models.CharField(max_length=10, choices=Mode)

    inventory: ClassVar[Inventory] = {"user": CHOSEN, "kind": CHOSEN, "mode": CHOSEN}

    class Meta:
        ordering = ["user_id", "kind"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.mode}"


class Mailbox(models.Model):
    """How mail to one person gets on: since when it comes back, and the last day (theirs) with a mail of the morning."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    bounced_at = models.DateTimeField(null=True)
    digest_on = models.DateField(null=True)

    inventory: ClassVar[Inventory] = {"user": CHOSEN, "bounced_at": CHOSEN, "digest_on": CHOSEN}

    class Meta:
        ordering = ["user_id"]

    def __str__(self) -> str:
        return "bounced" if self.bounced_at else "fine"

    def had_on(self, day: date) -> bool:
        """Whether the mail of that morning is made already."""
        return self.digest_on is not None and self.digest_on >= day


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> "DeliveryQuerySet":
        """What is to be sent now, oldest first."""
        return self.filter(state=DeliveryState.QUEUED, due_at__lte=now).order_by("id")


class Delivery(models.Model):
    """One mail. It either points to what it tells (`recipient`, with one `notification` or with all that are due in
    the morning) and gets its words when it is sent; or it holds an answer to a form, code and all, whose words leave
    the row when it is sent or given up. Either way nothing in a sent row says to whom it went."""

    kind = models.CharField(_("Kind"), max_length=40)
    language = models.CharField(_("Language"), max_length=2)
    recipient = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    notification = models.ForeignKey(Notification, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(_("State"), max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    due_at = models.DateTimeField(_("Due"), default=timezone.now)
    created_at = models.DateTimeField(_("Created"), auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    inventory: ClassVar[Inventory] = {
        "kind": PLAIN,
        "language": PLAIN,
        "recipient": CONTENT,
        "notification": CONTENT,
        "address": CONTENT,
        "subject": CONTENT,
        "text": CONTENT,
        "html": CONTENT,
        "state": PLAIN,
        "attempts": PLAIN,
        "due_at": PLAIN,
        "created_at": PLAIN,
    }

    class Meta:
        ordering = ["-id"]
        verbose_name = _("Delivery")
        verbose_name_plural = _("Deliveries")
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"

    @property
    def has_something(self) -> bool:
        """Whether there is still something to send: the words of an answer to a form go when it is given up."""
        return self.recipient_id is not None or bool(self.text)
