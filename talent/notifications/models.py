"""Delivery rows: what is to be sent to whom. Knows no domain."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.lib.inventory import PLAIN, Inventory, Kept, Purpose, Readers, Until

CONTENT = Kept(Purpose.WRITE_TO_PERSON, Readers.ME, Until.SENT)


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class Delivery(models.Model):
    """One mail. Address and words leave the row when it is sent; what stays is that it was."""

    kind = models.CharField(_("Kind"), max_length=40)
    language = models.CharField(_("Language"), max_length=2)
    address = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(_("State"), max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    due_at = models.DateTimeField(_("Due"), default=timezone.now)
    created_at = models.DateTimeField(_("Created"), auto_now_add=True)

    inventory: ClassVar[Inventory] = {
        "kind": PLAIN,
        "language": PLAIN,
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
