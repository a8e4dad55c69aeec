"""Forms of one's own hours. Shape only: the rules stand in the actions."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import DayField, Digits, LongSelect
from talent.accounts.forms import ZONES
from talent.lib.dates import digits
from talent.schedule.availability import first_weekday
from talent.schedule.hours import begins_on_holidays, first_zone
from talent.schedule.labels import FAULTS, WEEKDAYS
from talent.schedule.lines import Fault, UnreadHours, read_hours, written
from talent.schedule.models import Availability
from talent.schedule.outside import ADDRESS_LETTERS
from talent.schedule.slots import Hours
from talent.schedule.zones import all_named, named

LINE = 200
DAYS = [f"day_{number}" for number in range(7)]


class HoursField(forms.CharField):
    """The hours of a day as one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LINE, required=False, widget=Digits({"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> tuple[Hours, ...]:
        try:
            return read_hours(super().clean(value) or "")
        except UnreadHours:
            raise forms.ValidationError(str(FAULTS[Fault.UNREAD])) from None


class ZoneField(forms.ChoiceField):
    """A time zone by its name, each with its present offset."""

    widget = LongSelect

    def say(self, now: datetime, *known: str) -> None:
        """Offers all zones, and those that are `known` besides."""
        offered = all_named(ZONES, now) | {name: named(name, now) for name in known}
        self.choices = [("", _("Choose")), *sorted(offered.items())]


class HoursForm(forms.Form):
    """A week on the clock of one zone. `version`: of the hours that were read, 0 where there were none."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    zone = ZoneField(label=_("Time zone"), choices=())
    day_0 = HoursField(label=WEEKDAYS[0])
    day_1 = HoursField(label=WEEKDAYS[1])
    day_2 = HoursField(label=WEEKDAYS[2])
    day_3 = HoursField(label=WEEKDAYS[3])
    day_4 = HoursField(label=WEEKDAYS[4])
    day_5 = HoursField(label=WEEKDAYS[5])
    day_6 = HoursField(label=WEEKDAYS[6])
    works_on_holidays = forms.BooleanField(
        label=_("I am there on Iran’s public holidays too"), required=False
    )

    def __init__(
        self, *args: Any, owner: Any, mine: Availability | None, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        begins = first_weekday(owner.calendar)
        self.week = [DAYS[(begins + number) % 7] for number in range(7)]
        self.order_fields(["version", "zone", *self.week, "works_on_holidays"])
        self.initial = _initial(owner, mine)
        zone = self.fields["zone"]
        assert isinstance(zone, ZoneField)
        zone.say(now, self.initial["zone"])

    def stands_on(self, mine: Availability | None) -> None:
        """Shows what was typed upon the hours as they are now: saved again, it replaces these."""
        self.data = {**dict(self.data.items()), "version": str(mine.version if mine else 0)}

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = dict(self.cleaned_data)
        return cleaned | {"weekly": [cleaned.pop(name) for name in DAYS]}


class DaysForm(forms.Form):
    """Days with other hours than usual."""

    first = DayField(label=_("First day"), help_text=_("Year, month and day, in either calendar."))
    last = DayField(label=_("Last day"), help_text=_("Empty: the first day alone."))
    hours = HoursField(label=_("Hours on these days"), help_text=_("Empty: you are not there at all."))

    def clean_first(self) -> Any:
        return demanded(self.cleaned_data["first"])


class JourneyForm(forms.Form):
    """Days on another clock."""

    first = DayField(label=_("First day there"), help_text=_("Year, month and day, in either calendar."))
    last = DayField(label=_("Last day there"))
    zone = ZoneField(label=_("Time zone there"), choices=())

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        assert isinstance(zone, ZoneField)
        zone.say(now)

    def clean_first(self) -> Any:
        return demanded(self.cleaned_data["first"])

    def clean_last(self) -> Any:
        return demanded(self.cleaned_data["last"])


class AddressForm(forms.Form):
    """Where a calendar is kept elsewhere."""

    address = forms.CharField(
        label=_("Address of the calendar"),
        max_length=ADDRESS_LETTERS,
        widget=forms.TextInput({"dir": "ltr", "placeholder": "https://", "autocomplete": "off"}),
        help_text=_(
            "The secret address in iCal form. It is sealed and shown to nobody again, not even to you."
        ),
    )


class FeedForm(forms.Form):
    """How much a calendar to subscribe to says."""

    says_more = forms.BooleanField(
        label=_("Say what kind of meeting it is; otherwise it says “busy” alone"), required=False
    )


def demanded(day: Any) -> Any:
    """The day. Raises ValidationError where none was typed."""
    if day is None:
        raise forms.ValidationError(_("Write a day."))
    return day


def _initial(owner: Any, mine: Availability | None) -> dict[str, Any]:
    language = get_language() or "fa"
    if mine is None:
        zone = first_zone(owner)
        return {"version": 0, "zone": zone, "works_on_holidays": begins_on_holidays(zone)}
    lines = {name: digits(written(hours), language) for name, hours in zip(DAYS, mine.week, strict=True)}
    said = {"version": mine.version, "zone": mine.zone, "works_on_holidays": mine.works_on_holidays}
    return said | lines
