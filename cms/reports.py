"""Reported messages: moderators ask to read what was reported, and both sides are shown that they did; the privacy
officer alone opens more."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.lists import Day, Inspecting, Listing, Moment, Reading
from cms.verbs import Verb
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.conversations.models import Report
from talent.conversations.pages import for_moderator, reported_file
from talent.conversations.reports import apart_from, close_report, look, open_whole
from talent.lib.dates import digits, show_day
from talent.lib.errors import Absent


class ReportVerb(Verb):
    """A verb on one report; it leads back to the report."""

    role = RoleName.MODERATOR

    @cached_property
    def report(self) -> Report:
        """The report of the address; 404 where there is none, or it is about the actor's own conversation."""
        return get_object_or_404(apart_from(self.actor), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("report:inspect", args=(self.report.pk,))


class Look(ReportVerb):
    page_title = button = _("Read what was reported")
    explanation = _(
        "You read the messages that were reported, and no other. Both sides are shown that a moderator has read them today."
    )
    done = _("The messages stand below until the end of the day.")

    def act(self, values: dict[str, Any]) -> None:
        look(actor=self.actor, report=self.report)


class WhyForm(forms.Form):
    """Why more is needed than what was reported."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )


class OpenWhole(ReportVerb):
    role = RoleName.PRIVACY_OFFICER
    form_class = WhyForm
    page_title = button = _("Open the whole conversation to the moderators")
    explanation = _("Only where what was reported is not enough to decide. The reason stays with the report.")
    done = _("Moderators can read the whole conversation until the report is closed.")
    serious = True

    def act(self, values: dict[str, Any]) -> None:
        open_whole(actor=self.actor, report=self.report, **values)


class Close(ReportVerb):
    page_title = button = _("Close the report")
    explanation = _(
        "Do this when you have spoken with those concerned, suspended the company, or found nothing."
    )
    done = _("The report is closed.")

    def act(self, values: dict[str, Any]) -> None:
        close_report(actor=self.actor, report=self.report)


class ReportedFile(View):
    """A file of what was reported, for a moderator who has asked to read it today."""

    def get(self, request: HttpRequest, pk: int, file: UUID) -> FileResponse:
        """The file as a download; 404 for every other."""
        demand_role(request.user, RoleName.MODERATOR)
        assert isinstance(request.user, User)
        return reported_file(get_object_or_404(apart_from(request.user), pk=pk), request.user, file)


class ReportList(Listing):
    """All reports but those of one's own conversations."""

    def get_base_queryset(self) -> QuerySet[Report]:
        return apart_from(self.request.user).select_related("thread__company")


class ReportPage(Inspecting):
    """One report; the messages only for a moderator who has asked for them today."""

    page_title = _("Report")

    def get_object(self, queryset: Any = None) -> Report:
        """The report of the address; 404 where it is about the reader's own conversation."""
        return get_object_or_404(apart_from(self.request.user), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.object.thread.company.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reader, language = self.request.user, get_language() or "fa"
        held = set(reader.roles.values_list("name", flat=True))
        shown = {
            "report": self.object,
            "day": show_day(self.object.day, calendar=reader.calendar, language=language),
            "count": digits(self.object.messages.count(), language),
            "moderates": RoleName.MODERATOR in held,
            "opens": RoleName.PRIVACY_OFFICER in held,
            "read": _read(self.object, reader),
        }
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | shown


def _read(report: Report, reader: User) -> dict[str, Any] | None:
    try:
        return for_moderator(report, reader)
    except Absent:
        return None


class ReportViewSet(Reading):
    """Reports in the menu."""

    model = Report
    name, url_prefix, icon = "report", "reports", "comment"
    menu_name, menu_label, menu_order = "reports", _("Reported messages"), 115
    inspect_view_enabled = True
    index_view_class = ReportList
    inspect_view_class = ReportPage
    inspect_template_name = "cms/report.html"
    list_filter = ["reason"]
    list_display = [
        TitleColumn("company", accessor="thread.company", label=_("Company"), url_name="report:inspect"),
        Column("get_side_display", label=_("By"), sort_key="side"),
        Column("get_reason_display", label=_("Reason"), sort_key="reason"),
        Day("day", label=_("Day"), sort_key="day"),
        Moment("closed_at", label=_("Closed"), sort_key="closed_at"),
    ]
    verbs = (
        path("<int:pk>/look/", Look.as_view(), name="look"),
        path("<int:pk>/open/", OpenWhole.as_view(), name="open"),
        path("<int:pk>/files/<uuid:file>/", ReportedFile.as_view(), name="file"),
        path("<int:pk>/close/", Close.as_view(), name="close"),
    )
