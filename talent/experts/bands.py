"""Bands of a profile in words: when a skill was used, from when somebody is free, how long ago a profile was confirmed."""

from django.utils.translation import gettext_lazy as _

USED = {"now": _("used this year"), "recent": _("used within 3 years")}
FREE = {"now": _("free now"), "quarter": _("free within 3 months"), "later": _("free later")}
CONFIRMED = {
    "month": _("confirmed this month"),
    "quarter": _("confirmed within 3 months"),
    "half": _("confirmed within 6 months"),
    "old": _("confirmed more than 6 months ago"),
}
