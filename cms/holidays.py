"""Public holidays: the list by day, and the editor's verbs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Day, Listing, Reading
from cms.verbs import Verb
from talent.accounts.fields import DayField, shown_day
from talent.accounts.models import RoleName
from talent.lib.dates import park_today
from talent.schedule import holidays
from talent.schedule.models import Holiday

LONG_OVER = timedelta(days=60)


class HolidayForm(forms.Form):
    """On which day it is, and how it is called."""

    day = DayField(label=_("Day"), help_text=_("Year, month and day, in either calendar."), required=True)
    fa = forms.CharField(label=_("Persian"), max_length=120, widget=forms.TextInput({"dir": "rtl"}))
    en = forms.CharField(label=_("English"), max_length=120, widget=forms.TextInput({"dir": "ltr"}))


class CorrectionForm(HolidayForm):
    """The same, and whether it is certain."""

    estimated = forms.BooleanField(label=_("The day is not announced yet"), required=False)
    kept = forms.BooleanField(label=_("It takes place"), required=False)


class HolidayVerb(Verb):
    """A verb of the editor on holidays."""

    role = RoleName.EDITOR

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("holiday:index"), "label": _("Holidays")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]

    def get_success_url(self) -> str:
        return reverse("holiday:index")


class Add(HolidayVerb):
    form_class = HolidayForm
    page_title = button = _("Add a holiday")
    done = _("The holiday is added. No free times are offered on it from now on.")

    def act(self, values: dict[str, Any]) -> None:
        holidays.add_holiday(actor=self.actor, **values)


class Change(HolidayVerb):
    form_class = CorrectionForm
    page_title = _("Correct a holiday")
    button = _("Save")
    done = _("The holiday is corrected. Free times follow from now on; what is booked stays booked.")

    @cached_property
    def holiday(self) -> Holiday:
        """The holiday of the address; 404 where there is none."""
        return get_object_or_404(Holiday, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        held = {name: getattr(self.holiday, name) for name in CorrectionForm.base_fields}
        return held | {"day": shown_day(self.holiday.day, self.actor.calendar)}

    def act(self, values: dict[str, Any]) -> None:
        holidays.change_holiday(actor=self.actor, holiday=self.holiday, **values)


def _state(holiday: Holiday) -> object:
    """What is to be known of it; nothing for one that is certain."""
    if not holiday.kept:
        return _("does not take place")
    return _("estimated") if holiday.estimated else ""


class HolidayList(Listing):
    """The next ones first; those that are long over are not shown."""

    def get_base_queryset(self) -> QuerySet[Holiday]:
        shown: QuerySet[Holiday] = super().get_base_queryset()
        return shown.filter(day__gte=park_today() - LONG_OVER)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Add a holiday"), url=reverse("holiday:add"), icon_name="plus")]


class HolidayViewSet(Reading):
    """Holidays in the menu."""

    model = Holiday
    name, url_prefix, icon = "holiday", "holidays", "date"
    menu_name, menu_label, menu_order = "holidays", _("Holidays"), 210
    index_view_class = HolidayList
    search_fields = ["fa", "en"]
    search_backend_name = None
    list_filter = ["estimated", "kept"]
    list_display = [
        Day("day", label=_("Day"), sort_key="day"),
        TitleColumn("fa", label=_("Persian"), url_name="holiday:change", sort_key="fa"),
        TitleColumn("en", label=_("English"), url_name="holiday:change", sort_key="en"),
        Column("state", label=_("State"), accessor=_state),
    ]
    verbs = (
        path("new/", Add.as_view(), name="add"),
        path("<int:pk>/", Change.as_view(), name="change"),
    )
