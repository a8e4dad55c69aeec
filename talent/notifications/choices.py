"""How somebody is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    AT_ONCE = "at_once", _("Here, and by mail at once")
    DIGEST = "digest", _("Here, and by one mail in the morning")
    IN_APP = "in_app", _("Only here, no mail")
    OFF = "off", _("Not at all")


MODES = Mode.values
DIGEST_KIND = "digest"
"""The kind of the delivery that gathers a day: no kind of notification."""
