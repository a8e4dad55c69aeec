"""Codes of the schedule in words."""

from django.utils.translation import gettext_lazy as _

from talent.schedule.lines import Fault

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
FAULTS: dict[Fault, object] = {
    Fault.UNREAD: _(
        "Write hours like 18:00–20:00, with a comma between two of them; empty where there are none."
    ),
    Fault.BACKWARDS: _("An end is before its start. Hours that go past midnight may last up to 12 hours."),
    Fault.OVERLAP: _("Two of these hours overlap, here or with the next day."),
    Fault.TOO_MANY: _("At most eight hours, one after another, in a day."),
}
TROUBLES = {
    "bad_address": _("Its address is not one that can be read."),
    "not_public": _("Its server is not on the public internet."),
    "unreachable": _("Its server cannot be reached."),
    "too_slow": _("Its server takes longer than five seconds."),
    "too_large": _("It is larger than 2 MB."),
    "leads_elsewhere": _("Its address leads on to another one. Name that one."),
    "no_answer": _("Its server refuses to hand it over. The address may have been changed or withdrawn."),
    "no_calendar": _("What stands at its address is not a calendar."),
    "too_many_events": _("It holds more than 20,000 entries."),
    "too_often": _("Something in it repeats more often than can be followed."),
    "lost_key": _("Its address can no longer be opened here. Name it once more."),
}
"""Why a calendar elsewhere could not be read."""
