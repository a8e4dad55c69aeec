"""How somebody is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    AT_ONCE = "at_once", _("here, and by mail at once")
    DIGEST = "digest", _("here, and by one mail in the morning")
    IN_APP = "in_app", _("only here, no mail")
    OFF = "off", _("not at all")


DIGEST_KIND = "digest"
"""The kind of the delivery that gathers a day: no kind of notification."""
