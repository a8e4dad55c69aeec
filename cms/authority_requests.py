"""Requests by authorities: the years counted so far, and the privacy officer's verbs."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Listing, Number, Reading
from cms.verbs import Verb
from talent.accounts.authority_requests import count_requests
from talent.accounts.models import RoleName
from talent.audit.models import AuthorityRequests
from talent.lib.dates import park_today

MOST = 1_000_000


class NumbersForm(forms.Form):
    """The numbers of one year, and what is to be said of them."""

    asked = forms.IntegerField(
        label=_("Requests"),
        min_value=0,
        max_value=MOST,
        help_text=_("Courts, ministries, police and other authorities, of any country, asking about people."),
    )
    answered = forms.IntegerField(label=_("Answered with data"), min_value=0, max_value=MOST)
    note_fa = forms.CharField(
        label=_("Note in Persian"), required=False, max_length=300, widget=forms.TextInput({"dir": "rtl"})
    )
    note_en = forms.CharField(
        label=_("Note in English"), required=False, max_length=300, widget=forms.TextInput({"dir": "ltr"})
    )


class YearForm(NumbersForm):
    """The same, with the year."""

    year = forms.IntegerField(label=_("Year of the Gregorian calendar"))
    field_order = ["year"]


class Count(Verb):
    role = RoleName.PRIVACY_OFFICER
    form_class: type[NumbersForm] = YearForm
    page_title = button = _("Count a year")
    explanation = _("The page “What we keep” shows these numbers to everybody from the next request on.")
    done = _("The numbers are on the page “What we keep”.")

    def get_initial(self) -> dict[str, Any]:
        return {"year": park_today().year}

    def act(self, values: dict[str, Any]) -> None:
        count_requests(actor=self.actor, **values)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("authority_requests:index"), "label": _("Requests by authorities")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]

    def get_success_url(self) -> str:
        return reverse("authority_requests:index")


class Correct(Count):
    form_class = NumbersForm
    page_title = button = _("Correct the numbers")

    @cached_property
    def counted(self) -> AuthorityRequests:
        """The year of the address; 404 where it is not counted."""
        return get_object_or_404(AuthorityRequests, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.counted)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.counted, name) for name in NumbersForm.base_fields}

    def act(self, values: dict[str, Any]) -> None:
        count_requests(actor=self.actor, year=self.counted.year, **values)


class Years(Listing):
    """Newest first."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Count a year"), url=reverse("authority_requests:count"), icon_name="plus")]


class AuthorityRequestsViewSet(Reading):
    """The years in the menu."""

    model = AuthorityRequests
    index_view_class = Years
    name, url_prefix, icon = "authority_requests", "authority-requests", "mail"
    menu_name, menu_label, menu_order = "authority_requests", _("Requests by authorities"), 410
    list_display = [
        TitleColumn("year", label=_("Year"), url_name="authority_requests:correct", sort_key="year"),
        Number("asked", label=_("Requests"), sort_key="asked"),
        Number("answered", label=_("Answered with data"), sort_key="answered"),
        Column("note", label=_("Note")),
    ]
    verbs = (
        path("new/", Count.as_view(), name="count"),
        path("<int:pk>/", Correct.as_view(), name="correct"),
    )
